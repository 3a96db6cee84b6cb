"""Web pages from the templates of this folder, with every word that is put in escaped."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template


def rendered(template: str, **values: object) -> str:
    """Return a template of this folder with its words put in."""
    return _template(template).render(values)


@cache
def _template(name: str) -> Template:
    return Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True).get_template(name)
