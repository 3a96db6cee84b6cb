"""Questions on the 8-minute rule (objectives unit-1 to unit-8 of syllabus.csv)."""
