"""What the instructor's forms have in common: a status line, a progress bar, and headings."""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from massage_billing.lessons.widgets import live, paragraph

LONGEST = 100  # characters of a file name


class Form(widgets.VBox):
    """A form that works in one folder. An error is shown in its status line, and nothing already entered is lost."""

    def __init__(self, place: Path, unit: str) -> None:
        """Create the shared parts; the subclass arranges them.

        Args:
            place: the folder to read from and write to.
            unit: what the progress bar counts, such as "Files".
        """
        super().__init__()
        self.place = place
        self.status = live()
        self.progress = widgets.IntProgress(description=f"{unit}:")
        self.progress.layout.display = "none"
        self.add_class("mb-instructor")

    def attempt(self, act: Callable[[], None]) -> None:
        """Call a function, and show its error, if any, in the status line."""
        self.status.value = ""
        try:
            act()
        except OSError as error:
            where = error.filename or "The folder"
            self.status.value = paragraph(f"{where} cannot be read or written: {error.strerror or error}.")
        except ValueError as error:
            self.status.value = paragraph(str(error))
        finally:
            self.progress.layout.display = "none"

    def count(self, number: int, total: int) -> None:
        """Show in the progress bar that `number` of `total` are done."""
        self.progress.layout.display = None
        if number % 10 == 0 or number == total:  # each change is a message to the browser
            self.progress.max, self.progress.value = total, number


def file_name(name: str, default: str) -> str:
    """Return a name that any system accepts for a file that came from elsewhere."""
    safe = re.sub(r"[^\w .()-]", "_", Path(name).name).strip(" .")
    return safe[-LONGEST:] or default


def wide(field: Any) -> Any:
    """Make a field as wide as the form, and return it."""
    field.add_class("mb-wide-field")
    return field


def heading(text: str) -> widgets.HTML:
    """Return the heading of a part of a form."""
    return widgets.HTML(f"<h2>{escape(text)}</h2>")
