"""Interactive tools for the steps, the prescription, the session note, the EOB, and the progress report."""

import re
from datetime import date, timedelta
from html import escape
from itertools import groupby

import ipywidgets as widgets

from massage_billing.base.html import cite
from massage_billing.base.tables import current, history
from massage_billing.base.text import plural, us_date
from massage_billing.lessons.claims import figures
from massage_billing.lessons.downloads import Download, Item, Worksheet, titled_page
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.stepper import Stepper
from massage_billing.lessons.widgets import bullets, fold, paragraph, select, slider, source, verdict
from massage_billing.questions.banks.claims.synthetic_claims import FREE
from massage_billing.rules.claims.benefits import ACTIONS, BenefitQuestion, denials, explain_benefits, reasons
from massage_billing.rules.claims.claim_form import ClaimStep
from massage_billing.rules.claims.findings import Finding, as_label
from massage_billing.rules.claims.notes import NotePart, review_note
from massage_billing.rules.claims.prescriptions import last_day, review_prescription
from massage_billing.rules.claims.review import Diagnosis
from massage_billing.rules.eight_minute_rule import billings, describe

FIRST = date(2026, 3, 2)  # the first date shown, since no lesson depends on today's date
NECK_PAIN = "M54.2"  # the fictional patient's diagnosis
GREETING = "Dear Dr. Ames,"
SOAP = {"S": "S: subjective", "O": "O: objective", "A": "A: assessment", "P": "P: plan"}


def describe_findings(findings: list[Finding]) -> str:
    """Return findings as an HTML list: the problem, the fix, and the source."""
    return bullets(
        f"<strong>{escape(one.problem)}</strong> {escape(one.fix)}"
        f'<span class="mb-source"> Source: {cite(one.source)}</span>'
        for one in findings
    )


def steps() -> Stepper:
    """Return the steps from contract to payment, to go through one at a time."""
    rows = current(ClaimStep)

    def describe(at: int) -> str:
        row = rows[at]
        text = escape(f" ({row.who}). {row.does} {row.why}")
        return f"<p><strong>{escape(row.step)}</strong>{text}</p>{source(row)}"

    return Stepper("step", [row.step for row in rows], describe, figures.steps)


class Prescription(Explorer):
    """A prescription and a visit: the learner changes both and sees whether the prescription covers the visit."""

    def __init__(self) -> None:
        self.start = widgets.DatePicker(value=FIRST, description="Date written:")
        self.weeks = widgets.BoundedIntText(value=6, min=0, max=52, description="Weeks:")
        self.visits = widgets.BoundedIntText(value=8, min=0, max=60, description="Visits ordered:")
        diagnoses = {row.code: f"{row.code} {row.name}" for row in history(Diagnosis) if row.usual}
        options = [("Missing", ""), *((label, code) for code, label in diagnoses.items())]
        self.diagnosis = select("Diagnosis:", options, NECK_PAIN)
        self.signed = select("Signed by:", [("Dr. Ames", "Dr. Ames"), ("Missing", "")])
        self.on = widgets.DatePicker(value=FIRST + timedelta(days=14), description="Date of the visit:")
        self.used = widgets.BoundedIntText(value=2, min=0, max=60, description="Visits so far:")
        self.limit = widgets.BoundedIntText(value=90, min=0, max=366, description="Plan's limit, in days:")
        super().__init__(
            self.start, self.weeks, self.visits, self.diagnosis, self.signed, self.on, self.used, self.limit
        )

    def update(self) -> None:
        """Review the prescription for the date of the visit."""
        on, start = self.on.value, self.start.value
        if on is None:
            self.show(verdict("Enter a date.", "Choose the date of the visit."))
            return
        prescription = {
            "patient": "Ann Example", "diagnosis": self.diagnosis.value, "visits": self.visits.value or None,
            "weeks": self.weeks.value or None, "start": start, "signed_by": self.signed.value, "used": self.used.value,
        }  # fmt: skip
        payer = {"prescription_days": self.limit.value, "reviewed_after": FREE}
        findings = review_prescription(prescription, on, payer)
        end = last_day(prescription, payer)
        covered = f"✔ Covered: this is visit {self.used.value + 1} of {self.visits.value}."
        answer = "✘ This visit is not covered." if findings else covered
        words = verdict(answer, f"The last day covered is {us_date(end)}." if end else "")
        self.show(words + describe_findings(findings), figures.span(start, end, on) if start and end else "")


class Note(Explorer):
    """A session note that the learner builds from parts; a reviewer then says what is missing."""

    def __init__(self) -> None:
        self.lists = {
            row.part: select(
                f"{as_label(row.name)}:", [("Leave it out", ""), (row.weak, "weak"), (row.example, row.example)]
            )
            for row in current(NotePart)
        }
        shown: list[widgets.Widget] = []
        for letter, rows in groupby(current(NotePart), lambda row: row.soap):
            lists = [self.lists[row.part] for row in rows]
            shown += [fold(SOAP[letter], "mb-note", *lists, opened=letter == "S")] if letter in SOAP else lists
        super().__init__(*shown)

    def update(self) -> None:
        """Review the note."""
        kept = {part: one.value for part, one in self.lists.items() if one.value not in ("", "weak")}
        review = review_note(kept)
        parts = len(review.there) + len(review.missing)
        lines = bullets(
            f"{'✔' if row in review.there else '✘'} <strong>{escape(as_label(row.name))}.</strong> "
            f"{'Complete.' if row in review.there else escape(row.missed)}"
            for row in current(NotePart)
        )
        if {"minutes", "total"} <= kept.keys():
            units = f"It supports {units_of(kept['minutes'])}."
        elif "total" in kept:  # Medicare asks for the total only
            billed, _ = next(row.example for row in review.missing if row.part == "minutes").split(":")
            total = units_of(f"{billed}: {kept['total']}")
            units = f"Its total supports {total}. Add the minutes for each code."
        else:
            units = "It does not support any units yet."
        self.show(verdict(f"The note has {len(review.there)} of {parts} parts.", units) + lines)


def units_of(line: str) -> str:
    """Return the units that a line of a session note supports, in words.

    >>> units_of("97140: 30 minutes.")
    '2 units of 97140'

    Args:
        line: A code and its minutes, as in the example in note_parts.csv.

    Raises:
        ValueError: The line does not have exactly two numbers, or the code cannot be billed in units.
    """
    code, minutes = re.findall(r"\d+", line)
    return describe(billings({code: int(minutes)})[0])


class Statement(Explorer):
    """An explanation of benefits for amounts that the learner chooses, as a waterfall chart and in words."""

    def __init__(self) -> None:
        self.billed = slider("Billed ($):", 120, 200)
        self.allowed = slider("Allowed amount ($):", 80, 200)
        self.left = slider("Deductible remaining ($):", 30, 200)
        self.copay = slider("Copay ($):", 0, 60)
        self.percent = slider("Coinsurance (%):", 20, 50)
        options = [("Paid", "")] + [(f"Denied: {code} {reasons()[code].name}", code) for code in denials()]
        self.denial = select("Plan's decision:", options)
        super().__init__(self.billed, self.allowed, self.left, self.copay, self.percent, self.denial)

    def update(self) -> None:
        """Process the claim with these amounts."""
        settled = explain_benefits(
            self.billed.value, self.allowed.value, deductible_left=self.left.value, coinsurance=self.percent.value,
            copay=self.copay.value, denial=self.denial.value,
        )  # fmt: skip
        row = reasons().get(settled.denial)
        advice = f"{row.meaning} What to do: {ACTIONS[row.act].lower()}. {row.why}" if row else ""
        owed = f"The patient owes ${settled.share}. You may not collect more."
        words = verdict(figures.describe_waterfall(settled)) + paragraph(advice or owed)
        self.show(words, figures.waterfall(settled))


NOTES = {  # a measure, whether more or less is better, and its values in the notes of six fictional visits
    "Head turn to the left, in degrees": ("more", (30, 35, 35, 45, 50, 55)),
    "Pain at work, from 0 to 10": ("less", (7, 7, 6, 5, 4, 3)),
    "Sitting without a break, in minutes": ("more", (20, 20, 20, 20, 20, 20)),
    "Headaches per week": ("less", (5, 4, 4, 5, 6, 7)),
}
AGAIN = {
    "Head turn to the left, in degrees": "can drive in town again",
    "Pain at work, from 0 to 10": "can work a full day",
}


class Report(Explorer):
    """A progress report to the doctor, written from the session notes so far."""

    def __init__(self) -> None:
        self.measure = select("Measure in the notes:", NOTES)
        self.visits = slider("Report after visit:", 6, 6, least=2)
        self.notes = widgets.HTML()
        ready = "Your report is ready. It is fictional, and you can use it as a model."
        self.download = Download("Create the report", "Progress report", "progress-report", self.page, ready)
        super().__init__(self.measure, self.visits)
        self.children = [self.measure, self.visits, self.notes, self.answer, self.download]

    def sentences(self) -> list[str]:
        """Return the report, sentence by sentence."""
        measure, count = self.measure.value, self.visits.value
        better, values = NOTES[measure]
        first, latest = values[0], values[count - 1]
        gain = (latest - first) * (1 if better == "more" else -1)
        change = "This has improved." if gain > 0 else "This has worsened." if gain < 0 else "This has not changed."
        can = f"The patient {AGAIN[measure]}." if gain > 0 and measure in AGAIN else ""
        suggestion = (
            "I suggest a new prescription. I will use the same measure and stop when it no longer changes."
            if gain > 0
            else "I suggest that we stop treatment. Please see the patient again."
        )
        return [
            f"You referred Ann Example for neck pain ({NECK_PAIN}). The patient has had {plural(count, 'visit')} so far.",
            f"{measure}: {first} at the first visit, {latest} at the latest visit. {change}",
            *filter(None, [can]),
            suggestion,
        ]

    def page(self) -> str:
        """Return the report as a complete HTML page."""
        lines = [GREETING, *self.sentences(), "Fictional report for practice. It does not describe a real person."]
        return titled_page("Progress report", "".join(map(paragraph, lines)))

    def update(self) -> None:
        """Write the report from the notes so far."""
        self.download.clear()
        so_far = NOTES[self.measure.value][1][: self.visits.value]
        values = "; ".join(f"visit {number}: {value}" for number, value in enumerate(so_far, start=1))
        self.notes.value = paragraph(f"From the session notes: {values}.")
        self.show("".join(map(paragraph, [GREETING, *self.sentences()])))


def benefits() -> Worksheet:
    """Return a worksheet for a call to check benefits (benefit_questions.csv), to fill in and download."""
    items = [Item(row.part, row.ask, row.because, row.citation) for row in current(BenefitQuestion)]
    return Worksheet("Benefits call worksheet", "benefits-call-sheet", items)
