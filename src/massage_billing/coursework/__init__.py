"""Layer 4: what an instructor does."""
