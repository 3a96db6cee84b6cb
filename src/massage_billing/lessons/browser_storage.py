"""The learner's files when the kernel runs in the web browser. The page saves them between visits."""

import json
import os
import sys
from pathlib import Path
from typing import Literal

HERE = sys.platform == "emscripten"
FOLDER = "MASSAGE_BILLING_FOLDER"  # set by `massage-billing start`, or by `restore`; without it nothing is saved
TARGET = "massage-billing"  # the name under which the JupyterLab extension listens


def restore(files: str) -> None:
    """Write the files that the page stored into the kernel's folder, and work there. The extension calls this before a lesson runs.

    IPython asks jedi for completions even if jedi is not installed, so this switches that off.

    Args:
        files: the text of each file by name, as JSON.
    """
    place = Path.home() / "massage-billing"
    place.mkdir(exist_ok=True)
    for name, text in json.loads(files).items():
        (place / name).write_bytes(text.encode())
    os.environ[FOLDER] = str(place)
    os.chdir(place)
    if HERE:
        from IPython.core.completer import JEDI_INSTALLED  # noqa: PLC0415  (imported only where it is needed)
        from IPython.core.getipython import get_ipython  # noqa: PLC0415

        get_ipython().Completer.use_jedi = JEDI_INSTALLED  # pyright: ignore[reportOptionalMemberAccess]  (a kernel runs this)


def persist(path: Path, how: Literal["whole", "line", "gone"], text: str = "") -> None:
    """Have the page store a change to a file: rewritten ("whole"), one line added ("line"), or deleted ("gone").

    Outside a browser the file itself stays on disk, so this does nothing.
    """
    if not HERE:
        return
    from comm import create_comm  # noqa: PLC0415  (comes with ipywidgets; no kernel needs it before)

    create_comm(target_name=TARGET, data={"name": path.name, "how": how, "text": text}).close()
