"""Apply the three statements that the 2013 articles quote to fictional practices (hipaa-6, hipaa-7)."""

import random

from massage_billing.base.tables import current
from massage_billing.base.text import sentence
from massage_billing.questions.banks.covered_entity.vignettes import Vignette, reason
from massage_billing.questions.kinds import multiple_choice, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.covered_entity import COVERED, NOT_COVERED, QuotedStatement


def statement_says(looks_at: str, vignette: Vignette) -> str:
    """Return the outcome of a practice according to one of the three statements.

    Args:
        looks_at: what the statement looks at: "transaction", "computer" or "records".
        vignette: the practice, a row of practice_vignettes.csv.

    Example:
        >>> statement_says("records", current(Vignette)[0])
        'covered entity'

    Source: covered_entity_statements.csv.
    """
    if looks_at == "transaction":  # the agency's statement agrees with the rule
        return vignette.outcome
    return COVERED if {"computer": vignette.computer, "records": vignette.records}[looks_at] else NOT_COVERED


def _clear() -> list[Vignette]:
    """Return the practices that the statements speak of: a business of the therapist's own, with a clear outcome."""
    return [row for row in current(Vignette) if row.outcome in (COVERED, NOT_COVERED)]


STATED = {  # by the outcome that a statement gives
    COVERED: "It says that the therapist is covered.",
    NOT_COVERED: "It says that the therapist is not covered.",
}
JUDGED = {True: "That is right.", False: "That is wrong."}


@family("covered_entity.statement", "hipaa-6", "hipaa-7", level=2)
def statement(rng: random.Random) -> Question:
    """Ask what one of the three statements says about a practice, and whether that is right."""
    row, line = rng.choice(_clear()), rng.choice(current(QuotedStatement))
    if line.looks_at == "transaction":
        line = current(QuotedStatement)[rng.choice((1, 2))]
    says = statement_says(line.looks_at, row)
    label, misread = STATED[says], STATED[NOT_COVERED if says == COVERED else COVERED]
    right, opposite = f"{label} {JUDGED[True]}", f"{label} {JUDGED[False]}"
    if says != row.outcome:
        right, opposite = opposite, right
    wrong = [
        Misconception("misread the statement", f"{misread} {judged}", f"The statement says: {line.says}")
        for judged in JUDGED.values()
    ]
    wrong.append(
        Misconception("misjudged the case", opposite, "You read the statement correctly. Now look at the case again.")
    )
    prompt = (
        f"{sentence(line.who)} says: “{line.says}” {row.story} "
        "What does the statement say about this therapist, and is that right?"
    )
    explanation = f"{line.why} Correct outcome: {row.outcome}. {reason(row)}"
    objectives = ("hipaa-6" if line.looks_at == "computer" else "hipaa-7",)
    case = f"practice {row.number} by {line.id}"
    return single_choice.ask(rng, prompt, right, wrong, explanation, row.citation, case=case, objectives=objectives)


@family("covered_entity.who_is_right", "hipaa-6", "hipaa-7", level=3)
def who_is_right(rng: random.Random) -> Question:
    """Ask which of the three statements are right about a practice."""
    lines = current(QuotedStatement)
    rows = [row for row in _clear() if any(statement_says(line.looks_at, row) != row.outcome for line in lines)]
    row = rng.choice(rows)
    right, about = [], []
    for line in lines:
        who, outcome = sentence(line.who), statement_says(line.looks_at, row)
        text = f"{who}: “{line.says}”"
        if outcome == row.outcome:
            right.append(text)
            about.append(Misconception("missed a right statement", text, f"{who} is right about this practice."))
        else:
            about.append(Misconception("trusted a wrong statement", text, f"{who} would say: {outcome}. {line.why}"))
    prompt = f"{row.story} Which statements are right about this practice? Check all that apply."
    explanation = f"Correct outcome: {row.outcome}. {reason(row)}"
    case = f"practice {row.number} by all three"
    return multiple_choice.ask(rng, prompt, right, about, explanation, row.citation, case=case)
