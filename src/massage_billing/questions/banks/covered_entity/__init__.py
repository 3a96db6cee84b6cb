"""Questions about covered entities (objectives hipaa-1 to hipaa-21 of syllabus.csv)."""
