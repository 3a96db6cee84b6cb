"""The package imports little, its wheel is complete, and its code contains no procedure codes."""

import ast
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import massage_billing as mb
from massage_billing.base import tables
from massage_billing.base.tables import Source, labextension_static
from massage_billing.questions.course import Lesson

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "massage_billing"
PROCEDURE_CODE = re.compile(r"\b9[79]\d{3}\b")


def test_importing_the_package_loads_no_large_libraries() -> None:
    code = "import sys, massage_billing; print({'ipywidgets', 'matplotlib', 'pandas', 'numpy', 'IPython'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_handout_needs_only_libraries_that_a_browser_kernel_has() -> None:
    """A kernel in a browser has the standard library and ipywidgets, but no compiled libraries and no servers."""
    code = (
        "import sys, massage_billing.coursework.submission_widget as one;"
        "print({'matplotlib', 'pandas', 'numpy', 'jupyterlab', 'jinja2', 'tornado.web', 'multiprocessing'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_wheel_contains_the_tables_the_lessons_and_the_extension(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        packed.extractall(tmp_path / "installed")
    shared = [name for name in names if "/share/jupyter/labextensions/massage-billing/" in name]
    own = {Path(name).name for name in shared if "/cards/" not in name}
    assert own == {"package.json", "remoteEntry.js", "lesson.css", "tables.css", "tokens.css", "lessons.json"}
    assert any(name.endswith(f"/massage-billing/static/{labextension_static().name}/remoteEntry.js") for name in shared)
    assert {f"massage_billing/static/{name}" for name in ("file_drop.js", "file_drop.css", "page.css")} <= set(names)
    cards = {Path(name).stem for name in shared if "/cards/" in name}
    assert cards == {f"{row.subject}_{look}" for row in tables.current(Lesson) for look in ("light", "dark")}, (
        "each lesson needs two pictures for its card: run book/screenshots.py"
    )
    code = (
        "from pathlib import Path; import massage_billing as mb; from massage_billing.lessons.workspace import prepare;"
        "print(mb.billings({'97110': 33, '97140': 7}), len(prepare(Path('learner')).placed)); "
        "from massage_billing.lessons.covered_entity import duties; print('Training' in duties.page(['covered'], [])); "
        "from massage_billing.site import book; book.gather(Path('source'), []); "
        "print(sorted(path.name for path in Path('source').rglob('*.md') if 'functions' not in path.parts))"
    )
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "installed")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    chapters = [
        "CHANGELOG",
        "CONTRIBUTING",
        "accessibility",
        "glossary",
        "index",
        "instructors",
        "learners",
        "lessons",
        "maintainers",
        "questions",
        "school_server",
        "sources",
    ]
    pages = [f"{name}.md" for name in chapters]
    assert done.stdout.strip() == f"({{'97110': 2, '97140': 1}},) 11\nTrue\n{pages}"


@pytest.mark.parametrize("layer", ["base", "rules", "questions"])
def test_the_first_three_layers_import_only_the_standard_library_and_stdnum(layer: str) -> None:
    allowed = {*sys.stdlib_module_names, "massage_billing", "stdnum"}
    found = set()
    for path in (PACKAGE / layer).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [name.name for name in node.names] if isinstance(node, ast.Import) else []
            found |= {f"{path.name} imports {name}" for name in names if name.partition(".")[0] not in allowed}
    assert found == set()


def strings(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line number and the value of each string in a module, except docstrings."""
    docstrings = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def test_the_search_finds_strings_but_not_docstrings() -> None:
    module = ast.parse('def f(x):\n    """As of 97124."""\n    return {"97140": f"{x} units of 97010"}')
    assert list(strings(module)) == [(3, "97140"), (3, " units of 97010")]


def test_procedure_codes_are_only_in_the_tables_and_the_question_banks() -> None:
    sources = {source.id for source in tables.history(Source)}
    found = [
        f"{path.relative_to(PACKAGE).as_posix()}:{line}: {text[:80]!r}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if not path.is_relative_to(PACKAGE / "questions" / "banks")
        for line, text in strings(ast.parse(path.read_text(encoding="utf-8")))
        if PROCEDURE_CODE.search(text) and text not in sources
    ]
    assert found == []


def public_functions(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the place and the docstring of each public function in a folder's modules."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{path.relative_to(PACKAGE).as_posix()}:{node.name}", ast.get_docstring(node) or ""


def test_every_public_name_and_every_rule_has_an_example_that_doctest_runs() -> None:
    names = [f"mb.{name}" for name in mb.__all__ if ">>> " not in (getattr(mb, name).__doc__ or "")]
    rules = [place for place, docstring in public_functions(PACKAGE / "rules") if ">>> " not in docstring]
    assert names + rules == []


def test_an_unknown_name_raises_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'bill'"):
        mb.bill  # noqa: B018


def test_completion_offers_the_public_names_before_they_are_loaded() -> None:
    code = "import massage_billing as mb; print(set(mb.__all__) <= set(dir(mb)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
