"""Pictures that a learner moves or clicks: Python computes what they show, and JavaScript draws it."""

from collections.abc import Mapping, Sequence
from typing import Any

import anywidget
import traitlets

from massage_billing.base.html import built, cited


class Picture(anywidget.AnyWidget):
    """A picture with a text alternative that says the same thing.

    Example:
        >>> Picture("timeline", "The history", {"lanes": [], "events": []}, ["1995: The law passes."]).shown["title"]
        'The history'
    """

    _esm = traitlets.Unicode().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(
        self, picture: str, title: str, data: Mapping[str, Any], lines: Sequence[str], source: str = ""
    ) -> None:
        """Create the picture.

        Args:
            picture: The module in js/pictures that draws it: "decision", "minutes", or "timeline".
            title: What it shows.
            data: What the module draws. Its types are in that module.
            lines: The text alternative, one sentence or more per line.
            source: The source of all that it shows. It is empty if each part names its own.
        """
        shown = {
            "picture": picture,
            "title": title,
            "data": data,
            "lines": list(lines),
            "source": cited(source) if source else None,
        }
        super().__init__(_esm=built("pictures.js"), shown=shown)
