"""Run the lessons, and save them in the form that git keeps: `uv run python tests/tidy_notebooks.py`.

In git, a notebook has only readable cell IDs, tags, `teaches`, collapsed code, outputs as text or HTML tables, and execution counts from 1.
The code of every lesson is also written to lessons.json in the extension's assets, so that the extension recognizes a lesson.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import nbformat
import papermill

from massage_billing.base.tables import labextension_static
from massage_billing.coursework.handout import CODE, EARLIER_CODE
from massage_billing.lessons.progress import FOLDER
from massage_billing.lessons.workspace import shipped, write_whole
from stamp_assets import stamp

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))
KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}


def in_git_form(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return the notebook with only what git keeps."""
    cells, number = [], 0
    for cell in notebook["cells"]:
        kept = {"cell_type": cell["cell_type"], "id": cell["id"], "metadata": _metadata(cell)}
        if cell["cell_type"] == "code":
            outputs = _joined([text for text in map(_text, cell["outputs"]) if text and not _is_drawn(cell)])
            number += bool(outputs)
            kept |= {"execution_count": number if outputs else None, "outputs": outputs}
        cells.append({**kept, "source": "".join(cell["source"]).splitlines(keepends=True)})
    return {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}


def as_text(notebook: dict[str, Any]) -> str:
    """Return the notebook as the text to write to its file."""
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def known_code() -> str:
    """Return the code cells of each lesson, as the text of lessons.json."""
    found = {
        path.name: ["".join(cell["source"]) for cell in shipped(path)["cells"] if cell["cell_type"] == "code"]
        for path in NOTEBOOKS
    }
    # Every handout has the same code; only its questions, which are data, differ.
    found |= {"handout": [CODE], "handout of an earlier version": [EARLIER_CODE]}
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def _is_drawn(cell: dict[str, Any]) -> bool:
    """Return whether a cell draws a figure, whose bytes differ between versions of matplotlib."""
    return "nbval-ignore-output" in cell["metadata"].get("tags", ())


def _metadata(cell: dict[str, Any]) -> dict[str, Any]:
    kept = {key: list(cell["metadata"][key]) for key in ("tags", "teaches") if cell["metadata"].get(key)}
    return kept | ({"jupyter": {"source_hidden": True}} if cell["cell_type"] == "code" else {})


def _text(output: dict[str, Any]) -> dict[str, Any] | None:
    """Return only the text of an output, or None for a widget or a figure, which nbval cannot compare."""
    if output["output_type"] == "stream":
        lines = "".join(output["text"]).splitlines(keepends=True)
        return {"name": output["name"], "output_type": "stream", "text": lines}
    data = output.get("data", {})
    if "text/plain" not in data or "application/vnd.jupyter.widget-view+json" in data:
        return None
    kept = {kind: "".join(data[kind]).splitlines(keepends=True) for kind in ("text/html", "text/plain") if kind in data}
    result: dict[str, Any] = {"data": kept, "metadata": {}, "output_type": output["output_type"]}
    return result | ({"execution_count": None} if output["output_type"] == "execute_result" else {})


def _joined(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return outputs with consecutive prints joined, since a kernel may split them anywhere."""
    joined: list[dict[str, Any]] = []
    for output in outputs:
        if joined and output["output_type"] == "stream" == joined[-1]["output_type"]:
            joined[-1]["text"] = "".join(joined[-1]["text"] + output["text"]).splitlines(keepends=True)
        else:
            joined.append(output)
    return joined


def main() -> None:
    """Run every notebook, and write it in the form that git keeps."""
    os.environ.pop(FOLDER, None)  # do not save the simulated learner's answers
    for path in NOTEBOOKS:
        with tempfile.TemporaryDirectory() as folder:
            run = Path(folder) / path.name
            papermill.execute_notebook(path, run, cwd=folder, kernel_name="python3", progress_bar=False)
            write_whole(path, as_text(in_git_form(nbformat.read(run, as_version=4))))
    write_known_code()


def write_known_code() -> None:
    """Write lessons.json, by which the JupyterLab extension recognizes a lesson, and rename the folder of assets."""
    write_whole(labextension_static() / "lessons.json", known_code())
    stamp()


if __name__ == "__main__":
    main()
