"""What an LMS can read and write: class lists, the names of submitted files, gradebooks, and quizzes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from massage_billing.questions.model import Question, QuizItem


class Slot(NamedTuple):
    """One place in a quiz. Each student gets one of its variants."""

    name: str  # such as "q1"
    family: str
    points: int
    variants: tuple[Question, ...]


class Format:
    """One LMS or quiz format. A subclass overrides what its format supports."""

    name: ClassVar[str]  # as commands and files write it
    # The roster columns by which the LMS finds a student again when grades are imported.
    columns: ClassVar[tuple[str, ...]] = ()
    gradebook: ClassVar[str] = ""  # the file of grades to import; empty if the format has none
    quiz: ClassVar[str] = ""  # the file of a quiz to import; empty if the format has none
    sender_is_name: ClassVar[bool] = False  # whether `sender` returns a name and not an ID

    def is_roster(self, header: Collection[str]) -> bool:  # noqa: ARG002  (a subclass looks at it)
        """Return whether a header (in lowercase) is that of a class list from this LMS."""
        return False

    def student(self, row: Mapping[str, str]) -> tuple[str, str] | None:
        """Return the ID and the name in a row of a class list, given by lowercase column; None if it is not a student."""
        raise NotImplementedError

    def sender(self, file: str) -> str | None:  # noqa: ARG002  (the same)
        """Return the student's ID or name that the LMS put into the name of a submitted file; None if there is none."""
        return None

    def columns_for(self, ident: str, name: str) -> dict[str, str]:
        """Return the gradebook columns for a student whose class list did not come from this LMS."""
        raise NotImplementedError

    def gradebook_head(self, columns: Sequence[str], title: str, points: int) -> list[list[object]]:  # noqa: ARG002  (the same)
        """Return the rows above the first student, given the columns, the title, and the points of the assignment."""
        return [[*columns, title]]

    def cannot(self, question: Question) -> str:
        """Return why the format cannot represent a question; empty if it can."""
        return one_answer(question)

    def write_quiz(self, title: str, slots: Sequence[Slot]) -> bytes:
        """Return a quiz as a file that the LMS imports.

        Raises:
            ValueError: the quiz cannot be written; the message says why.
        """
        raise NotImplementedError


def item(question: Question) -> QuizItem:
    """Return a question in the terms of quiz formats: choices, numbers, or matches."""
    return question.kind.quiz_item(question.prompt, question.key)


def lines(question: Question) -> tuple[str, ...]:
    """Return the paragraphs of a question: its prompt, and its exhibit line by line."""
    return (question.prompt.text, *(f"{name}: {text}" for name, text in question.prompt.exhibit))


def why(question: Question) -> str:
    """Return the explanation of a question with its source."""
    return f"{question.key.explanation} Source: {question.key.source}"


def right_choices(found: QuizItem) -> int:
    """Return how many choices are right."""
    return sum(right for _, right, _ in found.choices)


def one_answer(question: Question) -> str:
    """Return why a question with more than one right answer cannot be represented; empty if it has one."""
    return "" if len(question.key.accepted) == 1 else "the question has more than one right answer"


def questions(slots: Iterable[Slot]) -> Iterator[tuple[Slot, int, Question]]:
    """Yield each question with its slot and its number there, from 1."""
    for slot in slots:
        for number, question in enumerate(slot.variants, start=1):
            yield slot, number, question


def category(title: str, slot: Slot) -> str:
    """Return the path of a slot in Moodle's question bank, which GIFT has too."""
    return f"$course$/top/{title.replace('/', '//')}/{slot.name} {slot.family}"


def share(right: int) -> str:
    """Return the percentage that each right choice earns, as Moodle writes it."""
    return f"{100 / right:.5f}".rstrip("0").rstrip(".")
