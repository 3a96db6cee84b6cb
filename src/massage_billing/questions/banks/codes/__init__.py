"""Questions on choosing a code (objectives code-1 to code-13 of syllabus.csv)."""
