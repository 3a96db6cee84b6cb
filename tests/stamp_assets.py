"""Name the folder of the JupyterLab extension's assets after their content. `uv run python tests/stamp_assets.py`.

Every asset has that folder in its URL, so a browser never uses an older version from its cache.
"""

import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXTENSION = ROOT / "src" / "massage_billing" / "labextensions" / "massage-billing"
SCRIPT = "remoteEntry.js"


def content_hash(folder: Path) -> str:
    """Return ten hexadecimal digits that change with the name or the bytes of any file in a folder."""
    digest = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name in sorted(files):
        data = files[name].read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:10]


def stamp(extension: Path = EXTENSION) -> Path:
    """Rename the folder of the assets after its content, name it in package.json, and return it."""
    package = extension / "package.json"
    text = package.read_bytes().decode()
    load = str(json.loads(text)["jupyterlab"]["_build"]["load"])
    folder = extension / Path(load).parent
    named = folder.with_name(content_hash(folder))
    if named != folder:
        folder.rename(named)
        new = named.relative_to(extension).joinpath(SCRIPT).as_posix()
        package.write_bytes(text.replace(json.dumps(load), json.dumps(new)).encode())
    return named


if __name__ == "__main__":
    stamp()
