"""Draw a picture after the words are on the page."""

import asyncio
import importlib
import json
import sys
from collections.abc import Callable
from itertools import count
from typing import Protocol
from weakref import WeakKeyDictionary

import ipywidgets as widgets

from massage_billing.lessons import browser_storage


class HasPicture(Protocol):
    """A view with a place for a picture."""

    picture: widgets.HTML


# Seconds. A burst of changes, as from a slider, is drawn once; and the first picture waits until the page is up.
PAUSE, FIRST_PAUSE = 0.02, 1.5
LIBRARY = "matplotlib.backends.backend_svg"
WITHOUT = "<p>The picture needs the library matplotlib. The words say the same.</p>"
STANDS = "<p>The picture stays as it was at first. The words follow what you do.</p>"
_waiting: WeakKeyDictionary[HasPicture, asyncio.Task[None]] = WeakKeyDictionary()
# Where the kernel has no matplotlib: what would be drawn, and what the lesson showed when the site was built.
_undrawn: WeakKeyDictionary[HasPicture, Callable[[], str]] = WeakKeyDictionary()
_numbers: WeakKeyDictionary[HasPicture, int] = WeakKeyDictionary()
_number = count()
_stored: dict[str, str] = {}


def later(view: HasPicture, draw: Callable[[], str]) -> None:
    """Put what `draw` returns into the view's picture once the kernel is free; only the last of several is drawn.

    The first picture loads matplotlib, which takes a moment: it is loaded beside the kernel's work, so that no
    learner waits for it to read or to answer. Where no event loop runs, the picture is drawn at once. In a browser,
    matplotlib may not be there: then the picture that the site was built with stands in its place.
    """
    new = view not in _numbers
    if new:
        _numbers[view] = next(_number)
    if browser_storage.HERE and LIBRARY not in sys.modules:
        _undrawn[view] = draw
        stored = _stored.get(str(_numbers[view]))
        view.picture.value = stored + ("" if new else STANDS) if stored else WITHOUT
        return
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        view.picture.value = draw()
        return
    if view in _waiting:
        _waiting[view].cancel()
    _waiting[view] = loop.create_task(_draw(view, draw))


async def _draw(view: HasPicture, draw: Callable[[], str]) -> None:
    await asyncio.sleep(PAUSE if LIBRARY in sys.modules else FIRST_PAUSE)
    try:
        if LIBRARY not in sys.modules:
            await asyncio.to_thread(importlib.import_module, LIBRARY)
        view.picture.value = draw()
    except ImportError:
        view.picture.value = WITHOUT


async def drawn() -> dict[str, int]:
    """Wait for the pictures; return which view asked for the how many-th, by the id of the widget that holds it."""
    await asyncio.gather(*_waiting.values(), return_exceptions=True)
    return {view.picture.model_id: number for view, number in _numbers.items()}


def stand_in(stored: str) -> None:
    """Take the pictures that the site was built with: JSON, an HTML text by number. The JupyterLab extension calls this."""
    _stored.update(json.loads(stored))


async def come_alive() -> None:
    """Load matplotlib into a browser's kernel and draw what stands still. The JupyterLab extension calls this.

    Raises:
        ImportError: it cannot be had.
    """
    import pyodide_js  # type: ignore[import-not-found]  # noqa: PLC0415  (only there)

    await pyodide_js.loadPackage("matplotlib")
    importlib.import_module(LIBRARY)
    for view, draw in list(_undrawn.items()):
        view.picture.value = draw()
    _undrawn.clear()
