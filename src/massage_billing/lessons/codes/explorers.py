"""What a learner moves: a code on a day, and a session made up of techniques."""

from collections.abc import Callable
from datetime import date
from html import escape

import ipywidgets as widgets

from massage_billing.base.tables import OutsideKnownDatesError, current
from massage_billing.base.text import plural
from massage_billing.lessons.codes import figures
from massage_billing.lessons.codes.tables import TIMED, valid
from massage_billing.lessons.later import later
from massage_billing.lessons.widgets import MinutesList, box, choices, live, paragraph, picture_place, ticked_in, ticks
from massage_billing.questions.banks.codes.validity import CONTRACT, TRAINED
from massage_billing.rules.codes import Choice, Technique, UnknownCode, choose_codes, codes, find_code, may_bill
from massage_billing.rules.eight_minute_rule import billings, describe

FIRST_DAY = date(2026, 1, 5)  # a day to begin with: no lesson looks at the clock
SIGNS = {"yes": "✔ Yes", "not yours": "✘ A code, but not yours without more", "not a code": "✘ Not a code",
         "not a code on that day": "✘ Not a code on that day"}  # fmt: skip


class Terms(widgets.VBox):
    """What training, license and contract allow, and the day."""

    def __init__(self, changed: Callable[[], None]) -> None:
        known = [find_code(code) for code in codes("usual", "question")]
        names = {found.code: str(found) for found in known}
        more = {found.code: str(found) for found in known if found.beyond_massage}
        self.on = widgets.DatePicker(value=FIRST_DAY, description="Date of service:")
        self.on.observe(lambda _: changed(), "value")
        self.trained = ticks("Beyond massage, I am trained in and licensed for:", more, TRAINED, changed)
        self.contract = ticks("This payer's contract pays for:", names, CONTRACT, changed)
        super().__init__([self.on, self.trained, self.contract])

    @property
    def day(self) -> date:
        """Return the day; the first one again where the field is empty."""
        return self.on.value or FIRST_DAY


class CodeCard(widgets.VBox):
    """A number, a day, training and contract: may it be billed, and what is known of it."""

    def __init__(self, code: str) -> None:
        self.code = widgets.Combobox(
            value=code, options=codes(), description="Number to look up:", ensure_option=False, continuous_update=False
        )
        self.code.observe(lambda _: self._tell(), "value")
        self.terms = Terms(self._tell)
        self.answer = live()
        self.known = widgets.HTML()
        self.picture = picture_place()
        super().__init__([self.code, self.terms, self.answer, self.known, self.picture])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        code, on = self.code.value.strip(), self.terms.day
        try:
            found = may_bill(code, on, ticked_in(self.terms.trained), ticked_in(self.terms.contract))
        except OutsideKnownDatesError as error:
            self.answer.value = f'<p class="mb-ask">{escape(str(error))}</p>'
            return
        self.answer.value = f"<p><strong>{SIGNS[found.answer]}.</strong> {escape(found.why)}</p>"
        try:
            there = find_code(code)
        except UnknownCode:
            self.known.value = ""
            return
        self.known.value = (
            f"<p><strong>{escape(str(there))}</strong>: {TIMED[there.timed]}; {valid(there)}.</p>"
            f"<p><strong>Ask yourself first.</strong> {escape(there.ask)}</p>"
            f'<p class="mb-source">Source: {escape(there.source)}</p>'
        )
        later(self, lambda: figures.lifetimes(code, on))


class Session(widgets.VBox):
    """A session of techniques with minutes: which codes name it, and what units follow."""

    def __init__(self, work: dict[str, int]) -> None:
        labels = {row.technique: row.description for row in current(Technique)}
        self.list = MinutesList("technique", labels, work, self._tell)
        self.separate = box("These were truly separate sessions on one day")
        self.separate.observe(lambda _: self._tell(), "value")
        self.terms = Terms(self._tell)
        self.answer = live()
        super().__init__([self.list, choices(self.separate), self.terms, self.answer])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        try:
            choice = choose_codes(
                self.list.minutes,
                self.terms.day,
                ticked_in(self.terms.trained),
                ticked_in(self.terms.contract),
                separate=self.separate.value,
            )
            self.answer.value = in_words(choice, self.terms.day)
        except (ValueError, OutsideKnownDatesError) as error:
            self.answer.value = f'<p class="mb-ask">{escape(str(error))}</p>'


def in_words(choice: Choice, on: date) -> str:
    """Return what a session bills, the units, and what stays in the note, as HTML."""
    ways = " Or: ".join(
        " and ".join(f"{find_code(code)}, {plural(spent, 'minute')}" for code, spent in way.items()) or "nothing"
        for way in choice.ways
    )
    units = ", or ".join(describe(billings(way, on=on)[0]) for way in choice.ways)
    out = "".join(
        f"<li>{escape(str(find_code(code)))}, {plural(spent, 'minute')}: in the note, not on the bill. {escape(why)}</li>"
        for code, spent, why in choice.left_out
    )
    kept = f"<ul>{out}</ul>" if out else ""
    return f"{paragraph(f'Bill: {ways}.')}{paragraph(f'Units by the Medicare total: {units}.')}{kept}"


def code_card(code: str | None = None) -> CodeCard:
    """Return the explorer of one number on one day."""
    return CodeCard(codes("usual")[0] if code is None else code)


def session(work: dict[str, int] | None = None) -> Session:
    """Return the explorer of a session (minutes by technique of techniques.csv)."""
    return Session({"kneading": 30, "trigger points": 12} if work is None else work)
