"""Layer 5: the course as one folder of static pages."""
