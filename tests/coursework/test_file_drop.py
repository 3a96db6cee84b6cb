"""The file field reassembles the pieces that the browser sends into complete files."""

from typing import Any

import pytest

from massage_billing.coursework.forms.file_drop import FileDrop


@pytest.fixture
def field() -> FileDrop:
    return FileDrop("Choose the files", accept=".json", multiple=True)


def arrive(field: FileDrop, *messages: tuple[dict[str, Any], bytes]) -> None:
    """Deliver messages as the browser sends them."""
    for message, data in messages:
        field._handle_custom_msg(message, [memoryview(data)] if data else [])


def begin(*names: str) -> tuple[dict[str, Any], bytes]:
    return {"kind": "begin", "names": list(names)}, b""


def piece(file: int, data: bytes) -> tuple[dict[str, Any], bytes]:
    return {"kind": "piece", "file": file}, data


END: tuple[dict[str, Any], bytes] = ({"kind": "end"}, b"")


def test_files_are_passed_on_once_the_last_piece_has_arrived(field: FileDrop) -> None:
    taken: list[list[tuple[str, bytes]]] = []
    field.on_files(taken.append)
    arrive(field, begin("a.json", "empty.json", "b.json"), piece(0, b"on"), piece(0, b"e"), piece(2, b"\x00\xff"))
    assert taken == []
    arrive(field, END)
    assert taken == [[("a.json", b"one"), ("empty.json", b""), ("b.json", b"\x00\xff")]]


def test_incomplete_files_are_discarded_by_the_next_choice(field: FileDrop) -> None:
    taken: list[list[tuple[str, bytes]]] = []
    field.on_files(taken.append)
    arrive(field, begin("broken.json"), piece(0, b"half"), begin("a.json"), piece(0, b"one"), END)
    assert taken == [[("a.json", b"one")]]


def test_a_message_of_another_kind_does_nothing(field: FileDrop) -> None:
    field.on_files(lambda _: pytest.fail("nothing was sent"))
    arrive(field, ({"kind": "other"}, b""), ({}, b""))


def test_the_browser_gets_the_label_the_kinds_and_whether_more_than_one_file_fits(field: FileDrop) -> None:
    state = field.get_state()
    assert (state["label"], state["accept"], state["multiple"]) == ("Choose the files", ".json", True)
    assert "render" in state["_esm"]
    assert ".mb-file-drop" in state["_css"]
