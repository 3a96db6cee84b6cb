"""Tables and rows to explore say the same as HTML and as plain text, and their text cannot become HTML."""

import re

import pytest

from drawings import row_count, words
from massage_billing.base.html import Entry, Shown, cite, cited, fold, guesses, rows, table
from massage_billing.base.tables import DatedRow, Source, current, history, row_types, source_of

CODES = [
    Entry("97124 massage", {"Ask": "Is it <b>my</b> work?"}, "Manual", "timed"),
    Entry("97010 pack", {"": "It is 1 unit."}, answer="untimed"),
]


@pytest.mark.parametrize("shown", [rows("Codes & units", CODES), guesses("Codes & units", ("timed", "untimed"), CODES)])
def test_rows_say_the_same_as_html_and_as_text(shown: Shown) -> None:
    assert row_count(shown.html) == len(CODES)
    assert shown.text.splitlines()[0] == "Codes & units"
    assert set(shown.text.splitlines()[1:]) == {
        "97124 massage | timed | Ask: Is it <b>my</b> work? | Source: Manual",
        "97010 pack | untimed | It is 1 unit.",
    }
    assert "Ask: Is it <b>my</b> work? Source: Manual" in words(shown.html)
    assert "<b>" not in shown.html


def test_one_row_is_open_at_a_time_and_each_guess_is_a_group_of_its_own() -> None:
    assert len(set(re.findall('<details name="([^"]+)"', rows("Codes", CODES).html))) == 1
    radios = re.findall('type="radio" name="([^"]+)"', guesses("Codes", ("timed", "untimed"), CODES).html)
    assert len(radios) == 4
    assert len(set(radios)) == 2


def test_a_guess_marks_only_the_right_option() -> None:
    shown = guesses("Codes", ("timed", "untimed"), CODES).html
    assert set(re.findall(r"<label class=mb-hit><input [^>]+> (\w+)", shown)) == {"timed", "untimed"}
    assert shown.count("mb-hit>") == len(CODES)


def test_a_row_whose_answer_is_not_an_option_is_an_error() -> None:
    with pytest.raises(ValueError, match="The answer of '97124 massage' is not one of Yes, No: 'timed'"):
        guesses("Codes", ("Yes", "No"), CODES)


def test_only_long_names_take_a_line_of_their_own_on_a_phone() -> None:
    assert "mb-long" not in rows("Codes", [Entry("97124")]).html
    assert "mb-long" in rows("Codes", [Entry("movement and balance retraining, 97112")]).html


def test_a_source_that_all_rows_share_is_one_line_and_others_are_a_closed_list() -> None:
    cells = [("97124", 3), ("97140", 2)]
    assert table("Units", ("Code", "Units"), cells).html.endswith("</table>")
    same = table("Units", ("Code", "Units"), cells, ["Manual", "Manual"])
    assert same.html.endswith('<p class="mb-source">Source: Manual</p>')
    assert same.text.endswith("97140 | 2\nSource: Manual")
    different = table("Units", ("Code", "Units"), cells, ["Manual", "Payer's letter"])
    assert "<summary>Sources</summary>" in different.html
    assert different.text.endswith("Sources\n97124: Manual\n97140: Payer's letter")


def test_what_is_folded_is_closed_at_first() -> None:
    assert fold("2 sources", Shown("<p>A</p>", "A")).html.startswith(
        '<details class="mb-more"><summary>2 sources</summary>'
    )


def test_a_citation_links_to_its_source_and_says_when_we_last_checked_it() -> None:
    (source,) = [row for row in current(Source) if row.id == "cfr-164"]
    checked = f"{source.checked:%m/%d/%Y}"
    link = f'<a href="{source.url}" target="_blank" rel="noopener">45 CFR part 164, 164.404(b)</a> (checked {checked})'
    assert cite("45 CFR part 164, 164.404(b)") == link
    assert cited("45 CFR part 164, 164.404(b)") == {
        "text": "45 CFR part 164, 164.404(b)",
        "url": source.url,
        "checked": checked,
    }
    assert cite("A <b>colleague</b>") == "A &lt;b&gt;colleague&lt;/b&gt;"
    entry = Entry("Breach", {"": "Tell them."}, "45 CFR part 164, 164.404(b)")
    assert f"Source: {link}" in rows("Duties", [entry]).html
    assert f"Source: {link}" in table("Duties", ["Duty"], [["Breach"]], ["45 CFR part 164, 164.404(b)"]).html
    assert "checked" not in rows("Duties", [entry]).text


def test_the_source_of_every_dated_row_is_found_from_its_citation() -> None:
    for row_type in row_types().values():
        if issubclass(row_type, DatedRow):
            for row in history(row_type):
                found = source_of(row.citation)
                assert found is not None
                assert found.id == row.source
