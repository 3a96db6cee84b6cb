"""Explorers for a code on a day, and for a session made up of techniques."""

from datetime import date
from html import escape

import ipywidgets as widgets

from massage_billing.base.tables import current
from massage_billing.base.text import plural
from massage_billing.lessons.codes import figures
from massage_billing.lessons.codes.tables import TIMED, valid
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.widgets import (
    CheckList,
    MinutesList,
    bullets,
    check_box,
    choices,
    paragraph,
    source,
    verdict,
)
from massage_billing.questions.banks.codes.validity import CONTRACT, TRAINED
from massage_billing.rules.codes import Choice, Technique, UnknownCode, choose_codes, codes, find_code, may_bill
from massage_billing.rules.eight_minute_rule import billings, describe

FIRST_DAY = date(2026, 1, 5)  # the first day shown: no lesson depends on today's date
FIRST_SESSION = {"kneading": 30, "trigger points": 12}  # minutes by technique (techniques.csv)
SIGNS = {"yes": "✔ Yes", "not yours": "✘ A code, but not yours without more", "not a code": "✘ Not a code",
         "not a code on that day": "✘ Not a code on that day"}  # fmt: skip


class Terms(widgets.VBox):
    """The day, and what training, license, and contract allow."""

    def __init__(self) -> None:
        known = [find_code(code) for code in codes("usual", "question")]
        names = {found.code: str(found) for found in known}
        more = {found.code: str(found) for found in known if found.beyond_massage}
        self.on = widgets.DatePicker(value=FIRST_DAY, description="Date of service:")
        self.trained = CheckList("Beyond massage, I am trained in and licensed for:", more, TRAINED)
        self.contract = CheckList("This payer's contract pays for:", names, CONTRACT)
        super().__init__([self.on, self.trained, self.contract])

    @property
    def day(self) -> date:
        """Return the day; if the field is empty, the first day."""
        return self.on.value or FIRST_DAY


class CodeCard(Explorer):
    """A number, a day, training, and a contract: may it be billed, and what is known about it?"""

    def __init__(self, code: str = codes("usual")[0]) -> None:
        self.code = widgets.Combobox(
            value=code, options=codes(), description="Number to look up:", ensure_option=False, continuous_update=False
        )
        self.terms = Terms()
        super().__init__(self.code, self.terms)

    def update(self) -> None:
        """Look the number up."""
        code, on = self.code.value.strip(), self.terms.day
        found = may_bill(code, on, self.terms.trained.value, self.terms.contract.value)
        answer = verdict(f"{SIGNS[found.answer]}.", found.why)
        try:
            known = find_code(code)
        except UnknownCode:
            self.show(answer)
            return
        facts = (
            f"<p><strong>{escape(str(known))}</strong>: {TIMED[known.timed]}; {valid(known)}.</p>"
            f"{verdict('Ask yourself first.', known.ask)}{source(known.source)}"
        )
        self.show(answer + facts, figures.lifetimes(code, on))


class Session(Explorer):
    """A session of techniques with minutes: which codes describe it, and how many units can be billed?"""

    def __init__(self, work: dict[str, int] = FIRST_SESSION) -> None:
        self.list = MinutesList("technique", {row.technique: row.description for row in current(Technique)}, work)
        self.separate = check_box("These were truly separate sessions on one day")
        self.terms = Terms()
        super().__init__(self.list, choices(self.separate), self.terms)

    def update(self) -> None:
        """Choose the codes of the session."""
        day, trained, contract = self.terms.day, self.terms.trained.value, self.terms.contract.value
        choice = choose_codes(self.list.value, day, trained, contract, separate=self.separate.value)
        self.show(describe_choice(choice, day))


def describe_choice(choice: Choice, on: date) -> str:
    """Return what a session bills, the units, and what stays in the note, as HTML."""
    ways = " Or: ".join(
        " and ".join(f"{find_code(code)}, {plural(spent, 'minute')}" for code, spent in way.items()) or "nothing"
        for way in choice.ways
    )
    units = ", or ".join(describe(billings(way, on=on)[0]) for way in choice.ways)
    out = bullets(
        escape(f"{find_code(code)}, {plural(spent, 'minute')}: in the note, not on the bill. {why}")
        for code, spent, why in choice.left_out
    )
    return f"{paragraph(f'Bill: {ways}.')}{paragraph(f'Units by the Medicare total: {units}.')}{out}"
