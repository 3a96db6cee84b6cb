"""Read what a lesson shows: its text and rows, and a figure's alternative text, type sizes, and text that is cut off or overlaps."""

import re
from html import unescape
from itertools import combinations
from xml.etree import ElementTree as ET

from massage_billing.lessons.figures import measure


def words(html: str) -> str:
    """Return the text that a reader of some HTML sees."""
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", html)))


def row_count(html: str) -> int:
    """Return how many rows some HTML shows, in a table or as rows to open or to guess."""
    return len(re.findall(r"<tr><td|<details name=|<fieldset>", html))


def alt(figure: str) -> str:
    """Return the alternative text of a figure, which must be a complete SVG image."""
    root = ET.fromstring(figure)  # noqa: S314  (our own figure)
    assert root.tag.rpartition("}")[2] == "svg"
    assert root.get("role") == "img"
    return root.attrib["aria-label"]


def type_sizes(figure: str) -> list[float]:
    """Return the size of each piece of text in a figure."""
    return [float(text.attrib["font-size"]) for text in _texts(figure)]


def cut_off(figure: str) -> list[str]:
    """Return the text of a figure that extends beyond its viewBox."""
    _, _, width, height = map(float, re.findall(r'viewBox="([^"]+)"', figure)[0].split())
    return [text.text or "" for text in _texts(figure) if not _inside(text, width, height)]


def overlapping(figure: str) -> list[tuple[str, str]]:
    """Return the pairs of texts in a figure that overlap."""
    boxes = [(text.text or "", *_box(text)) for text in _texts(figure)]
    return [
        (one[0], other[0])
        for one, other in combinations(boxes, 2)
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]


def _texts(figure: str) -> list[ET.Element]:
    return list(ET.fromstring(figure).iterfind(".//{*}text"))  # noqa: S314  (our own figure)


def _inside(text: ET.Element, width: float, height: float) -> bool:
    left, top, right, bottom = _box(text)
    return left >= 0 and top >= 0 and right <= width and bottom <= height


def _box(text: ET.Element) -> tuple[float, float, float, float]:
    """Return the left, top, right, and bottom edge of a text."""
    size = float(text.attrib["font-size"])
    width = measure(text.text or "", size, bold=text.get("font-weight") == "bold")
    left = float(text.attrib["x"]) - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.attrib["text-anchor"]] * width
    base = float(text.attrib["y"])
    return left, base - 0.8 * size, left + width, base + 0.2 * size
