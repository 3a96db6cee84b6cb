"""What can be asked about the 8-minute rule, objectives unit-1 to unit-8 of syllabus.csv."""

from massage_billing.questions.eight_minute_rule import methods, one_service, several_services

__all__ = ["methods", "one_service", "several_services"]
