"""What is exported is read back by parsers that others wrote, and the accepted answers come out the same."""

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

from elsewhere import elsewhere
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
    warnings.simplefilter("ignore")  # not ours: escapes that Python 3.12 warns of
    from moodle_xml_parser.parser import parse_bytes
    from pygiftparser.parser import parseFile
    from pygiftparser.utils import transformSpecials

SUBJECTS = [lesson.subject for lesson in current(Lesson)]
ALL = tuple(Selection(subject, 0, len(families(subject))) for subject in SUBJECTS)
EVERY = AssignmentSpec("Week 3 & <more>", datetime(2026, 12, 1, tzinfo=UTC), ALL, 2, "1")

canvas, gift, moodle = (formats()[name] for name in ("canvas", "gift", "moodle"))


def every(variants: int) -> tuple[Slot, ...]:
    return draw_variants(EVERY, variants)


def carried(slots: tuple[Slot, ...], cannot: Any) -> Iterator[tuple[str, Question]]:
    """Yield what a format carries, by the name that it gets."""
    for slot in slots:
        fit = [question for question in slot.variants if not cannot(question)]
        yield from ((f"{slot.name}, {number}", question) for number, question in enumerate(fit, start=1))


def fit(slots: tuple[Slot, ...], cannot: Any) -> list[Slot]:
    kept = [slot._replace(variants=tuple(one for one in slot.variants if not cannot(one))) for slot in slots]
    return [slot for slot in kept if slot.variants]


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def right_of(question: Question) -> set[str]:
    right = question.key.accepted[0]
    return set(right) if isinstance(right, list) else {str(right)}


def choices(question: Question) -> list[str]:
    """Return the choices or cards of a question."""
    return question.prompt.payload.get("choices") or question.prompt.payload["cards"]


def test_moodle_xml_is_read_back_with_the_same_answers() -> None:
    slots = every(3)
    found = parse_bytes(moodle.write_quiz(EVERY.title, fit(slots, moodle.cannot)))
    read = {question.name: question for kind in found.values() for question in kind}
    expected = dict(carried(slots, moodle.cannot))
    assert read.keys() == expected.keys()
    assert len(expected) > 450
    for name, question in expected.items():
        one = read[name]
        if one.type == "multichoice":
            assert [plain(option.answer) for option in one.options] == [plain(choice) for choice in choices(question)]
            assert {option.answer for option in one.options if option.score_fraction > 0} == right_of(question)
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
    """Return the right answer of a question part by part: a number, a number for each code, a place for each card."""
    right: Any = question.key.accepted[0]
    if question.prompt.kind == "number":
        return [str(right)]
    if question.prompt.kind in ("units_by_code", "minutes_by_code"):
        return [str(right.get(code, 0)) for code in question.prompt.payload["codes"]]
    if question.prompt.kind == "sorting":
        return [right[card] for card in choices(question)]
    return [PLACES[right.index(card)] for card in choices(question)]


def test_gift_is_read_back_with_the_same_answers() -> None:
    slots = every(3)
    text = gift.write_quiz(EVERY.title, fit(slots, gift.cannot)).decode()
    read = {question.title: question for question in parseFile(io.StringIO(text))}
    expected = dict(carried(slots, gift.cannot))
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
            shown_text = {transformSpecials(one.answer): float(one.fraction) for one in answers}
            assert list(shown_text) == [" ".join(choice.split()) for choice in choices(question)]
            assert {choice for choice, share in shown_text.items() if share > 0} == right_of(question)


def test_nothing_that_gift_matches_by_an_arrow_has_one() -> None:
    for slot in every(3):
        for question in slot.variants:
            assert "->" not in json.dumps(question.prompt.payload)


@pytest.fixture(scope="module")
def qti2txt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with qti2txt, which says that it wants a newer Python than this one may be, and runs on it all the same."""
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
    elsewhere("--with", "pip", *install)
    return place


def test_qti_is_read_back_with_the_same_answers(tmp_path: Path, qti2txt: Path) -> None:
    """One question a place, since the reader takes as many of a group as a student gets; two draws, to see others too."""
    for secret in ("1", "2"):
        slots = draw_variants(EVERY._replace(secret=secret), 1)
        (tmp_path / "quiz.zip").write_bytes(canvas.write_quiz(EVERY.title, fit(slots, canvas.cannot)))
        command = [sys.executable, Path(__file__).with_name("read_qti.py"), tmp_path / "quiz.zip"]
        environment = os.environ | {"PYTHONPATH": str(qti2txt)}
        read = json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
        expected = [question for _, question in carried(slots, canvas.cannot)]
        assert len(read) == len(expected) > 150
        for one, question in zip(read, expected, strict=True):
            if question.prompt.kind == "number":
                assert [answer["exact"] for answer in one["correct_answers"]] == [question.key.accepted[0]]
                continue
            words = {choice["ident"]: plain(choice["text"]) for choice in one["choices"]}
            assert list(words.values()) == [plain(choice) for choice in choices(question)]
            assert {words[ident] for ident in one["correct_choices"]} == right_of(question)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_a_format_cannot_represent_is_listed_with_its_reason(tmp_path: Path) -> None:
    found = export(EVERY, tmp_path / "quiz", 2)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "quiz" / LEFT_OUT).read_text(encoding="utf-8"))))
    for name, many in found.carried.items():
        assert many + sum(row["format"] == name for row in rows) == found.questions
    assert all(row["why"] for row in rows)
    assert {row["family"] for row in rows if row["format"] == "gift"} >= {"eight_minute_rule.several_services"}


def test_the_same_seed_gives_the_same_files_and_another_others(tmp_path: Path) -> None:
    for name, secret in (("one", "1"), ("two", "1"), ("three", "2")):
        export(EVERY._replace(secret=secret), tmp_path / name, 2)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert files(tmp_path / "one").keys() == files(tmp_path / "three").keys()
    assert files(tmp_path / "one") != files(tmp_path / "three")


def test_a_quiz_is_exported_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
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
        export(EVERY, tmp_path / "mine")
