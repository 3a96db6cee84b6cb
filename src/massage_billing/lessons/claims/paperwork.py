"""Explorers for the prescription, the session note, the statement, and the progress report."""

import re
from datetime import date, timedelta
from html import escape

import ipywidgets as widgets

from massage_billing.base.tables import current, history
from massage_billing.base.text import plural, sentence
from massage_billing.lessons.claims import figures
from massage_billing.lessons.downloads import Download, Item, Worksheet, web_page
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.stepper import Stepper
from massage_billing.lessons.widgets import bullets, paragraph, select, slider, source, verdict
from massage_billing.questions.banks.claims.synthetic_claims import FREE
from massage_billing.rules.claims.benefits import BenefitQuestion, denials, explain_benefits, reasons
from massage_billing.rules.claims.claim_form import ClaimStep
from massage_billing.rules.claims.findings import Finding
from massage_billing.rules.claims.notes import NotePart, review_note
from massage_billing.rules.claims.prescriptions import last_day, review_prescription
from massage_billing.rules.claims.review import Diagnosis
from massage_billing.rules.eight_minute_rule import billings, describe

FIRST = date(2026, 3, 2)  # the first day shown: no lesson depends on today's date
NECK_PAIN = "M54.2"  # the made-up client's diagnosis
GREETING = "Dear Dr. Ames,"


def describe_findings(findings: list[Finding]) -> str:
    """Return findings as a list in HTML: what is wrong, what to do, and the source."""
    return bullets(
        f"<strong>{escape(one.problem)}</strong> {escape(one.fix)}"
        f'<span class="mb-source"> Source: {escape(one.source)}</span>'
        for one in findings
    )


def steps() -> Stepper:
    """Return the steps from contract to payment, one by one."""
    rows = current(ClaimStep)

    def describe(at: int) -> str:
        row = rows[at]
        text = escape(f" ({row.who}). {row.does} {row.why}")
        return f"<p><strong>{escape(row.step)}</strong>{text}</p>{source(row)}"

    return Stepper("step", [row.step for row in rows], describe, figures.steps)


class Prescription(Explorer):
    """A prescription and a visit: is the prescription complete, valid on the day, not used up, and is a review due?"""

    def __init__(self) -> None:
        self.start = widgets.DatePicker(value=FIRST, description="Written on:")
        self.weeks = widgets.BoundedIntText(value=6, min=0, max=52, description="Weeks:")
        self.visits = widgets.BoundedIntText(value=8, min=0, max=60, description="Visits ordered:")
        diagnoses = {row.code: f"{row.code} {row.name}" for row in history(Diagnosis)}
        options = [("Not there", ""), *((label, code) for code, label in diagnoses.items())]
        self.diagnosis = select("Diagnosis:", options, NECK_PAIN)
        self.signed = select("Signed by:", [("Dr. Ames", "Dr. Ames"), ("Not there", "")])
        self.on = widgets.DatePicker(value=FIRST + timedelta(days=14), description="Day of the visit:")
        self.used = widgets.BoundedIntText(value=2, min=0, max=60, description="Visits so far:")
        self.limit = widgets.BoundedIntText(value=90, min=0, max=366, description="The plan's limit, in days:")
        super().__init__(
            self.start, self.weeks, self.visits, self.diagnosis, self.signed, self.on, self.used, self.limit
        )

    def update(self) -> None:
        """Review the prescription on the day of the visit."""
        on, start = self.on.value or FIRST, self.start.value
        prescription = {
            "patient": "Ann Example", "diagnosis": self.diagnosis.value, "visits": self.visits.value or None,
            "weeks": self.weeks.value or None, "start": start, "signed_by": self.signed.value, "used": self.used.value,
        }  # fmt: skip
        payer = {"prescription_days": self.limit.value, "reviewed_after": FREE}
        findings = review_prescription(prescription, on, payer)
        end = last_day(prescription, payer)
        covered = f"✔ It covers this visit, number {self.used.value + 1} of {self.visits.value}."
        words = verdict("✘ Not yet." if findings else covered, f"Its last day is {end}." if end else "")
        self.show(words + describe_findings(findings), figures.span(start, end, on) if start and end else "")


class Note(Explorer):
    """A session note that the learner puts together from parts, and what a reviewer would miss in each."""

    def __init__(self) -> None:
        self.lists = {
            row.part: select(
                f"{sentence(row.name)}:", [("Leave it out", ""), (row.weak, "weak"), (row.example, row.example)]
            )
            for row in current(NotePart)
        }
        super().__init__(*self.lists.values())

    def update(self) -> None:
        """Review the note."""
        kept = {part: one.value for part, one in self.lists.items() if one.value not in ("", "weak")}
        review = review_note(kept)
        whole = len(review.there) + len(review.missing)
        lines = bullets(
            f"{'✔' if row in review.there else '✘'} <strong>{escape(sentence(row.name))}.</strong> "
            f"{'It is there.' if row in review.there else escape(row.missed)}"
            for row in current(NotePart)
        )
        supported = {"minutes", "total"} <= kept.keys()
        units = f"{units_of(kept['minutes'])} are supported." if supported else "No unit is supported yet."
        self.show(verdict(f"{len(review.there)} of {whole} parts hold.", units) + lines)


def units_of(line: str) -> str:
    """Return in words the units that a line of a note supports.

    >>> units_of("97140: 30 minutes.")
    '2 units of 97140'

    Args:
        line: a code and its minutes, as the example of note_parts.csv has them.

    Raises:
        ValueError: the line does not have exactly these two numbers, or the code has no units.
    """
    code, minutes = re.findall(r"\d+", line)
    return describe(billings({code: int(minutes)})[0])


class Statement(Explorer):
    """A statement from a plan, with numbers that the learner chooses, as a waterfall chart and in words."""

    def __init__(self) -> None:
        self.billed = slider("Billed, dollars:", 120, 200)
        self.allowed = slider("Allowed, dollars:", 80, 200)
        self.left = slider("Left of the deductible, dollars:", 30, 200)
        self.copay = slider("Copay, dollars:", 0, 60)
        self.percent = slider("The client's percent:", 20, 50)
        options = [("Paid", "")] + [(f"Denied: {code} {reasons()[code].name}", code) for code in denials()]
        self.denial = select("What the plan says:", options)
        super().__init__(self.billed, self.allowed, self.left, self.copay, self.percent, self.denial)

    def update(self) -> None:
        """Settle the claim with these numbers."""
        settled = explain_benefits(
            self.billed.value, self.allowed.value, deductible_left=self.left.value, coinsurance=self.percent.value,
            copay=self.copay.value, denial=self.denial.value,
        )  # fmt: skip
        row = reasons().get(settled.denial)
        advice = f"{row.meaning} What you do: {row.act}. {row.why}" if row else ""
        owed = f"The client owes ${settled.share}, and you may not ask for more."
        words = verdict(figures.describe_waterfall(settled)) + paragraph(advice or owed)
        self.show(words, figures.waterfall(settled))


NOTES = {  # a measure, whether more or less is better, and its values in the notes of six made-up visits
    "Turns the head to the left, in degrees": ("more", (30, 35, 35, 45, 50, 55)),
    "Pain at work, 0 to 10": ("less", (7, 7, 6, 5, 4, 3)),
    "Sits without a break, in minutes": ("more", (20, 20, 20, 20, 20, 20)),
    "Headaches a week": ("less", (5, 4, 4, 5, 6, 7)),
}
AGAIN = {
    "Turns the head to the left, in degrees": "drives again in town",
    "Pain at work, 0 to 10": "works a whole day",
}


class Report(Explorer):
    """A progress report to the doctor, made from the notes of the visits so far."""

    def __init__(self) -> None:
        self.measure = select("What the notes measure:", NOTES)
        self.visits = slider("Report after visit:", 6, 6, least=2)
        self.notes = widgets.HTML()
        ready = "A made-up report, to keep as a model."
        self.download = Download("Make the report", "Progress report", "progress-report", self.page, ready)
        super().__init__(self.measure, self.visits)
        self.children = [self.measure, self.visits, self.notes, self.answer, self.download]

    def sentences(self) -> list[str]:
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

    def page(self) -> str:
        """Return the report as a complete HTML page."""
        lines = [GREETING, *self.sentences(), "Made up for practice. Nobody in it is real."]
        return web_page("Progress report", "".join(map(paragraph, lines)))

    def update(self) -> None:
        """Write the report from the notes so far."""
        self.download.clear()
        so_far = NOTES[self.measure.value][1][: self.visits.value]
        values = "; ".join(f"visit {number}: {value}" for number, value in enumerate(so_far, start=1))
        self.notes.value = paragraph(f"The notes say: {values}.")
        self.show("".join(map(paragraph, [GREETING, *self.sentences()])))


def benefits() -> Worksheet:
    """Return the call sheet for checking benefits (benefit_questions.csv), to be filled in and downloaded."""
    items = [Item(row.part, row.ask, row.because, row.citation) for row in current(BenefitQuestion)]
    return Worksheet("Call sheet: what does the plan pay?", "benefits-call-sheet", items)
