"""Questions for the lesson "From prescription to payment": objectives claim-1 to claim-15 (situations.py has more)."""
