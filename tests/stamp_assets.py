"""Name the folder of the JupyterLab extension's assets after a hash of them: `uv run python tests/stamp_assets.py`.

The URL of every asset contains that folder, so a browser never uses an older version from its cache.
"""

import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXTENSION = ROOT / "src" / "massage_billing" / "labextensions" / "massage-billing"
SCRIPT = "remoteEntry.js"


def content_hash(folder: Path) -> str:
    """Return a hash of a folder: ten hexadecimal digits that change with the name or content of any file in it."""
    digest = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name in sorted(files):
        data = files[name].read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:10]


def stamp(extension: Path = EXTENSION) -> Path:
    """Rename the folder of assets after its hash, update package.json, and return its new path."""
    package = extension / "package.json"
    text = package.read_bytes().decode()
    load = str(json.loads(text)["jupyterlab"]["_build"]["load"])
    folder = extension / Path(load).parent
    renamed = folder.with_name(content_hash(folder))
    if renamed != folder:
        folder.rename(renamed)
        new_load = renamed.relative_to(extension).joinpath(SCRIPT).as_posix()
        package.write_bytes(text.replace(json.dumps(load), json.dumps(new_load)).encode())
    return renamed


if __name__ == "__main__":
    stamp()
