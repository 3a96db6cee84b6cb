"""Layer 4: what a learner uses."""
