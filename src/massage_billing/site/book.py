"""The book: lessons and chapters as static pages, built by Sphinx with MyST-NB."""

import io
import os
import pkgutil
import re
import shutil
from collections.abc import Iterable
from html import escape
from importlib import import_module
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import massage_billing
from massage_billing.base.files import printable
from massage_billing.base.tables import Source, current, labextension_static, packaged
from massage_billing.base.text import us_date
from massage_billing.coursework.preview import preview
from massage_billing.questions.course import Lesson, Term
from massage_billing.questions.registry import families

REST = ("CONTRIBUTING.md", "CHANGELOG.md")  # chapters at the top of the project
# The reference has a page for each subject of the course, and one for the shared modules of each layer.
LAYERS = MappingProxyType(
    {
        "base": "Tables, files, and text", "rules": "Other rules", "questions": "Questions", "lessons": "Parts of a lesson",
        "coursework": "Coursework", "site": "The website",
    }
)  # fmt: skip
SUBJECT_OF = MappingProxyType({"rules.npi": "covered_entity"})  # modules that do not have the name of their subject
NOT_A_PAGE = ("00_start_here", "glossary")  # the book has a first page and a glossary of its own
TERM_LINK = r"\[([^]]+)\]\(glossary\.ipynb#([^)]+)\)"
NO_CODE = ("labextensions", "static", "book", "datasets", "notebooks", "*.md")  # what a wheel contains besides modules
CONTENTS = "```{contents}\n:local:\n:depth: 1\n:backlinks: none\n```"  # links to the parts of a lesson
STEP = '<hr class="mb-step">'
TITLE = "Massage billing"
CONFIG: dict[str, Any] = {
    "project": TITLE,
    "author": "The massage-billing maintainers",
    "copyright": "the massage-billing maintainers. Texts under CC BY 4.0, code under MIT",
    "html_title": TITLE,
    "language": "en",
    "extensions": ["myst_nb", "sphinx_design", "sphinx.ext.autodoc", "sphinx.ext.napoleon"],
    "html_theme": "sphinx_book_theme",
    "html_theme_options": {
        "use_download_button": False, "use_fullscreen_button": False, "use_source_button": False,
        "show_toc_level": 2, "home_page_in_toc": True, "navbar_persistent": [],
    },
    "html_context": {"default_mode": "auto"},
    "html_favicon": "_static/favicon.svg",
    "exclude_patterns": ["lessons.md"],  # the first page includes it
    "html_static_path": ["_static"],
    "html_css_files": ["tokens.css", "tables.css", "book.css"],
    "html_js_files": ["book.js"],
    "html_show_sourcelink": False,
    "html_copy_source": False,
    "html_show_sphinx": False,
    "myst_enable_extensions": ["colon_fence"],
    "myst_heading_anchors": 3,
    "nb_execution_mode": "off",  # static_lessons.py has run the lessons, and turned their widgets into HTML
    "nb_remove_code_source": True,
    "nb_ipywidgets_js": {},  # load no script from another host
    "autodoc_typehints": "description",
    "autodoc_use_type_comments": False,  # we have none, and looking for them takes a tenth of the time
    "autodoc_member_order": "bysource",
    "autodoc_mock_imports": ["distributed", "papermill", "pingouin", "text2qti"],
    "add_module_names": False,
    "suppress_warnings": ["mystnb.unknown_mime_type"],
}  # fmt: skip


class BookError(ValueError):
    """A page of the book cannot be built; the message says which and why."""


def build(out: Path, notebooks: Iterable[Path], work: Path) -> None:
    """Write the book into a folder.

    Args:
        out: the folder to write.
        notebooks: the lessons and the reference pages, as the book shows them.
        work: a folder for temporary files.

    Raises:
        BookError: a page cannot be built.
        OSError: a folder cannot be written.
    """
    from sphinx.application import Sphinx  # noqa: PLC0415  (comes with the extra "site")
    from sphinx.util.docutils import docutils_namespace  # noqa: PLC0415

    # MyST-NB makes a folder of its own beside what it writes, so it writes into `work`.
    source, html, warnings = work / "source", work / "html", io.StringIO()
    gather(source, notebooks)
    with docutils_namespace():
        app = Sphinx(
            source, None, html, work / "doctrees", "html", CONFIG, status=None, warning=warnings, parallel=os.cpu_count() or 1,
        )  # fmt: skip
        app.build()
    found = re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()).strip()
    if app.statuscode or found:
        msg = f"A page of the book cannot be built: {printable(found.splitlines()[0])}"
        raise BookError(msg)
    for left_over in [html / ".buildinfo", html / "objects.inv", *(html / "_static").glob("*macros.html")]:
        left_over.unlink(missing_ok=True)
    shutil.rmtree(html / "_sources", ignore_errors=True)
    shutil.copytree(html, out, dirs_exist_ok=True)


def gather(source: Path, notebooks: Iterable[Path]) -> None:
    """Write what Sphinx reads into a folder: chapters, lessons, pages made from tables, and code to quote.

    Args:
        source: the folder to write.
        notebooks: as for `build`.

    Raises:
        OSError: the folder cannot be written.
    """
    book, package = packaged("book"), Path(massage_billing.__file__).parent
    for part in ("notebooks", "_static", "functions"):
        (source / part).mkdir(parents=True)
    for part in ("images", "server"):
        shutil.copytree(book / part, source / part)
    shutil.copytree(package, source / "src" / "massage_billing", ignore=shutil.ignore_patterns("__pycache__", *NO_CODE))
    for name in ("book.css", "book.js", "favicon.svg"):
        shutil.copy(Path(__file__).with_name(name), source / "_static")
    static = labextension_static()
    for name in ("tokens.css", "tables.css"):
        shutil.copy(static / name, source / "_static")
    shutil.copytree(static / "cards", source / "images" / "cards")
    for path in [*book.glob("*.md"), *(book.parent / name for name in REST)]:
        (source / path.name).write_text(_chapter(path.read_text(encoding="utf-8")), encoding="utf-8")
    for path in notebooks:
        (source / "notebooks" / path.name).write_text(_lesson(path), encoding="utf-8")
    pages = {
        "glossary": _glossary(),
        "sources": _sources(),
        "questions": _questions(),
        "lessons": _lessons(),
    } | _reference()
    for name, text in pages.items():
        (source / f"{name}.md").write_text(text, encoding="utf-8")


def _chapter(text: str) -> str:
    """Return a chapter with its links changed to those of the book, without links to files that are not in the book."""
    text = text.replace("](../", "](").replace("](book/", "](").replace("notebooks/glossary.ipynb", "glossary.md")
    return re.sub(r"\[([^]]*)\]\((?:datasets|benchmarks|src|tests|LICENSE)[^)]*\)", r"\1", text)


def _lesson(path: Path) -> str:
    """Return a notebook with its links changed to those of the book. A lesson also gets its parts and a link to its practice view."""
    import nbformat  # noqa: PLC0415

    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = _with_terms(cell.source)
    lesson = next((row for row in current(Lesson) if row.notebook == path.stem), None)
    if lesson:
        parts = show_parts(notebook.cells)
        title, _, rest = notebook.cells[0].source.partition("\n")
        address = f"../practise/lab/index.html?path={escape(path.name)}"
        link = f'<p><a class="mb-open-practice" href="{address}">Practice this in your browser</a></p>'
        about = f"About {lesson.minutes} minutes, in {parts} parts:"
        notebook.cells[0].source = f"{title}\n\n{link}\n\n{about}\n\n{CONTENTS}\n\n{rest}"
    return str(nbformat.writes(notebook))


def show_parts(cells: Iterable[Any]) -> int:
    """Number the headings of a lesson's parts, mark where each further step begins, and return how many parts there are.

    Args:
        cells: the cells of the lesson, whose tags "part" and "step" say where each begins.
    """
    number = 0
    for cell in cells:
        tags = cell["metadata"].get("tags", ())
        if "part" in tags:
            number += 1
            cell["source"] = re.sub("^## ", f"## Part {number}: ", cell["source"], count=1, flags=re.MULTILINE)
        elif "step" in tags:
            cell["source"] = f"{STEP}\n\n{cell['source']}"
    return number


def _with_terms(text: str) -> str:
    """Return Markdown with its links to the glossary notebook as roles, which Sphinx links to the book's glossary.

    >>> _with_terms("Your [units](glossary.ipynb#unit) go on the claim.")
    'Your {term}`units <unit>` go on the claim.'
    """
    terms = {term_slug(row.term): row.term for row in current(Term)}
    return re.sub(TERM_LINK, lambda found: f"{{term}}`{found[1]} <{terms[found[2]]}>`", text)


def term_slug(term: str) -> str:
    """Return the anchor of a glossary term, for links.

    >>> term_slug("workers' compensation")
    'workers-compensation'
    """
    return re.sub("[^a-z0-9]+", "-", term.lower()).strip("-")


def _lessons() -> str:
    """Return a card for each lesson, which the first page includes."""
    cards = "".join(
        f":::{{grid-item-card}} {row.title}\n:link: notebooks/{row.notebook}\n:link-type: doc\n"
        f":img-top: images/cards/{row.subject}_light.png\n\n"
        f"{row.sentence}\n\nAbout {row.minutes} minutes. {row.needs}\n:::\n\n"
        for row in current(Lesson)
    )
    return f"# Lessons\n\n::::{{grid}} 1 2 2 2\n:gutter: 3\n\n{cards}::::\n"


def _glossary() -> str:
    """Return the glossary page. The `term` roles link to it."""
    titles = {row.notebook: row.title for row in current(Lesson)}
    terms = "".join(f"{row.term}\n    {row.meaning} (Lesson: {titles[row.lesson]}.)\n\n" for row in current(Term))
    return f"# Glossary\n\n```{{glossary}}\n{terms}```\n"


def _sources() -> str:
    """Return the bibliography: every source with its publisher, standing, and dates."""
    rows = sorted(current(Source), key=lambda row: row.short.casefold())
    listed = "".join(
        f"- **{row.short}**: [{row.title}]({row.url}). {row.publisher}. {row.standing.capitalize()} source, "
        f"{f'issued {us_date(row.issued)}, ' if row.issued else ''}last checked {us_date(row.checked)}.\n"
        for row in rows
    )
    return f"# Sources\n\nEvery rule in the lessons comes from one of these sources.\n\n{listed}"


def _questions() -> str:
    """Return a page with examples of each question family, for instructors."""
    text = [
        "# Questions\n\nEach kind of question, with examples, the key, and what it measures. In JupyterLab, the page “Make an assignment” "
        "shows more examples.\n"
    ]
    for row in current(Lesson):
        text.append(f"## {row.title}\n\n```{{raw}} html\n")
        for found in families(row.subject):
            text.append(f"<details><summary>{escape(found.name)}</summary>{preview(found.name).html}</details>\n")
        text.append("```\n\n")
    return "".join(text)


def _reference() -> dict[str, str]:
    """Return the pages of the reference: the public names, each subject of the course, and the shared modules of each layer."""
    titles = {row.subject: row.title for row in current(Lesson)} | dict(LAYERS)
    modules: dict[str, list[str]] = {name: [] for name in titles}
    for layer in LAYERS:
        package = import_module(f"massage_billing.{layer}")
        for module in [package.__name__, *_modules_in(package)]:
            modules[_subject_of(module) or layer].append(module)
    pages = {f"functions/{name}": _about(titles[name], inside) for name, inside in modules.items() if inside[1:]}
    listed = "\n".join(f"- [{titles[name]}]({name}.md)" for name, inside in modules.items() if inside[1:])
    names = "\n".join(
        f".. auto{'class' if isinstance(getattr(massage_billing, name), type) else 'function'}:: massage_billing.{name}"
        for name in massage_billing.__all__
    )
    pages["functions/index"] = (
        "# Reference\n\nThese are the names that most programs need: `import massage_billing as mb`. "
        f"Everything else is listed by subject:\n\n{listed}\n\n## Public names\n\n```{{eval-rst}}\n{names}\n```\n"
    )
    return pages


def _modules_in(package: ModuleType) -> list[str]:
    return sorted(found.name for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))


def _subject_of(module: str) -> str:
    """Return the subject that a module belongs to, or "" if several subjects share it.

    >>> _subject_of("massage_billing.rules.codes"), _subject_of("massage_billing.rules.npi"), _subject_of("massage_billing.base.text")
    ('codes', 'covered_entity', '')
    """
    parts = module.split(".")
    own = (row.subject for row in current(Lesson) if row.subject in parts)
    return next(own, SUBJECT_OF.get(".".join(parts[1:]), ""))


def _about(title: str, modules: Iterable[str]) -> str:
    """Return a page with the public names of some modules."""
    sections = "".join(
        f"## {module.removeprefix('massage_billing.')}\n\n```{{eval-rst}}\n.. automodule:: {module}\n   :members:\n   :noindex:\n```\n\n"
        for module in modules
    )
    return f"# {title}: reference\n\n{sections}"
