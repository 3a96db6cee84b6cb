"""A notebook that a command runs says nothing at the terminal of the person who gave the command."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from massage_billing.coursework import report
from massage_billing.site.static_lessons import static_lesson
from paperwork import graded

# What a kernel's own libraries say goes past its cells to where the kernel was started.
NOISY = """import os, sys
for number, stream in ((1, sys.stdout), (2, sys.stderr)):
    os.write(getattr(stream, "_original_stdstream_copy", number), b"Assertion failed")
"""


def reported(notebook: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "NOTEBOOK", notebook)
    report.write(graded(folder), folder / "report.html")
    assert "words of the lesson" in (folder / "report.html").read_text(encoding="utf-8")


def shown_statically(notebook: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del folder, monkeypatch
    assert "words of the lesson" in str(static_lesson(notebook))


@pytest.mark.parametrize("run", [reported, shown_statically])
def test_a_kernel_writes_nothing_at_the_terminal(
    run: Callable[[Path, Path, pytest.MonkeyPatch], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    notebook = tmp_path / "noisy.ipynb"
    cells = [
        nbformat.v4.new_code_cell(NOISY, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell('"words of the lesson"'),
    ]
    language = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=language), notebook)
    run(notebook, tmp_path, monkeypatch)
    assert capfd.readouterr() == ("", "")
