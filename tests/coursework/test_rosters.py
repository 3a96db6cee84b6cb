"""Class lists are read as schools export them, and a class list that cannot be used is reported."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massage_billing.coursework.rosters import RosterError, file_name, read_roster

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Unit 1 (881)\n"
    "    Points Possible,,,,,10\n"
    '"Example, Ann",1001,a1,ann,Massage 101,9\n'
    '"Sample, Ben",1002,b2,ben,Massage 101,\n'
    '"Student, Test",9999,,,Massage 101,\n'
)
MOODLE = (
    "First name,Last name,ID number,Institution,Department,Email address,Course total (Real)\n"
    "Ann,Example,a1,,,ann@example.org,9\n"
    "Ben,Sample,,,,ben@example.org,-\n"
)


def roster(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "class.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("id,name\na1,Ann Example\nb2,Ben Sample\n", "plain", [("a1", "Ann Example"), ("b2", "Ben Sample")]),
        ("Name,ID\r\nAnn Example,a1\r\n", "plain", [("a1", "Ann Example")]),
        (CANVAS, "canvas", [("1001", "Example, Ann"), ("1002", "Sample, Ben")]),
        (CANVAS.replace("SIS User ID,SIS Login ID,", ""), "canvas", None),
        (MOODLE, "moodle", [("a1", "Ann Example"), ("ben@example.org", "Ben Sample")]),
        (MOODLE.replace("Last name", "Surname"), "moodle", [("a1", "Ann Example"), ("ben@example.org", "Ben Sample")]),
        ("First name,Last name,Email address,Groups\nAnn,Example,ann@example.org,\n", "moodle", [("ann@example.org", "Ann Example")]),
    ],
)  # fmt: skip
def test_each_kind_of_class_list_is_recognized_by_its_header(
    tmp_path: Path, text: str, kind: str, expected: list[tuple[str, str]] | None
) -> None:
    found = read_roster(roster(tmp_path, text))
    assert found.kind == kind
    if expected is not None:
        assert [(student.ident, student.name) for student in found.students] == expected
    assert found.notes == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_names_with_accents_are_read_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    found = read_roster(roster(tmp_path, "id,name\na1,Zoë Muñoz\n".encode(encoding)))
    assert found.students[0].name == "Zoë Muñoz"
    assert bool(found.notes) == (encoding == "latin-1")
    assert all("read as Latin-1" in note for note in found.notes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "class.csv is empty"),
        ("id,name\n", "has a header but no students"),
        ("id,name\na1,Ann\n,Ben\n", "class.csv, row 3: The ID is missing"),
        ("id,name\na1,Ann\nb2,Ben\na1,Cleo\n", "class.csv, rows 2 and 4: The ID 'a1' appears twice."),
        ("a,b\n1,2\n", "has the columns a, b. A class list needs the columns id and name"),
        (b"id,name\n\0", "is not a CSV file"),
    ],
)
def test_a_class_list_that_cannot_be_used_is_reported_in_one_sentence(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(RosterError, match=message):
        read_roster(roster(tmp_path, text))


def test_a_missing_file_is_reported_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"missing\.csv cannot be read: No such file"):
        read_roster(tmp_path / "missing.csv")


@settings(max_examples=300)
@given(st.text(min_size=1, max_size=100), st.text(min_size=1, max_size=100))
def test_a_file_name_is_safe_and_unique(one: str, other: str) -> None:
    for ident in (one, other, "../../etc/passwd", "C:\\temp", "con", "a\nb", "..", "-", "Ann", "ann"):
        name = file_name(ident)
        assert name == Path(name).name
        assert name.strip(". ")
        assert all(character.isascii() and (character.isalnum() or character in "-_") for character in name)
        assert name.casefold() not in {"con", "prn", "aux", "nul"}
    if one != other:
        assert file_name(one).casefold() != file_name(other).casefold()
