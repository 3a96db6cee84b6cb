"""Fictional claims that pass our own review, and ways to plant one error at a time. No real person is described."""

import random
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from massage_billing.base.tables import current, history
from massage_billing.questions.banks.covered_entity.npi import nine
from massage_billing.rules.claims.claim_form import on_the_form
from massage_billing.rules.claims.review import Diagnosis
from massage_billing.rules.eight_minute_rule import billings
from massage_billing.rules.npi import check_digit

Claim = dict[str, Any]
NAMES = ("Ann Example", "Ben Sample", "Cleo Practice", "Dan Pretend", "Eve Madeup", "Finn Invented")
DOCTORS = ("Dr. Ames", "Dr. Bell", "Dr. Cho", "Dr. Diaz", "Dr. Ellis")
FIRST = date(2025, 1, 6)  # a Monday; every fictional visit is within the next two years
FREE = 6  # visits that need no review (RCW 48.43.016)


def npi(rng: random.Random) -> str:
    """Return a random, well-formed NPI for a fictional provider."""
    digits = nine(rng)
    return f"{digits}{check_digit(digits)}"


def visit_day(rng: random.Random) -> date:
    """Return a random weekday for a fictional visit."""
    return FIRST + timedelta(weeks=rng.randrange(80), days=rng.randrange(5))


def claim(rng: random.Random) -> Claim:
    """Return a complete claim for one visit, with its prescription and the limits in the payer's contract."""
    on, own = visit_day(rng), npi(rng)
    minutes = {rng.choice(("97124", "97140")): rng.randrange(16, 61)}
    if rng.random() < 0.3:  # noqa: PLR2004  (three in ten)
        minutes["97010"] = 10
    lines = _lines(rng, minutes, on, own)
    visits = rng.randrange(4, 11)
    used = rng.randrange(visits)
    name = rng.choice(NAMES)
    return {
        "insured_id": f"XYZ{rng.randrange(10**6):06}",
        "patient": name,
        "birth_date": date(rng.randrange(1950, 2005), rng.randrange(1, 13), rng.randrange(1, 29)).isoformat(),
        "insured": name,
        "related_to": "none",
        "signature_on_file": "yes",
        "referring": rng.choice(DOCTORS),
        "referring_npi": npi(rng),
        "diagnoses": rng.sample(_diagnoses_today(), rng.choice((1, 1, 2))),
        "authorization": f"A{rng.randrange(10**5):05}" if used >= FREE else "",
        "lines": lines,
        "tax_id": f"00-{rng.randrange(10**7):07}",
        "assignment": "yes",
        "total": _sum(lines),
        "signed": (on + timedelta(days=rng.randrange(1, 20))).isoformat(),
        "billing": "Practice Massage, 1 Main Street",
        "billing_npi": own,
        "prescription": {
            "patient": name,
            "start": (on - timedelta(days=7 * used + 3)).isoformat(),
            "weeks": used + rng.randrange(4, 8),
            "visits": visits,
            "used": used,
        },
        "payer": {"method": "cms", "filing_days": 365, "reviewed_after": FREE},
    }


@cache
def _diagnoses_today() -> tuple[str, ...]:
    since = {row.code for row in history(Diagnosis) if row.start <= FIRST}
    return tuple(on_the_form(row.code) for row in current(Diagnosis) if row.usual and row.code in since)


def _lines(rng: random.Random, minutes: Mapping[str, int], on: date, own: str) -> list[Claim]:
    """Return a service line for each code, with the units that its minutes support."""
    lines = []
    for code, units in billings(minutes, on=on)[0].items():
        fee = rng.choice((30, 32, 35, 40)) if code != "97010" else 10
        lines.append(
            {
                "date": on.isoformat(),
                "place": "11",
                "code": code,
                "modifier": "",
                "pointer": "A",
                "charge": f"{fee * units}.00",
                "units": units,
                "minutes": minutes[code],
                "npi": own,
            }
        )
    return lines


def _sum(lines: Iterable[Claim]) -> str:
    return str(sum(Decimal(line["charge"]) for line in lines))


def planted(rng: random.Random, claim: Claim, check: str) -> Claim:
    """Return a copy of a claim with one error in it.

    Args:
        rng: Chooses the details of the error.
        claim: A claim without errors.
        check: The ID of the error in claim_checks.csv; a key of PLANTS.

    Raises:
        KeyError: PLANTS has no error with this ID.
    """
    copy = deepcopy(claim)
    PLANTS[check](rng, copy)
    return copy


def _after_visit(claim: Claim, days: int) -> str:
    return (date.fromisoformat(claim["lines"][0]["date"]) + timedelta(days=days)).isoformat()


def _missing(rng: random.Random, claim: Claim) -> None:
    claim[rng.choice(("insured_id", "birth_date", "referring_npi", "tax_id", "billing_npi", "signature_on_file"))] = ""


def _wrong_digit(rng: random.Random, claim: Claim) -> None:
    """Change one digit of an NPI. The check digit reveals every such typo."""
    field = rng.choice(("referring_npi", "billing_npi"))
    at = rng.randrange(1, 9)
    digits = claim[field]
    claim[field] = digits[:at] + str((int(digits[at]) + rng.randrange(1, 10)) % 10) + digits[at + 1 :]


def _pair(rng: random.Random, claim: Claim) -> None:
    """Add the other code of the pair on the same date; each code's units fit its own minutes."""
    first = claim["lines"][0]
    minutes = {first["code"]: 30, "97140" if first["code"] == "97124" else "97124": 30}
    lines = _lines(rng, minutes, date.fromisoformat(first["date"]), first["npi"])
    claim.update(lines=lines, total=_sum(lines))


def _untimed(rng: random.Random, claim: Claim) -> None:
    first = claim["lines"][0]
    (pack,) = _lines(rng, {"97010": 20}, date.fromisoformat(first["date"]), first["npi"])
    claim.update(lines=[first, pack | {"units": 2}], total=_sum((first, pack)))


def _letters(_: random.Random, claim: Claim) -> None:
    line = claim["lines"][0]
    line["code"] = line["code"].replace("0", "O") if "0" in line["code"] else "97I24"


def _no_diagnosis(_: random.Random, claim: Claim) -> None:
    for line in claim["lines"]:
        line["pointer"] = "D"


def _units(rng: random.Random, claim: Claim) -> None:
    claim["lines"][0]["units"] += rng.choice((1, 1, 2))


def _total(rng: random.Random, claim: Claim) -> None:
    claim["total"] = str(Decimal(claim["total"]) + rng.choice((-10, 5, 10, 20)))


def _expired(rng: random.Random, claim: Claim) -> None:
    days = 7 * claim["prescription"]["weeks"] + rng.randrange(1, 15)
    claim["prescription"]["start"] = _after_visit(claim, -days)


def _used_up(_: random.Random, claim: Claim) -> None:
    visits = min(claim["prescription"]["visits"], FREE - 1)
    claim["prescription"].update(visits=visits, used=visits)


def _late(_: random.Random, claim: Claim) -> None:
    """Give the contract a short deadline, so that the signature after it is still in the past for a learner."""
    claim["payer"]["filing_days"] = 90
    claim["signed"] = _after_visit(claim, 110)


def _unreviewed(rng: random.Random, claim: Claim) -> None:
    claim["prescription"].update(visits=12, used=rng.randrange(FREE, 11))
    claim["authorization"] = ""


PLANTS: dict[str, Callable[[random.Random, Claim], None]] = {
    "missing": _missing,
    "code_unknown": _letters,
    "code_not_valid": lambda rng, claim: claim["lines"][0].update(code=rng.choice(("97122", "97250"))),
    "units": _units,
    "untimed_units": _untimed,
    "pair": _pair,
    "dx_not_valid": lambda _, claim: claim.update(diagnoses=["M545", *claim["diagnoses"][1:]]),
    "pointer_empty": _no_diagnosis,
    "pointer_missing": lambda _, claim: claim["lines"][0].update(pointer=""),
    "rx_expired": _expired,
    "rx_used_up": _used_up,
    "review_due": _unreviewed,
    "npi_malformed": _wrong_digit,
    "future": lambda _, claim: claim.update(signed=_after_visit(claim, -2)),
    "late": _late,
    "total": _total,
}
