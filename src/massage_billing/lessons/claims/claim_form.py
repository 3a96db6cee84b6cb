"""The practice claim form, with the item numbers of the CMS-1500 (02/12): one to fill in, and one to review."""

import random
import re
from datetime import date
from html import escape
from itertools import count

import ipywidgets as widgets

from massage_billing.base.html import table
from massage_billing.base.tables import history
from massage_billing.base.text import plural
from massage_billing.lessons.claims.paperwork import describe_findings
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.widgets import bar, bullets, paragraph, select, verdict
from massage_billing.questions.banks.claims import synthetic_claims
from massage_billing.questions.banks.claims.claim_form import EMPTY, label
from massage_billing.questions.banks.claims.synthetic_claims import Claim
from massage_billing.rules.claims.claim_form import LETTERS, items, on_the_form
from massage_billing.rules.claims.findings import Finding, display_date, dollars
from massage_billing.rules.claims.review import Diagnosis, review_claim

PRACTICE = "Practice form. Do not submit."
TOP = ("1a", "2", "3", "17", "17b", "21", "23")
LINE = ("24A", "24B", "24D", "24E", "24F", "24G", "24J")
BOTTOM = ("25", "28", "31", "33a")
DATES = ("3", "24A", "31")  # a learner may type these as 3/2/2026 or as 2026-03-02
US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def _field(item: str) -> str:
    return items()[item].field


def _typed_date(text: str) -> str:
    """Return a typed date such as 3/2/2026 in ISO form, and any other text unchanged."""
    found = US_DATE.fullmatch(text)
    try:
        return date(int(found[3]), int(found[1]), int(found[2])).isoformat() if found else text
    except ValueError:  # such as 2/30/2026
        return text


def _as_ordered(diagnosis: str) -> str:
    """Return a diagnosis code as a prescription has it, with its decimal point."""
    return next((row.code for row in history(Diagnosis) if on_the_form(row.code) == diagnosis), diagnosis)


def describe_documents(claim: Claim) -> str:
    """Return the insurance card, prescription, session note, and practice information as an HTML list."""
    line, prescription = claim["lines"][0], claim["prescription"]
    entries = (
        ("Insurance card", f"{claim['patient']}, born {display_date(claim['birth_date'])}, ID {claim['insured_id']}"),
        ("Prescription", f"{claim['referring']}, NPI {claim['referring_npi']}, dated {display_date(prescription['start'])}: {_as_ordered(claim['diagnoses'][0])}, "
                         f"{prescription['visits']} visits in {prescription['weeks']} weeks, {prescription['used']} used before this visit"),
        ("Authorization", claim["authorization"] or "none, because none is needed"),
        ("Session note", f"{display_date(line['date'])}, in the office: {line['code']}, {line['minutes']} minutes"),
        ("Your practice", f"fee ${int(dollars(line['charge']) or 0) // line['units']} per unit, NPI {claim['billing_npi']}, "
                          f"tax ID {claim['tax_id']}, signed on {display_date(claim['signed'])}"),
    )  # fmt: skip
    return bullets(f"<strong>{name}:</strong> {escape(text)}" for name, text in entries)


def one_line(rng: random.Random) -> Claim:
    """Return a complete claim with one service line and one diagnosis."""
    while True:
        claim = synthetic_claims.claim(rng)
        if len(claim["lines"]) == 1 and len(claim["diagnoses"]) == 1:
            return claim


class ClaimForm(Explorer):
    """A claim form that the learner fills in from the documents, and that a clearinghouse then reviews."""

    def __init__(self, seed: int = 1) -> None:
        """Create the form.

        Args:
            seed: Selects the fictional patient.
        """
        self._seeds = count(seed)
        self.documents = widgets.HTML()
        self.fields: dict[str, widgets.Text] = {}
        for item in (*TOP, *LINE, *BOTTOM):
            field = widgets.Text(description=label(item), continuous_update=False)
            field.add_class("mb-item")
            self.fields[item] = field
        self.submit = widgets.Button(description="Send to the clearinghouse", button_style="primary")
        fill = widgets.Button(description="Fill in the form")
        self.more = widgets.Button(description="New patient")
        self.submit.on_click(lambda _: self.show(self.review()))
        fill.on_click(lambda _: self.fill())
        self.more.on_click(lambda _: self.update())
        parts = [widgets.HTML(f'<p class="mb-practice-mark">{PRACTICE}</p>'), *map(self._part, (TOP, LINE, BOTTOM))]
        form = widgets.VBox(parts)
        form.add_class("mb-form")
        super().__init__()
        self.children = [self.documents, form, bar(self.submit, fill, self.more), self.answer]

    def _part(self, part: tuple[str, ...]) -> widgets.HBox:
        row = widgets.HBox([self.fields[item] for item in part])
        row.add_class("mb-form-part")
        return row

    def update(self) -> None:
        """Show the documents of a new patient, and an empty form."""
        self.claim = one_line(random.Random(next(self._seeds)))  # noqa: S311  (exercises, not secrets)
        self.documents.value = describe_documents(self.claim)
        for field in self.fields.values():
            field.value = ""
        self.show("")

    def right(self) -> dict[str, str]:
        """Return the correct text of each item."""
        line = self.claim["lines"][0]
        values = {item: self.claim[_field(item)] for item in TOP} | {item: line[_field(item)] for item in LINE}
        values |= {item: self.claim[_field(item)] for item in BOTTOM}
        values["21"] = on_the_form(self.claim["diagnoses"][0])
        return {item: display_date(value) if item in DATES else str(value) for item, value in values.items()}

    def fill(self) -> None:
        """Fill in the form correctly, as an example."""
        for item, value in self.right().items():
            self.fields[item].value = value

    def filled(self) -> Claim:
        """Return the form as a claim. Values that the form does not ask for come from the documents."""
        given = {item: field.value.strip() for item, field in self.fields.items()}
        given |= {item: _typed_date(given[item]) for item in DATES}
        line = {_field(item): given[item] for item in LINE} | {
            "minutes": self.claim["lines"][0]["minutes"],
            "modifier": "",
        }
        line["units"] = int(given["24G"]) if given["24G"].isdecimal() else given["24G"]
        claim: Claim = {**self.claim, **{_field(item): given[item] for item in (*TOP, *BOTTOM)}}
        return claim | {"diagnoses": [given["21"]] if given["21"] else [], "lines": [line]}

    def differing(self) -> list[str]:
        """Return the items that do not match the documents."""
        return [
            item
            for item, value in self.right().items()
            if self.fields[item].value.strip() and self._read(item, self.fields[item].value) != self._read(item, value)
        ]

    def _read(self, item: str, text: str) -> object:
        if item in DATES:
            text = _typed_date(text.strip())
        if item == "21":
            return on_the_form(text)
        amount = dollars(text) if item in ("24F", "28") else None
        return amount if amount is not None else text.strip().casefold()

    def review(self) -> str:
        """Return the errors that the clearinghouse finds and the items that do not match the documents, as HTML."""
        findings = review_claim(self.filled())
        named = {one.item for one in findings}
        others = [items()[item] for item in self.differing() if item not in named]
        if not findings and not others:
            return verdict("✔ Clean claim.", "The clearinghouse found no errors. The claim can go to the plan.")
        differ = bullets(
            f"<strong>Item {row.item} ({escape(row.name)}) does not match the documents.</strong> Enter this: {escape(row.what)}"
            for row in others
        )
        errors = plural(len(findings) + len(others), "error")
        return f"{verdict(f'✘ Rejected: {errors} to fix.')}{describe_findings(findings)}{differ}"


def filled_form(claim: Claim) -> str:
    """Return a claim as a completed practice form, as HTML."""
    cells = [(item, claim[_field(item)]) for item in (*TOP, *BOTTOM) if item != "21"]
    letters = ", ".join(f"{letter} {on_the_form(dx)}" for letter, dx in zip(LETTERS, claim["diagnoses"], strict=False))
    cells.insert(5, ("21", f"ICD 0, {letters}"))
    top = "".join(
        f"<div><span>{escape(label(item))}</span><strong>{escape(display_date(str(value))) or EMPTY}</strong></div>"
        for item, value in cells
    )
    rows = [
        (
            *(display_date(str(line[_field(item)])) or EMPTY for item in LINE[:-1]),
            f"{line['minutes']} minutes",
        )
        for line in claim["lines"]
    ]
    lines = table("Item 24: service lines", (*LINE[:-1], "Session note"), rows).html
    prescription, payer = claim["prescription"], claim["payer"]
    beside = (
        f"Prescription: dated {display_date(prescription['start'])}, {prescription['visits']} visits in {prescription['weeks']} weeks, "
        f"{prescription['used']} used before this visit. "
        f"Contract: file within {payer['filing_days']} days; review after {payer['reviewed_after']} visits."
    )
    return (
        f'<div class="mb-form"><p class="mb-practice-mark">{PRACTICE}</p><div class="mb-drawn">{top}</div>'
        f"{lines}{paragraph(beside)}</div>"
    )


class Clearinghouse(Explorer):
    """A claim with at least one error, which the learner finds item by item."""

    def __init__(self, seed: int = 1) -> None:
        """Show a claim.

        Args:
            seed: Selects the claim and its error.
        """
        self._seeds = count(seed)
        self.form = widgets.HTML()
        options = [(label(item), item) for item in items()]
        self.item = select("Item with an error:", options)
        self.report = widgets.Button(description="Report the error", button_style="primary")
        self.all = widgets.Button(description="Show all errors")
        self.more = widgets.Button(description="New claim")
        self.report.on_click(lambda _: self._report())
        self.all.on_click(lambda _: self._show_findings(self.findings))
        self.more.on_click(lambda _: self.update())
        super().__init__()
        self.children = [self.form, self.item, bar(self.report, self.all, self.more), self.answer]

    def update(self) -> None:
        """Show a new claim."""
        rng = random.Random(next(self._seeds))  # noqa: S311  (exercises, not secrets)
        claim = synthetic_claims.claim(rng)
        claim = synthetic_claims.planted(rng, claim, rng.choice(list(synthetic_claims.PLANTS)))
        self.findings: list[Finding] = review_claim(claim)
        self.reported: set[str] = set()
        self.form.value = filled_form(claim)
        self.show(paragraph("Check the claim. It has at least one error."))

    def _report(self) -> None:
        item = self.item.value
        if item not in {one.item for one in self.findings}:
            self.show(paragraph(f"✘ Item {item} is correct. Keep looking."))
            return
        self.reported.add(item)
        self._show_findings([one for one in self.findings if one.item in self.reported])

    def _show_findings(self, findings: list[Finding]) -> None:
        left = len(self.findings) - len(findings)
        answer = f"✔ Error found. {left} left." if left else "✔ All errors found."
        self.show(verdict(answer) + describe_findings(findings))
