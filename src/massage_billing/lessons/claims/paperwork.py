"""What a learner moves: the prescription, the session note, the statement and the progress report."""

import re
from datetime import date, timedelta
from html import escape

import ipywidgets as widgets

from massage_billing.base.tables import current, history
from massage_billing.base.text import plural, sentence
from massage_billing.lessons.claims import figures
from massage_billing.lessons.downloads import Sheet, by_part, links, rendered
from massage_billing.lessons.later import later
from massage_billing.lessons.stepper import Tour
from massage_billing.lessons.widgets import bar, live, paragraph, picture_place, source_line
from massage_billing.questions.banks.claims.synthetic_claims import FREE
from massage_billing.rules.claims.benefits import BenefitQuestion, denials, explain_benefits, reasons
from massage_billing.rules.claims.claim_form import ClaimStep
from massage_billing.rules.claims.findings import Finding
from massage_billing.rules.claims.notes import NotePart, review_note
from massage_billing.rules.claims.prescriptions import last_day, review_prescription
from massage_billing.rules.claims.review import Diagnosis
from massage_billing.rules.eight_minute_rule import billings, describe

FIRST = date(2026, 3, 2)  # a day to begin with: no lesson looks at the clock
NECK_PAIN = "M54.2"  # the made-up client's diagnosis


def found_in_words(found: list[Finding]) -> str:
    """Return findings as a list in HTML: what is wrong, what to do, and the source."""
    lines = "".join(
        f"<li><strong>{escape(one.problem)}</strong> {escape(one.fix)}"
        f'<span class="mb-source"> Source: {escape(one.source)}</span></li>'
        for one in found
    )
    return f"<ul>{lines}</ul>" if lines else ""


def steps() -> Tour:
    """Return the steps from contract to payment, to be walked."""
    rows = current(ClaimStep)

    def describe_step(at: int) -> str:
        row = rows[at]
        return (
            f"<p><strong>{escape(row.step)}</strong> ({escape(row.who)}). {escape(row.does)} {escape(row.why)}</p>"
            f"{source_line(row)}"
        )

    return Tour("step", [row.step for row in rows], describe_step, figures.steps)


class Prescription(widgets.VBox):
    """A prescription and a visit: is the paper whole, valid on the day, not used up, and is a review due?"""

    def __init__(self) -> None:
        self.start = widgets.DatePicker(value=FIRST, description="Written on:")
        self.weeks = widgets.BoundedIntText(value=6, min=0, max=52, description="Weeks:")
        self.visits = widgets.BoundedIntText(value=8, min=0, max=60, description="Visits ordered:")
        diagnoses = {row.code: f"{row.code} {row.name}" for row in history(Diagnosis)}
        options = [("Not there", ""), *((label, code) for code, label in diagnoses.items())]
        self.diagnosis = widgets.Dropdown(options=options, value=NECK_PAIN, description="Diagnosis:")
        self.signed = widgets.Dropdown(options=[("Dr. Ames", "Dr. Ames"), ("Not there", "")], description="Signed by:")
        self.on = widgets.DatePicker(value=FIRST + timedelta(days=14), description="Day of the visit:")
        self.used = widgets.BoundedIntText(value=2, min=0, max=60, description="Visits so far:")
        self.limit = widgets.BoundedIntText(value=90, min=0, max=366, description="The plan's limit, in days:")
        fields = (self.start, self.weeks, self.visits, self.diagnosis, self.signed, self.on, self.used, self.limit)
        for field in fields:
            field.observe(lambda _: self._tell(), "value")
        self.answer, self.picture = live(), picture_place()
        super().__init__([*fields, self.answer, self.picture])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        on = self.on.value or FIRST
        paper = {
            "patient": "Ann Example", "diagnosis": self.diagnosis.value, "visits": self.visits.value or None,
            "weeks": self.weeks.value or None, "start": self.start.value, "signed_by": self.signed.value,
            "used": self.used.value,
        }  # fmt: skip
        payer = {"prescription_days": self.limit.value, "reviewed_after": FREE}
        found = review_prescription(paper, on, payer)
        end = last_day(paper, payer)
        covered = f"✔ It covers this visit, number {self.used.value + 1} of {self.visits.value}."
        until = f" Its last day is {end}." if end else ""
        self.answer.value = (
            f"<p><strong>{'✘ Not yet.' if found else covered}</strong>{until}</p>{found_in_words(found)}"
        )
        if self.start.value and end:
            start = self.start.value
            later(self, lambda: figures.span(start, end, on))


class Note(widgets.VBox):
    """A session note put together from parts, and what a reviewer would miss, item by item."""

    def __init__(self) -> None:
        self.lists = {
            row.part: widgets.Dropdown(
                options=[("Leave it out", ""), (row.weak, "weak"), (row.example, row.example)],
                description=f"{sentence(row.name)}:",
            )
            for row in current(NotePart)
        }
        for one in self.lists.values():
            one.observe(lambda _: self._tell(), "value")
        self.answer = live()
        super().__init__([*self.lists.values(), self.answer])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        kept = {part: one.value for part, one in self.lists.items() if one.value not in ("", "weak")}
        review = review_note(kept)
        whole = len(review.there) + len(review.missing)
        lines = "".join(
            f"<li>{'✔' if row in review.there else '✘'} <strong>{escape(sentence(row.name))}.</strong> "
            f"{'It is there.' if row in review.there else escape(row.missed)}</li>"
            for row in current(NotePart)
        )
        supported = {"minutes", "total"} <= kept.keys()
        units = f"{units_of(kept['minutes'])} are supported." if supported else "No unit is supported yet."
        self.answer.value = (
            f"<p><strong>{len(review.there)} of {whole} parts hold.</strong> {units}</p><ul>{lines}</ul>"
        )


def units_of(line: str) -> str:
    """Return in words the units that a line of a note supports.

    >>> units_of("97140: 30 minutes.")
    '2 units of 97140'

    Args:
        line: a code and its minutes, as the example of note_parts.csv has them.

    Raises:
        ValueError: the line has other numbers than these two, or the code is not one to count.
    """
    code, minutes = re.findall(r"\d+", line)
    return describe(billings({code: int(minutes)})[0])


class Statement(widgets.VBox):
    """A statement from a plan, made up by the learner: a waterfall, and the same in words."""

    def __init__(self) -> None:
        self.billed = widgets.IntSlider(value=120, max=200, description="Billed, dollars:")
        self.allowed = widgets.IntSlider(value=80, max=200, description="Allowed, dollars:")
        self.left = widgets.IntSlider(value=30, max=200, description="Left of the deductible, dollars:")
        self.copay = widgets.IntSlider(value=0, max=60, description="Copay, dollars:")
        self.percent = widgets.IntSlider(value=20, max=50, description="The client's percent:")
        options = [("Paid", "")] + [(f"Denied: {code} {reasons()[code].name}", code) for code in denials()]
        self.denial = widgets.Dropdown(options=options, description="What the plan says:")
        sliders = (self.billed, self.allowed, self.left, self.copay, self.percent)
        for field in (*sliders, self.denial):
            field.observe(lambda _: self._tell(), "value")
        for slider in sliders:
            slider.add_class("mb-slider")
        self.answer, self.picture = live(), picture_place()
        super().__init__([*sliders, self.denial, self.answer, self.picture])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        settled = explain_benefits(
            self.billed.value, self.allowed.value, deductible_left=self.left.value, coinsurance=self.percent.value,
            copay=self.copay.value, denial=self.denial.value,
        )  # fmt: skip
        row = reasons().get(settled.denial)
        advice = f"{row.meaning} What you do: {row.act}. {row.why}" if row else ""
        owed = f"The client owes ${settled.share}, and you may not ask for more."
        self.answer.value = (
            f"<p><strong>{escape(figures.waterfall_in_words(settled))}</strong></p>{paragraph(advice or owed)}"
        )
        later(self, lambda: figures.waterfall(settled))


NOTES = {  # a measure, whether more or less is better, and what the notes of six made-up visits say of it
    "Turns the head to the left, in degrees": ("more", (30, 35, 35, 45, 50, 55)),
    "Pain at work, 0 to 10": ("less", (7, 7, 6, 5, 4, 3)),
    "Sits without a break, in minutes": ("more", (20, 20, 20, 20, 20, 20)),
    "Headaches a week": ("less", (5, 4, 4, 5, 6, 7)),
}
AGAIN = {
    "Turns the head to the left, in degrees": "drives again in town",
    "Pain at work, 0 to 10": "works a whole day",
}


class Report(widgets.VBox):
    """A progress report to the doctor, made from the notes of the visits so far."""

    def __init__(self) -> None:
        self.measure = widgets.Dropdown(options=list(NOTES), description="What the notes measure:")
        self.visits = widgets.IntSlider(value=6, min=2, max=6, description="Report after visit:")
        self.visits.add_class("mb-slider")
        self.notes, self.answer, self.out = widgets.HTML(), live(), live()
        self.make = widgets.Button(description="Make the report", button_style="primary")
        self.make.on_click(lambda _: self._make())
        for field in (self.measure, self.visits):
            field.observe(lambda _: self._tell(), "value")
        super().__init__([self.measure, self.visits, self.notes, self.answer, bar(self.make), self.out])
        self.add_class("mb-explorer")
        self._tell()

    def words(self) -> list[str]:
        """Return the report, sentence by sentence."""
        measure, count = self.measure.value, self.visits.value
        better, values = NOTES[measure]
        first, latest = values[0], values[count - 1]
        gain = (latest - first) * (1 if better == "more" else -1)
        change = "It is better." if gain > 0 else "It is worse." if gain < 0 else "It has not changed."
        can = f"The client {AGAIN[measure]}." if gain > 0 and measure in AGAIN else ""
        suggest = (
            "I suggest a new order, with the same measure, and to stop when it no longer changes."
            if gain > 0
            else "I suggest to stop, and ask you to see the client again."
        )
        return [
            f"You sent Ann Example with neck pain ({NECK_PAIN}). {plural(count, 'visit')} so far.",
            f"{measure}: {first} at the first visit, {latest} at the latest. {change}",
            *filter(None, [can]),
            suggest,
        ]

    def _tell(self) -> None:
        self.out.value = ""
        values = "; ".join(
            f"visit {number}: {value}"
            for number, value in enumerate(NOTES[self.measure.value][1][: self.visits.value], start=1)
        )
        self.notes.value = paragraph(f"The notes say: {values}.")
        self.answer.value = "".join(map(paragraph, ["Dear Dr. Ames,", *self.words()]))

    def _make(self) -> None:
        title = "Progress report"
        page = rendered("report.html.j2", title=title, greeting="Dear Dr. Ames,", lines=self.words())
        self.out.value = f"<p>A made-up report, to keep as a model.</p><ul>{links(page, title, 'progress-report')}</ul>"


def prescription() -> Prescription:
    """Return a prescription to judge."""
    return Prescription()


def note() -> Note:
    """Return a session note to put together."""
    return Note()


def statement() -> Statement:
    """Return a statement from a plan, to be moved."""
    return Statement()


def report() -> Report:
    """Return a progress report to make."""
    return Report()


def benefits() -> Sheet:
    """Return the call sheet for checking benefits (benefit_questions.csv), to be filled and taken home."""
    parts = by_part(current(BenefitQuestion), lambda row: row.ask, lambda row: row.because)
    return Sheet("Call sheet: what does the plan pay?", "benefits-call-sheet", parts)
