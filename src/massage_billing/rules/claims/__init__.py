"""Rules for the claim and the documents around it: prescription, session note, explanation of benefits (EOB)."""
