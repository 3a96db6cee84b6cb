"""Layer 1: the law and the billing rules as pure functions over tables."""
