"""What can be asked about the every-category law (more in statements.csv)."""
