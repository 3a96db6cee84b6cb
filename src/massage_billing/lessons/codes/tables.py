"""The tables of the lesson on choosing a code."""

from datetime import date

from massage_billing.base.html import Entry, Shown, rows, table
from massage_billing.base.tables import current
from massage_billing.base.text import sentence, series, us_date
from massage_billing.questions.banks.codes.validity import ANSWERS, CONTRACT, REFUSED, TRAINED
from massage_billing.rules.codes import CodePair, ProcedureCode, Technique, codes, find_code, may_bill

TIMED = {
    True: "timed, 15 minutes per unit",
    False: "untimed, 1 unit",
    None: "our sources do not say whether it is timed",
}


def valid(found: ProcedureCode) -> str:
    """Describe the dates on which a code is valid, as far as our sources show them."""
    begin = {
        "known": f"from {us_date(found.start)}",
        "first seen": f"since at least {us_date(found.start)}",
        "not known": "",
    }
    end = f"until {us_date(found.end)}" if found.end else "still valid"
    return ", ".join(filter(None, (begin[found.first_day], end)))


def cards() -> Shown:
    """List the codes that a massage therapist may see, with their dates and what to ask first (codes.csv)."""
    return rows(
        "Codes you may see. Massage therapists usually bill the first two and the last.",
        (
            Entry(
                str(found), {"Valid": valid(found), "Ask yourself first": found.ask}, found.source, TIMED[found.timed]
            )
            for found in map(find_code, codes("usual", "question"))
        ),
    )


def techniques() -> Shown:
    """List the techniques, with the code that covers each (techniques.csv)."""
    return rows(
        "Techniques, and the code that covers each",
        (
            Entry(sentence(row.technique), {"The work": row.description, "Code": _codes_of(row), "Why": row.why}, row.citation)
            for code in codes("usual", "question")
            for row in current(Technique)
            if row.code == code
        ),
    )  # fmt: skip


def _codes_of(row: Technique) -> str:
    also = "".join(f" (or {find_code(code)})" for code in row.also)
    return f"{find_code(row.code)}{also}"


def retired() -> Shown:
    """List the codes that have ended and that newer codes replaced (codes.csv)."""
    return rows(
        "Codes that have ended",
        (
            Entry(
                f"{found.code} {found.name}",
                {"Last valid date": us_date(found.end)},
                found.source,
                f"replaced by {series(found.replaced_by, 'or')}",
            )
            for found in map(find_code, codes("others"))
            if found.end and found.replaced_by
        ),
    )


def denied() -> Shown:
    """Show whether five codes may be billed on one date: the three reasons for "no", and a "yes"."""
    on = date(2026, 1, 5)
    verdicts = [may_bill(code, on, TRAINED, CONTRACT) for code in REFUSED]
    cells = [(verdict.code, ANSWERS[verdict.answer], verdict.why) for verdict in verdicts]
    caption = (
        f"Date of service: {us_date(on)}. You are trained in massage and manual therapy. "
        f"The contract pays for {series(CONTRACT)}."
    )
    return table(caption, ("Code", "May you bill it?", "Why"), cells)


def pairs() -> Shown:
    """List the pairs of codes that a massage therapist may bill, and what to ask the payer (code_pairs.csv)."""
    yours = codes("usual", "question")
    found = [row for row in current(CodePair) if row.first in yours and row.second in yours]
    cells = [(f"{row.first} and {row.second}", row.rule, row.ask) for row in found]
    head = ("Codes", "Safe rule", "What to ask")
    return table("Two codes on one claim", head, cells, [row.citation for row in found])
