"""Interactive tools: look up a code on a date of service, and choose the codes for a session."""

from datetime import date
from html import escape

import ipywidgets as widgets

from massage_billing.base.tables import OutsideKnownDatesError, current
from massage_billing.base.text import plural, series, us_date
from massage_billing.lessons.codes import figures
from massage_billing.lessons.codes.tables import TIMED, valid
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.widgets import (
    CheckList,
    MinutesList,
    bullets,
    check_box,
    choices,
    fold,
    paragraph,
    source,
    verdict,
)
from massage_billing.questions.banks.codes.validity import ANSWERS, CONTRACT, TRAINED
from massage_billing.rules.codes import (
    Choice,
    Technique,
    UnknownCode,
    choose_codes,
    codes,
    find_code,
    is_formed,
    may_bill,
)
from massage_billing.rules.eight_minute_rule import billings, describe

FIRST_DAY = date(2026, 1, 5)  # the first date shown, so that no lesson depends on today's date
FIRST_SESSION = {"kneading": 30, "myofascial release": 12}  # minutes by technique (techniques.csv)


class Terms(widgets.VBox):
    """Fields for the date of service, the therapist's training, and the contract."""

    def __init__(self) -> None:
        known = [find_code(code) for code in codes("usual", "question")]
        names = {found.code: str(found) for found in known}
        more = {found.code: str(found) for found in known if found.beyond_massage}
        self.on = widgets.DatePicker(value=FIRST_DAY, description="Date of service:")
        self.trained, self.contract = CheckList("", more, TRAINED), CheckList("", names, CONTRACT)
        training = fold("In addition to massage, I am trained and licensed in", "mb-terms", self.trained)
        paid = fold("This payer's contract pays for", "mb-terms", self.contract)
        super().__init__([self.on, training, paid])

    @property
    def day(self) -> date:
        """Return the date of service; if the field is empty, the first date."""
        return self.on.value or FIRST_DAY


class CodeCard(Explorer):
    """Look up a code: whether it may be billed, when it is valid, and what to ask first."""

    def __init__(self, code: str = codes("usual")[0]) -> None:
        self.code = widgets.Combobox(
            value=code, options=codes(), description="Code to look up:", ensure_option=False, continuous_update=False
        )
        self.terms = Terms()
        super().__init__(self.code, self.terms)

    def update(self) -> None:
        """Look up the code."""
        code, on = self.code.value.strip(), self.terms.day
        if not code:
            self.show(verdict("Enter a code.", "Type its five digits, or choose a code from the list."))
            return
        found = may_bill(code, on, self.terms.trained.value, self.terms.contract.value)
        answer = verdict(f"{'✔' if found.answer == 'yes' else '✘'} {ANSWERS[found.answer]}", found.why)
        try:
            known = find_code(code)
        except UnknownCode:
            # A number with the form of a code may be a code that this course does not cover.
            self.show(verdict("This course cannot answer.", found.why) if is_formed(code) else answer)
            return
        facts = (
            f"<p><strong>{escape(str(known))}</strong>: {TIMED[known.timed]}. Valid: {valid(known)}.</p>"
            f"{verdict('Ask yourself first:', known.ask)}{source(known.source)}"
        )
        self.show(answer + facts, figures.lifetimes(code, on))


class Session(Explorer):
    """Build a session from techniques and minutes, and see its codes and units."""

    def __init__(self, work: dict[str, int] = FIRST_SESSION) -> None:
        self.list = MinutesList("technique", {row.technique: row.description for row in current(Technique)}, work)
        self.separate = check_box("Each kind of work had its own minutes or visit, and the payer allows both codes")
        self.terms = Terms()
        super().__init__(self.list, choices(self.separate), self.terms)

    def update(self) -> None:
        """Choose the codes for the session."""
        day, trained, contract = self.terms.day, self.terms.trained.value, self.terms.contract.value
        try:
            choice = choose_codes(self.list.value, day, trained, contract, separate=self.separate.value)
        except OutsideKnownDatesError:
            msg = f"Our sources do not say which code covered this work on {us_date(day)}. Choose a later date of service."
            raise ValueError(msg) from None
        self.show(describe_choice(choice, day))


def describe_choice(choice: Choice, on: date) -> str:
    """Describe as HTML the codes and units to bill, and the services to record only in the note."""
    ways = ", or ".join(
        series(f"{find_code(code)} for {plural(spent, 'minute')}" for code, spent in way.items()) if way else "nothing"
        for way in choice.ways
    )
    units = ", or ".join(describe(billings(way, on=on)[0]) for way in choice.ways)
    out = bullets(
        escape(f"{find_code(code)}, {plural(spent, 'minute')}: record it in the note, but do not bill it. {why}")
        for code, spent, why in choice.left_out
    )
    pair = ""
    if choice.pair:
        pair = paragraph(f"Add modifier 59 to {choice.pair.second}. The minutes of both codes go into one total.")
    return paragraph(f"Bill {ways}.") + pair + paragraph(f"Units under Medicare's 8-minute rule: {units}.") + out
