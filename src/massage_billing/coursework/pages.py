"""Web pages from the templates in this folder. Every value is escaped."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template


def rendered(template: str, **values: object) -> str:
    """Return a template of this folder, filled in with values."""
    return _template(template).render(values)


@cache
def _template(name: str) -> Template:
    return Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True).get_template(name)
