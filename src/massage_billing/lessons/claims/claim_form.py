"""The practice claim form, drawn by us with the item numbers of the CMS-1500 (02/12): to fill in, and to review."""

import random
from html import escape
from itertools import count

import ipywidgets as widgets

from massage_billing.base.html import table
from massage_billing.base.text import plural, sentence
from massage_billing.lessons.claims.paperwork import describe_findings
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.widgets import bar, bullets, paragraph, select, verdict
from massage_billing.questions.banks.claims import synthetic_claims
from massage_billing.questions.banks.claims.synthetic_claims import Claim
from massage_billing.rules.claims.claim_form import LETTERS, items
from massage_billing.rules.claims.findings import Finding, dollars
from massage_billing.rules.claims.review import review_claim

PRACTICE = "PRACTICE. This is no form to send to anybody."
TOP = ("1a", "2", "3", "17", "17b", "21", "23")
LINE = ("24A", "24B", "24D", "24E", "24F", "24G", "24J")
BOTTOM = ("25", "28", "31", "33a")


def _field(item: str) -> str:
    return items()[item].field


def _label(item: str) -> str:
    return f"{item} {sentence(items()[item].name)}"


def describe_documents(claim: Claim) -> str:
    """Return the insurance card, the prescription, the note, and the practice's data as an HTML list."""
    line, prescription = claim["lines"][0], claim["prescription"]
    entries = (
        ("Insurance card", f"{claim['patient']}, born {claim['birth_date']}, ID {claim['insured_id']}"),
        ("Prescription", f"by {claim['referring']}, NPI {claim['referring_npi']}, of {prescription['start']}: {claim['diagnoses'][0]}, "
                         f"{prescription['visits']} visits in {prescription['weeks']} weeks, {prescription['used']} used before today"),
        ("Authorization", claim["authorization"] or "none, and none is needed"),
        ("Session note", f"{line['date']}, in the office: {line['code']}, {line['minutes']} minutes"),
        ("Your practice", f"fee ${int(dollars(line['charge']) or 0) // line['units']} a unit, NPI {claim['billing_npi']}, "
                          f"tax number {claim['tax_id']}, signed on {claim['signed']}"),
    )  # fmt: skip
    return bullets(f"<strong>{name}:</strong> {escape(text)}" for name, text in entries)


def one_line(rng: random.Random) -> Claim:
    """Return a complete claim with one line and one diagnosis."""
    while True:
        claim = synthetic_claims.claim(rng)
        if len(claim["lines"]) == 1 and len(claim["diagnoses"]) == 1:
            return claim


class ClaimForm(Explorer):
    """A form to fill in from the card, the prescription, and the note; the clearinghouse then reviews it."""

    def __init__(self, seed: int = 1) -> None:
        """Create the form; `seed` decides which client it is about."""
        self._seeds = count(seed)
        self.documents = widgets.HTML()
        self.fields: dict[str, widgets.Text] = {}
        for item in (*TOP, *LINE, *BOTTOM):
            field = widgets.Text(description=_label(item), continuous_update=False)
            field.add_class("mb-item")
            self.fields[item] = field
        self.submit = widgets.Button(description="Send it to the clearinghouse", button_style="primary")
        fill = widgets.Button(description="Fill it for me")
        self.more = widgets.Button(description="Another client")
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
        """Show the documents of another client, and an empty form."""
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
        values["21"] = self.claim["diagnoses"][0]
        return {item: str(value) for item, value in values.items()}

    def fill(self) -> None:
        """Fill in the form correctly, to show how it is done."""
        for item, value in self.right().items():
            self.fields[item].value = value

    def filled(self) -> Claim:
        """Return the form as a claim; what the form does not ask for comes from the documents."""
        given = {item: field.value.strip() for item, field in self.fields.items()}
        line = {_field(item): given[item] for item in LINE} | {
            "minutes": self.claim["lines"][0]["minutes"],
            "modifier": "",
        }
        line["units"] = int(given["24G"]) if given["24G"].isdecimal() else given["24G"]
        claim: Claim = {**self.claim, **{_field(item): given[item] for item in (*TOP, *BOTTOM)}}
        return claim | {"diagnoses": [given["21"]] if given["21"] else [], "lines": [line]}

    def differing(self) -> list[str]:
        """Return the items whose text differs from the documents."""
        return [
            item
            for item, value in self.right().items()
            if self.fields[item].value.strip() and self._read(item, self.fields[item].value) != self._read(item, value)
        ]

    def _read(self, item: str, text: str) -> object:
        amount = dollars(text) if item in ("24F", "28") else None
        return amount if amount is not None else text.strip().casefold()

    def review(self) -> str:
        """Return what the clearinghouse finds in the form, and what differs from the documents, as HTML."""
        findings = review_claim(self.filled())
        named = {one.item for one in findings}
        others = [items()[item] for item in self.differing() if item not in named]
        if not findings and not others:
            return verdict("✔ Clean.", "The clearinghouse finds nothing. It can go to the plan.")
        differ = bullets(
            f"<strong>Item {row.item}, {escape(row.name)}, is not what the papers say.</strong> {escape(row.what)}"
            for row in others
        )
        many = plural(len(findings) + len(others), "thing")
        return f"{verdict(f'✘ It comes back with {many} to mend.')}{describe_findings(findings)}{differ}"


def filled_form(claim: Claim) -> str:
    """Return a claim as a filled practice form, as HTML."""
    cells = [(item, claim[_field(item)]) for item in (*TOP, *BOTTOM) if item != "21"]
    letters = ", ".join(f"{letter} {dx}" for letter, dx in zip(LETTERS, claim["diagnoses"], strict=False))
    cells.insert(5, ("21", letters))
    top = "".join(
        f"<div><span>{escape(_label(item))}</span><strong>{escape(str(value)) or '(empty)'}</strong></div>"
        for item, value in cells
    )
    rows = [
        (*(str(line[_field(item)]) or "(empty)" for item in LINE[:-1]), f"{line['minutes']} minutes")
        for line in claim["lines"]
    ]
    lines = table("Item 24, the lines", (*LINE[:-1], "In the note"), rows).html
    prescription, payer = claim["prescription"], claim["payer"]
    beside = (
        f"Prescription: from {prescription['start']}, {prescription['visits']} visits in {prescription['weeks']} weeks, "
        f"{prescription['used']} used before. Contract: file within {payer['filing_days']} days; reviewed after {payer['reviewed_after']} visits."
    )
    return (
        f'<div class="mb-form"><p class="mb-practice-mark">{PRACTICE}</p><div class="mb-drawn">{top}</div>'
        f"{lines}{paragraph(beside)}</div>"
    )


class Clearinghouse(Explorer):
    """A random claim with one or two planted errors, for the learner to find item by item."""

    def __init__(self, seed: int = 1) -> None:
        """Show a claim; `seed` decides which one."""
        self._seeds = count(seed)
        self.form = widgets.HTML()
        options = [(_label(item), item) for item in items()]
        self.item = select("Something is wrong in item:", options)
        self.report = widgets.Button(description="Report it", button_style="primary")
        self.all = widgets.Button(description="Show all")
        self.more = widgets.Button(description="Another claim")
        self.report.on_click(lambda _: self._report())
        self.all.on_click(lambda _: self._show_findings(self.findings))
        self.more.on_click(lambda _: self.update())
        super().__init__()
        self.children = [self.form, self.item, bar(self.report, self.all, self.more), self.answer]

    def update(self) -> None:
        """Show another claim."""
        rng = random.Random(next(self._seeds))  # noqa: S311  (exercises, not secrets)
        claim = synthetic_claims.claim(rng)
        claim = synthetic_claims.planted(rng, claim, rng.choice(list(synthetic_claims.PLANTS)))
        self.findings: list[Finding] = review_claim(claim)
        self.reported: set[str] = set()
        self.form.value = filled_form(claim)
        self.show(paragraph("Look it through. At least one thing is wrong."))

    def _report(self) -> None:
        item = self.item.value
        if item not in {one.item for one in self.findings}:
            self.show(paragraph(f"✘ Item {item} holds. Look on."))
            return
        self.reported.add(item)
        self._show_findings([one for one in self.findings if one.item in self.reported])

    def _show_findings(self, findings: list[Finding]) -> None:
        left = len(self.findings) - len(findings)
        answer = "✔ Found, all of it." if not left else f"✔ Found. {left} left."
        self.show(verdict(answer) + describe_findings(findings))
