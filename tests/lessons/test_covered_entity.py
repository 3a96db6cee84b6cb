"""The interactive tools of the lesson on covered entities respond to learners, and the checklist downloads."""

import base64
import io
import json
import re
from html import escape, unescape
from pathlib import Path

import docx
import ipywidgets as widgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawings import alt, row_count, words
from massage_billing.base.tables import current
from massage_billing.lessons import covered_entity as lesson
from massage_billing.lessons import progress
from massage_billing.lessons.covered_entity import figures
from massage_billing.lessons.covered_entity.duties import FILE, FORMER_NAMES, TITLE, page
from massage_billing.lessons.downloads import as_docx
from massage_billing.questions.banks.covered_entity.vignettes import Vignette
from massage_billing.rules.covered_entity import PrivacyDuty, Transaction, walk

DUTIES = current(PrivacyDuty)
QUESTIONS = ("health_care", "own_practice", "transaction", "electronic")


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(QUESTIONS, st.booleans())))
def test_the_path_in_the_picture_is_the_decision(answers: dict[str, bool]) -> None:
    shown = {one["id"]: one for one in lesson.decision().shown["data"]["questions"]}
    at, means = next(iter(shown)), []
    while at in shown and at in answers:
        way = shown[at]["yes" if answers[at] else "no"]
        means.append(way["means"])
        at = way["to"]
    path = walk(answers)
    assert at == (path.next or path.outcome)
    assert means == [step.means for step in path.steps]


def test_the_text_of_the_decision_says_what_the_picture_says() -> None:
    shown = lesson.decision().shown
    for line, one in zip(shown["lines"], shown["data"]["questions"], strict=True):
        for part in (one["question"], one["help"], one["yes"]["means"], one["no"]["means"]):
            assert part in line
    assert "Yes: go to question 2." in shown["lines"][0]
    assert "No: not a covered entity." in shown["lines"][0]


def test_changing_one_fact_changes_the_outcome_and_names_the_fact() -> None:
    shown = lesson.one_fact()
    assert "Not a covered entity." in words(shown.answer.value)
    assert "What decides the outcome: who receives it." in words(shown.answer.value)
    shown.lists["receiver"].value = "health plan"
    assert "A covered entity." in words(shown.answer.value)
    shown.lists["means"].value = "keypad line"
    assert "It depends." in words(shown.answer.value)
    shown.lists["sender"].value = "client"
    assert "What decides the outcome: who sends it." in words(shown.answer.value)
    assert "162.1101" in shown.answer.value


def test_the_statements_show_which_practices_each_gets_wrong() -> None:
    shown = lesson.statements()
    shown.case.value = "3"
    shown.test(["3"])
    assert "A textbook would say: covered entity. Wrong." in words(shown.answer.value)
    assert "1 practice tested. The agency (HHS) misjudges 0 practices." in words(shown.tally.value)
    shown.test(shown.cases)
    assert "40 practices tested. The agency (HHS) misjudges 0 practices." in words(shown.tally.value)
    assert "A magazine misjudges 27 practices" in words(shown.tally.value)
    assert words(shown.tally.value).strip() in alt(figures.tested({row.number for row in current(Vignette)}))


def test_an_npi_is_checked_and_explained() -> None:
    shown = lesson.npi()
    assert "✔ Well formed." in words(shown.answer.value)
    shown.number.value = "1234567890"
    assert "✘ The last digit does not match" in words(shown.answer.value)
    assert "so the check digit is 3" in words(shown.answer.value)
    shown.number.value = "<i>12"
    assert "✘ An NPI has digits only" in words(shown.answer.value)


def test_the_web_page_and_the_word_document_have_the_same_text() -> None:
    html = page(["covered", "Washington"], ["NPI"])
    document = docx.Document(io.BytesIO(as_docx(html, TITLE)))
    text = words(" ".join(paragraph.text for paragraph in document.paragraphs))
    assert text.strip() == words(html[html.index("<h1>") : html.index("</body>")]).strip()
    assert document.core_properties.title == "Privacy checklist for my practice"
    assert [paragraph.style.name for paragraph in document.paragraphs[:3]] == ["Heading 1", "Normal", "Heading 2"]
    assert f"1 of {len(DUTIES)} done." in text
    assert "☑ Done: NPI." in text
    assert text.count("☐ To do") == len(DUTIES) - 1
    assert '<html lang="en">' in html


@given(st.sets(st.sampled_from([row.duty for row in DUTIES])), st.sets(st.sampled_from(["covered", "Washington"])))
def test_the_list_has_exactly_the_duties_that_apply(done: set[str], who: set[str]) -> None:
    html = unescape(page(who, done))
    for row in DUTIES:
        assert (f": {row.duty}.</strong>" in html) == (row.who in who)
    assert html.count("☑ Done") == sum(row.duty in done and row.who in who for row in DUTIES)


def files(html: str) -> dict[str, bytes]:
    """Return the files of download links by name."""
    found = re.findall(r'download="([^"]+)" href="data:[^;]+;base64,([^"]+)"', html)
    return {name: base64.b64decode(data) for name, data in found}


def of(who: str) -> int:
    return sum(row.who == who for row in DUTIES)


def check(shown: lesson.checklist.__class__, duty: str) -> None:  # type: ignore[name-defined]
    next(group for group in shown.groups if duty in group.boxes).boxes[duty].value = True


def test_each_duty_has_its_source_and_the_date_of_our_last_check_below_it() -> None:
    shown = lesson.checklist()
    for part, group in zip(shown.parts.children, shown.groups, strict=True):
        (listed,) = [one.value for one in part.children[1].children if isinstance(one, widgets.HTML)]
        lines = re.findall("<li>(.+?)</li>", listed)
        assert [line.partition(": ")[0] for line in lines] == [escape(duty) for duty in group.boxes]
        assert all(
            re.search(r'<a href="https://[^"]+"[^>]*>.+</a>.* \(checked \d\d/\d\d/2026\)', line) for line in lines
        )


def test_check_marks_are_downloaded_but_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(progress.FOLDER, str(tmp_path))
    shown = lesson.checklist()
    check(shown, "Risk analysis")
    assert f"1 of {of('covered')} done." in shown.answer.value
    shown.download.button.click()
    downloads = files(shown.download.links.value)
    assert set(downloads) == {"privacy-checklist.docx", "privacy-checklist.html"}
    assert "☑ Done: Risk analysis." in downloads["privacy-checklist.html"].decode()
    assert docx.Document(io.BytesIO(downloads["privacy-checklist.docx"])).paragraphs
    assert list(tmp_path.iterdir()) == []


def test_check_marks_are_saved_and_deleted_on_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(progress.FOLDER, str(tmp_path))
    shown = lesson.checklist()
    shown.save_box.value = True
    check(shown, "Training")
    again = lesson.checklist()
    assert again.save_box.value
    assert again.done == {"Training"}
    again.save_box.value = False
    assert not (tmp_path / FILE).exists()


def test_check_marks_that_an_earlier_version_saved_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(progress.FOLDER, str(tmp_path))
    names = {row.duty for row in DUTIES}
    assert set(FORMER_NAMES.values()) <= names
    assert names.isdisjoint(FORMER_NAMES)
    saved = {"who": ["covered"], "done": ["After a breach", "Training"]}
    (tmp_path / FILE).write_text(json.dumps(saved), encoding="utf-8")
    assert lesson.checklist().done == {"Breach notification", "Training"}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"who": 3}', '{"who": ["covered"]}', "\x00", '{"who": ["x"], "done": ["y"]}']
)
def test_a_damaged_file_is_ignored_and_left_unchanged(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(progress.FOLDER, str(tmp_path))
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    shown = lesson.checklist()
    shown.download.button.click()
    if not shown.save_box.value:
        assert (tmp_path / FILE).read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(progress.FOLDER, str(tmp_path / "gone"))
    shown = lesson.checklist()
    shown.save_box.value = True
    assert "privacy-checklist.json could not be changed: No such file or directory." in shown.download.links.value


def test_the_kind_of_practice_decides_which_duties_are_shown() -> None:
    shown = lesson.checklist()
    shown.who.boxes["Washington"].value = True
    assert f"0 of {len(DUTIES)} done." in shown.answer.value
    check(shown, "NPI")
    shown.who.boxes["covered"].value = False
    assert f"0 of {of('Washington')} done." in shown.answer.value
    shown.who.boxes["Washington"].value = False
    assert shown.download.button.disabled
    shown.who.boxes["covered"].value = True
    assert f"1 of {of('covered')} done." in shown.answer.value, "a check mark is lost when its duty is hidden"


def test_the_tables_have_all_their_rows() -> None:
    assert "837" in lesson.transactions().text
    assert row_count(lesson.transactions().html) == len(current(Transaction))
    left_out = [row for row in DUTIES if row.who == "covered" and row.left_out]
    assert row_count(lesson.left_out().html) == len(left_out)
    assert all(f"{row.duty} | {row.do}" in lesson.left_out().text for row in left_out)
    assert lesson.left_out().html.count('<details class="mb-more">') == len({row.part for row in left_out})
    assert "246-830-570" in lesson.washington().text
    assert row_count(lesson.statements_table().html) == 3
