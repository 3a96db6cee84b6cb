"""The three statements that the course text quotes, put to the test on practices (hipaa-6, hipaa-7)."""

import random
from dataclasses import replace

from massage_billing.questions.covered_entity.practices import SAID, reason
from massage_billing.questions.kinds import one_choice, several_choices
from massage_billing.questions.question import Mistake, Question, family
from massage_billing.rules.covered_entity import COVERED, NOT_COVERED, statement_says
from massage_billing.tables import load
from massage_billing.words import sentence


@family("covered_entity.statement", "hipaa-6", "hipaa-7", level=2)
def statement(rng: random.Random) -> Question:
    """Ask what one of the three statements says of a practice, and whether that is right."""
    row, line = rng.choice(load("practice_vignettes")), rng.choice(load("covered_entity_statements"))
    if line["looks_at"] == "transaction":
        line = load("covered_entity_statements")[rng.choice((1, 2))]
    says = statement_says(line["looks_at"], row)
    right = f"{SAID[says]}. That is {'right' if says == row['outcome'] else 'wrong'}."
    other = NOT_COVERED if says == COVERED else COVERED
    wrong = [
        Mistake("the statement misread", f"{SAID[other]}. That is {word}.", f"It says: {line['says']}")
        for word in ("right", "wrong")
    ]
    turned = "wrong" if says == row["outcome"] else "right"
    wrong.append(
        Mistake("the case misjudged", f"{SAID[says]}. That is {turned}.", "Read it so, but judge the case again.")
    )
    prompt = f"{sentence(line['who'])} says: “{line['says']}” {row['told']} What does that statement make of it?"
    explanation = f"{line['why']} The case: {SAID[row['outcome']].lower()}. {reason(row)}"
    question = one_choice(rng, prompt, right, wrong, explanation, (row["source"], row["pinpoint"]))
    ident = "hipaa-6" if line["looks_at"] == "computer" else "hipaa-7"
    return replace(question, case=f"practice {row['number']} by {line['id']}", objectives=(ident,))


@family("covered_entity.who_is_right", "hipaa-6", "hipaa-7", level=3)
def who_is_right(rng: random.Random) -> Question:
    """Ask which of the three statements judge a practice rightly."""
    lines = load("covered_entity_statements")
    says = {
        row["number"]: [statement_says(line["looks_at"], row) for line in lines] for row in load("practice_vignettes")
    }
    rows = [row for row in load("practice_vignettes") if set(says[row["number"]]) != {row["outcome"]}]
    row = rng.choice(rows)
    right, mistakes = set(), []
    for line, said in zip(lines, says[row["number"]], strict=True):
        text = f"{sentence(line['who'])}: “{line['says']}”"
        if said == row["outcome"]:
            right.add(text)
            mistakes.append(
                Mistake("a right statement left out", text, f"{sentence(line['who'])} judges this one rightly.")
            )
        else:
            mistakes.append(Mistake("a wrong statement trusted", text, f"By {line['who']} it is {said}. {line['why']}"))
    prompt = f"{row['told']} Tick every statement that judges this practice rightly."
    explanation = f"The case: {SAID[row['outcome']].lower()}. {reason(row)}"
    question = several_choices(rng, prompt, right, mistakes, explanation, (row["source"], row["pinpoint"]))
    return replace(question, case=f"practice {row['number']} by all three")
