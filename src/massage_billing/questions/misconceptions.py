"""What learners believe that is not so, and when an answer shows enough to say so."""

from collections.abc import Iterable
from typing import NamedTuple

from massage_billing.base.tables import DatedRow, table


@table("misconceptions", key=("name",))
class Belief(DatedRow):
    """Something that learners believe, and the rule that corrects it."""

    name: str  # as feedback and reports name it
    belief: str
    rule: str


class Sign(NamedTuple):
    """What one wrong answer suggests.

    Example:
        >>> Sign("eight_minute_rule.day_total", "counted each code separately", sure=True).sure
        True
    """

    family: str
    misconception: str
    sure: bool  # whether only this misconception leads to the answer


def named(signs: Iterable[Sign]) -> list[str]:
    """Return the misconceptions that a learner's wrong answers show, in the order in which they became clear.

    One answer shows a misconception if nothing else leads to it. A choice alone may be a guess, so it takes two, in different families.

    Example:
        >>> first, second = Sign("claims.owed", "gave up on a denial", False), Sign("claims.denial", "gave up on a denial", False)
        >>> named([first, first]), named([first, second])
        ([], ['gave up on a denial'])

    Args:
        signs: The signs of one learner, oldest first.
    """
    found: dict[str, None] = {}
    suspected: dict[str, str] = {}  # the family of the first sign
    for one in signs:
        if not one.misconception:  # a wrong answer that can have many reasons
            continue
        if one.sure or suspected.setdefault(one.misconception, one.family) != one.family:
            found[one.misconception] = None
    return list(found)
