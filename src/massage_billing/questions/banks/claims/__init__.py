"""Questions for the lesson "From prescription to payment": objectives claim-1 to claim-15 (statements.py has more)."""
