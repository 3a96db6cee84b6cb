"""A quiz for Moodle: a category for each place, from which a quiz draws one question for each student (Moodle XML format)."""

import re
from collections.abc import Sequence
from html import escape
from xml.etree import ElementTree as ET

from massage_billing.coursework.export.quiz import (
    PLACES,
    Slot,
    category,
    lines,
    one_answer,
    pairs,
    questions,
    share,
    told,
    why,
)
from massage_billing.questions.question import Question

NAME = "quiz_moodle.xml"
SPECIAL = re.compile(r"([\\}#~/\"])")  # what has a meaning in an answer of a Cloze question
MAXIMUM = 10  # right choices whose share Moodle knows as a grade


def cannot(question: Question) -> str:
    """Return why Moodle XML cannot carry a question; empty where it can."""
    right = question.accepted[0]
    if isinstance(right, frozenset) and len(right) > MAXIMUM:
        return f"Moodle has no grade for one of {len(right)} right choices"
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
    choices = question.kind in ("one", "several")
    made = ET.Element("question", type="multichoice" if choices else "cloze")
    _text(made, "name", name)
    shown = "".join(f"<p>{escape(line)}</p>" for line in lines(question))
    _text(made, "questiontext", shown if choices else shown + _gaps(points, question), html=True)
    _text(made, "generalfeedback", f"<p>{escape(why(question))}</p>", html=True)
    if choices:
        _choices(made, points, question)
    return made


def _choices(made: ET.Element, points: int, question: Question) -> None:
    right = question.accepted[0]
    many = right if isinstance(right, frozenset) else {right}
    for tag, text in (("defaultgrade", f"{points}"), ("penalty", "0"), ("single", str(len(many) == 1 and question.kind == "one").lower()),
                      ("shuffleanswers", "true"), ("answernumbering", "none")):  # fmt: skip
        ET.SubElement(made, tag).text = text
    earned = share(len(many))
    for choice in question.choices:
        # A wrong tick takes as much as a right one gives, as in our own marks.
        wrong = f"-{earned}" if question.kind == "several" else "0"
        answer = ET.SubElement(made, "answer", fraction=earned if choice in many else wrong, format="html")
        ET.SubElement(answer, "text").text = escape(choice, quote=False)
        _text(answer, "feedback", escape(told(question, choice)), html=True)


def _gaps(points: int, question: Question) -> str:
    """Return the parts of a Cloze question: a number for each code, or a list to choose from for each card."""
    right = question.accepted[0]
    if question.kind == "number":
        return f"<p>{{{points}:NUMERICAL:={right}}} {escape(question.unit)}</p>"
    if question.kind in ("units", "minutes") and not isinstance(right, (str, int, frozenset, tuple)):
        return "".join(
            f"<p>{escape(code)}: {{{points}:NUMERICAL:={right.get(code, 0)}}} {question.kind}</p>"
            for code in question.codes
        )
    options = question.groups or PLACES[: len(question.choices)]
    return "".join(
        f"<p>{escape(card)}: {{{points}:MULTICHOICE:{'~'.join(_option(one, one == place) for one in options)}}}</p>"
        for card, place in pairs(question)
    )


def _option(text: str, right: bool) -> str:
    escaped = SPECIAL.sub(r"\\\1", escape(text, quote=False))
    return f"={escaped}" if right else escaped


def _text(parent: ET.Element, tag: str, text: str, *, html: bool = False) -> None:
    holder = ET.SubElement(parent, tag)
    if html:
        holder.set("format", "html")
    ET.SubElement(holder, "text").text = text
