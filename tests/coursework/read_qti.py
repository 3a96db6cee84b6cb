"""Print what qti2txt reads in a QTI zip, as JSON. It runs by itself, since qti2txt lies in a folder of its own."""

import json
import sys
import tempfile
import zipfile
from pathlib import Path


def main(place: Path) -> None:
    """Read a quiz that text2qti made."""
    from qti2txt.parsers import XMLCanvasParser  # type: ignore[import-not-found]  # noqa: PLC0415
    from qti2txt.processors import NamespaceStripper  # type: ignore[import-not-found]  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(place) as packed:
            (name,) = (
                name for name in packed.namelist() if name.endswith(".xml") and name.count("text2qti_assessment") == 2
            )
            Path(folder, "quiz.xml").write_bytes(packed.read(name))
        NamespaceStripper().remove_namespace_from_file(Path(folder, "quiz.xml"), Path(folder, "plain.xml"))
        print(json.dumps(XMLCanvasParser(Path(folder, "plain.xml")).extract_question_details()))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
