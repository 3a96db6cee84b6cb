"""Layer 1: tables, files, HTML, and text. Contains nothing about billing."""
