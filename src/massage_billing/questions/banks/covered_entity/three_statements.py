"""The three statements that the course text quotes, put to the test on practices (hipaa-6, hipaa-7)."""

import random

from massage_billing.base.tables import current
from massage_billing.base.text import sentence
from massage_billing.questions.banks.covered_entity.vignettes import OUTCOME_LABELS, Vignette, reason
from massage_billing.questions.kinds import multiple_choice, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.covered_entity import COVERED, NOT_COVERED, QuotedStatement


def statement_says(looks_at: str, vignette: Vignette) -> str:
    """Return the outcome that a statement of covered_entity_statements.csv gives a case of practice_vignettes.csv.

    >>> statement_says("records", current(Vignette)[0])
    'covered entity'

    Source: covered_entity_statements.csv.
    """
    if looks_at == "transaction":  # the agency's line says what the rule says
        return vignette.outcome
    return COVERED if {"computer": vignette.computer, "records": vignette.records}[looks_at] else NOT_COVERED


@family("covered_entity.statement", "hipaa-6", "hipaa-7", level=2)
def statement(rng: random.Random) -> Question:
    """Ask what one of the three statements says of a practice, and whether that is right."""
    row, line = rng.choice(current(Vignette)), rng.choice(current(QuotedStatement))
    if line.looks_at == "transaction":
        line = current(QuotedStatement)[rng.choice((1, 2))]
    says = statement_says(line.looks_at, row)
    label, misread = OUTCOME_LABELS[says], OUTCOME_LABELS[NOT_COVERED if says == COVERED else COVERED]
    right, opposite = f"{label}. That is right.", f"{label}. That is wrong."
    if says != row.outcome:
        right, opposite = opposite, right
    wrong = [
        Misconception("the statement misread", f"{misread}. That is {word}.", f"It says: {line.says}")
        for word in ("right", "wrong")
    ]
    wrong.append(Misconception("the case misjudged", opposite, "Read it so, but judge the case again."))
    prompt = f"{sentence(line.who)} says: “{line.says}” {row.story} What does that statement make of it?"
    explanation = f"{line.why} The case: {OUTCOME_LABELS[row.outcome].lower()}. {reason(row)}"
    objectives = ("hipaa-6" if line.looks_at == "computer" else "hipaa-7",)
    case = f"practice {row.number} by {line.id}"
    return single_choice.ask(rng, prompt, right, wrong, explanation, row.citation, case=case, objectives=objectives)


@family("covered_entity.who_is_right", "hipaa-6", "hipaa-7", level=3)
def who_is_right(rng: random.Random) -> Question:
    """Ask which of the three statements judge a practice rightly."""
    lines = current(QuotedStatement)
    rows = [
        row for row in current(Vignette) if any(statement_says(line.looks_at, row) != row.outcome for line in lines)
    ]
    row = rng.choice(rows)
    right, about = [], []
    for line in lines:
        who, outcome = sentence(line.who), statement_says(line.looks_at, row)
        text = f"{who}: “{line.says}”"
        if outcome == row.outcome:
            right.append(text)
            about.append(Misconception("a right statement left out", text, f"{who} judges this one rightly."))
        else:
            about.append(Misconception("a wrong statement trusted", text, f"By {line.who} it is {outcome}. {line.why}"))
    prompt = f"{row.story} Tick every statement that judges this practice rightly."
    explanation = f"The case: {OUTCOME_LABELS[row.outcome].lower()}. {reason(row)}"
    case = f"practice {row.number} by all three"
    return multiple_choice.ask(rng, prompt, right, about, explanation, row.citation, case=case)
