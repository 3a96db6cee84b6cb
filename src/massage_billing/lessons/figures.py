"""A matplotlib figure as a picture that scales, with its alternative text."""

import base64
import io
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe and Ito's palette: told apart by colour-blind eyes; every use adds a hatch, a shape or a word as well.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
TINTS = ("#B3D5E8", "#F8E2B3", "#B3E2D5", "#F0D7E5", "#DDF0FB", "#F2CFB3")
HATCHES = ("", "//", "..", "xx", "\\\\", "++")


def blank(height: float) -> "Figure":
    """Return an empty figure as wide as a phone (4.4 inches), `height` inches high, so that its type is never tiny."""
    from matplotlib.figure import Figure  # noqa: PLC0415  (matplotlib is loaded when a picture is drawn, not before)

    return Figure(figsize=(4.4, height), layout="constrained")


def html(figure: "Figure", alt: str) -> str:
    """Return the figure as an HTML image; `alt` says in words what it shows."""
    from matplotlib import rc_context  # noqa: PLC0415

    file = io.BytesIO()
    with rc_context({"svg.hashsalt": "massage-billing", "hatch.linewidth": 0.6}):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    data = base64.b64encode(file.getvalue()).decode()
    return f'<img class="mb-picture" alt="{escape(alt)}" src="data:image/svg+xml;base64,{data}">'
