"""Figures as inline SVG: line art that scales, follows the theme of its page, and never depends on color alone."""

import hashlib
import io
import math
import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 440.0  # units: about the width of a phone in pixels, so that text has its intended size there
SIZE, SMALL = 14.0, 12.5  # units of type
LINE_HEIGHT = 1.2
INK = "currentColor"  # the color of the text around the figure, in a light theme and in a dark one
BLACK = "#1a1a1a"  # on a tint, which is light in every theme
# Okabe and Ito's colors, which color-blind readers can tell apart; a hatch, a shape, or text always repeats what a color shows.
COLORS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
TINTS = ("#B3D5E8", "#F8E2B3", "#B3E2D5", "#F0D7E5", "#DDF0FB", "#F2CFB3")
HATCHES = ("", "/", ".", "/\\", "\\", "+")
HATCH_GAP = 8
STYLE = "display:block;width:100%;max-width:32rem;height:auto;margin:0.75rem 0;overflow:visible"
Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


class Drawing:
    """An SVG figure as wide as a phone. The origin is at the top left.

    A look is an index into COLORS, TINTS, and HATCHES. Nothing in the figure has an ID, so any number of figures can be on
    one page.

    Example:
        >>> drawing = Drawing(60, "A bar of 45 minutes")
        >>> drawing.bar(10, 10, 200, 30, look=0)
        >>> drawing.html()[:38]
        '<svg viewBox="0 0 440 60" role="img" a'
    """

    def __init__(self, height: float, alt: str) -> None:
        self._root = ET.Element("svg", viewBox=f"0 0 {WIDTH:g} {height:g}")
        self._root.attrib |= {"role": "img", "aria-label": alt, "class": "mb-figure", "style": STYLE, "fill": "none"}

    def html(self) -> str:
        """Return the figure as HTML."""
        return ET.tostring(self._root, encoding="unicode")

    def line(self, *points: Point, color: str = INK, width: float = 1, dash: str = "", faint: bool = False) -> None:
        """Draw a line through points. Use `faint` for grid lines."""
        path = _path(points)
        opacity = 0.3 if faint else ""
        self._add("polyline", points=path, stroke=color, stroke_width=width, stroke_dasharray=dash, opacity=opacity)

    def arrow(self, start: Point, end: Point, *, strong: bool = False) -> None:
        """Draw an arrow from one point to another."""
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        size = 11 if strong else 8
        sides = [
            (end[0] - size * math.cos(angle + turn), end[1] - size * math.sin(angle + turn)) for turn in (-0.45, 0.45)
        ]
        neck = (end[0] - size * 0.8 * math.cos(angle), end[1] - size * 0.8 * math.sin(angle))
        self.line(start, neck, width=3 if strong else 1.2)
        self.shape([end, *sides], fill=INK)

    def shape(self, points: Iterable[Point], fill: str, stroke: str = "none") -> None:
        """Draw a filled shape with straight sides."""
        self._add("polygon", points=_path(points), fill=fill, stroke=stroke)

    def dot(self, x: float, y: float, radius: float = 5, fill: str = COLORS[0]) -> None:
        """Mark a point with a dot."""
        self._add("circle", cx=x, cy=y, r=radius, fill=fill, stroke=BLACK)

    def bar(
        self, x: float, y: float, width: float, height: float, look: int, *, solid: bool = False, hatched: bool = True
    ) -> None:
        """Draw a bar: hatched on its tint, solid in its color, or plain if a symbol in it has the same meaning."""
        fill = (COLORS if solid else TINTS)[look]
        self._add("rect", x=x, y=y, width=width, height=height, fill=fill, stroke=BLACK if solid else COLORS[look])
        hatch = _hatch(x, y, width, height, HATCHES[look])
        if hatch and hatched and not solid:
            dots = HATCHES[look] == "."
            cap = {"stroke_width": 2.4 if dots else 1, "stroke_linecap": "round" if dots else ""}
            self._add("path", d=hatch, stroke=COLORS[look], **cap)

    def box(
        self, x: float, y: float, width: float, height: float, text: str, look: int | None = None, size: float = SIZE
    ) -> None:
        """Draw a rounded box around text. A look highlights the box."""
        fill, stroke, thick = ("none", INK, 0.6) if look is None else (TINTS[look], COLORS[look], 2.5)
        self._add("rect", x=x, y=y, width=width, height=height, rx=7, fill=fill, stroke=stroke, stroke_width=thick)
        color = INK if look is None else BLACK
        self.text(x + width / 2, y + height / 2, text, size=size, width=width - 12, bold=look is not None, color=color)

    def mark(self, x: float, y: float, path: str) -> None:
        """Draw a symbol on a tint. Its SVG path data is relative to the point x, y."""
        self._add("path", d=path, transform=f"translate({_number(x)} {_number(y)})", stroke=BLACK, stroke_width=2)

    def text(
        self, x: float, y: float, text: str, *, anchor: Anchor = "middle", size: float = SIZE, width: float = WIDTH,
        bold: bool = False, color: str = INK,
    ) -> None:  # fmt: skip
        """Write text centered at the height `y`, wrapped to `width`, and moved if necessary to stay inside the figure."""
        lines = wrap(text, width, size, bold=bold)
        top = y - (len(lines) - 1) * size * LINE_HEIGHT / 2
        for at, line in enumerate(lines):
            left = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * (wide := measure(line, size, bold=bold))
            inside = max(left + 1, min(x, WIDTH - 1 - wide + left))
            found = self._add(
                "text", x=inside, y=top + at * size * LINE_HEIGHT + size * 0.36, fill=color, font_size=size,
                text_anchor=anchor, font_weight="bold" if bold else "",
            )  # fmt: skip
            found.text = line

    def axis(self, y: float, left: float, right: float, ticks: Iterable[tuple[float, str]], title: str = "") -> None:
        """Draw a horizontal axis with its ticks, their labels, and a title."""
        self.line((left, y), (right, y))
        for x, label in ticks:
            self.line((x, y), (x, y + 5))
            self.text(x, y + 14, label, size=SMALL)
        self.text((left + right) / 2, y + 34, title)

    def _add(self, tag: str, **attributes: str | float) -> ET.Element:
        kept = {name.replace("_", "-"): _number(value) for name, value in attributes.items() if value != ""}
        return ET.SubElement(self._root, tag, kept)


def measure(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Estimate the width of a line of text, in SVG units, for a wide font, so that no font is clipped.

    Example:
        >>> measure("97124")
        44.1
    """
    ems = sum(
        0.38 if one in "fijlrtI.,:;'|!()[] " else 0.96 if one in "mwMW%@" else 0.7 if one.isupper() else 0.63
        for one in text
    )
    return ems * size * (1.1 if bold else 1)


def wrap(text: str, width: float, size: float = SIZE, *, bold: bool = False) -> list[str]:
    """Wrap text into lines that are no wider than `width`, unless a single word is wider.

    Example:
        >>> wrap("Bill three units", 90)
        ['Bill three', 'units']

    Args:
        text: The text, which may contain line breaks.
        width: The width of a line in SVG units.
        size: The size of the type in SVG units.
        bold: Whether the type is bold.
    """
    lines: list[str] = []
    for part in text.splitlines():
        lines.append("")
        for word in part.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and measure(longer, size, bold=bold) > width:
                lines.append(word)
            else:
                lines[-1] = longer
    return lines


def year_of(day: date) -> float:
    """Return a date as a year with a fraction, for the position on an axis of years.

    Example:
        >>> round(year_of(date(2026, 7, 2)), 1)
        2026.5
    """
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _path(points: Iterable[Point]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{round(value, 1):g}"


def _hatch(x: float, y: float, width: float, height: float, kind: str) -> str:
    """Return the lines of a hatch within a rectangle as path data, because an SVG pattern would need an ID."""
    found: list[tuple[float, float, float, float]] = []  # from x, y to x, y, within the rectangle
    for at in range(HATCH_GAP // 2, int(width + height), HATCH_GAP):
        low, high = max(0, at - height), min(at, width)
        if "/" in kind:
            found.append((low, min(at, height), high, max(0, at - width)))
        if "\\" in kind:
            found.append((width - low, min(at, height), width - high, max(0, at - width)))
        if "+" in kind and at < width:
            found.append((at, 0, at, height))
        if "+" in kind and at < height:
            found.append((0, at, width, at))
        if kind == "." and at < width:
            found += [(at, down, at, down) for down in range(HATCH_GAP // 2, int(height), HATCH_GAP)]
    return "".join(f"M{_number(x + a)} {_number(y + b)}L{_number(x + c)} {_number(y + d)}" for a, b, c, d in found)


def inline(figure: "Figure", alt: str) -> str:
    """Return a matplotlib figure as inline SVG. Any number of such figures can be on one page.

    Args:
        figure: The matplotlib figure.
        alt: What the figure shows, in words.
    """
    from matplotlib import rc_context  # noqa: PLC0415  (no lesson needs it)

    file = io.BytesIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "massage-billing", "hatch.linewidth": 0.6}):
        figure.savefig(
            file, format="svg", transparent=True, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type"))
        )
    source = file.getvalue()
    root = ET.fromstring(source)  # noqa: S314  (matplotlib's own file)
    prefix = f"f{hashlib.sha256(source + alt.encode()).hexdigest()[:8]}-"
    for element in root.iter():
        element.tag = _local(element.tag)
        for name in list(element.attrib):
            value = element.attrib.pop(name)
            element.attrib[_local(name)] = _themed(_with_prefix(_local(name), value, prefix))
        for child in [one for one in element if _local(one.tag) == "metadata" or one.find("{*}style") is not None]:
            element.remove(child)  # its style sheet would apply to the whole page; the root has the same style
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    style = f"{STYLE};fill:{INK};stroke-linejoin:round;stroke-linecap:butt"
    root.attrib |= {"role": "img", "aria-label": alt, "class": "mb-figure", "style": style}
    return ET.tostring(root, encoding="unicode")


def _themed(style: str) -> str:
    """Return a style with the page's font, and with its text color in place of black."""
    return re.sub("font-family: [^;]*; ?", "", style).replace("#000000", INK)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _with_prefix(name: str, value: str, prefix: str) -> str:
    """Return an attribute's value, with the prefix added to the ID that it is or refers to, if any.

    >>> _with_prefix("href", "#a1", "f-"), _with_prefix("fill", "#f8e2b3", "f-"), _with_prefix("fill", "url(#a1)", "f-")
    ('#f-a1', '#f8e2b3', 'url(#f-a1)')
    """
    if name == "id":
        return prefix + value
    return f"#{prefix}{value[1:]}" if name == "href" else value.replace("url(#", f"url(#{prefix}")
