"""Layer 3: what a learner sees."""
