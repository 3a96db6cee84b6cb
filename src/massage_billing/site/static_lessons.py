"""Lessons as pages without a kernel: each lesson is run once, and its widgets become HTML."""

import json
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from massage_billing.lessons.question_card import exhibit_html
from massage_billing.lessons.workspace import shipped
from massage_billing.questions.model import Prompt

VIEW = "application/vnd.jupyter.widget-view+json"
LAST_CELL = "from massage_billing.site import static_lessons\n\nprint(static_lessons.shown())"
TIMEOUT = 300  # seconds for one cell
# The browser's kernel has a different name than a learner's own. With the wrong name, JupyterLab would ask for a kernel.
IN_BROWSER = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}

States = Mapping[str, Mapping[str, Any]]


def shown() -> str:
    """Return, in the kernel of a lesson that has run, the state of its widgets as JSON."""
    import ipywidgets  # noqa: PLC0415

    return json.dumps(ipywidgets.Widget.get_manager_state()["state"])


def static_lesson(path: Path) -> Any:
    """Run a lesson and return it as a notebook that shows its first state as HTML, without widgets.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell fails.
    """
    import nbformat  # noqa: PLC0415  (comes with the extra "site")
    from nbclient import NotebookClient  # noqa: PLC0415

    from massage_billing.coursework.kernel import Kernel  # noqa: PLC0415

    notebook = nbformat.reads(json.dumps(shipped(path)), as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(LAST_CELL))
    client = NotebookClient(
        notebook, timeout=TIMEOUT, kernel_name="python3", store_widget_state=False,
        kernel_manager_class=Kernel,
    )  # fmt: skip
    client.execute(cleanup_kc=True)
    page = _Page(json.loads("".join(output.text for output in notebook.cells.pop().outputs)))
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [page.output(output) for output in cell.outputs if output.output_type != "stream"]
            cell.metadata.trusted = (
                True  # JupyterLab removes SVG figures and styles from notebooks that are not trusted
            )
    notebook.metadata.kernelspec = IN_BROWSER
    return notebook


class _Page:
    """The widgets of one lesson."""

    def __init__(self, states: States) -> None:
        self.states = states

    def output(self, output: Any) -> Any:
        """Return an output with its widget, if it has one, as HTML."""
        import nbformat  # noqa: PLC0415

        view = output.get("data", {}).get(VIEW)
        if view is None:
            return output
        html = f'<div class="mb-still">{self.html(view["model_id"])}</div>'
        return nbformat.v4.new_output("display_data", {"text/html": html})

    def html(self, ident: str) -> str:
        """Return what a widget shows as HTML: text, figures, and the choices of a question, but no other controls."""
        ident = ident.removeprefix("IPY_MODEL_")
        found = self.states.get(ident, {})
        state = found.get("state", {})
        if self._hidden(state.get("layout", "")):
            return ""
        reader = _READERS.get(found.get("model_name", ""))
        inside = reader(state) if reader else "".join(map(self.html, state.get("children", ())))
        if not inside:
            return ""
        return f'<div class="{" ".join(state.get("_dom_classes", ()))}">{inside}</div>'

    def _hidden(self, layout: str) -> bool:
        state = self.states.get(layout.removeprefix("IPY_MODEL_"), {}).get("state", {})
        return bool(state.get("display") == "none" or state.get("visibility") == "hidden")


def _choices(state: Mapping[str, Any]) -> str:
    return "<ul>" + "".join(f"<li>{escape(str(choice))}</li>" for choice in state.get("_options_labels", ())) + "</ul>"


def _check_box(state: Mapping[str, Any]) -> str:
    return f"<p>☐ {escape(state.get('description', ''))}</p>"


def _anywidget(state: Mapping[str, Any]) -> str:
    """Return the question of a card, with its choices, or the text alternative of a picture."""
    shown = state.get("shown")
    if not shown:
        return ""
    if "picture" in shown:
        lines = "".join(f"<li>{escape(line)}</li>" for line in shown["lines"])
        return f'<div class="mb-as-text"><p><strong>{escape(shown["title"])}</strong></p><ol>{lines}</ol></div>'
    prompt = Prompt.from_json(shown["prompt"])
    choices = "".join(f"<li>{escape(str(choice))}</li>" for choice in _offered(prompt.payload))
    return f'<div class="mb-card"><p class="mb-prompt">{escape(prompt.text)}</p>{exhibit_html(prompt.exhibit)}<ul>{choices}</ul></div>'


def _offered(payload: Mapping[str, Any]) -> list[object]:
    return list(payload.get("choices") or payload.get("cards") or payload.get("codes", {}).values())


_READERS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "AnyModel": _anywidget,
    "HTMLModel": lambda state: str(state.get("value", "")),
    "RadioButtonsModel": _choices,
    "CheckboxModel": _check_box,
}
