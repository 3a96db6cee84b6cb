"""The learner's answers, saved one per line in the learner's folder."""

import gc
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from massage_billing.base.files import parse_json
from massage_billing.lessons import browser_storage

FOLDER = browser_storage.FOLDER
FILE = "progress.jsonl"


@dataclass(slots=True)
class Answer:
    """One saved answer.

    Example:
        >>> Answer("2026-11-27T10:00:00+00:00", "codes.sort", 1, ("code-1",), 0.83, "chose 97124 for other work").score
        0.83
    """

    at: str  # ISO 8601, with the time zone
    family: str
    seed: int
    objectives: tuple[str, ...]
    score: float
    mistake: str
    first: bool = True  # whether it is the first answer to this question; only these count toward progress
    hint: bool = False  # whether an earlier try was not fully correct, so that the card gave a hint
    tries: int = 1  # the number of this try, counted since the question was shown
    seconds: int = 0  # from when the question was shown to this answer
    id: str = ""  # an answer that arrives twice has the same ID


class Kept(NamedTuple):
    """The answers that could be read, and a message for each line that could not."""

    answers: tuple[Answer, ...]
    damaged: tuple[str, ...]


def _from_json(line: bytes) -> Answer:
    found = parse_json(line)
    objectives, seed, score = found["objectives"], found["seed"], found["score"]
    if not isinstance(objectives, list) or not isinstance(seed, int) or not isinstance(score, (int, float)):
        msg = "not an answer"
        raise TypeError(msg)
    optional = {name: found[name] for name in ("first", "hint", "tries", "seconds", "id") if name in found}
    return Answer(found["at"], found["family"], seed, tuple(objectives), float(score), found["mistake"], **optional)


_decode: Callable[[bytes], Answer]
try:
    import msgspec
except ModuleNotFoundError:  # a browser's Python does not have it; it is four times as fast as the standard library
    _decode = _from_json
    _DAMAGED: tuple[type[Exception], ...] = (ValueError, KeyError, TypeError)
else:
    _decode = msgspec.json.Decoder(Answer).decode
    _DAMAGED = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)


class _Seen:
    """What a file of answers contains: the IDs of its answers, and which questions they answer."""

    def __init__(self) -> None:
        self.offset = 0  # up to which the file has been read
        self.ids: set[str] = set()
        self.questions: dict[tuple[object, object], int] = {}  # where the last answer to each question begins

    def read(self, file: BinaryIO) -> None:
        """Read what another lesson may have added."""
        if file.seek(0, os.SEEK_END) < self.offset:
            self.offset = 0  # the file was replaced
            self.ids.clear()
            self.questions.clear()
        file.seek(self.offset)
        for line in file:
            if not line.endswith(b"\n"):
                break
            with suppress(*_DAMAGED):
                found = _decode(line)
                self.ids.add(found.id)
                self.questions[found.family, found.seed] = self.offset
            self.offset += len(line)


_seen: dict[Path, _Seen] = {}


def _seen_in(path: Path, file: BinaryIO) -> _Seen:
    """Return what a file contains, and read only what was added since the last call."""
    seen = _seen.setdefault(path, _Seen())
    seen.read(file)
    return seen


def learner_folder() -> Path | None:
    """Return the learner's folder, or None if answers are not saved, as in a test."""
    folder = os.environ.get(FOLDER)
    return Path(folder) if folder else None


def save(attempt: Mapping[str, Any], path: Path) -> None:
    """Append an answer to a file, so that a crash can damage only this line. An answer that is already there is not added again.

    Args:
        attempt: The answer: its ID, family, seed, objectives, response, score, mistake, tries, hint, seconds, and time (`at`).
        path: The file, which is created if necessary.

    Raises:
        OSError: The file cannot be written.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with path.open("a+b") as file:
        seen = _seen_in(path, file)
        if attempt["id"] in seen.ids:
            return
        # A crash may have left half a line: end it, so that this line is separate.
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        line = {
            "at": str(attempt.get("at") or now),
            "family": str(attempt.get("family", "")),
            "seed": int(attempt.get("seed", 0)),
            "objectives": [str(one) for one in attempt.get("objectives", ())],
            "score": float(attempt.get("score", 0)),
            "mistake": str(attempt.get("mistake", "")),
            "first": (attempt.get("family"), attempt.get("seed")) not in seen.questions,
            "hint": bool(attempt.get("hint")),
            "tries": int(attempt.get("tries", 1)),
            "seconds": int(attempt.get("seconds", 0)),
            "response": attempt.get("response"),
            "id": str(attempt["id"]),
        }
        text = json.dumps(line, ensure_ascii=False)
        file.write(text.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    browser_storage.persist(path, "line", text)


def last_answer(path: Path, family: str, seed: int) -> dict[str, Any] | None:
    """Return the last answer to a question that a file has, as `save` wrote it, or None.

    Example:
        >>> last_answer(Path("no-such-folder") / FILE, "codes.sort", 1) is None
        True
    """
    try:
        with path.open("rb") as file:
            offset = _seen_in(path, file).questions.get((family, seed))
            if offset is None:
                return None
            file.seek(offset)
            return dict(parse_json(file.readline()))
    except OSError:
        return None


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
    answers: list[Answer] = []
    damaged: list[str] = []
    data = path.read_bytes()
    with _without_collecting():
        for number, line in enumerate(data.split(b"\n"), start=1):
            try:
                answers.append(_decode(line))
            except _DAMAGED:
                if line.strip():
                    damaged.append(
                        f"Line {number} of {path.name} is damaged and was skipped. Your other answers are safe."
                    )
    if data.count(b'"first":') < len(answers):  # version 0.1 did not say which answer to a question was the first
        answers = _with_first(answers)
    return Kept(tuple(answers), tuple(damaged))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Pause the garbage collector, which would look at all answers again and again, and find nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _with_first(answers: Iterable[Answer]) -> list[Answer]:
    """Mark the first answer to each question, going by the order of the answers."""
    asked: set[tuple[str, int]] = set()
    found: list[Answer] = []
    for answer in answers:
        question = (answer.family, answer.seed)
        found.append(replace(answer, first=question not in asked))
        asked.add(question)
    return found


def summary(answers: tuple[Answer, ...], subject: str) -> str:
    """Return a sentence on how much of a subject the learner has practiced.

    Example:
        >>> answer = Answer("2026-11-27T10:00:00+00:00", "codes.sort", 1, ("code-1",), 1.0, "")
        >>> summary((answer,), "codes"), summary((), "codes")
        ('1 question answered, 1 right.', 'No questions answered yet.')

    Args:
        answers: Saved answers on any subject.
        subject: A subject of the course, such as "codes".
    """
    mine = [answer for answer in answers if answer.first and answer.family.startswith(f"{subject}.")]
    if not mine:
        return "No questions answered yet."
    right = sum(answer.score == 1 for answer in mine)
    word = "question" if len(mine) == 1 else "questions"
    return f"{len(mine)} {word} answered, {right} right."
