"""A notebook that a command runs prints nothing to the terminal."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from coursework_helpers import graded_class
from massage_billing.coursework import report
from massage_billing.site.static_lessons import static_lesson

# The libraries of a kernel can print straight to the terminal where the kernel was started.
PRINTS_TO_TERMINAL = """import os, sys
for number, stream in ((1, sys.stdout), (2, sys.stderr)):
    os.write(getattr(stream, "_original_stdstream_copy", number), b"Assertion failed")
"""


def write_report(notebook: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "NOTEBOOK", notebook)
    report.write(graded_class(folder), folder / "report.html")
    assert "text of the lesson" in (folder / "report.html").read_text(encoding="utf-8")


def make_static_page(notebook: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del folder, monkeypatch
    assert "text of the lesson" in str(static_lesson(notebook))


@pytest.mark.parametrize("run", [write_report, make_static_page])
def test_a_kernel_prints_nothing_to_the_terminal(
    run: Callable[[Path, Path, pytest.MonkeyPatch], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    notebook = tmp_path / "noisy.ipynb"
    cells = [
        nbformat.v4.new_code_cell(PRINTS_TO_TERMINAL, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell('"text of the lesson"'),
    ]
    language = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=language), notebook)
    run(notebook, tmp_path, monkeypatch)
    assert capfd.readouterr() == ("", "")
