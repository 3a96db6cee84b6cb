"""The class report is a single web page, and the text describes every figure in it."""

import re
from pathlib import Path

import pytest

from coursework_helpers import graded_class
from massage_billing.cli import main
from massage_billing.coursework import report, report_figures
from massage_billing.coursework.analytics import ReportError
from massage_billing.coursework.example_class import example


def test_a_report_is_one_page_that_describes_every_figure_in_words(tmp_path: Path) -> None:
    out = graded_class(tmp_path, 12, 9, 6, 3, 1)
    report.write(out, out / "report.html")
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "<title>Class report: Example class</title>" in page
    assert "Example class: 5 of 5 students submitted." in page
    assert re.findall(r"<script|<link|https?://", page) == []
    images = re.findall(r"<svg [^>]*>", page)
    assert len(images) == 2  # no student made a common mistake
    assert all(re.search(r'aria-label="[^"]{40,}"', image) for image in images)
    assert "In [" not in page


def test_each_figure_of_the_example_has_its_description_in_the_page() -> None:
    for shown in (
        report_figures.grades(example()),
        report_figures.questions(example()),
        report_figures.common_mistakes(example()),
    ):
        assert shown.text in shown.html.replace("&#x27;", "'")


def test_a_class_without_students_gets_a_report(tmp_path: Path) -> None:
    out = graded_class(tmp_path)
    (tmp_path / "in" / "x.txt").write_text("nothing", encoding="utf-8")
    found = report.results_of(str(out))
    assert "0 of 0 students submitted" in report.headline(found).text
    for part in (report_figures.grades, report_figures.questions, report.questions, report.trust, report_figures.common_mistakes,
                 report.common_mistakes, report.teach_again, report.work, report.shared_mistakes):  # fmt: skip
        assert part(found).text


def test_student_names_are_escaped_in_the_table_of_shared_mistakes(tmp_path: Path) -> None:
    found = report.results_of(str(graded_class(tmp_path, 1, 1, 1, 1)))
    assert "<b>" not in report.shared_mistakes(found).html


def test_a_report_that_fails_keeps_the_last_page(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("last", encoding="utf-8")
    with pytest.raises(ReportError, match="is not a folder of results"):
        report.write(tmp_path, tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "last"


def test_a_page_that_cannot_be_written_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = graded_class(tmp_path, 1)
    page = tmp_path / "in" / "s0.json" / "report.html"  # a path below a file
    assert main(["report", str(out), "--out", str(page)]) == 2
    assert capsys.readouterr().err.startswith(f"massage-billing: {page} cannot be written: ")
