"""What holds for the package as a whole."""

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import massage_billing as mb

ROOT = Path(__file__).resolve().parents[1]


def test_importing_the_package_loads_neither_widgets_nor_pictures_nor_pandas() -> None:
    code = "import sys, massage_billing; print({'ipywidgets', 'matplotlib', 'pandas', 'numpy', 'IPython'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_each_layer_knows_only_those_it_may(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == 0, capsys.readouterr().out


@pytest.mark.parametrize("tool", [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]], ids=" ".join)
def test_the_tools_have_nothing_to_say(tool: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'bill'"):
        mb.bill  # noqa: B018
