"""The tables of the lesson on choosing a code."""

from datetime import date

from massage_billing.base.html import Shown, table
from massage_billing.base.tables import current
from massage_billing.base.text import series, us_date
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
    rows = [
        (str(found), TIMED[found.timed], valid(found), found.ask, found.source)
        for found in map(find_code, codes("usual", "question"))
    ]
    head = ("Code and our name for it", "Timed?", "Valid", "Ask yourself first", "Source")
    return table("Codes you may see. Massage therapists usually bill the first two and the last.", head, rows)


def techniques() -> Shown:
    """List the work that each code covers (techniques.csv)."""
    rows = []
    for code in codes("usual", "question"):
        work = "; ".join(row.description for row in current(Technique) if row.code == code)
        if work:
            rows.append((str(find_code(code)), work))
    return table("The work that each code covers", ("Code", "Work"), rows)


def retired() -> Shown:
    """List the codes that have ended, and the codes that replaced them (codes.csv)."""
    rows = [
        (found.code, found.name, us_date(found.end), series(found.replaced_by, "or"), found.source)
        for found in map(find_code, codes("others"))
        if found.end
    ]
    head = ("Old code", "What it was for", "Last valid date", "Replaced by", "Source")
    return table("Codes that have ended", head, rows)


def denied() -> Shown:
    """Show whether five codes may be billed on one date: the three reasons for "no", and a "yes"."""
    on = date(2026, 1, 5)
    verdicts = [may_bill(code, on, TRAINED, CONTRACT) for code in REFUSED]
    rows = [(verdict.code, ANSWERS[verdict.answer], verdict.why) for verdict in verdicts]
    caption = (
        f"Date of service: {us_date(on)}. You are trained in massage and manual therapy. "
        f"The contract pays for {series(CONTRACT)}."
    )
    return table(caption, ("Code", "May you bill it?", "Why"), rows)


def pairs() -> Shown:
    """List the rules for two codes on one claim, and what to ask the payer (code_pairs.csv)."""
    rows = [(f"{row.first} and {row.second}", row.rule, row.ask, row.citation) for row in current(CodePair)]
    head = ("Codes", "Safe rule", "What to ask", "Source")
    return table("Two codes on one claim", head, rows)
