"""Keep phrases that read like a translation out of everything a person reads; each has a replacement.

The list is short on purpose. It has phrases that were common in this project and are wrong in every context. For what to write
instead, see "How text is written" in CONTRIBUTING.md.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
INSTEAD = {
    r"known mistake": "Common mistake",
    r"(?:✘|>|\") ?not yet\.": "Not quite.",
    r"that holds?\b[.,:;]": "that is correct, or that applies",
    r"choose the one answer": "Choose the correct answer.",
    r"\btick (?:all|every|everything|the|those|what)\b|\bticked\b|boxes to tick": "check, check box",
    r"\bhow hard\b": "Difficulty",
    r"\bpractis(?!e/|e\b[\"']|ed = )": "practice, practiced, practicing",
    r"(?<![.\"'])\b(?:licenc|colour|recognis|behaviour|judgement|cancelled|e-mail)": "the US spelling: license, color, recognize, email",
    r"least sure first": "weakest first",
    r"words of the trade": "Glossary",
    r"the course text": "the 2013 articles, or What has changed since 2013",
    r"workshop back": "shows the code behind this page",
    r"kinds of no\b": 'Reasons for "no"',
    r"slips? of the pen": "a typo",
    r"\bto mend\b|\bmended\b": "fix, correct",
    r"\bhand-ins?\b(?!-)": "submission",
    r"\bhanded in\b": "submitted",
    r"client's percent": "coinsurance",
    r"left of the deductible": "deductible remaining",
    r"(?<!reference )(?<!of the )\bcall number": "call reference number",
    r"\byardstick": "benefit standard",
    r"is there twice": "is already registered, appears more than once",
    r"(?<!there )\b(?:is|it's|are) no (?:form|handout|folder|file|json|number|notebook|code)\b": "is not a …",
    r"\b(?:minutes|visit|day|date) (?:lies|lie|stands) in\b": "falls in, is",
    r"where (?:the|a) class stands": "class results",
    r"\b(?:is|not) known here\b": "this table starts on …, so it cannot answer for …",
}
PATTERN = re.compile("|".join(f"({pattern})" for pattern in INSTEAD), re.IGNORECASE)
SUFFIXES = {
    ".py",
    ".md",
    ".csv",
    ".ipynb",
    ".js",
    ".mjs",
    ".ts",
    ".html",
    ".j2",
    ".css",
    ".toml",
    ".yml",
    ".yaml",
    ".cff",
    ".json",
}
SKIPPED = {"node_modules", "samples", "labextensions", ".venv", "screenshots", "package-lock.json", Path(__file__).name}


def pages() -> list[Path]:
    """Return every file that has text for readers."""
    folders = ["src", "tests", "notebooks", "datasets", "book", "js", "benchmarks", ".github", ".ci"]
    found = [path for folder in folders for path in (ROOT / folder).rglob("*")] + list(ROOT.glob("*.*"))
    return sorted(
        path for path in found if path.suffix in SUFFIXES and SKIPPED.isdisjoint(path.relative_to(ROOT).parts)
    )


def lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each line with its place, and the lines of a notebook's cells."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        yield from ((str(number), line) for number, line in enumerate(text.splitlines(), start=1))
        return
    for cell in json.loads(text)["cells"]:
        shown = [
            cell["source"],
            *(out.get("text", "") or out.get("data", {}).get("text/plain", "") for out in cell.get("outputs", [])),
        ]
        yield from ((f"cell {cell['id']}", line) for part in shown for line in "".join(part).splitlines())


def complaints(place: str, line: str) -> Iterator[str]:
    """Yield a sentence for each phrase in a line that has a better wording."""
    for match in PATTERN.finditer(line):
        instead = list(INSTEAD.values())[(match.lastindex or 1) - 1]
        yield f"{place}: “{match[0]}”. Write: {instead}."


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_phrase_reads_like_a_translation(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    found = [one for place, line in lines(path) for one in complaints(f"{name}, {place}", line)]
    assert not found, "\n".join(found)


def test_the_message_names_the_place_and_the_replacement() -> None:
    assert list(complaints("a.md, 3", "Tick what applies.")) == ["a.md, 3: “Tick what”. Write: check, check box."]
    assert not list(complaints("a.md, 3", "Choose the correct answer."))
