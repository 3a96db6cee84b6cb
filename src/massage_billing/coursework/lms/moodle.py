"""A quiz for Moodle: a category for each place, from which a quiz draws one question for each student (Moodle XML format)."""

import re
from collections.abc import Sequence
from html import escape
from xml.etree import ElementTree as ET

from massage_billing.coursework.lms.variants import (
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

NAME = "quiz_moodle.xml"
SPECIAL = re.compile(r"([\\}#~/\"])")  # what has a meaning in an answer of a Cloze question
MAXIMUM = 10  # right choices whose share Moodle knows as a grade


def cannot(question: Question) -> str:
    """Return why Moodle XML cannot carry a question; empty where it can."""
    right = right_choices(item(question))
    if right > MAXIMUM:
        return f"Moodle has no grade for one of {right} right choices"
    return one_answer(question)


def write(title: str, slots: Sequence[Slot]) -> bytes:
    """Return the questions as Moodle XML."""
    root = ET.Element("quiz")
    last = None
    for slot, number, question in questions(slots):
        if slot is not last:
            place = ET.SubElement(ET.SubElement(root, "question", type="category"), "category")
            ET.SubElement(place, "text").text = category(title, slot)
            last = slot
        root.append(_question(f"{slot.name}, {number}", slot.points, question))
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _question(name: str, points: int, question: Question) -> ET.Element:
    found = item(question)
    made = ET.Element("question", type="multichoice" if found.choices else "cloze")
    _text(made, "name", name)
    shown = "".join(f"<p>{escape(line)}</p>" for line in lines(question))
    _text(made, "questiontext", shown if found.choices else shown + _gaps(points, found), html=True)
    _text(made, "generalfeedback", f"<p>{escape(why(question))}</p>", html=True)
    if found.choices:
        _choices(made, points, found)
    return made


def _choices(made: ET.Element, points: int, found: QuizItem) -> None:
    for tag, text in (("defaultgrade", f"{points}"), ("penalty", "0"), ("single", str(not found.multiple).lower()),
                      ("shuffleanswers", "true"), ("answernumbering", "none")):  # fmt: skip
        ET.SubElement(made, tag).text = text
    earned = share(right_choices(found))
    for text, correct, message in found.choices:
        # A wrong check takes as much as a right one gives, as in our own marks.
        wrong = f"-{earned}" if found.multiple else "0"
        answer = ET.SubElement(made, "answer", fraction=earned if correct else wrong, format="html")
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
