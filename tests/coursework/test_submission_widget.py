"""A handout saves every answer, resumes where the student left off, and never shows whether an answer is right."""

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from coursework_helpers import ANN, DATA, QUESTIONS, SPEC
from massage_billing.coursework.assignment_spec import questions_for
from massage_billing.coursework.handout import handout
from massage_billing.coursework.submission_widget import Handout, HandoutError, given, open_handout
from massage_billing.questions.model import Question


def saved(tmp_path: Path) -> dict[str, Any]:
    (path,) = tmp_path.glob("submission_*.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def fill(handout: Handout, number: int, question: Question) -> None:
    handout.fields[f"q{number}"].fill(question.key.accepted[0])


def test_answers_of_every_kind_are_saved_and_match_the_key(tmp_path: Path) -> None:
    handout = Handout(DATA, tmp_path)
    assert "0 of 7 questions answered. Still to answer: 1, 2, 3, 4, 5, 6, 7." in handout.status.value
    assert list(tmp_path.iterdir()) == [], "nothing is saved before the first answer"
    for number, question in enumerate(QUESTIONS, start=1):
        fill(handout, number, question)
        assert question.check(saved(tmp_path)["answers"][f"q{number}"]["response"]).correct
    assert "7 of 7 questions answered." in handout.status.value
    assert not list(tmp_path.glob("*.tmp"))


def test_a_handout_that_is_opened_again_has_the_saved_answers(tmp_path: Path) -> None:
    first = Handout(DATA, tmp_path)
    for number in (1, 2, 6, 7):
        fill(first, number, QUESTIONS[number - 1])
    again = Handout(DATA, tmp_path)
    assert "4 of 7 questions answered. Still to answer: 3, 4, 5." in again.status.value
    for number in (1, 2, 6, 7):
        assert QUESTIONS[number - 1].check(again.fields[f"q{number}"].response).correct


def test_a_deleted_answer_is_not_saved(tmp_path: Path) -> None:
    handout = Handout(DATA, tmp_path)
    fill(handout, 3, QUESTIONS[2])
    handout.fields["q3"].fill(None)
    assert saved(tmp_path)["answers"] == {}


def test_a_handout_never_shows_whether_an_answer_is_right(tmp_path: Path) -> None:
    handout = Handout(DATA, tmp_path)
    for number, question in enumerate(QUESTIONS, start=1):
        fill(handout, number, question)
    handout.submit.click()
    shown = " ".join(part.value for part in (handout.status, handout.out, handout.notice))
    assert not re.search(r"[Cc]orrect|Not quite|✔|✘|Common mistake", re.sub('href="[^"]+"', "", shown))


def test_submitting_shows_the_file_and_a_download_link(tmp_path: Path) -> None:
    handout = Handout(DATA, tmp_path)
    fill(handout, 1, QUESTIONS[0])
    handout.submit.click()
    assert "6 questions still to answer." in handout.out.value
    assert str(tmp_path) in handout.out.value
    (name, data) = re.findall(r'download="([^"]+)" href="data:[^;]+;base64,([^"]+)"', handout.out.value)[0]
    assert name == handout.path.name
    assert json.loads(base64.b64decode(data))["answers"] == saved(tmp_path)["answers"]
    fill(handout, 3, QUESTIONS[2])
    assert handout.out.value == "", "the old file must not be offered after a change"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"assignment": "x", "student": "a1", "answers": {}}', '{"answers": 3}', "[" * 100_000]
)
def test_a_file_that_cannot_be_read_is_renamed_and_never_overwritten(tmp_path: Path, text: str) -> None:
    path = Handout(DATA, tmp_path).path
    path.write_text(text, encoding="utf-8")
    handout = Handout(DATA, tmp_path)
    assert "was renamed" in handout.notice.value
    fill(handout, 1, QUESTIONS[0])
    assert [aside.read_text(encoding="utf-8") for aside in tmp_path.glob("*.damaged.json")] == [text]


def test_answers_can_be_downloaded_if_the_folder_cannot_be_written(tmp_path: Path) -> None:
    handout = Handout(DATA, tmp_path / "gone")
    fill(handout, 1, QUESTIONS[0])
    assert "could not be saved: No such file or directory. Use the button below to download it." in handout.notice.value
    handout.submit.click()
    assert "Download my submission file" in handout.out.value


def test_what_a_student_types_is_data_and_never_html(tmp_path: Path) -> None:
    handout = Handout(DATA, tmp_path)
    handout.fields["q3"].fill("<script>alert(1)</script>")
    handout.submit.click()
    assert "<script>" not in handout.out.value + handout.status.value
    assert saved(tmp_path)["answers"]["q3"]["response"] == "<script>alert(1)</script>"


def test_the_questions_are_read_from_the_handout_in_the_same_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.setattr("massage_billing.coursework.submission_widget._given", [])
    with pytest.raises(HandoutError, match=r"^There are 0 handouts in .+\. Put the handout in a separate folder"):
        open_handout(folder=tmp_path)
    questions = questions_for(SPEC, ANN)
    (tmp_path / "a1.ipynb").write_text(
        json.dumps(handout(SPEC, ANN, [question.prompt for question in questions])), encoding="utf-8"
    )
    (tmp_path / "notes.ipynb").write_text("{}", encoding="utf-8")
    assert open_handout(folder=tmp_path).data["student"] == "a1"
    given(json.dumps(DATA))
    assert len(open_handout(folder=tmp_path).fields) == 7


def test_a_student_who_started_with_an_earlier_version_continues_in_the_same_file(tmp_path: Path) -> None:
    earlier = tmp_path / f"hand_in_{DATA['assignment']}_{DATA['student']}.json"
    earlier.write_text("{", encoding="utf-8")
    assert Handout(DATA, tmp_path).path == earlier
    earlier.write_text("{", encoding="utf-8")
    (tmp_path / earlier.name.replace("hand_in_", "submission_")).write_text("{}", encoding="utf-8")
    assert Handout(DATA, tmp_path).path.name.startswith("submission_")  # an older file never hides a newer one
