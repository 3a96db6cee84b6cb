"""Layer 2: the law and the billing rules as pure functions over tables."""
