"""Layer 2: what can be asked about a rule. Importing this package registers every family."""

from massage_billing.questions import eight_minute_rule as eight_minute_rule
