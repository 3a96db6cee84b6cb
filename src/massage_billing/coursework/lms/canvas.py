"""Canvas: gradebook exports, file names of submissions, grade imports, and quizzes (QTI 1.2, made by text2qti).

Canvas finds a student by the columns of its own export, and reads the points possible from the second row (Canvas Instructor Guide,
“How do I import grades in the Gradebook?”). Other systems that import QTI 1.2 can import the quiz too.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from string import ascii_lowercase

from massage_billing.coursework.lms.format import Format, Slot, item, lines, one_answer, why
from massage_billing.questions.model import Question

NOT_STUDENTS = ("points possible", "student, test")  # rows of an export that are not students
# A submitted file becomes exampleann_LATE_1002_77_week3.json, with the student's Canvas ID first.
SENDER = re.compile(r"[^/_]+_(?:late_)?(\d+)_\d+_", re.IGNORECASE)
MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|$~^>:<&'\"]")  # what Markdown or text2qti may take for markup
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the time of every zip entry, so that the same quiz is the same file


class Canvas(Format):
    """Canvas by Instructure."""

    name = "canvas"
    columns = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
    gradebook = "grades_canvas.csv"
    quiz = "quiz_canvas.zip"

    def is_roster(self, header: Collection[str]) -> bool:
        """Recognize a gradebook export."""
        return {"student", "id"} <= set(header)

    def student(self, row: Mapping[str, str]) -> tuple[str, str] | None:
        """Read a row of a gradebook export."""
        name = row.get("student", "").strip()
        return None if name.casefold() in NOT_STUDENTS else (row.get("id", "").strip(), name)

    def sender(self, file: str) -> str | None:
        """Return the Canvas ID in the name of a submitted file."""
        found = SENDER.match(file.rpartition("/")[2])
        return found[1] if found else None

    def columns_for(self, ident: str, name: str) -> dict[str, str]:
        """Return the columns of a gradebook export, with the ID unchanged."""
        return dict.fromkeys(self.columns, "") | {"Student": name, "ID": ident}

    def gradebook_head(self, columns: Sequence[str], title: str, points: int) -> list[list[object]]:
        """Return the header and the row of points possible."""
        return [[*columns, title], ["    Points Possible", *[""] * (len(columns) - 1), points]]

    def cannot(self, question: Question) -> str:
        """Return why text2qti cannot represent a question."""
        found = item(question)
        if [right for _, right, _ in found.numbers] == [0]:
            return "Canvas does not accept 0 as an answer"
        if found.choices or len(found.numbers) == 1:
            return one_answer(question)
        return "Canvas supports choices, check boxes, and single numbers, but not questions with several parts"

    def write_quiz(self, title: str, slots: Sequence[Slot]) -> bytes:
        """Return a QTI zip in which each slot is a group, so that Canvas draws one question from it."""
        from text2qti.config import Config  # noqa: PLC0415
        from text2qti.err import Text2qtiError  # noqa: PLC0415
        from text2qti.qti import QTI  # noqa: PLC0415
        from text2qti.quiz import Quiz  # noqa: PLC0415

        text = "\n".join([f"Quiz title: {' '.join(title.split())}", "Shuffle answers: true", "", *_groups(slots)])
        try:
            written, packed = io.BytesIO(QTI(Quiz(text, config=Config())).zip_bytes()), io.BytesIO()
        except Text2qtiError as error:
            msg = f"The Canvas quiz cannot be created: {error}."
            raise ValueError(msg) from None
        with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in sorted(old.namelist()):
                new.writestr(zipfile.ZipInfo(name, LONG_AGO), old.read(name), zipfile.ZIP_DEFLATED)
        return packed.getvalue()


def _groups(slots: Sequence[Slot]) -> Iterator[str]:
    asked: Counter[tuple[str, ...]] = Counter()  # text2qti rejects a repeated text, even if the choices differ
    for slot in slots:
        yield from ("GROUP", "pick: 1", f"points per question: {slot.points}", "")
        for number, question in enumerate(slot.variants, start=1):
            asked[lines(question)] += 1
            yield from _question(number, question, asked[lines(question)])
            yield ""
        yield from ("END_GROUP", "")


def _question(number: int, question: Question, time: int) -> Iterator[str]:
    mark = f"{number}. "
    first, *others = map(_plain, lines(question))
    yield mark + first + (f" ({time})" if time > 1 else "")
    for line in others:
        yield ""
        yield " " * len(mark) + line
    yield f"+   {_plain(why(question))}"
    yield f"-   {_plain(why(question))}"
    found = item(question)
    for _, right, _ in found.numbers:
        yield f"= {right}"
    for letter, (text, correct, message) in zip(ascii_lowercase, found.choices, strict=False):
        if found.multiple:
            yield f"[{'*' if correct else ' '}] {_plain(text)}"
        else:
            yield f"{'*' if correct else ''}{letter}) {_plain(text)}"
        if message:
            yield f"... {_plain(message)}"


def _plain(text: str) -> str:
    """Return text with every character escaped that Markdown would format."""
    return " ".join(MARKDOWN.sub(lambda sign: f"&#{ord(sign[0])};", text).split())


FORMAT = Canvas()
