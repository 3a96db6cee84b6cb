"""Draw a picture after the words are on the page."""

import asyncio
import importlib
import sys
from collections.abc import Callable
from typing import Protocol
from weakref import WeakKeyDictionary

import ipywidgets as widgets


class HasPicture(Protocol):
    """A view with a place for a picture."""

    picture: widgets.HTML


# Seconds. A burst of changes, as from a slider, is drawn once; and the first picture waits until the page is up.
PAUSE, FIRST_PAUSE = 0.02, 1.5
LIBRARY = "matplotlib.backends.backend_svg"
_waiting: WeakKeyDictionary[HasPicture, asyncio.Task[None]] = WeakKeyDictionary()


def later(view: HasPicture, draw: Callable[[], str]) -> None:
    """Put what `draw` returns into the view's picture once the kernel is free; only the last of several is drawn.

    The first picture loads matplotlib, which takes a moment: it is loaded beside the kernel's work, so that no
    learner waits for it to read or to answer. Where no event loop runs, the picture is drawn at once.
    """
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
        view.picture.value = "<p>The picture needs the library matplotlib. The words say the same.</p>"
