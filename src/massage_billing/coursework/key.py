"""The key of an assignment: everything that grading and feedback need, so that no question is drawn again.

`key.json` is one JSON object with two lines for each student: first what grading reads, then what only a feedback page
shows. So a class of any size is read one student at a time, and grading skips the long texts. Version 0.1 wrote one
line for each student, without explanations. This module reads those keys too.
"""

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from massage_billing.base.files import parse_json
from massage_billing.coursework.rosters import file_name
from massage_billing.questions.model import AnswerKey, Kind, Misconception, Prompt, Question, kind_named

VERSION = 2
HANDOUTS = "handouts"  # the folder beside the key


class GradingError(ValueError):
    """Raised for an assignment or its added files that cannot be used. The message names the file and says what to do."""


class KeyedQuestion(NamedTuple):
    """A student's question as the key stores it. The prompt and the answer key are built only when needed.

    Example:
        >>> import massage_billing as mb
        >>> (question,) = questions_of(*entry([mb.draw("eight_minute_rule.one_service", seed=1)]))
        >>> question.ident, question.key.accepted, question.explained
        ('q1', (3,), True)
    """

    row: Mapping[str, Any]  # what grading reads
    shown: Mapping[str, Any]  # what only a feedback page shows; empty if it was not requested

    @property
    def ident(self) -> Any:
        """Return the ID of the question, such as "q1"."""
        return self.row["id"]

    @property
    def objectives(self) -> Any:
        """Return a list of IDs in syllabus.csv."""
        return self.row["objectives"]

    @property
    def kind(self) -> Kind[Any]:
        """Return the kind of question."""
        return kind_named(self.row["kind"])

    @property
    def prompt(self) -> Prompt:
        """Return what the student saw."""
        exhibit = tuple((name, text) for name, text in self.shown.get("exhibit", ()))
        return Prompt(self.row["kind"], self.shown.get("text", ""), self.row["payload"], exhibit)

    @property
    def key(self) -> AnswerKey[Any]:
        """Return what grades and explains an answer."""
        pairs = self.row["misconceptions"]
        messages = self.shown.get("messages") or [""] * len(pairs)
        # Version 0.1 named every misconception that an answer suggested.
        misconceptions = tuple(
            Misconception(name, answer, messages[at], *(sure or (True,)))
            for at, (name, answer, *sure) in enumerate(pairs)
        )
        explanation, source = self.shown.get("explanation", ""), self.shown.get("source", "")
        return AnswerKey(tuple(self.row["accepted"]), misconceptions, explanation, source)

    @property
    def explained(self) -> bool:
        """Return whether the key has explanations; a key from version 0.1 has none."""
        return "explanation" in self.shown


Entry = tuple[str, list[KeyedQuestion]]  # a student's name and questions
Rows = Sequence[Mapping[str, Any]]
Write = Callable[[str, str, tuple[Rows, Rows]], None]  # takes a student's id, name, and what `entry` returned
Read = Callable[[str, bool], Entry]  # takes a student's id, and whether to read the texts of the feedback page


@contextmanager
def writing(path: Path, secret: str) -> Iterator[Write]:
    """Yield a function that writes the entry of one student at a time.

    Args:
        path: The key file.
        secret: The secret of the assignment.

    Raises:
        OSError: The file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"version": {VERSION}, "secret": "{secret}", "students": {{')
        between = "\n"

        def write(student: str, name: str, entry: tuple[Rows, Rows]) -> None:
            nonlocal between
            grading, feedback = entry
            head = json.dumps({"name": name, "questions": grading}, ensure_ascii=False).removesuffix("}")
            file.write(f"{between}{json.dumps(student, ensure_ascii=False)}: {head},\n")
            file.write(f' "feedback": {json.dumps(feedback, ensure_ascii=False)}}}')
            between = ",\n"

        yield write
        file.write("\n}}\n")


def entry(questions: Iterable[Question]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return a student's part of the key: what grading reads, and what only a feedback page shows.

    Example:
        >>> import massage_billing as mb
        >>> grading, feedback = entry([mb.draw("eight_minute_rule.one_service", seed=1)])
        >>> grading[0]["id"], grading[0]["accepted"]
        ('q1', (3,))

    Args:
        questions: The student's questions in order.
    """
    grading, feedback = [], []
    for number, question in enumerate(questions, start=1):
        prompt, key = question.prompt, question.key
        grading.append({
            "id": f"q{number}", "kind": prompt.kind, "payload": prompt.payload, "accepted": key.accepted,
            "misconceptions": [(one.name, one.answer, one.sure) for one in key.misconceptions], "objectives": question.objectives,
        })  # fmt: skip
        feedback.append({
            "text": prompt.text, "exhibit": prompt.exhibit, "explanation": key.explanation, "source": key.source,
            "messages": [one.message for one in key.misconceptions],
        })  # fmt: skip
    return grading, feedback


class Key:
    """A key file that is read one student at a time."""

    def __init__(self, path: Path) -> None:
        """Find where the entry of each student begins.

        Raises:
            GradingError: The file cannot be read.
        """
        self._path = path
        self._numbers: dict[str, int] = {}
        self._places = array("q")
        decoder, place, first, last = json.JSONDecoder(), 0, b"", b""
        try:
            with path.open("rb") as file:
                for line in file:
                    if line.startswith(b'"'):
                        ident, _ = decoder.raw_decode(line.decode())
                        self._numbers[ident] = len(self._places)
                        self._places.append(place)
                    place += len(line)
                    first, last = first or line.strip(), line.strip() or last
            # A key that was cut off or rewritten by another program may be missing students.
            if not first.endswith(b'"students": {') or last != b"}}":
                raise ValueError
            self.secret = str(parse_json(first + b"}}")["secret"])
        except (OSError, ValueError, LookupError, TypeError):
            raise self.damaged() from None

    def __len__(self) -> int:
        """Return the number of students in the class."""
        return len(self._places)

    def __contains__(self, student: object) -> bool:
        """Return whether a student is in the class."""
        return student in self._numbers

    def number(self, student: str) -> int:
        """Return the position of a student in the key, from 0.

        Raises:
            GradingError: The key does not have the student.
        """
        if student not in self._numbers:
            raise self.damaged(student)
        return self._numbers[student]

    @contextmanager
    def reading(self) -> Iterator[Read]:
        """Keep the file open, and yield a function that returns a student's entry.

        Raises:
            GradingError: The file cannot be read.
        """
        with self._path.open("rb") as file:

            def read(student: str, texts: bool) -> Entry:
                try:
                    file.seek(self._places[self._numbers[student]])
                    line = file.readline().rstrip().rstrip(b",")
                    if line.endswith(b"}"):  # from version 0.1
                        found = parse_json(b"{%s}" % line)[student]
                        exhibits = (
                            self._exhibits(student, found["questions"]) if texts else [()] * len(found["questions"])
                        )
                        return found["name"], list(map(_of_0_1, found["questions"], exhibits))
                    found = parse_json(b"{%s}}" % line)[student]
                    if not texts:
                        return found["name"], questions_of(found["questions"])
                    feedback = parse_json(b"{%s" % file.readline().rstrip().rstrip(b","))["feedback"]
                    return found["name"], questions_of(found["questions"], feedback)
                except (OSError, ValueError, LookupError, TypeError, AttributeError):
                    raise self.damaged(student) from None

            yield read

    def _exhibits(self, student: str, questions: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Return the exhibit of each question from the handout, since version 0.1 did not store exhibits in the key."""
        try:
            handout = self._path.parent / HANDOUTS / f"{file_name(student)}.ipynb"
            asked = parse_json(handout.read_text(encoding="utf-8"))["metadata"]["massage_billing"]["questions"]
            found = {one["id"]: one["exhibit"] for one in asked}
        except (OSError, ValueError, LookupError, TypeError):
            found = {}
        return [found.get(row["id"], ()) for row in questions]

    def damaged(self, student: str = "") -> GradingError:
        """Return the error for a key that cannot be read, with the student whose entry cannot be read."""
        where = f" at the student {student[:40]!r}" if student else ""
        return GradingError(
            f"{self._path} cannot be read{where}. massage-billing assign wrote this key, so restore it from a backup."
        )


def questions_of(grading: Rows, feedback: Rows | None = None) -> list[KeyedQuestion]:
    """Return the questions that `entry` converted for the key.

    Example:
        >>> import massage_billing as mb
        >>> grading, feedback = entry([mb.draw("eight_minute_rule.one_service", seed=1)])
        >>> questions_of(grading)[0].explained, questions_of(grading, feedback)[0].explained
        (False, True)

    Args:
        grading: What grading reads.
        feedback: What only a feedback page shows. If omitted, the questions have no texts.

    Raises:
        ValueError: The two arguments differ in length.
    """
    if feedback is None:
        return [KeyedQuestion(row, {}) for row in grading]
    return [KeyedQuestion(row, shown) for row, shown in zip(grading, feedback, strict=True)]


def _of_0_1(row: Mapping[str, Any], exhibit: Iterable[tuple[str, str]]) -> KeyedQuestion:
    """Return a question from a 0.1 key. Such a key does not list the choices, so the payload is empty."""
    now = {**row, "payload": {}, "misconceptions": row["mistakes"]}
    return KeyedQuestion(now, {"text": row["prompt"], "exhibit": exhibit})
