"""The file field joins the pieces that the browser sends into complete files."""

from typing import Any

import pytest

from massage_billing.coursework.forms.file_drop import FileDrop


@pytest.fixture
def field() -> FileDrop:
    return FileDrop("Choose the files", accept=".json", multiple=True)


def deliver(field: FileDrop, *messages: tuple[dict[str, Any], bytes]) -> None:
    """Deliver messages as the browser sends them."""
    for message, data in messages:
        field._handle_custom_msg(message, [memoryview(data)] if data else [])


def begin(*names: str) -> tuple[dict[str, Any], bytes]:
    return {"kind": "begin", "names": list(names)}, b""


def piece(file: int, data: bytes) -> tuple[dict[str, Any], bytes]:
    return {"kind": "piece", "file": file}, data


END: tuple[dict[str, Any], bytes] = ({"kind": "end"}, b"")


def test_files_are_delivered_after_the_last_piece_arrives(field: FileDrop) -> None:
    received: list[list[tuple[str, bytes]]] = []
    field.on_files(received.append)
    deliver(field, begin("a.json", "empty.json", "b.json"), piece(0, b"on"), piece(0, b"e"), piece(2, b"\x00\xff"))
    assert received == []
    deliver(field, END)
    assert received == [[("a.json", b"one"), ("empty.json", b""), ("b.json", b"\x00\xff")]]


def test_choosing_again_discards_incomplete_files(field: FileDrop) -> None:
    received: list[list[tuple[str, bytes]]] = []
    field.on_files(received.append)
    deliver(field, begin("broken.json"), piece(0, b"half"), begin("a.json"), piece(0, b"one"), END)
    assert received == [[("a.json", b"one")]]


def test_an_unknown_message_is_ignored(field: FileDrop) -> None:
    field.on_files(lambda _: pytest.fail("nothing was sent"))
    deliver(field, ({"kind": "other"}, b""), ({}, b""))


def test_the_browser_gets_the_label_the_file_types_and_whether_several_files_are_allowed(field: FileDrop) -> None:
    state = field.get_state()
    assert (state["label"], state["accept"], state["multiple"]) == ("Choose the files", ".json", True)
    assert "render" in state["_esm"]
    assert ".mb-file-drop" in state["_css"]
