"""Choose a question family, and read its questions with their key."""

import ipywidgets as widgets

from massage_billing.coursework.preview import FIRST, preview
from massage_billing.questions.registry import families


class Preview(widgets.VBox):
    """Choose a family and a first seed, and read its questions.

    Example:
        >>> import massage_billing
        >>> shown = Preview("codes")
        >>> shown.family.value.startswith("codes.")
        True
    """

    def __init__(self, subject: str = "") -> None:
        names = [found.name for found in families(subject)]
        self.family = widgets.Dropdown(options=names, description="Questions:")
        self.seed = widgets.BoundedIntText(value=1, min=0, max=10**6, description="First seed:")
        self.shown = widgets.HTML()
        for field in (self.family, self.seed):
            field.observe(lambda _: self._update(), "value")
        super().__init__([self.family, self.seed, self.shown])
        self.add_class("mb-preview")
        self._update()

    def _update(self) -> None:
        self.shown.value = preview(str(self.family.value), range(self.seed.value, self.seed.value + FIRST)).html
