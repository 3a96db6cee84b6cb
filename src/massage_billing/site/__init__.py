"""Layer 6: the course as one folder of static pages."""
