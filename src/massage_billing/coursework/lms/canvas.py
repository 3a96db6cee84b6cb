"""A quiz for Canvas, and whatever else reads QTI 1.2: a zip that text2qti makes from its plain text."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from massage_billing.coursework.assignment import AssignmentError
from massage_billing.coursework.lms.variants import Slot, item, lines, one_answer, why
from massage_billing.questions.model import Question

NAME = "quiz_canvas.zip"
MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|$~^>:<&'\"]")  # what Markdown, or text2qti, may take for more than a sign
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the time of every entry, so that the same quiz is the same file


def cannot(question: Question) -> str:
    """Return why QTI by text2qti cannot carry a question; empty where it can."""
    found = item(question)
    if [right for _, right, _ in found.numbers] == [0]:
        return "it takes no 0 as an answer"
    if found.choices or len(found.numbers) == 1:
        return one_answer(question)
    return "it has choices, boxes to tick and numbers alone, and nothing with parts"


def write(title: str, slots: Sequence[Slot]) -> bytes:
    """Return the quiz as a QTI zip; Canvas draws one question of each place.

    Raises:
        AssignmentError: text2qti cannot make it; the message is its own.
    """
    from text2qti.config import Config  # noqa: PLC0415
    from text2qti.err import Text2qtiError  # noqa: PLC0415
    from text2qti.qti import QTI  # noqa: PLC0415
    from text2qti.quiz import Quiz  # noqa: PLC0415

    text = "\n".join([f"Quiz title: {' '.join(title.split())}", "Shuffle answers: true", "", *_groups(slots)])
    try:
        made, packed = io.BytesIO(QTI(Quiz(text, config=Config())).zip_bytes()), io.BytesIO()
    except Text2qtiError as error:
        msg = f"The quiz for Canvas cannot be made: {error}."
        raise AssignmentError(msg) from None
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, LONG_AGO), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _groups(slots: Sequence[Slot]) -> Iterator[str]:
    asked: Counter[tuple[str, ...]] = Counter()  # text2qti takes no text twice, however the choices differ
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
    """Return a text in which Markdown finds nothing to format."""
    return " ".join(MARKDOWN.sub(lambda sign: f"&#{ord(sign[0])};", text).split())
