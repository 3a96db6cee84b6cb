"""Print the questions that qti2txt reads from a QTI zip file, as JSON. A test runs this file with qti2txt on its path."""

import json
import sys
import tempfile
import zipfile
from pathlib import Path


def main(path: Path) -> None:
    """Read and print a quiz that text2qti wrote."""
    from qti2txt.parsers import XMLCanvasParser  # type: ignore[import-not-found]  # noqa: PLC0415
    from qti2txt.processors import NamespaceStripper  # type: ignore[import-not-found]  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(path) as archive:
            (name,) = (
                name for name in archive.namelist() if name.endswith(".xml") and name.count("text2qti_assessment") == 2
            )
            Path(folder, "quiz.xml").write_bytes(archive.read(name))
        NamespaceStripper().remove_namespace_from_file(Path(folder, "quiz.xml"), Path(folder, "plain.xml"))
        print(json.dumps(XMLCanvasParser(Path(folder, "plain.xml")).extract_question_details()))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
