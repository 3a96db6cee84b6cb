"""The tables that the lesson on choosing a code prints."""

from datetime import date

from massage_billing.base.html import Shown, table
from massage_billing.base.tables import current
from massage_billing.questions.banks.codes.validity import CONTRACT, REFUSED, TRAINED
from massage_billing.rules.codes import CodePair, ProcedureCode, Technique, codes, find_code, may_bill

TIMED = {True: "timed, 15 minutes a unit", False: "untimed, one unit", None: "timed or not: not known here"}


def valid(found: ProcedureCode) -> str:
    """Return the dates between which our sources show a code as valid, in words."""
    begin = {"known": f"from {found.start}", "first seen": f"since at least {found.start}", "not known": ""}
    end = f"until {found.end}" if found.end else "still valid"
    return ", ".join(filter(None, (begin[found.first_day], end)))


def cards() -> Shown:
    """Return the codes that a massage therapist meets: timed or not, since when, and what to ask first (codes.csv)."""
    rows = [
        (str(found), TIMED[found.timed], valid(found), found.ask, found.source)
        for found in map(find_code, codes("usual", "question"))
    ]
    head = ("Code, in our own words", "Timed?", "Valid", "Ask yourself first", "Source")
    return table("Codes a massage therapist meets; the first two and the last are the usual ones", head, rows)


def techniques() -> Shown:
    """Return which work each code names (techniques.csv)."""
    rows = []
    for code in codes("usual", "question"):
        work = "; ".join(row.description for row in current(Technique) if row.code == code)
        if work:
            rows.append((str(find_code(code)), work))
    return table("Which code names which work", ("Code", "Work"), rows)


def retired() -> Shown:
    """Return the numbers that have ended, and what took their place (codes.csv)."""
    rows = [
        (found.code, found.name, str(found.end), " or ".join(found.replaced_by), found.source)
        for found in map(find_code, codes("others"))
        if found.end
    ]
    head = ("Old number", "It was", "Last day", "Today", "Source")
    return table("Numbers that have ended", head, rows)


def denied() -> Shown:
    """Return what happens to a claim with each of several codes on a day: the three reasons for "no", and a "yes"."""
    on = date(2026, 1, 5)
    verdicts = [may_bill(code, on, TRAINED, CONTRACT) for code in REFUSED]
    rows = [(verdict.code, verdict.answer, verdict.why) for verdict in verdicts]
    contract = " and ".join(CONTRACT)
    caption = f"On {on}, by a therapist trained in massage and manual therapy, with {contract} in the contract"
    return table(caption, ("Number", "May it be billed?", "Why"), rows)


def pairs() -> Shown:
    """Return what is known of two codes on one bill, and what is not (code_pairs.csv)."""
    rows = [(f"{row.first} and {row.second}", row.rule, row.ask, row.citation) for row in current(CodePair)]
    head = ("Codes", "The safe rule", "What you must ask", "Source")
    return table("Two codes on one bill", head, rows)
