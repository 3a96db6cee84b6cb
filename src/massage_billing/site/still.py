"""A lesson as a page without a kernel: run once, and each widget turned into what it shows at first."""

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from massage_billing.lessons.folder import LEFT_OUT

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
# The pictures are drawn once the kernel has nothing else to do; this waits for them.
WAIT = "import asyncio\n\nawait asyncio.sleep(3)"
TIMEOUT = 300  # seconds for one cell

States = Mapping[str, Mapping[str, Any]]


def still(path: Path) -> Any:
    """Return a notebook with what its cells show when it is opened, as a notebook without widgets.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell fails.
    """
    import nbformat  # noqa: PLC0415
    from nbclient import NotebookClient  # noqa: PLC0415

    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if LEFT_OUT not in cell.metadata.get("tags", ())]
    notebook.cells.append(nbformat.v4.new_code_cell(WAIT))
    client = NotebookClient(
        notebook, timeout=TIMEOUT, kernel_name="python3", extra_arguments=["--IPKernelApp.log_level=40"]
    )
    client.execute()
    notebook.cells.pop()
    states = notebook.metadata.pop("widgets", {}).get(STATE, {}).get("state", {})
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [_output(output, states) for output in cell.outputs if output.output_type != "stream"]
    return notebook


def _output(output: Any, states: States) -> Any:
    """Return an output with its widget, if it has one, as HTML."""
    view = output.get("data", {}).get(VIEW)
    if view is None:
        return output
    import nbformat  # noqa: PLC0415

    shown = f'<div class="mb-still">{_html(view["model_id"], states)}</div>'
    return nbformat.v4.new_output("display_data", {"text/html": shown})


def _html(ident: str, states: States) -> str:
    """Return what a widget shows: its words and pictures, the choices of a question, and nothing of what can only be moved."""
    found = states.get(ident.removeprefix("IPY_MODEL_"), {})
    state = found.get("state", {})
    if state.get("layout") and _hidden(state["layout"], states):
        return ""
    reader = _READERS.get(found.get("model_name", ""))
    if reader:
        return reader(state)
    inside = "".join(_html(child, states) for child in state.get("children", ()))
    return f"<div>{inside}</div>" if inside else ""


def _hidden(layout: str, states: States) -> bool:
    return bool(states.get(layout.removeprefix("IPY_MODEL_"), {}).get("state", {}).get("display") == "none")


def _choices(state: Mapping[str, Any]) -> str:
    return "<ul>" + "".join(f"<li>{escape(choice)}</li>" for choice in state.get("_options_labels", ())) + "</ul>"


def _tick(state: Mapping[str, Any]) -> str:
    return f"<p>☐ {escape(state.get('description', ''))}</p>"


_READERS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "HTMLModel": lambda state: str(state.get("value", "")),
    "RadioButtonsModel": _choices,
    "CheckboxModel": _tick,
}
