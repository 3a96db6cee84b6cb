"""An installed distribution as a wheel of plain Python, for the kernel in a browser."""

import logging
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

OURS = "massage-billing"
# What the lessons and handouts need there; the rest of our requirements belongs to the machine of whoever builds and grades.
NEEDS = ("ipywidgets", "jinja2", "python-stdnum")
NOT_THERE = {"cli", "site", "labextensions", "book", "notebooks"}


def ours(folder: Path, package: Path, datasets: Path) -> Path:
    """Write the wheel of this package into `folder` and return its path.

    Args:
        folder: where the wheel goes.
        package: the folder of the package's modules.
        datasets: the folder of the tables.
    """
    files = [
        (f"massage_billing/{path.relative_to(package).as_posix()}", path)
        for path in package.rglob("*")
        if path.suffix in {".py", ".j2"} and path.relative_to(package).parts[0] not in NOT_THERE
    ]
    tables = [(f"massage_billing/datasets/{path.name}", path) for path in datasets.iterdir() if path.is_file()]
    return _packed(folder, OURS, [*files, *tables], NEEDS)


def pure(folder: Path, name: str, only: str) -> Path:
    """Write Python files of an installed distribution as a wheel, without its compiled part or what nothing here imports.

    Args:
        folder: where the wheel goes.
        name: of the distribution.
        only: which of its files, as a pattern of paths; one that fits none leaves a wheel with nothing in it.

    Raises:
        PackageNotFoundError: it is not installed.
    """
    files = [(path.as_posix(), Path(str(path.locate()))) for path in distribution(name).files or () if path.match(only)]
    return _packed(folder, name, files, ())


def _packed(folder: Path, name: str, files: Iterable[tuple[str, Path]], needs: Iterable[str]) -> Path:
    from wheel.wheelfile import WheelFile  # noqa: PLC0415  (comes with the extra "site")

    logging.getLogger("wheel").setLevel(logging.WARNING)  # it tells of each file
    version = distribution(name).version
    stem = f"{name.replace('-', '_')}-{version}"
    path = folder / f"{stem}-py3-none-any.whl"
    metadata = "".join(
        [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", *(f"Requires-Dist: {one}\n" for one in needs)]
    )
    with WheelFile(path, "w") as file:
        for place, source in sorted(files):
            file.write(str(source), place)
        file.writestr(f"{stem}.dist-info/METADATA", metadata)
        file.writestr(
            f"{stem}.dist-info/WHEEL",
            "Wheel-Version: 1.0\nGenerator: massage-billing\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
    return path
