"""Moodle: participants and grades exports, file names of submissions, grade imports, and quizzes (Moodle XML).

On import, Moodle asks which columns to map, usually the email address or the ID number (Moodle docs, “Grade import”). A quiz has
a category for each slot, from which Moodle draws one question for each student.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from html import escape
from xml.etree import ElementTree as ET

from massage_billing.coursework.lms.format import (
    Format,
    Slot,
    category,
    item,
    lines,
    one_answer,
    questions,
    right_choices,
    share,
    why,
)
from massage_billing.questions.model import Question, QuizItem

# A submitted file is in a folder such as "Ann Example_4711_assignsubmission_file", or has "..._file_" in its name.
SENDER = re.compile(r"([^/]+)_\d+_assignsubmission_file_?(?:/|_)", re.IGNORECASE)
SPECIAL = re.compile(r"([\\}#~/\"])")  # what has a meaning in an answer of a Cloze question
MAXIMUM = 10  # right choices whose share is among Moodle's grades


class Moodle(Format):
    """Moodle."""

    name = "moodle"
    columns = ("First name", "Last name", "Surname", "ID number", "Email address")
    gradebook = "grades_moodle.csv"
    quiz = "quiz_moodle.xml"
    sender_is_name = True

    def is_roster(self, header: Collection[str]) -> bool:
        """Recognize a participants or grades export."""
        return "first name" in header and bool({"last name", "surname"} & set(header))

    def student(self, row: Mapping[str, str]) -> tuple[str, str] | None:
        """Read a row of a participants or grades export. Without an ID number, the email address is the ID."""
        last = row.get("last name") or row.get("surname") or ""
        ident = row.get("id number", "").strip() or row.get("email address", "").strip()
        return ident, f"{row.get('first name', '').strip()} {last.strip()}".strip()

    def sender(self, file: str) -> str | None:
        """Return the student's name in the path of a submitted file."""
        found = SENDER.search(file)
        return found[1] if found else None

    def columns_for(self, ident: str, name: str) -> dict[str, str]:
        """Return an ID number and a name, which Moodle's import can map."""
        return {"ID number": ident, "Name": name}

    def cannot(self, question: Question) -> str:
        """Return why Moodle XML cannot represent a question."""
        right = right_choices(item(question))
        return (
            f"Moodle cannot split the points among {right} right choices" if right > MAXIMUM else one_answer(question)
        )

    def write_quiz(self, title: str, slots: Sequence[Slot]) -> bytes:
        """Return the questions as Moodle XML."""
        root = ET.Element("quiz")
        for slot, number, question in questions(slots):
            if number == 1:
                _text(ET.SubElement(root, "question", type="category"), "category", category(title, slot))
            root.append(_question(f"{slot.name}, {number}", slot.points, question))
        ET.indent(root)
        written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        return written + b"\n"


def _question(name: str, points: int, question: Question) -> ET.Element:
    found = item(question)
    element = ET.Element("question", type="multichoice" if found.choices else "cloze")
    _text(element, "name", name)
    shown = "".join(f"<p>{escape(line)}</p>" for line in lines(question))
    _text(element, "questiontext", shown if found.choices else shown + _gaps(points, found), html=True)
    _text(element, "generalfeedback", f"<p>{escape(why(question))}</p>", html=True)
    if found.choices:
        _choices(element, points, found)
    return element


def _choices(element: ET.Element, points: int, found: QuizItem) -> None:
    for tag, text in (("defaultgrade", f"{points}"), ("penalty", "0"), ("single", str(not found.multiple).lower()),
                      ("shuffleanswers", "true"), ("answernumbering", "none")):  # fmt: skip
        ET.SubElement(element, tag).text = text
    earned = share(right_choices(found))
    for text, correct, message in found.choices:
        # A wrong check takes away what a right one earns, as in our own grades.
        wrong = f"-{earned}" if found.multiple else "0"
        answer = ET.SubElement(element, "answer", fraction=earned if correct else wrong, format="html")
        ET.SubElement(answer, "text").text = escape(text, quote=False)
        _text(answer, "feedback", escape(message), html=True)


def _gaps(points: int, found: QuizItem) -> str:
    """Return the parts of a Cloze question: numbers to enter, or a list to choose from for each card."""
    numbers = (
        f"<p>{f'{escape(label)}: ' if label else ''}{{{points}:NUMERICAL:={right}}} {escape(unit)}</p>"
        for label, right, unit in found.numbers
    )
    cards = (
        f"<p>{escape(card)}: {{{points}:MULTICHOICE:{'~'.join(_option(one, one == place) for one in found.targets)}}}</p>"
        for card, place in found.matches
    )
    return "".join((*numbers, *cards))


def _option(text: str, right: bool) -> str:
    escaped = SPECIAL.sub(r"\\\1", escape(text, quote=False))
    return f"={escaped}" if right else escaped


def _text(parent: ET.Element, tag: str, text: str, *, html: bool = False) -> None:
    holder = ET.SubElement(parent, tag)
    if html:
        holder.set("format", "html")
    ET.SubElement(holder, "text").text = text


FORMAT = Moodle()
