"""The learner's files where the kernel itself runs in the web browser: the page keeps them, from one visit to the next."""

import json
import os
import sys
from pathlib import Path
from typing import Literal

HERE = sys.platform == "emscripten"
FOLDER = "MASSAGE_BILLING_FOLDER"  # set by `massage-billing start`, or by `restore`; without it nothing is kept
TARGET = "massage-billing"  # the name under which the JupyterLab extension listens


def restore(files: str) -> None:
    """Lay what the page kept into the kernel's own folder, and work there; the extension calls this before a lesson runs.

    The kernel asks for jedi's completions of code, whether jedi is there or not: it is asked for what is there.

    Args:
        files: JSON, a text by file name.
    """
    place = Path.home() / "massage-billing"
    place.mkdir(exist_ok=True)
    for name, text in json.loads(files).items():
        (place / name).write_bytes(text.encode())
    os.environ[FOLDER] = str(place)
    os.chdir(place)
    if HERE:
        from IPython.core.completer import JEDI_INSTALLED  # noqa: PLC0415  (nobody else need wait for it)
        from IPython.core.getipython import get_ipython  # noqa: PLC0415

        get_ipython().Completer.use_jedi = JEDI_INSTALLED  # pyright: ignore[reportOptionalMemberAccess]  (a kernel runs this)


def persist(path: Path, how: Literal["whole", "line", "gone"], text: str = "") -> None:
    """Have the page keep what was just done to a file: written whole, given one more line, or taken away.

    Elsewhere than in a browser the file itself is what is kept, and this does nothing.
    """
    if not HERE:
        return
    from comm import create_comm  # noqa: PLC0415  (comes with ipywidgets; no kernel needs it before)

    create_comm(target_name=TARGET, data={"name": path.name, "how": how, "text": text}).close()
