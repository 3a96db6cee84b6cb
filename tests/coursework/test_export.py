"""Independent parsers read exported quizzes back with the same accepted answers."""

import csv
import html
import io
import json
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from isolated import run_isolated
from massage_billing.base.files import FolderError
from massage_billing.base.tables import current
from massage_billing.cli import main
from massage_billing.coursework.assignment_spec import AssignmentSpec, Selection
from massage_billing.coursework.export import LEFT_OUT, export
from massage_billing.coursework.lms import formats
from massage_billing.coursework.lms.format import Slot
from massage_billing.coursework.variants import draw_variants
from massage_billing.questions.course import Lesson
from massage_billing.questions.kinds.ordering import PLACES
from massage_billing.questions.model import Question
from massage_billing.questions.registry import families

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # these parsers contain escapes that Python 3.12 warns about
    from moodle_xml_parser.parser import parse_bytes
    from pygiftparser.parser import parseFile
    from pygiftparser.utils import transformSpecials

SUBJECTS = [lesson.subject for lesson in current(Lesson)]
SELECTIONS = tuple(Selection(subject, 0, len(families(subject))) for subject in SUBJECTS)
SPEC = AssignmentSpec("Week 3 & <more>", datetime(2026, 12, 1, tzinfo=UTC), SELECTIONS, 2, "1")

canvas, gift, moodle = (formats()[name] for name in ("canvas", "gift", "moodle"))


def draw_every_family(variants: int) -> tuple[Slot, ...]:
    return draw_variants(SPEC, variants)


def representable_questions(slots: tuple[Slot, ...], cannot: Any) -> Iterator[tuple[str, Question]]:
    """Yield the questions that a format can represent, each with its name in the quiz."""
    for slot in slots:
        representable = [question for question in slot.variants if not cannot(question)]
        yield from ((f"{slot.name}, {number}", question) for number, question in enumerate(representable, start=1))


def representable_slots(slots: tuple[Slot, ...], cannot: Any) -> list[Slot]:
    kept = [slot._replace(variants=tuple(one for one in slot.variants if not cannot(one))) for slot in slots]
    return [slot for slot in kept if slot.variants]


def plain_text(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def right_choices(question: Question) -> set[str]:
    right = question.key.accepted[0]
    return set(right) if isinstance(right, list) else {str(right)}


def choices(question: Question) -> list[str]:
    """Return the choices or cards of a question."""
    return question.prompt.payload.get("choices") or question.prompt.payload["cards"]


def test_moodle_xml_is_read_back_with_the_same_answers() -> None:
    slots = draw_every_family(3)
    found = parse_bytes(moodle.write_quiz(SPEC.title, representable_slots(slots, moodle.cannot)))
    read = {question.name: question for kind in found.values() for question in kind}
    expected = dict(representable_questions(slots, moodle.cannot))
    assert read.keys() == expected.keys()
    assert len(expected) > 450
    for name, question in expected.items():
        one = read[name]
        if one.type == "multichoice":
            assert [plain_text(option.answer) for option in one.options] == [
                plain_text(choice) for choice in choices(question)
            ]
            assert {option.answer for option in one.options if option.score_fraction > 0} == right_choices(question)
            assert sum(option.score_fraction for option in one.options if option.score_fraction > 0) == pytest.approx(
                100, abs=1e-3
            )
            continue
        gaps = [
            {re.sub(r"\\(.)", r"\1", option.answer) for option in gap.options if option.score == 100}
            for gap in one.gaps
        ]
        assert gaps == [{answer} for answer in parts(question)], name


def parts(question: Question) -> list[str]:
    """Return the parts of a right answer: a number, a number for each code, a group for each card, or a place for each card."""
    right: Any = question.key.accepted[0]
    if question.prompt.kind == "number":
        return [str(right)]
    if question.prompt.kind in ("units_by_code", "minutes_by_code"):
        return [str(right.get(code, 0)) for code in question.prompt.payload["codes"]]
    if question.prompt.kind == "sorting":
        return [right[card] for card in choices(question)]
    return [PLACES[right.index(card)] for card in choices(question)]


def test_gift_is_read_back_with_the_same_answers() -> None:
    slots = draw_every_family(3)
    text = gift.write_quiz(SPEC.title, representable_slots(slots, gift.cannot)).decode()
    read = {question.title: question for question in parseFile(io.StringIO(text))}
    expected = dict(representable_questions(slots, gift.cannot))
    assert read.keys() == expected.keys()
    for name, question in expected.items():
        assert read[name].valid
        answers = read[name].answers.answers
        if question.prompt.kind in ("sorting", "ordering"):
            found = [
                (transformSpecials(one.question).strip(), transformSpecials(one.answer).strip()) for one in answers
            ]
            assert found == list(zip(choices(question), parts(question), strict=True))
        elif question.prompt.kind == "number":
            assert [str(int(float(one.value))) for one in answers] == parts(question)
        else:
            shares = {transformSpecials(one.answer): float(one.fraction) for one in answers}
            assert list(shares) == [" ".join(choice.split()) for choice in choices(question)]
            assert {choice for choice, share in shares.items() if share > 0} == right_choices(question)


def test_no_question_contains_the_arrow_that_gift_uses() -> None:
    for slot in draw_every_family(3):
        for question in slot.variants:
            assert "->" not in json.dumps(question.prompt.payload)


@pytest.fixture(scope="module")
def qti2txt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with qti2txt, which declares a newer Python than we may have but also runs on ours."""
    place = tmp_path_factory.mktemp("qti2txt")
    install = (
        "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--ignore-requires-python",
        "--target",
        str(place),
        "qti2txt",
    )
    run_isolated("--with", "pip", *install)
    return place


def test_qti_is_read_back_with_the_same_answers(tmp_path: Path, qti2txt: Path) -> None:
    """Use one variant, since the reader takes only as many questions from a group as a student gets. Two secrets test more of them."""
    for secret in ("1", "2"):
        slots = draw_variants(SPEC._replace(secret=secret), 1)
        (tmp_path / "quiz.zip").write_bytes(canvas.write_quiz(SPEC.title, representable_slots(slots, canvas.cannot)))
        command = [sys.executable, Path(__file__).with_name("read_qti.py"), tmp_path / "quiz.zip"]
        environment = os.environ | {"PYTHONPATH": str(qti2txt)}
        read = json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
        expected = [question for _, question in representable_questions(slots, canvas.cannot)]
        assert len(read) == len(expected) > 100
        for one, question in zip(read, expected, strict=True):
            if question.prompt.kind == "number":
                assert [answer["exact"] for answer in one["correct_answers"]] == [question.key.accepted[0]]
                continue
            words = {choice["ident"]: plain_text(choice["text"]) for choice in one["choices"]}
            assert list(words.values()) == [plain_text(choice) for choice in choices(question)]
            assert {words[ident] for ident in one["correct_choices"]} == right_choices(question)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_a_format_cannot_represent_is_listed_with_its_reason(tmp_path: Path) -> None:
    found = export(SPEC, tmp_path / "quiz", 2)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "quiz" / LEFT_OUT).read_text(encoding="utf-8"))))
    for name, count in found.carried.items():
        assert count + sum(row["format"] == name for row in rows) == found.questions
    assert all(row["why"] for row in rows)
    assert {row["family"] for row in rows if row["format"] == "gift"} >= {"eight_minute_rule.several_services"}


def test_the_same_secret_gives_the_same_files_and_a_different_secret_gives_different_files(tmp_path: Path) -> None:
    for name, secret in (("one", "1"), ("two", "1"), ("three", "2")):
        export(SPEC._replace(secret=secret), tmp_path / name, 2)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert files(tmp_path / "one").keys() == files(tmp_path / "three").keys()
    assert files(tmp_path / "one") != files(tmp_path / "three")


def test_the_export_command_writes_the_quizzes_and_rejects_what_it_cannot_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [
        "export",
        str(tmp_path / "quiz"),
        "--title",
        "Week 3",
        "--ask",
        "codes=3",
        "--ask",
        "claims:2=2",
        "--variants",
        "4",
    ]
    assert main(command) == 0
    assert "gift: " in capsys.readouterr().out
    assert sorted(files(tmp_path / "quiz")) == [
        "not_carried.csv",
        "quiz_canvas.zip",
        "quiz_gift.txt",
        "quiz_moodle.xml",
    ]
    assert main([*command, "--format", "moodle"]) == 0
    assert sorted(files(tmp_path / "quiz")) == ["not_carried.csv", "quiz_moodle.xml"]
    assert main([*command[:4], "--ask", "cooking=3"]) == 2
    assert "no questions on 'cooking'" in capsys.readouterr().err
    (tmp_path / "mine").mkdir()
    with pytest.raises(FolderError, match="already exists and is not an earlier quiz"):
        export(SPEC, tmp_path / "mine")
