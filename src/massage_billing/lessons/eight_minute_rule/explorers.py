"""What a learner moves: the staircase, a day of several services, and the manual's worked examples."""

from html import escape

import ipywidgets as widgets

from massage_billing.base.tables import current
from massage_billing.lessons.eight_minute_rule import figures
from massage_billing.lessons.eight_minute_rule.steps import one_service, parting, walk
from massage_billing.lessons.eight_minute_rule.tables import FIRST_DAY, examples, minutes_in_words
from massage_billing.lessons.later import later
from massage_billing.lessons.widgets import MinutesList, live, paragraph, picture_place
from massage_billing.rules.codes import codes, find_code
from massage_billing.rules.eight_minute_rule import CountingMethod, DayCount, count_day

METHODS = {row.name: row.method for row in current(CountingMethod)}


class Staircase(widgets.VBox):
    """A slider of minutes, the units in words, and the staircase picture."""

    def __init__(self, minutes: int) -> None:
        self.slider = widgets.IntSlider(value=minutes, max=figures.MOST, description="Minutes of one service:")
        self.slider.add_class("mb-slider")
        self.words = live()
        self.picture = picture_place()
        self.slider.observe(lambda _: self._tell(), "value")
        super().__init__([self.slider, self.words, self.picture])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        self.words.value = f"<p>{one_service(self.slider.value)}</p>"
        later(self, lambda: figures.staircase(self.slider.value))


class Walk(widgets.VBox):
    """A day's count, one step at a time: the sentences so far and the picture."""

    def __init__(self) -> None:
        self.steps = widgets.HTML()
        self.now = live()
        self.picture = picture_place()
        self.back = widgets.Button(description="Step back")
        self.forward = widgets.Button(description="Next step", button_style="primary")
        self.back.on_click(lambda _: self._go(self._at - 1))
        self.forward.on_click(lambda _: self._go(self._at + 1))
        self._at: int = 0
        bar = widgets.HBox([self.back, self.forward])
        bar.add_class("mb-bar")
        super().__init__([self.picture, self.steps, self.now, bar])

    def show(self, day: DayCount) -> None:
        """Begin the count of `day`."""
        self._day, self._steps = day, walk(day)
        self._go(0)

    def _go(self, at: int) -> None:
        self._at = at
        last = len(self._steps) - 1
        done = "".join(f"<li>{escape(step.text)}</li>" for step in self._steps[:at])
        self.steps.value = f'<ol class="mb-steps">{done}</ol>' if done else ""
        self.now.value = f"<p>Step {at + 1} of {last + 1}. {escape(self._steps[at].text)}</p>"
        self.back.disabled, self.forward.disabled = at == 0, at == last
        day, stage = self._day, self._steps[at].stage
        later(self, lambda: figures.blocks(day, stage))


class Day(widgets.VBox):
    """A day of several services that the learner makes up, counted by either method."""

    def __init__(self, services: dict[str, int]) -> None:
        names = {code: str(find_code(code)) for code in codes("usual", "question")}
        self.list = MinutesList("service", names, services, self._tell)
        self.method = widgets.RadioButtons(options=METHODS, description="The payer counts by:")
        self.method.add_class("mb-choices")
        self.method.observe(lambda _: self._tell(), "value")
        self.walk = Walk()
        self.parting = live()
        super().__init__([self.list, self.method, self.parting, self.walk])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        services = self.list.minutes
        try:
            day = count_day(services, self.method.value)
            self.parting.value = paragraph(parting(services))
        except ValueError as error:  # more minutes than a day has
            self.parting.value = f'<p class="mb-ask">{escape(str(error))}</p>'
            return
        self.walk.show(day)


class WorkedExamples(widgets.VBox):
    """The manual's worked examples, each to be stepped through."""

    def __init__(self) -> None:
        options = [(f"{number}: {minutes_in_words(services)}", number) for number, services in examples().items()]
        self.example = widgets.Dropdown(options=options, description="Example:")
        self.example.observe(lambda _: self._tell(), "value")
        self.walk = Walk()
        super().__init__([self.example, self.walk])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        self.walk.show(count_day(examples()[self.example.value]))


def staircase(minutes: int = 33) -> Staircase:
    """Return the staircase of units with a slider from 0 to 150 minutes."""
    return Staircase(minutes)


def day(services: dict[str, int] | None = None) -> Day:
    """Return the explorer of a day with several services (minutes by code)."""
    return Day(FIRST_DAY if services is None else services)


def worked_examples() -> WorkedExamples:
    """Return the manual's five worked examples, to be stepped through."""
    return WorkedExamples()
