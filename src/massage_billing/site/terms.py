"""In the book, the first use of each word of the trade on a page leads to the glossary. A Sphinx extension."""

import re
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from massage_billing.base.tables import current
from massage_billing.questions.course import Term

# Where a link would be a nuisance or would change what the words are.
NOT_IN = (
    nodes.title,
    nodes.reference,
    nodes.literal,
    nodes.literal_block,
    nodes.caption,
    nodes.raw,
    addnodes.pending_xref,
)
WITHOUT = ("index", "glossary", "sources", "CHANGELOG", "functions/")


class FirstUse(SphinxTransform):
    """Turn the first use of each term into a reference to it."""

    default_priority = 900

    def apply(self, **_: Any) -> None:
        """Walk the words of a page."""
        if self.env.docname.startswith(WITHOUT):
            return
        left = {row.term.casefold(): row.term for row in current(Term)}
        for text in list(self.document.findall(nodes.Text)):
            if left and not _inside(text):
                _link(text, left, self.env.docname)


def _inside(text: nodes.Text) -> bool:
    node: Any = text.parent
    while node is not None:
        if isinstance(node, NOT_IN):
            return True
        node = node.parent
    return False


def _link(text: nodes.Text, left: dict[str, str], page: str) -> None:
    """Put references into a text, and take the terms that were found out of `left`."""
    words, made, at = str(text), [], 0
    for found in _pattern().finditer(words):
        term = left.pop(found[1].casefold(), None)
        if term is None:
            continue
        made.append(nodes.Text(words[at : found.start()]))
        link = addnodes.pending_xref(
            "", nodes.inline("", found[0]), refdomain="std", reftype="term", reftarget=term, refdoc=page, refexplicit=True,
            refwarn=True,
        )  # fmt: skip
        made.append(link)
        at = found.end()
    if made:
        made.append(nodes.Text(words[at:]))
        text.parent.replace(text, [one for one in made if not isinstance(one, nodes.Text) or str(one)])


def _pattern() -> re.Pattern[str]:
    """Return what finds a term, also in the plural; of two that begin alike the longer one."""
    terms = sorted((row.term for row in current(Term)), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, terms))})(?:s|es)?\b", re.IGNORECASE)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the transform with Sphinx."""
    app.add_transform(FirstUse)
    return {"parallel_read_safe": True}
