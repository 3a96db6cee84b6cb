"""The learner's answers, saved one per line in the learner's folder."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from massage_billing.base.files import parse_json
from massage_billing.lessons import browser_storage
from massage_billing.questions.model import Feedback, Question

FOLDER = browser_storage.FOLDER
FILE = "progress.jsonl"


@dataclass(frozen=True, slots=True)
class Answer:
    """One saved answer.

    Example:
        >>> Answer("2026-11-27T10:00:00+00:00", "codes.sort", 1, ("code-1",), 0.83, "sorted under the wrong code").score
        0.83
    """

    at: str  # ISO 8601, with the time zone
    family: str
    seed: int
    objectives: tuple[str, ...]
    score: float
    mistake: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The answers that could be read, and a message for each line that could not."""

    answers: tuple[Answer, ...]
    damaged: tuple[str, ...]


def learner_folder() -> Path | None:
    """Return the learner's folder, or None if answers are not saved, as in a test."""
    folder = os.environ.get(FOLDER)
    return Path(folder) if folder else None


def save(question: Question, response: object, feedback: Feedback, path: Path) -> None:
    """Append an answer to a file, so that a crash can damage only this line.

    Args:
        question: The question.
        response: The learner's response.
        feedback: What `question.check(response)` returned.
        path: The file, which is created if necessary.

    Raises:
        OSError: The file cannot be written.
        UnansweredError: The response is missing or malformed.
    """
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "family": question.family,
        "seed": question.seed,
        "objectives": question.objectives,
        "response": question.kind.parse(question.prompt, response),
        "score": feedback.score,
        "mistake": feedback.misconception,
    }
    with path.open("a+b") as file:
        # A crash may have left half a line: end it, so that this line is separate.
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        text = json.dumps(line, ensure_ascii=False)
        file.write(text.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    browser_storage.persist(path, "line", text)


def read(path: Path) -> Kept:
    """Return the answers saved in a file. Damaged lines are skipped and reported.

    Example:
        >>> read(Path("no-such-folder") / FILE)
        Kept(answers=(), damaged=())

    Args:
        path: The file. If it does not exist, there are no answers.
    """
    if not path.exists():
        return Kept((), ())
    answers, damaged = [], []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            answers.append(_answer(parse_json(line)))
        except (ValueError, KeyError, TypeError):
            damaged.append(f"Line {number} of {path.name} is damaged and was skipped. Your other answers are safe.")
    return Kept(tuple(answers), tuple(damaged))


def _answer(line: dict[str, object]) -> Answer:
    objectives, score, seed = line["objectives"], line["score"], line["seed"]
    if not isinstance(objectives, list) or not isinstance(score, (int, float)) or not isinstance(seed, int):
        msg = "not an answer"
        raise TypeError(msg)
    found = tuple(str(ident) for ident in objectives)
    return Answer(str(line["at"]), str(line["family"]), seed, found, float(score), str(line["mistake"]))


def summary(answers: tuple[Answer, ...], subject: str) -> str:
    """Return a sentence on how much of a subject the learner has practiced.

    Example:
        >>> answer = Answer("2026-11-27T10:00:00+00:00", "codes.sort", 1, ("code-1",), 1.0, "")
        >>> summary((answer,), "codes"), summary((), "codes")
        ('1 question answered, 1 right.', 'Not practiced yet.')

    Args:
        answers: Saved answers on any subject.
        subject: A subject of the course, such as "codes".
    """
    mine = [answer for answer in answers if answer.family.startswith(f"{subject}.")]
    if not mine:
        return "Not practiced yet."
    right = sum(answer.score == 1 for answer in mine)
    word = "question" if len(mine) == 1 else "questions"
    return f"{len(mine)} {word} answered, {right} right."
