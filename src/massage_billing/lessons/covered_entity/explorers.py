"""What a learner moves: the decision, one fact at a time, the three statements, and the check digit of an NPI."""

from html import escape

import ipywidgets as widgets

from massage_billing.base.tables import current
from massage_billing.base.text import sentence
from massage_billing.lessons.covered_entity import figures
from massage_billing.lessons.later import later
from massage_billing.lessons.widgets import bar, live, paragraph, picture_place, source_line
from massage_billing.questions.banks.covered_entity.npi import steps
from massage_billing.questions.banks.covered_entity.three_statements import statement_says
from massage_billing.questions.banks.covered_entity.vignettes import FACT_WORDS, OUTCOME_LABELS, Vignette, reason
from massage_billing.rules.covered_entity import (
    COVERED,
    FACTS,
    QuotedStatement,
    Step,
    decide_from_facts,
    questions,
    values,
    walk,
)
from massage_billing.rules.npi import LENGTH, npi_problem


class Decision(widgets.VBox):
    """The decision question by question: the way so far in words and as a chart, to be taken again from any step."""

    def __init__(self) -> None:
        self.answers: dict[str, bool] = {}
        self.asked = live()
        self.yes = widgets.Button(description="Yes", button_style="primary")
        self.no = widgets.Button(description="No", button_style="primary")
        self.yes.on_click(lambda _: self._answer(answer=True))
        self.no.on_click(lambda _: self._answer(answer=False))
        self.steps = widgets.VBox()
        self.picture = picture_place()
        super().__init__([self.asked, bar(self.yes, self.no), self.steps, self.picture])
        self.add_class("mb-explorer")
        self._tell()

    def _answer(self, *, answer: bool) -> None:
        self.answers[walk(self.answers).next] = answer
        self._tell()

    def again_from(self, question: str) -> None:
        """Take back the answer to `question` and all after it."""
        kept = list(self.answers)[: list(self.answers).index(question)]
        self.answers = {ident: self.answers[ident] for ident in kept}
        self._tell()
        self.yes.focus()  # the button that was pressed is gone; whoever has no mouse goes on at the question

    def _tell(self) -> None:
        path = walk(self.answers)
        self.steps.children = [self._step(number, step) for number, step in enumerate(path.steps, start=1)]
        self.yes.disabled = self.no.disabled = not path.next
        if path.next:
            row = questions()[path.next]
            number = len(path.steps) + 1
            self.asked.value = f"<p><strong>Question {number}. {escape(row.question)}</strong></p>{paragraph(row.help)}"
        else:
            self.asked.value = (
                f"<p><strong>Outcome: {escape(path.outcome)}.</strong> {escape(path.steps[-1].means)}</p>"
            )
        later(self, lambda: figures.path(path))

    def _step(self, number: int, step: Step) -> widgets.VBox:
        words = widgets.HTML(
            f"<p>{number}. {escape(step.asked)} <strong>{'Yes' if step.answer else 'No'}.</strong> {escape(step.means)}</p>"
            f'<p class="mb-source">Source: {escape(step.source)}</p>'
        )
        again = widgets.Button(description=f"Answer question {number} again")
        again.on_click(lambda _: self.again_from(step.question))
        return widgets.VBox([words, again])


class OneFact(widgets.VBox):
    """Who sends what, by what means, to whom: change one and see which fact decides."""

    def __init__(self, facts: dict[str, str]) -> None:
        self.lists = {
            fact: widgets.Dropdown(
                options=[(sentence(row.words), value) for value, row in values(fact).items()],
                value=facts[fact],
                description=f"{sentence(FACT_WORDS[fact])}:",
            )
            for fact in FACTS
        }
        for shown in self.lists.values():
            shown.observe(lambda _: self._tell(), "value")
        self.answer = live()
        super().__init__([*self.lists.values(), self.answer])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        facts = {fact: shown.value for fact, shown in self.lists.items()}
        found = decide_from_facts(facts)
        if found.outcome == COVERED:
            text = "All four facts count. Change any one to see whether it still holds."
        else:
            text = f"What decides: {' and '.join(FACT_WORDS[fact] for fact in found.deciding)}. {' '.join(found.why)}"
        sources = "".join(f'<p class="mb-source">Source: {escape(one)}</p>' for one in found.sources)
        self.answer.value = f"<p><strong>{OUTCOME_LABELS[found.outcome]}.</strong> {escape(text)}</p>{sources}"


class Statements(widgets.VBox):
    """The three statements against the practices, one by one or all at once, until it shows which fails where."""

    def __init__(self) -> None:
        self.cases = {row.number: row for row in current(Vignette)}
        self.tested: set[str] = set()
        options = [(f"Practice {number}", number) for number in self.cases]
        self.case = widgets.Dropdown(options=options, description="Put to the test:")
        self.case.observe(lambda _: self._ask(), "value")
        self.story = live()
        self.test = widgets.Button(description="Test the three statements", button_style="primary")
        self.all = widgets.Button(description="Test all practices")
        self.test.on_click(lambda _: self._test({self.case.value}))
        self.all.on_click(lambda _: self._test(set(self.cases)))
        self.verdict = live()
        self.tally = live()
        self.picture = picture_place()
        super().__init__([self.case, self.story, bar(self.test, self.all), self.verdict, self.tally, self.picture])
        self.add_class("mb-explorer")
        self._ask()
        self._draw()

    def _ask(self) -> None:
        self.story.value = paragraph(self.cases[self.case.value].story)
        self.verdict.value = ""

    def _test(self, numbers: set[str]) -> None:
        self.tested |= numbers
        self.verdict.value = _verdict(self.cases[self.case.value])
        self._draw()

    def _draw(self) -> None:
        self.tally.value = paragraph(figures.tested_in_words(self.tested) if self.tested else "No practice tested yet.")
        tested = frozenset(self.tested)
        later(self, lambda: figures.tested(set(tested)))


def _verdict(vignette: Vignette) -> str:
    lines = "".join(
        f"<li>{escape(sentence(line.who))} would say: {statement_says(line.looks_at, vignette)}. "
        f"<strong>{sentence(figures.mark(vignette, line.looks_at))}.</strong></li>"
        for line in current(QuotedStatement)
    )
    answer = f"<p><strong>{OUTCOME_LABELS[vignette.outcome]}.</strong> {escape(reason(vignette))}</p>"
    return f"{answer}<ul>{lines}</ul>{source_line(vignette)}"


class Npi(widgets.VBox):
    """A field for a number, and whether it is well formed, worked out in words."""

    def __init__(self, number: str) -> None:
        self.number = widgets.Text(value=number, description="A number to check:", continuous_update=False)
        self.number.add_class("mb-number")
        self.number.observe(lambda _: self._tell(), "value")
        self.answer = live()
        super().__init__([self.number, self.answer])
        self.add_class("mb-explorer")
        self._tell()

    def _tell(self) -> None:
        given = self.number.value.strip()
        problem = npi_problem(given)
        worked = steps(given[: LENGTH - 1]) if not problem or "last digit" in problem else ""
        answer = f"✘ {problem}" if problem else "✔ Well formed. That does not mean that it belongs to anybody."
        self.answer.value = f"<p><strong>{escape(answer)}</strong></p>{paragraph(worked) if worked else ''}"


def decision() -> Decision:
    """Return the decision, to be walked question by question."""
    return Decision()


def one_fact(facts: dict[str, str] | None = None) -> OneFact:
    """Return the explorer of the four facts (values of practice_facts.csv)."""
    first = {"sender": "you", "what": "claim", "means": "computer", "receiver": "auto insurer"}
    return OneFact(first if facts is None else facts)


def statements() -> Statements:
    """Return the three statements, to be put to the test."""
    return Statements()


def npi(number: str = "1234567893") -> Npi:
    """Return the field that checks the form of an NPI; it begins with the agency's own example."""
    return Npi(number)
