"""Learning management systems (LMS) and quiz formats: one module each, found automatically."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from massage_billing.coursework.lms.format import Format


@cache
def formats() -> dict[str, Format]:
    """Return every format by name. A module of this package that defines FORMAT is one."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    found = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}
