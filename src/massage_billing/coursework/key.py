"""The key of an assignment: everything that grading and feedback need, so that nothing is ever drawn again.

`key.json` is one JSON object, written a student at a time on two lines: first what grading reads, then what only a
feedback page shows. So a class of any size is read without holding all of it, and grading skips the long texts. Version
0.1 wrote one line for each student, without explanations; those keys are read too.
"""

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from massage_billing.questions.model import AnswerKey, Kind, Misconception, Prompt, Question, kind_named

VERSION = 2


class GradingError(ValueError):
    """The assignment, or what was added to it, cannot be used; the message names the file and row and says what to do."""


class KeyedQuestion(NamedTuple):
    """One question of one student. What grades a wrong answer, or is shown on a page, is built when it is asked for."""

    row: Mapping[str, Any]  # what grading reads
    shown: Mapping[str, Any]  # what a feedback page shows besides; empty where that was not asked for

    @property
    def ident(self) -> Any:
        """Return its name, such as "q1"."""
        return self.row["id"]

    @property
    def objectives(self) -> Any:
        """Return ids of syllabus.csv, in a list."""
        return self.row["objectives"]

    @property
    def kind(self) -> Kind[Any]:
        """Return its kind."""
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
        misconceptions = tuple(Misconception(one[0], one[1], messages[at]) for at, one in enumerate(pairs))
        explanation, source = self.shown.get("explanation", ""), self.shown.get("source", "")
        return AnswerKey(tuple(self.row["accepted"]), misconceptions, explanation, source)

    @property
    def explained(self) -> bool:
        """Return whether the key has explanations; one of version 0.1 has none."""
        return "explanation" in self.shown


Entry = tuple[str, list[KeyedQuestion]]  # a student's name and questions
Rows = Sequence[Mapping[str, Any]]
Write = Callable[[str, str, tuple[Rows, Rows]], None]  # of a student's id, name and what `entry` returned
Read = Callable[[str, bool], Entry]  # of a student's id, and whether with the texts of a feedback page


@contextmanager
def writing(path: Path, secret: str) -> Iterator[Write]:
    """Yield a function that writes the entry of one student after the other.

    Raises:
        OSError: the file cannot be written.
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
    """Return what the key keeps of a student's questions: what grading reads, and what a feedback page shows besides."""
    grading, feedback = [], []
    for number, question in enumerate(questions, start=1):
        prompt, key = question.prompt, question.key
        grading.append({
            "id": f"q{number}", "kind": prompt.kind, "payload": prompt.payload, "accepted": key.accepted,
            "misconceptions": [(one.name, one.answer) for one in key.misconceptions], "objectives": question.objectives,
        })  # fmt: skip
        feedback.append({
            "text": prompt.text, "exhibit": prompt.exhibit, "explanation": key.explanation, "source": key.source,
            "messages": [one.message for one in key.misconceptions],
        })  # fmt: skip
    return grading, feedback


class Key:
    """The key in a file, read a student at a time."""

    def __init__(self, path: Path, exhibits: Callable[[str], Mapping[str, Any]]) -> None:
        """Find where each student's entry begins.

        Args:
            path: the file.
            exhibits: returns the exhibits of a student's questions by id; asked for keys of version 0.1, which have none.

        Raises:
            GradingError: the file cannot be read.
        """
        self._path, self._exhibits = path, exhibits
        self._numbers: dict[str, int] = {}
        self._places = array("q")
        decoder, place = json.JSONDecoder(), 0
        try:
            with path.open("rb") as file:
                for line in file:
                    if line.startswith(b'"'):
                        ident, _ = decoder.raw_decode(line.decode())
                        self._numbers[ident] = len(self._places)
                        self._places.append(place)
                    place += len(line)
        except (OSError, ValueError):
            raise self.damaged() from None

    def __len__(self) -> int:
        """Return how many students the class has."""
        return len(self._places)

    def __contains__(self, student: object) -> bool:
        """Return whether somebody is in the class."""
        return student in self._numbers

    def number(self, student: str) -> int:
        """Return a student's place in the class, from 0.

        Raises:
            KeyError: nobody of the class.
        """
        return self._numbers[student]

    @contextmanager
    def reading(self) -> Iterator[Read]:
        """Hold the file open, and yield a function that returns a student's entry.

        Raises:
            GradingError: the file cannot be read.
        """
        with self._path.open("rb") as file:

            def read(student: str, texts: bool) -> Entry:
                try:
                    file.seek(self._places[self._numbers[student]])
                    line = file.readline().rstrip().rstrip(b",")
                    if line.endswith(b"}"):  # of version 0.1
                        found = json.loads(b"{%s}" % line)[student]
                        return found["name"], list(
                            map(_of_0_1, found["questions"], self._exhibits_of(student, found, texts))
                        )
                    found = json.loads(b"{%s}}" % line)[student]
                    if not texts:
                        return found["name"], questions_of(found["questions"])
                    feedback = json.loads(b"{%s" % file.readline().rstrip().rstrip(b","))["feedback"]
                    return found["name"], questions_of(found["questions"], feedback)
                except (OSError, ValueError, LookupError, TypeError, AttributeError):
                    raise self.damaged(student) from None

            yield read

    def _exhibits_of(self, student: str, found: Mapping[str, Any], texts: bool) -> list[Any]:
        exhibits = self._exhibits(student) if texts else {}
        return [exhibits.get(row["id"], ()) for row in found["questions"]]

    def damaged(self, student: str = "") -> GradingError:
        """Return the error that the key cannot be read, as a whole or at a student."""
        where = f" at the student {student[:40]!r}" if student else ""
        return GradingError(f"{self._path} cannot be read{where}; it is the key that massage-billing assign wrote.")


def questions_of(grading: Rows, feedback: Rows | None = None) -> list[KeyedQuestion]:
    """Return the questions that `entry` turned into JSON; without the texts of a feedback page where those are left out.

    Raises:
        ValueError: the two do not belong together.
    """
    if feedback is None:
        return [KeyedQuestion(row, {}) for row in grading]
    return [KeyedQuestion(row, shown) for row, shown in zip(grading, feedback, strict=True)]


def _of_0_1(row: Mapping[str, Any], exhibit: Iterable[tuple[str, str]]) -> KeyedQuestion:
    """Return a question of a key of version 0.1. It does not say what could be chosen, so its payload is empty."""
    now = {**row, "kind": kind_named(row["kind"]).name, "payload": {}, "misconceptions": row["mistakes"]}
    return KeyedQuestion(now, {"text": row["prompt"], "exhibit": exhibit})
