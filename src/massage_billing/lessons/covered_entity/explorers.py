"""Interactive tools for the decision, single facts, the three statements, and the check digit of an NPI."""

from collections.abc import Iterable
from html import escape

import ipywidgets as widgets

from massage_billing.base.tables import current
from massage_billing.base.text import sentence
from massage_billing.lessons.covered_entity import figures
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.widgets import bar, bullets, live, paragraph, select, source, verdict
from massage_billing.questions.banks.covered_entity.npi import steps
from massage_billing.questions.banks.covered_entity.three_statements import statement_says
from massage_billing.questions.banks.covered_entity.vignettes import (
    FACT_WORDS,
    OUTCOME_LABELS,
    Vignette,
    deciding_facts,
    reason,
)
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

FIRST_FACTS = {"sender": "you", "what": "claim", "means": "computer", "receiver": "auto insurer"}  # practice_facts.csv
EXAMPLE = "1234567893"  # the example in the CMS requirements for the check digit


class Decision(Explorer):
    """The decision, one question at a time. It shows the answers in words and as a flowchart, and lets learners go back."""

    def __init__(self) -> None:
        self.answers: dict[str, bool] = {}
        self.yes = widgets.Button(description="Yes", button_style="primary")
        self.no = widgets.Button(description="No", button_style="primary")
        self.yes.on_click(lambda _: self._answer(answer=True))
        self.no.on_click(lambda _: self._answer(answer=False))
        self.steps = widgets.VBox()
        super().__init__()
        self.children = [self.answer, bar(self.yes, self.no), self.steps, self.figure]

    def _answer(self, *, answer: bool) -> None:
        self.answers[walk(self.answers).next] = answer
        self.update()

    def again_from(self, question: str) -> None:
        """Remove the answer to `question` and all later answers."""
        kept = list(self.answers)[: list(self.answers).index(question)]
        self.answers = {ident: self.answers[ident] for ident in kept}
        self.update()
        self.yes.focus()  # the pressed button is gone, so move the keyboard focus to the question

    def update(self) -> None:
        """Show the next question or the outcome, and the answers so far."""
        path = walk(self.answers)
        self.steps.children = [self._step(number, step) for number, step in enumerate(path.steps, start=1)]
        self.yes.disabled = self.no.disabled = not path.next
        if path.next:
            row = questions()[path.next]
            words = verdict(f"Question {len(path.steps) + 1}. {row.question}") + paragraph(row.help)
        else:
            words = verdict(f"Outcome: {path.outcome}.", path.steps[-1].means)
        self.show(words, figures.path(path))

    def _step(self, number: int, step: Step) -> widgets.VBox:
        words = widgets.HTML(
            f"<p>{number}. {escape(step.asked)} <strong>{'Yes' if step.answer else 'No'}.</strong> {escape(step.means)}</p>"
            f"{source(step.source)}"
        )
        again = widgets.Button(description=f"Answer question {number} again")
        again.on_click(lambda _: self.again_from(step.question))
        return widgets.VBox([words, again])


class OneFact(Explorer):
    """Four facts about a message. Learners change one fact at a time and see which one decides."""

    def __init__(self, facts: dict[str, str] = FIRST_FACTS) -> None:
        self.lists = {
            fact: select(
                f"{sentence(FACT_WORDS[fact])}:",
                [(sentence(row.words), value) for value, row in values(fact).items()],
                facts[fact],
            )
            for fact in FACTS
        }
        super().__init__(*self.lists.values())

    def update(self) -> None:
        """Decide from the four facts."""
        found = decide_from_facts({fact: shown.value for fact, shown in self.lists.items()})
        if found.outcome == COVERED:
            text = "All four facts count. Change one to see whether the outcome changes."
        else:
            text = f"What decides the outcome: {deciding_facts(found)}. {' '.join(found.why)}"
        self.show(verdict(f"{OUTCOME_LABELS[found.outcome]}.", text) + "".join(map(source, found.sources)))


class Statements(Explorer):
    """The three statements. Learners test them on one practice or on all, and see where each statement fails."""

    def __init__(self) -> None:
        self.cases = {row.number: row for row in current(Vignette)}
        self.tested: set[str] = set()
        self.case = select("Practice to test:", [(f"Practice {number}", number) for number in self.cases])
        test = widgets.Button(description="Test the three statements", button_style="primary")
        test_all = widgets.Button(description="Test all practices")
        test.on_click(lambda _: self.test([self.case.value]))
        test_all.on_click(lambda _: self.test(self.cases))
        self.story, self.tally = live(), live()
        super().__init__(self.case)
        self.children = [self.case, self.story, bar(test, test_all), self.answer, self.tally, self.figure]

    def test(self, numbers: Iterable[str]) -> None:
        """Test the statements on some practices, and show the result for the selected one."""
        self.tested.update(numbers)
        self.update()
        self.answer.value = describe_test(self.cases[self.case.value])

    def update(self) -> None:
        """Show the selected practice and the results so far."""
        self.story.value = paragraph(self.cases[self.case.value].story)
        tally = figures.describe_tested(self.tested) if self.tested else "You have not tested any practices yet."
        self.tally.value = paragraph(tally)
        self.show("", figures.tested(self.tested))


def describe_test(vignette: Vignette) -> str:
    """Return, as HTML, whether each statement is right about a practice."""
    lines = bullets(
        f"{escape(sentence(line.who))} would say: {statement_says(line.looks_at, vignette)}. "
        f"<strong>{sentence(figures.mark(vignette, line.looks_at))}.</strong>"
        for line in current(QuotedStatement)
    )
    return f"{verdict(f'{OUTCOME_LABELS[vignette.outcome]}.', reason(vignette))}{lines}{source(vignette)}"


class Npi(Explorer):
    """A field that checks whether a number is a well-formed NPI, and explains why."""

    def __init__(self, number: str = EXAMPLE) -> None:
        self.number = widgets.Text(value=number, description="Number to check:", continuous_update=False)
        self.number.add_class("mb-number")
        super().__init__(self.number)

    def update(self) -> None:
        """Check the number and explain the result."""
        given = self.number.value.strip()
        found = npi_problem(given)
        worked = steps(given[: LENGTH - 1]) if not found or "last digit" in found else ""
        answer = f"✘ {found}" if found else "✔ Well formed. This does not mean that the number belongs to anyone."
        self.show(verdict(answer) + (paragraph(worked) if worked else ""))
