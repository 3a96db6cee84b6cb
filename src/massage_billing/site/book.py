"""The book: the lessons and the chapters as pages that any web server can hold, by Sphinx with MyST-NB."""

import io
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from massage_billing.coursework.folders import made_whole
from massage_billing.coursework.sheets import clean
from massage_billing.site.still import still
from massage_billing.tables import load, packaged

MARK = ".massage-billing-site"  # a file by which a folder with a site is known
CHAPTERS = {"learners": "How to use the lessons", "instructors": "From a class list to marks"}
REST = ("CONTRIBUTING.md", "CHANGELOG.md")
CONFIG = {
    "project": "Massage billing",
    "html_title": "Massage billing",
    "extensions": ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"],
    "html_theme": "sphinx_book_theme",
    "html_static_path": ["_static"],
    "html_css_files": ["book.css"],
    "html_show_sourcelink": False,
    "html_copy_source": False,
    "nb_execution_mode": "off",  # run by us, so that widgets can be turned into pages
    "nb_remove_code_source": True,
    "nb_ipywidgets_js": {},  # no script of another host
    "autodoc_typehints": "description",
    "suppress_warnings": ["myst.xref_missing", "myst.header", "mystnb.unknown_mime_type"],
}


class SiteError(ValueError):
    """The site cannot be built; the message says what is missing or wrong."""


def build(out: Path, done: Callable[[str], None] = lambda _: None) -> None:
    """Write the book into a folder, whole or not at all.

    Args:
        out: the folder; a site that lies there is replaced, anything else is left alone.
        done: called with what is being made.

    Raises:
        SiteError: a part of the builder is missing, or a page cannot be built.
        FolderError: `out` holds something else.
        OSError: the folder cannot be written; what was there before is kept.
    """
    try:
        from sphinx.application import Sphinx  # noqa: PLC0415
    except ImportError:
        msg = 'The book needs one more part; install it with: pip install "massage-billing[site]".'
        raise SiteError(msg) from None
    with made_whole(out, MARK, "site") as making, tempfile.TemporaryDirectory() as folder:
        source, warned = Path(folder) / "source", io.StringIO()
        gather(source, done)
        done("the pages")
        app = Sphinx(
            source, None, making, Path(folder) / "doctrees", "html", CONFIG, status=None, warning=warned, parallel=1
        )
        app.build()
        if app.statuscode or warned.getvalue().strip():
            msg = f"A page of the book cannot be built: {clean(warned.getvalue().strip().splitlines()[0])}"
            raise SiteError(msg)
        (making / MARK).write_text("", encoding="utf-8")


def gather(source: Path, done: Callable[[str], None] = lambda _: None) -> None:
    """Lay the book's sources into a folder as they lie in the project: notebooks run once, chapters, tables, functions."""
    import nbformat  # noqa: PLC0415

    book = packaged("book")
    for part in ("book", "notebooks", "_static"):
        (source / part).mkdir(parents=True)
    shutil.copytree(book / "images", source / "book" / "images")
    shutil.copy(Path(__file__).with_name("book.css"), source / "_static")
    for name in CHAPTERS:
        shutil.copy(book / f"{name}.md", source / "book")
    for name in REST:
        text = (book.parent / name).read_text(encoding="utf-8")
        (source / name).write_text(re.sub(r"\]\((?:datasets|benchmarks|LICENSE)[^)]*\)", "]", text), encoding="utf-8")
    for row in (*load("lessons"), *(row for row in load("pages") if row["part"] == "look up")):
        done(row["title"])
        nbformat.write(still(packaged("notebooks") / f"{row['notebook']}.ipynb"), source / "notebooks" / f"{row['notebook']}.ipynb")
    (source / "sources.md").write_text(_sources(), encoding="utf-8")
    (source / "functions.md").write_text(FUNCTIONS, encoding="utf-8")
    (source / "index.md").write_text(_index(), encoding="utf-8")


FUNCTIONS = """# The functions

For those who look inside. Everything here is reached from `import massage_billing as mb`.

```{eval-rst}
.. automodule:: massage_billing
   :members:
   :imported-members:
```
"""


def _index() -> str:
    """Return the first page, with the way to all others."""
    lessons = "".join(f"- [{row['title']}](notebooks/{row['notebook']}.ipynb). {row['sentence']}\n" for row in load("lessons"))
    pages = [row["notebook"] for row in load("pages") if row["part"] == "look up"]
    trees = {
        "Lessons": [f"notebooks/{row['notebook']}" for row in load("lessons")],
        "Look things up": [*(f"notebooks/{page}" for page in pages), "sources"],
        "How to": [f"{title} <book/{name}>" for name, title in CHAPTERS.items()],
        "For maintainers": ["How to change it <CONTRIBUTING>", "functions", "What changed <CHANGELOG>"],
    }
    tree = "".join(
        f"```{{toctree}}\n:hidden:\n:caption: {caption}\n\n" + "\n".join(entries) + "\n```\n\n" for caption, entries in trees.items()
    )
    return (
        "# Massage billing\n\nLessons on billing insurance for US massage therapists. Read them here, or open them and answer.\n\n"
        f"{lessons}\nThis course teaches. It is not legal advice. CPT is a registered trademark of the American Medical "
        f"Association.\n\n{tree}"
    )


def _sources() -> str:
    """Return the bibliography: every source with its publisher, standing and dates."""
    rows = sorted(load("sources"), key=lambda row: row["short"].casefold())
    told = "".join(
        f"- **{row['short']}**: [{row['title']}]({row['url']}). {row['publisher']}. A {row['standing']} source, "
        f"{'issued ' + row['issued'] + ', ' if row['issued'] else ''}last checked {row['checked']}.\n"
        for row in rows
    )
    return f"# Sources\n\nEvery rule of the lessons rests on one of these. Issued and last checked are two different dates.\n\n{told}"
