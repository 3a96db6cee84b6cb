"""The rules say which codes may be billed on a date of service, who may bill them, and which codes a session needs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import massage_billing as mb
from massage_billing.base import tables
from massage_billing.base.tables import OutsideKnownDatesError
from massage_billing.questions.banks.codes.sessions import SessionCase
from massage_billing.rules import codes as rule
from massage_billing.rules.codes import (
    Code,
    Modifier,
    Technique,
    UnknownCode,
    choose_codes,
    codes,
    find_code,
    marks_separate,
    may_bill,
    pair_in,
)

DAY = date(2026, 1, 5)
OLD = Modifier(
    code="59",
    means="old",
    use="separate",
    start=date(2011, 3, 21),
    end=date(2020, 12, 31),
    source="cms-clm-5",
    pinpoint="page 1",
)
ROWS = [OLD, replace(OLD, means="new", start=date(2021, 1, 1), end=None)]


def test_a_code_is_timed_or_untimed() -> None:
    assert [find_code(code).timed for code in ("97124", "97140", "97112", "97010")] == [True, True, True, False]


def test_a_date_before_the_first_source_is_rejected() -> None:
    with pytest.raises(
        OutsideKnownDatesError,
        match=r"^The first day that our sources show for 97124 is \d\d/\d\d/\d{4}, so this course cannot say whether it was valid on 01/01/1990\.$",
    ):
        find_code("97124", on=date(1990, 1, 1))


KNOWN = [
    "97010",
    "97012",
    "97014",
    "97016",
    "97018",
    "97022",
    "97024",
    "97026",
    "97028",
    "97032",
    "97033",
    "97034",
    "97035",
    "97036",
    "97039",
    "G0283",
    "97110",
    "97112",
    "97113",
    "97116",
    "97124",
    "97139",
    "97140",
    "97150",
    "97530",
    "98940",
    "98941",
    "98942",
    "98943",
    "97161",
    "97162",
    "97163",
    "97164",
    "97165",
    "97166",
    "97167",
    "97168",
]
ENDED = [
    "97001",
    "97002",
    "97003",
    "97004",
    "97005",
    "97006",
    "97122",
    "97250",
    "97260",
    "97261",
    "97265",
    "97500",
    "97520",
    "97770",
]


def test_the_codes_of_physical_medicine_are_known() -> None:
    """The codes are in Medicare's table of code pairs of July 2024 (ncci-ptp-2024, facts A6)."""
    assert all(find_code(code, DAY).active for code in KNOWN)
    assert not any(find_code(code, DAY).active for code in ENDED)
    supervised = ("97010", "97012", "97014", "97016", "97018", "97022", "97024", "97026", "97028", "G0283")
    assert not any(find_code(code).timed for code in supervised)
    assert all(
        find_code(code).timed for code in ("97032", "97033", "97034", "97035", "97036", "97110", "97113", "97140")
    )
    assert set(codes("usual", "question")) == {"97124", "97140", "97112", "97110", "97530", "97116", "97035", "97010"}


def test_an_evaluation_code_that_ended_in_2016_was_valid_in_2005() -> None:
    """Medicare's table has 97001 from 04/01/1998; CPT Assistant of June 2002 has 97005 (facts A6)."""
    for on in (date(2005, 6, 15), date(2010, 6, 15)):
        assert all(find_code(code, on).active for code in ("97001", "97002", "97003", "97004", "97005", "97006"))


@pytest.mark.parametrize(
    ("first", "second", "on", "modified"),
    [
        ("97140", "97124", DAY, "97124"),
        ("97140", "97124", date(2019, 6, 3), "97124"),
        ("97140", "97530", date(2019, 12, 31), "97530"),
        ("97140", "97530", date(2020, 1, 1), None),
        ("98941", "97140", DAY, "97140"),
        ("97112", "97124", DAY, None),
        ("97010", "97124", DAY, None),
    ],
)
def test_the_second_code_of_a_pair_takes_the_modifier(first: str, second: str, on: date, modified: str | None) -> None:
    """The columns and the end of 97140 with 97530 are in Medicare's table of July 2024 (ncci-ptp-2024, facts A1)."""
    pair = pair_in({first, second}, on)
    assert (pair.second if pair else None) == modified


def test_work_in_separate_blocks_is_billed_under_both_codes() -> None:
    """Two timed services in separate blocks of one visit may both be billed (ncci-manual, facts A1)."""
    work = {"kneading": 30, "trigger points": 12}
    found = choose_codes(work, DAY, ["97140"], separate=True)
    assert (found.ways, found.left_out, found.pair and found.pair.second) == (
        ({"97124": 30, "97140": 12},),
        (),
        "97124",
    )
    assert choose_codes(work, DAY, ["97140"]).ways == ({"97124": 30},)
    assert mb.billings(found.ways[0], on=DAY) == ({"97124": 2, "97140": 1},), "42 minutes in all are 3 units"


def test_only_some_modifiers_mark_a_separate_service() -> None:
    """76, 77, and 52 do not bypass a pair (ncci-manual, chapter I, section E), and GP is for the plan of care."""
    marked = {
        code for code in ("59", "XE", "XS", "XP", "XU", "76", "77", "52", "GP", "22") if marks_separate(code, DAY)
    }
    assert marked == {"59", "XE", "XS", "XP", "XU"}


@pytest.mark.parametrize("code", ["", "97122 ", "massage", 97124, None])
def test_an_unknown_code_is_rejected(code: Any) -> None:
    with pytest.raises(UnknownCode, match=r"^code must be a string|Use one of"):
        find_code(code)


@pytest.mark.parametrize("on", ["2026-01-05", datetime(2026, 1, 5), 2026])
def test_a_date_of_service_must_be_a_date(on: Any) -> None:
    with pytest.raises(ValueError, match=r"^on, the date of service, must be a date"):
        find_code("97124", on=on)


def test_a_code_that_ended_names_its_replacement() -> None:
    """97122 was traction by hand; the 2013 articles describe it as something else."""
    old = mb.find_code("97122", on=DAY)
    assert (old.active, old.replaced_by) == (False, ("97140",))
    assert mb.find_code("97001", on=date(2016, 12, 31)).active
    assert not mb.find_code("97001", on=date(2017, 1, 1)).active
    assert all(mb.find_code(new, on=DAY).active for code in codes() for new in mb.find_code(code).replaced_by)


def test_a_new_code_is_not_valid_before_its_first_day() -> None:
    assert not mb.find_code("97161", on=date(2016, 12, 31)).active
    assert mb.find_code("97161", on=date(2017, 1, 1)).active
    assert may_bill("97161", date(2016, 12, 31)).answer == "not a code on that day"


def test_units_of_a_code_that_is_not_valid_are_not_counted() -> None:
    with pytest.raises(UnknownCode, match=r"^97122 is not valid now\. It was replaced by 97140\.$"):
        mb.billings({"97122": 20})
    with pytest.raises(UnknownCode, match=r"^97161 is not valid on 2016-01-05\.$"):
        mb.billings({"97161": 20}, on=date(2016, 1, 5))
    with pytest.raises(UnknownCode, match=r"^97039 cannot be counted: codes\.csv does not say whether it is timed"):
        mb.billings({"97039": 20}, on=DAY)


@pytest.mark.parametrize(
    ("code", "answer", "why"),
    [
        ("97999", "not a code", "not one of the codes in this course"),
        ("97122", "not a code on that day", "ended on 12/31/1998. It was replaced by 97140."),
        ("97003", "not a code on that day", "97165, 97166, or 97167"),
        ("97161", "not yours", "under another license"),
        ("97112", "not yours", "you need the training and a license"),
        ("97010", "not yours", "this payer's contract does not include it"),
        ("97124", "yes", "Your training, license, and contract allow it"),
        ("97140", "yes", "Your training, license, and contract allow it"),
    ],
)
def test_a_code_gets_a_yes_or_one_of_three_reasons_for_no(code: str, answer: str, why: str) -> None:
    found = may_bill(code, DAY, trained=["97140"], contract=["97124", "97140", "97112"])
    assert found.answer == answer
    assert why in found.why


@pytest.mark.parametrize("code", ["97124", "97122"])
def test_a_verdict_needs_a_date_of_service(code: str) -> None:
    nothing: Any = None
    with pytest.raises(ValueError, match=r"^on, the date of service, must be a date such as .+; it is None\.$"):
        may_bill(code, nothing)


@pytest.mark.parametrize(
    ("on", "means"),
    [(date(2011, 3, 21), "old"), (date(2020, 12, 31), "old"), (date(2021, 1, 1), "new"), (None, "new")],
)
def test_a_row_is_in_force_from_its_first_day_to_its_last(on: date | None, means: str) -> None:
    assert [row.means for row in tables.in_force(ROWS, on)] == [means]
    assert [row.means for row in tables.in_force(ROWS[::-1], on)] == [means]


def test_the_day_before_the_first_row_is_outside_the_known_dates() -> None:
    with pytest.raises(OutsideKnownDatesError, match=r"^modifiers\.csv starts on 2011-03-21 for 59, .* 2011-03-20\.$"):
        tables.in_force(ROWS, date(2011, 3, 20))


SPLIT = date(2021, 1, 1)  # the first day of the second row
Split = Callable[..., Code]


@pytest.fixture
def split(monkeypatch: pytest.MonkeyPatch) -> Iterator[Split]:
    """Return a function that splits the row of a code into two rows and returns the original row."""

    def into_two(code: str, **later: Any) -> Code:
        row: Code = next(row for row in tables.history(Code) if row.code == code)
        earlier = replace(row, end=date(2020, 12, 31))
        two = (
            replace(row, **{"start": SPLIT, "first_day": "not known", **later}),
            earlier,
        )  # the newer row may come first
        others = [other for other in tables.history(Code) if other.code != code]
        monkeypatch.setattr(rule, "history", lambda _: (*others, *two))
        rule._find.cache_clear()
        return row

    rule._find.cache_clear()
    yield into_two
    rule._find.cache_clear()


SIDES = (date(2020, 12, 31), SPLIT, None)  # the last day before the split, the day of the split, and no date


@pytest.mark.parametrize("code", ["97124", "97161"])
def test_a_code_with_two_rows_is_active_in_both_and_keeps_its_first_day(code: str, split: Split) -> None:
    row = split(code)
    for on in (row.start, *SIDES):
        found = find_code(code, on)
        assert (found.active, found.start, found.end, found.first_day) == (True, row.start, None, row.first_day)


def test_a_code_with_two_rows_takes_its_facts_from_the_row_in_force(split: Split) -> None:
    row = split("97124", name="stroking", timed=False, beyond_massage=True, standing="others", ask="Who?",
                replaced_by=("97140",), source="webpt-guide", pinpoint="page 2")  # fmt: skip
    for on in SIDES:
        found = find_code("97124", on)
        if on == date(2020, 12, 31):
            assert (found.name, found.timed, found.beyond_massage) == ("massage", True, False)
            assert (found.standing, found.ask, found.replaced_by) == (row.standing, row.ask, row.replaced_by)
            assert found.source == row.citation
        else:
            assert (found.name, found.timed, found.beyond_massage) == ("stroking", False, True)
            assert (found.standing, found.ask, found.replaced_by) == ("others", "Who?", ("97140",))
            assert found.source == tables.citation("webpt-guide", "page 2")


def test_a_code_with_two_rows_ends_when_the_last_row_ends(split: Split) -> None:
    split("97124", end=date(2023, 12, 31), replaced_by=("97140",))
    assert find_code("97124", date(2023, 12, 31)).active
    assert {find_code("97124", on).end for on in (date(2020, 12, 31), SPLIT, DAY, None)} == {date(2023, 12, 31)}
    assert not find_code("97124", DAY).active
    assert not find_code("97124").active
    assert "97124 ended on 12/31/2023. It was replaced by 97140." in may_bill("97124", DAY).why


def test_a_code_with_two_rows_is_not_known_before_its_first_day(split: Split) -> None:
    row = split("97124")
    with pytest.raises(
        OutsideKnownDatesError, match="The first day that our sources show for 97124 is"
    ):  # the first day that a source shows
        find_code("97124", date(1995, 12, 31))
    row = split("97161")
    before = find_code("97161", date(2016, 12, 31))  # its real first day
    assert (before.active, before.start) == (False, row.start)


CASES = tables.current(SessionCase)


def by_hand(row: SessionCase, minutes: dict[str, int]) -> dict[str, int]:
    """Return the answer that the author of a case worked out by hand."""
    return {part.split("=")[0]: minutes[part.split("=")[1]] for part in row.answer.split()}


@pytest.mark.parametrize("row", CASES, ids=[row.case for row in CASES])
@given(data=st.data())
def test_the_rule_agrees_with_the_answer_worked_out_for_each_case(row: SessionCase, data: st.DataObject) -> None:
    """The reasoning of a case is true for every combination of minutes and date that a question can draw."""
    spans = {"first": row.first, "second": row.second}
    drawn = {name: data.draw(st.integers(*map(int, span.split("-")))) for name, span in spans.items() if span}
    work = {part.split("=")[0]: drawn[part.split("=")[1]] for part in row.work.split("; ")}
    on = data.draw(st.dates(*map(date.fromisoformat, row.days.split("/"))))
    found = choose_codes(work, on, row.trained, row.contract, separate=row.separate)
    assert found.ways == (by_hand(row, drawn),)
    billed = sum(found.ways[0].values())
    assert billed + sum(minutes for _, minutes, _ in found.left_out) == sum(work.values()), (
        "no minutes are lost or moved"
    )


def test_at_least_40_cases_each_have_their_own_story_and_reasoning() -> None:
    assert len(CASES) >= 40
    assert len({row.reasoning for row in CASES}) == len(CASES) == len({row.story for row in CASES})


def test_if_a_pair_of_codes_ties_either_code_is_correct() -> None:
    found = choose_codes({"kneading": 20, "trigger points": 20}, DAY, ["97140"])
    assert found.ways == ({"97124": 20}, {"97140": 20})


@pytest.mark.parametrize(
    ("work", "message"),
    [
        ({"levitation": 20}, "^This course does not cover the technique 'levitation'. Use one of gliding strokes"),
        (None, "^work must map techniques to minutes"),
        ({"kneading": -1}, "^The minutes of kneading must be a whole number"),
        ({"kneading": 7.5}, "^The minutes of kneading must be a whole number"),
        ({"kneading": True}, "^The minutes of kneading must be a whole number"),
    ],
)
def test_an_error_about_input_names_the_field(work: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        choose_codes(work, DAY)


def test_a_code_has_ended_in_a_gap_between_two_rows(split: Split) -> None:
    split("97124", start=date(2024, 1, 1))
    assert not find_code("97124", date(2022, 6, 1)).active
    assert may_bill("97124", date(2022, 6, 1)).why == "97124 ended on 12/31/2020."


def test_a_technique_gets_the_code_of_its_date_of_service(monkeypatch: pytest.MonkeyPatch) -> None:
    kneading = next(row for row in tables.current(Technique) if row.technique == "kneading")
    change = date(2026, 3, 1)
    rows = [replace(kneading, end=change - timedelta(days=1)), replace(kneading, start=change, code="97140")]
    monkeypatch.setattr(rule, "_techniques", lambda: {"kneading": rows})
    assert choose_codes({"kneading": 30}, DAY, ["97140"]).ways == ({"97124": 30},)
    assert choose_codes({"kneading": 30}, change, ["97140"]).ways == ({"97140": 30},)


@pytest.mark.parametrize("on", [[], {}, "2026-01-05"])
def test_a_date_that_is_not_hashable_is_rejected(on: Any) -> None:
    for function in (mb.find_code, may_bill):
        with pytest.raises(ValueError, match=r"^on, the date of service, must be a date"):
            function("97124", on)
    with pytest.raises(ValueError, match=r"^on, the date of service, must be a date"):
        mb.decide_covered_entity({"health_care": True}, on)
