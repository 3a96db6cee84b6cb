"""What holds for the package as a whole."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import massage_billing as mb
from massage_billing.tables import load

ROOT = Path(__file__).resolve().parents[1]


def test_importing_the_package_loads_neither_widgets_nor_pictures_nor_pandas() -> None:
    code = "import sys, massage_billing; print({'ipywidgets', 'matplotlib', 'pandas', 'numpy', 'IPython'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_paper_can_be_answered_in_a_browser_s_kernel() -> None:
    """There the standard library and ipywidgets are at hand, and nothing that is compiled or serves."""
    code = (
        "import sys, massage_billing.coursework.hand_in as one;"
        "print({'matplotlib', 'pandas', 'numpy', 'jupyterlab', 'jinja2', 'tornado.web', 'multiprocessing'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_wheel_carries_the_tables_the_lessons_and_the_extension(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        packed.extractall(tmp_path / "installed")
    shared = [name for name in names if "/share/jupyter/labextensions/massage-billing/" in name]
    own = {Path(name).name for name in shared if "/cards/" not in name}
    assert own == {"package.json", "remoteEntry.js", "lesson.css", "tables.css", "lessons.json"}
    cards = {Path(name).stem for name in shared if "/cards/" in name}
    assert cards == {row["subject"] for row in load("lessons")}, (
        "each lesson has a picture on its card: book/screenshots.py"
    )
    code = (
        "from pathlib import Path; import massage_billing as mb; from massage_billing.lessons.folder import prepare;"
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
        "glossary",
        "index",
        "instructors",
        "learners",
        "lessons",
        "maintainers",
        "school_server",
        "sources",
    ]
    pages = [f"{name}.md" for name in chapters]
    assert done.stdout.strip() == f"({{'97110': 2, '97140': 1}},) 11\nTrue\n{pages}"


def test_each_layer_knows_only_those_it_may(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == 0, capsys.readouterr().out


@pytest.mark.parametrize("tool", [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]], ids=" ".join)
def test_the_tools_have_nothing_to_say(tool: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'bill'"):
        mb.bill  # noqa: B018
