"""The minutes of each code."""

from massage_billing.lessons.inputs import units_by_code
from massage_billing.rules.eight_minute_rule import MINUTES_PER_DAY


class Field(units_by_code.Field):
    """One number for each code; 0 if none is billed."""

    what = "Minutes"
    most = MINUTES_PER_DAY
