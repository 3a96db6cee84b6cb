"""A file field: choose files, or drop them onto it."""

from collections.abc import Callable, Sequence
from typing import Any

import anywidget
import traitlets

from massage_billing.base.html import built

Files = list[tuple[str, bytes]]


class FileDrop(anywidget.AnyWidget):
    """A labeled field whose files arrive in Python, by name and content.

    Args:
        label: what to choose.
        accept: the kinds of files that the browser offers first, such as ".csv,text/csv"; other files can still arrive.
        multiple: whether more than one file can be chosen at a time.
    """

    _esm = built("file_drop.js")
    _css = built("file_drop.css")
    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)
    multiple = traitlets.Bool().tag(sync=True)

    def __init__(self, label: str, *, accept: str = "", multiple: bool = False) -> None:
        super().__init__(label=label, accept=accept, multiple=multiple)
        self._callbacks: list[Callable[[Files], None]] = []
        self._arriving: list[tuple[str, bytearray]] = []
        self.on_msg(self._receive)

    def on_files(self, callback: Callable[[Files], None]) -> None:
        """Call a function with `[(name, content), ...]` each time files have been chosen or dropped."""
        self._callbacks.append(callback)

    def _receive(self, _: Any, message: dict[str, Any], buffers: Sequence[memoryview]) -> None:
        """Reassemble files: the browser sends them in pieces, since a server refuses long messages."""
        match message:
            case {"kind": "begin", "names": names}:
                self._arriving = [(str(name), bytearray()) for name in names]
            case {"kind": "piece", "file": int(at)}:
                self._arriving[at][1].extend(buffers[0])
            case {"kind": "end"}:
                files = [(name, bytes(data)) for name, data in self._arriving]
                self._arriving = []
                for callback in self._callbacks if files else ():
                    callback(files)
