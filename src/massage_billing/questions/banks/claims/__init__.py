"""Questions from prescription to payment: objectives claim-1 to claim-15 of syllabus.csv (more in statements.py)."""
