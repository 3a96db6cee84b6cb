"""Layer 1: tables, files, HTML and text. Knows nothing about billing."""
