"""A claim review finds every planted error and no other, and never fails on bad input."""

import json
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import massage_billing as mb
from massage_billing.base import tables
from massage_billing.questions.banks.claims import synthetic_claims
from massage_billing.questions.banks.claims.synthetic_claims import Claim
from massage_billing.rules.claims import review
from massage_billing.rules.claims.claim_form import ClaimItem, items
from massage_billing.rules.claims.findings import SHOWN, ClaimCheck, Finding, display_date, dollars
from massage_billing.rules.claims.review import Diagnosis, review_claim

seeds = st.integers(0, 10**9)


def clean_claim(seed: int = 1) -> Claim:
    return synthetic_claims.claim(seeded(seed))


@given(seeds)
def test_a_synthetic_claim_is_clean(seed: int) -> None:
    assert mb.review_claim(clean_claim(seed)) == []


@settings(max_examples=30)
@pytest.mark.parametrize("check", synthetic_claims.PLANTS)
@given(seeds)
def test_a_review_finds_the_planted_error_and_no_other(check: str, seed: int) -> None:
    found = review_claim(synthetic_claims.planted(seeded(seed), clean_claim(seed), check))
    assert {one.check for one in found} == {check}
    for one in found:
        assert one.item in items() or one.item == "24"
        assert one.problem.endswith(".")
        assert one.fix.endswith(".")
        assert one.source


def test_a_review_does_not_change_the_claim() -> None:
    claim = synthetic_claims.planted(seeded(1), clean_claim(), "units")
    before = deepcopy(claim)
    review_claim(claim)
    assert claim == before


def test_a_claim_read_from_json_has_the_same_findings() -> None:
    claim = synthetic_claims.planted(seeded(3), clean_claim(3), "pair")
    assert review_claim(json.loads(json.dumps(claim))) == review_claim(claim)


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  (exercises, not secrets)


def line(**changed: object) -> Claim:
    """Return a clean claim with changes in its only line, which is 97140, 40 minutes, 3 units, on March 2, 2026."""
    claim = clean_claim(1)
    own = {"date": "2026-03-02", "place": "11", "code": "97140", "modifier": "", "pointer": "A", "charge": "90.00",
           "units": 3, "minutes": 40, "npi": claim["billing_npi"]}  # fmt: skip
    prescription = {"start": "2026-03-01", "weeks": 8, "visits": 6, "used": 0}
    return claim | {"lines": [own | changed], "total": "90.00", "signed": "2026-03-09", "diagnoses": ["M54.2"],
                    "prescription": prescription, "authorization": ""}  # fmt: skip


def checks(claim: Any) -> list[str]:
    return [found.check for found in review_claim(claim)]


# The expected findings were worked out by hand. The sources are in claim_checks.csv.
BY_HAND = (
    (line(), []),
    (line(units=4), ["units"]),
    (line(units=2), ["units"]),  # too few is also an error: the minutes support 3
    (line(code="97010", units=1, minutes=25), []),
    (line(code="97010", units=2, minutes=25), ["untimed_units"]),
    (line(code="97122"), ["code_not_valid"]),
    (line(code="9714O"), ["code_unknown"]),
    (line(code="97161", date="2016-12-30"), ["rx_early", "late", "code_not_valid"]),
    (line(minutes=None), ["minutes_missing"]),
    (line(units=0), ["units_not_whole"]),
    (line(units="3"), ["units_not_whole"]),
    (line(charge="90.005"), ["charge"]),
    (line(charge=90.0), ["charge"]),  # a float is not exact to the cent
    (line(charge=Decimal("90.00")), []),
    (line(charge="-90.00"), ["charge"]),
    (line(charge="0.00"), ["charge", "total"]),
    (line(pointer="B"), ["pointer_empty"]),
    (line(pointer=""), ["pointer_missing"]),
    (line(date="2026-03-10"), ["future"]),
    (line(date="March 2"), ["unreadable"]),
    (line(date="2026-04-25") | {"signed": "2026-05-01"}, []),
    (line(date="2026-04-26") | {"signed": "2026-05-01"}, ["rx_expired"]),  # 8 weeks from March 1 end on April 25
    (line() | {"signed": "2027-03-02"}, []),  # 365 days
    (line() | {"signed": "2027-03-03"}, ["late"]),
    (line() | {"total": "90"}, []),
    (line() | {"total": "90.01"}, ["total"]),
    (line() | {"total": "ninety"}, ["unreadable"]),
    (line() | {"diagnoses": ["M54.5"]}, ["dx_not_valid"]),
    (line() | {"diagnoses": ["M54.50"]}, []),
    (line() | {"diagnoses": ["neck"]}, ["dx_unknown"]),
    (line() | {"prescription": None}, ["rx_missing"]),
    (line() | {"referring_npi": "12345"}, ["npi_malformed"]),
    (line() | {"patient": " "}, ["missing"]),
    (line() | {"payer": {"method": "midpoint"}}, []),
    (line() | {"lines": []}, ["no_lines"]),
    (line(date="2026-04-02") | {"payer": {"prescription_days": 30, "reviewed_after": 0}, "signed": "2026-04-09"}, ["rx_expired", "review_due"]),
    # an authorization settles the review, but the payer's limit on the prescription still applies
    (line(date="2026-04-02") | {"payer": {"prescription_days": 30, "reviewed_after": 0}, "signed": "2026-04-09", "authorization": "A1"}, ["rx_expired"]),
)  # fmt: skip


@pytest.mark.parametrize(("claim", "found"), BY_HAND)
def test_a_review_agrees_with_a_review_by_hand(claim: Claim, found: list[str]) -> None:
    assert checks(claim) == found


def test_the_low_back_pain_code_changes_on_october_1_2021() -> None:
    """The source says that M54.5 was valid through September 30, 2021 (icd-m545). Three new codes replaced it."""
    prescription = {"start": "2021-09-01", "weeks": 20, "visits": 6, "used": 0}
    for on, old, new in (("2021-09-30", [], ["dx_not_valid"]), ("2021-10-01", ["dx_not_valid"], [])):
        claim = line(date=on) | {"signed": "2021-10-20", "prescription": prescription}
        assert checks(claim | {"diagnoses": ["M54.5"]}) == old
        assert checks(claim | {"diagnoses": ["M54.50"]}) == new


@pytest.mark.parametrize("dx", ["M62.838", "M79.18", "M54.6", "S16.1XXA", "R51.9", "M99.01", "S13.4XXD", "M54.50"])
def test_a_valid_diagnosis_code_is_accepted(dx: str) -> None:
    """The codes are in the files of ICD-10-CM (icd-2016, icd-2019, icd-2021; facts A28)."""
    assert checks(line() | {"diagnoses": [dx]}) == []


def test_the_plantar_fascia_code_changes_on_october_1_2026() -> None:
    """CMS's changes of October 2026 delete M72.2 and add codes with a side (icd-2027)."""
    prescription = {"start": "2026-09-01", "weeks": 20, "visits": 6, "used": 0}
    for on, old, new in (("2026-09-30", [], ["dx_not_valid"]), ("2026-10-01", ["dx_not_valid"], [])):
        claim = line(date=on) | {"signed": "2026-10-20", "prescription": prescription}
        assert checks(claim | {"diagnoses": ["M72.2"]}) == old
        assert checks(claim | {"diagnoses": ["M67.A01"]}) == checks(claim | {"diagnoses": ["M72.21"]}) == new


def test_a_pair_with_an_adjustment_asks_for_a_different_region() -> None:
    """The manual's chapter XI, section S: separate minutes are not enough (ncci-manual, facts A1)."""
    claim = line()
    claim["lines"] += [claim["lines"][0] | {"code": "98941", "units": 1, "minutes": None}]
    (found,) = [one for one in review_claim(claim) if one.check == "pair"]
    assert "different regions of the body" in found.fix
    assert "put modifier 59 on 97140" in found.fix


def test_item_21_accepts_a_diagnosis_code_with_or_without_its_decimal_point_and_prints_none() -> None:
    """The point is left out on the form (NUCC 1500 manual, item 21; facts A8)."""
    for code in ("M54.2", "M542", "m542", " M54.2 "):
        assert checks(line() | {"diagnoses": [code]}) == []
    for code in ("M54.5", "M545"):
        (found,) = review_claim(line() | {"diagnoses": [code]})
        assert found.problem.startswith("M545 was not a valid")
    (found,) = review_claim(line() | {"diagnoses": ["Q99.9"]})
    assert found.problem == "Q999 is not in this course's list of diagnosis codes. It can still be a valid code."
    assert "leave out the decimal point" in found.fix
    assert all("." not in code for seed in range(50) for code in clean_claim(seed)["diagnoses"])


@given(seeds)
def test_no_npi_is_read_as_a_date(seed: int) -> None:
    for number in ("1990101502", "2001123119", synthetic_claims.npi(seeded(seed))):
        assert display_date(number) == number
    assert display_date("2026-03-02") == "03/02/2026"


@pytest.mark.parametrize(("modifier", "found"), [("", True), ("59", True), ("XS", True), ("76", False), ("77", False)])
def test_one_code_on_one_date_is_one_line_and_59_does_not_change_that(modifier: str, found: bool) -> None:
    """Medicare contractors want one line per code and date with all units, since 04/19/2021 (First Coast; facts A26)."""
    claim = line()
    claim["lines"] += [claim["lines"][0] | {"modifier": modifier}]
    assert ("duplicate" in checks(claim)) == found


Split = Callable[..., None]


@pytest.fixture
def split(monkeypatch: pytest.MonkeyPatch) -> Iterator[Split]:
    """Return a function that splits the row of a diagnosis into two rows at January 1, 2020."""

    def into_two(code: str, **later: Any) -> None:
        row: Diagnosis = next(row for row in tables.history(Diagnosis) if row.code == code)
        earlier = replace(row, end=date(2019, 12, 31))
        two = (replace(row, **{"start": date(2020, 1, 1), **later}), earlier)  # the order of rows does not matter
        others = [other for other in tables.history(Diagnosis) if other.code != code]
        monkeypatch.setattr(review, "history", lambda _: (*others, *two))
        review._spans.cache_clear()

    review._spans.cache_clear()
    yield into_two
    review._spans.cache_clear()


def diagnosis_findings(code: str, on: date) -> list[Finding]:
    """Return the findings about a diagnosis on a claim for a visit on one date."""
    claim = line(date=on.isoformat()) | {"signed": on, "prescription": {"start": on, "weeks": 8, "visits": 6}}
    return [one for one in review_claim(claim | {"diagnoses": [code]}) if one.check.startswith("dx_")]


def test_a_diagnosis_in_two_rows_is_valid_in_both(split: Split) -> None:
    split("M54.2", name="pain in the neck")
    for on in (date(2015, 10, 1), date(2019, 12, 31), date(2020, 1, 1), date(2026, 3, 2)):
        assert diagnosis_findings("M54.2", on) == []


def test_a_finding_about_an_ended_diagnosis_says_when_it_ended(split: Split) -> None:
    split("M54.2", end=date(2022, 9, 30))
    assert diagnosis_findings("M54.2", date(2022, 9, 30)) == []
    (found,) = diagnosis_findings("M54.2", date(2022, 10, 1))
    assert found.check == "dx_not_valid"
    assert found.problem.startswith("M542 was not")
    assert found.problem.endswith("It ended on 09/30/2022.")


def test_a_finding_about_a_future_diagnosis_says_when_it_starts(split: Split) -> None:
    split("M54.2")
    (found,) = diagnosis_findings("M54.2", date(2015, 9, 30))
    assert found.check == "dx_not_valid"
    assert found.problem.endswith("It starts on 10/01/2015.")


def test_a_finding_about_a_gap_between_two_rows_says_when_the_first_ended(split: Split) -> None:
    split("M54.2", start=date(2020, 2, 1))
    (found,) = diagnosis_findings("M54.2", date(2020, 1, 15))
    assert found.problem.endswith("It ended on 12/31/2019.")


@pytest.mark.parametrize(
    ("code", "on", "why"),
    [
        ("M54.5", date(2021, 10, 1), "It ended on 09/30/2021."),
        ("M54.50", date(2021, 9, 30), "It starts on 10/01/2021."),
    ],
)
def test_a_finding_about_an_invalid_diagnosis_says_why(code: str, on: date, why: str) -> None:
    (found,) = diagnosis_findings(code, on)
    assert found.problem.endswith(why)


def test_the_seventh_visit_needs_an_authorization_number() -> None:
    claim = line()
    prescription = claim["prescription"] | {"visits": 10}
    assert checks(claim | {"prescription": prescription | {"used": 5}}) == []
    assert checks(claim | {"prescription": prescription | {"used": 6}}) == ["review_due"]
    assert checks(claim | {"prescription": prescription | {"used": 6}, "authorization": "A1"}) == []


def test_a_code_pair_with_a_modifier_is_accepted() -> None:
    claim = synthetic_claims.planted(seeded(5), clean_claim(5), "pair")
    for modifier in ("59", "XE"):
        claim["lines"][1]["modifier"] = modifier
        assert review_claim(claim) == []


def test_an_x_modifier_is_accepted_from_january_1_2015() -> None:
    """The source says that X modifiers apply to dates of service on or after January 1, 2015 (ms-medicaid-x)."""
    for on, found in (("2014-12-31", True), ("2015-01-01", False)):
        claim = line(date=on, modifier="XE")
        claim["lines"] += [claim["lines"][0] | {"code": "97124", "modifier": ""}]
        assert ("pair" in checks(claim)) == found


junk: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.binary(max_size=5) | st.dates()
    | st.datetimes() | st.decimals() | st.just(5000).map(lambda digits: 10**digits) | st.just("{name}") | st.just("9" * 5000),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3) | st.tuples(inner),
    max_leaves=6,
)  # fmt: skip
FIELDS = [*{row.field for row in tables.current(ClaimItem)}, "lines", "prescription", "payer"]


@settings(max_examples=400)
@given(st.dictionaries(st.sampled_from(FIELDS), junk), st.dictionaries(st.sampled_from([*FIELDS, "minutes"]), junk))
def test_an_absurd_claim_returns_findings_and_does_not_raise(changed: Claim, in_line: Claim) -> None:
    claim = line(**in_line) | changed
    for found in review_claim(claim):
        assert isinstance(found, Finding)
        assert len(found.problem) < 4 * SHOWN


@settings(max_examples=200)
@given(
    st.dictionaries(
        st.sampled_from(["start", "end", "weeks", "visits", "used", "method", "filing_days", "reviewed_after"]), junk
    )
)
def test_absurd_documents_with_a_claim_return_findings(prescription: Claim) -> None:
    assert all(
        isinstance(found, Finding)
        for found in review_claim(line() | {"prescription": prescription, "payer": prescription})
    )


@pytest.mark.parametrize("claim", [None, 3, "claim", [], [("patient", "x")], {1, 2}])
def test_a_value_that_is_not_a_claim_is_rejected_in_one_sentence(claim: Any) -> None:
    with pytest.raises(ValueError, match=r"^A claim must be a mapping of items by field, such as .+, not a \w+\.$"):
        review_claim(claim)


def test_a_claim_with_ten_thousand_lines_returns_findings() -> None:
    claim = line()
    claim["lines"] = claim["lines"] * 10_000
    found = review_claim(claim)
    assert found[0].check in {one.check for one in found}
    assert "The claim has 10,000 lines. A form has room for 6." in [one.problem for one in found]


def test_findings_follow_the_order_of_the_form() -> None:
    order = list(items())
    found = [one.item for one in review_claim({}) if one.item in order]
    assert found == sorted(found, key=order.index)


def test_every_check_in_the_table_is_used_in_the_rules() -> None:
    rules = Path(mb.__file__).parent / "rules"
    source = "".join(path.read_text(encoding="utf-8") for path in rules.rglob("*.py"))
    for row in tables.current(ClaimCheck):
        assert f'"{row.id}"' in source, row.id


@pytest.mark.parametrize(
    ("text", "amount"),
    [("80", "80.00"), (" 80.5 ", "80.50"), ("8e1", "80.00"), ("80.001", None), ("-1", None), ("NaN", None), ("Infinity", None),
     ("1e400", None), ("", None), ("$80", None), (True, None), (80.0, None), (date(2026, 1, 1), None)],
)  # fmt: skip
def test_an_amount_is_exact_or_none(text: object, amount: str | None) -> None:
    assert dollars(text) == (Decimal(amount) if amount else None)
