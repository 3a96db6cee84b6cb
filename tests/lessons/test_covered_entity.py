"""The explorers of the lesson on covered entities, and the checklist to download."""

import base64
import io
import json
import re
from html import unescape
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawings import alt, words
from massage_billing.base.tables import current
from massage_billing.lessons import covered_entity as lesson
from massage_billing.lessons import progress
from massage_billing.lessons.covered_entity import figures
from massage_billing.lessons.covered_entity.duties import FILE, TITLE, page
from massage_billing.lessons.downloads import as_docx
from massage_billing.questions.banks.covered_entity.vignettes import Vignette
from massage_billing.rules.covered_entity import PrivacyDuty, walk

DUTIES = current(PrivacyDuty)
QUESTIONS = ("health_care", "own_practice", "transaction", "electronic")


def test_the_decision_is_walked_and_taken_again_from_any_step() -> None:
    shown = lesson.decision()
    assert "Question 1." in words(shown.answer.value)
    for _ in range(4):
        shown.yes.click()
    assert "Outcome: covered entity." in words(shown.answer.value)
    assert shown.yes.disabled
    assert shown.no.disabled
    assert len(shown.steps.children) == 4
    second = shown.steps.children[1]
    assert "45 CFR part 160" in second.children[0].value
    second.children[1].click()  # answer question 2 again
    assert "Question 2." in words(shown.answer.value)
    assert len(shown.steps.children) == 1
    shown.no.click()
    assert "Outcome: workforce member." in words(shown.answer.value)


@settings(max_examples=12)
@given(st.dictionaries(st.sampled_from(QUESTIONS), st.booleans()))
def test_the_way_is_drawn_and_described_in_the_same_words(answers: dict[str, bool]) -> None:
    path = walk(answers)
    drawn = alt(figures.path(path))
    for step in path.steps:
        assert f"{figures.SHORT[step.question]} {'Yes' if step.answer else 'No'}." in drawn
    assert (f"Outcome: {path.outcome}." if path.outcome else f"Next question: {figures.SHORT[path.next]}") in drawn


def test_one_fact_turns_the_outcome_and_is_named() -> None:
    shown = lesson.one_fact()
    assert "Not a covered entity." in words(shown.answer.value)
    assert "What decides: to whom." in words(shown.answer.value)
    shown.lists["receiver"].value = "health plan"
    assert "A covered entity." in words(shown.answer.value)
    shown.lists["means"].value = "keypad line"
    assert "It depends." in words(shown.answer.value)
    shown.lists["sender"].value = "client"
    assert "What decides: who sends." in words(shown.answer.value)
    assert "162.1101" in shown.answer.value


def test_the_three_statements_show_which_practices_each_gets_wrong() -> None:
    shown = lesson.statements()
    shown.case.value = "3"
    shown.test(["3"])
    assert "A textbook would say: covered entity. Wrong." in words(shown.answer.value)
    assert "1 practice tested. The agency (HHS): 0 not right." in words(shown.tally.value)
    shown.test(shown.cases)
    assert "33 practices tested. The agency (HHS): 0 not right." in words(shown.tally.value)
    assert "A magazine: 24 not right" in words(shown.tally.value)
    assert words(shown.tally.value).strip() in alt(figures.tested({row.number for row in current(Vignette)}))


def test_an_npi_is_checked_in_words() -> None:
    shown = lesson.npi()
    assert "✔ Well formed." in words(shown.answer.value)
    shown.number.value = "1234567890"
    assert "✘ The last digit does not fit" in words(shown.answer.value)
    assert "so the check digit is 3" in words(shown.answer.value)
    shown.number.value = "<i>12"
    assert "✘ An NPI has digits only" in words(shown.answer.value)


def test_the_page_and_the_document_have_the_same_text() -> None:
    made = page(["covered", "Washington"], ["NPI"])
    document = docx.Document(io.BytesIO(as_docx(made, TITLE)))
    text = words(" ".join(paragraph.text for paragraph in document.paragraphs))
    assert text.strip() == words(made[made.index("<h1>") : made.index("</body>")]).strip()
    assert document.core_properties.title == "Privacy checklist for my practice"
    assert [paragraph.style.name for paragraph in document.paragraphs[:3]] == ["Heading 1", "Normal", "Heading 2"]
    assert "1 of 26 done." in text
    assert "☑ Done: NPI." in text
    assert text.count("☐ To do") == 25
    assert '<html lang="en">' in made


@given(st.sets(st.sampled_from([row.duty for row in DUTIES])), st.sets(st.sampled_from(["covered", "Washington"])))
def test_every_duty_that_binds_is_on_the_list_and_no_other(done: set[str], who: set[str]) -> None:
    made = unescape(page(who, done))
    for row in DUTIES:
        assert (f": {row.duty}.</strong>" in made) == (row.who in who)
    assert made.count("☑ Done") == sum(row.duty in done and row.who in who for row in DUTIES)


def files(html: str) -> dict[str, bytes]:
    """Return the files behind download links, by name."""
    found = re.findall(r'download="([^"]+)" href="data:[^;]+;base64,([^"]+)"', html)
    return {name: base64.b64decode(data) for name, data in found}


def tick(shown: lesson.checklist.__class__, duty: str) -> None:  # type: ignore[name-defined]
    next(group for group in shown.parts.children if duty in group.boxes).boxes[duty].value = True


def test_check_marks_are_counted_and_downloaded_and_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(progress.FOLDER, str(tmp_path))
    shown = lesson.checklist()
    tick(shown, "Risk analysis")
    assert "1 of 20 done." in shown.answer.value
    shown.download.button.click()
    made = files(shown.download.links.value)
    assert set(made) == {"privacy-checklist.docx", "privacy-checklist.html"}
    assert "☑ Done: Risk analysis." in made["privacy-checklist.html"].decode()
    assert docx.Document(io.BytesIO(made["privacy-checklist.docx"])).paragraphs
    assert list(tmp_path.iterdir()) == []


def test_check_marks_are_saved_when_asked_and_deleted_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(progress.FOLDER, str(tmp_path))
    shown = lesson.checklist()
    shown.save_box.value = True
    tick(shown, "Training")
    again = lesson.checklist()
    assert again.save_box.value
    assert again.done == {"Training"}
    again.save_box.value = False
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"who": 3}', '{"who": ["covered"]}', "\x00", '{"who": ["x"], "done": ["y"]}']
)
def test_damaged_check_marks_are_ignored_and_left_alone(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(progress.FOLDER, str(tmp_path))
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    shown = lesson.checklist()
    shown.download.button.click()
    if not shown.save_box.value:
        assert (tmp_path / FILE).read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written_is_reported_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(progress.FOLDER, str(tmp_path / "gone"))
    shown = lesson.checklist()
    shown.save_box.value = True
    assert "privacy-checklist.json could not be changed: No such file or directory." in shown.download.links.value


def test_who_the_practice_is_decides_what_is_asked() -> None:
    shown = lesson.checklist()
    shown.who.boxes["Washington"].value = True  # Washington too
    assert "0 of 26 done." in shown.answer.value
    tick(shown, "NPI")
    shown.who.boxes["covered"].value = False  # not covered
    assert "0 of 6 done." in shown.answer.value
    shown.who.boxes["Washington"].value = False
    assert shown.download.button.disabled
    shown.who.boxes["covered"].value = True
    assert "1 of 20 done." in shown.answer.value, "what was ticked before is still ticked"


def test_the_tables_are_whole() -> None:
    assert "837" in lesson.transactions().text
    assert json.dumps(lesson.left_out().text).count("45 CFR part 164") == 6
    assert "246-830-570" in lesson.washington().text
    assert len(lesson.statements_table().text.splitlines()) == 5
