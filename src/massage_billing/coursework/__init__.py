"""Layer 5: what an instructor does."""

from importlib import import_module

# Handouts made by earlier versions import these names.
_EARLIER_NAMES = {"hand_in": "submission_widget"}


def __getattr__(name: str) -> object:
    if name in _EARLIER_NAMES:
        return import_module(f"{__name__}.{_EARLIER_NAMES[name]}")
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
