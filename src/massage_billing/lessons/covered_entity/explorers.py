"""Interactive tools for the decision, single facts, the three statements, and the check digit of an NPI."""

from collections.abc import Iterable
from html import escape

import ipywidgets as widgets

from massage_billing.base.html import cited
from massage_billing.base.tables import current
from massage_billing.base.text import sentence
from massage_billing.lessons.covered_entity import figures
from massage_billing.lessons.explorer import Explorer
from massage_billing.lessons.picture import Picture
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
    DEPENDS,
    FACTS,
    QuotedStatement,
    decide_from_facts,
    questions,
    values,
)
from massage_billing.rules.npi import LENGTH, npi_problem

SHORT = {
    "health_care": "Do you give, bill for, or get paid for health care?",
    "own_practice": "Are you in business for yourself?",
    "own_patients": "Is this work for your own patients?",
    "transaction": "Is a listed transaction sent to a health plan?",
    "electronic": "Is it sent electronically, by you or for you?",
    "set_apart": "Has the business set its health care part apart in writing?",
}
FIRST_FACTS = {"sender": "you", "what": "claim", "means": "computer", "receiver": "auto insurer"}  # practice_facts.csv
EXAMPLE = "1234567893"  # the example in the CMS requirements for the check digit


def decision() -> Picture:
    """Return the decision as a path that lights up with each answer."""
    rows = questions().values()
    shown = [
        {"id": row.id, "short": SHORT[row.id], "question": row.question, "help": row.help, "source": cited(row.citation),
         "yes": {"to": row.if_yes, "means": row.yes_means}, "no": {"to": row.if_no, "means": row.no_means},
         "unsure": {"to": DEPENDS, "means": row.unsure_means}, "onward": "no" if row.if_no == COVERED else "yes"}
        for row in rows
    ]  # fmt: skip
    lines = [
        f"{row.question} {row.help} Yes: {_leads_to(row.if_yes)} {row.yes_means} No: {_leads_to(row.if_no)} {row.no_means} "
        f"Not sure: {row.unsure_means}"
        for row in rows
    ]
    return Picture("decision", "The decision in six questions", {"questions": shown}, lines)


def _leads_to(target: str) -> str:
    order = list(questions())
    return f"go to question {order.index(target) + 1}." if target in order else f"{target}."


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
