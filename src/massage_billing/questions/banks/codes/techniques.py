"""Which code names which work (code-2 to code-6), from techniques.csv."""

import random

from massage_billing.base.tables import citation, current
from massage_billing.base.text import sentence
from massage_billing.questions.kinds import multiple_choice, single_choice, sorting
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.codes import Technique, code_of, codes, find_code

NEITHER = "Neither of the two"


def name(code: str) -> str:
    """Return the name of the misconception that `code` names some other work."""
    return f"{code} where another code names the work"


def of(code: str) -> list[Technique]:
    """Return the techniques that `code` names."""
    return [row for row in current(Technique) if row.code == code]


def others(code: str) -> list[Technique]:
    """Return the techniques that another code names."""
    return [row for row in current(Technique) if row.code != code]


def wrong_code(rng: random.Random, code: str) -> Misconception:
    """Return the misconception that `code` names some other work."""
    other = rng.choice(of(code))
    return Misconception(
        name(code), str(find_code(code)), f"{find_code(code)} names other work, such as {other.description}."
    )


@family("codes.which_code", "code-2", "code-3", "code-4", "code-5", level=1)
def which_code(rng: random.Random) -> Question:
    """Ask for the code that names one technique."""
    row = rng.choice(current(Technique))
    offered = [code for code in ("97124", "97140", "97112", "97110", "97530", "97010") if code != row.code]
    wrong = [wrong_code(rng, code) for code in rng.sample(offered, 3)]
    prompt = rng.choice(
        ("Which code names this work: {0}?", "The note says: {0}. Which code?", "You did this: {0}. What is its code?")
    )
    return single_choice.ask(
        rng,
        prompt.format(row.description),
        str(find_code(row.code)),
        wrong,
        row.why,
        row.citation,
    )


@family("codes.techniques_of", "code-2", "code-3", level=2)
def techniques_of(rng: random.Random) -> Question:
    """Ask which of five techniques one code names."""
    code = find_code(rng.choice(("97124", "97140")))
    right = rng.sample(of(code.code), rng.choice((2, 3)))
    wrong = rng.sample(others(code.code), 5 - len(right))
    about = [
        Misconception("left out what the code names", row.description, f"{row.why} It belongs here.") for row in right
    ]
    about += [Misconception(name(code.code), row.description, row.why) for row in wrong]
    explanation = f"{code} names {' and '.join(row.description for row in right)}."
    prompt = f"Tick all the work that {code} names."
    return multiple_choice.ask(rng, prompt, {row.description for row in right}, about, explanation, right[0].citation)


@family("codes.sort", "code-2", "code-3", level=3)
def sort(rng: random.Random) -> Question:
    """Ask for six techniques to be sorted into massage, manual therapy, and neither."""
    groups = {code: str(find_code(code)) for code in ("97124", "97140")}
    rest = [row for row in current(Technique) if row.code not in groups]
    rows = [*rng.sample(of("97124"), 2), *rng.sample(of("97140"), 3), rng.choice(rest)]
    rng.shuffle(rows)
    right = {row.description: groups.get(code_of(row.technique), NEITHER) for row in rows}
    wrong = [
        Misconception(
            "sorted under the wrong code", {row.description: group}, f"{sentence(row.description)}: {row.why}"
        )
        for row in rows
        for group in (*groups.values(), NEITHER)
        if group != right[row.description]
    ]
    explanation = "Sort by the work: strokes, kneading, tapping and pressing are massage; stretching tissue, moving joints, traction, drainage and trigger points are manual therapy."
    prompt = "Sort the work: which code names it?"
    return sorting.ask(
        prompt, right, (*groups.values(), NEITHER), wrong, explanation, citation("dc-2007", "97124 and 97140")
    )


@family("codes.timed", "code-6", "code-5", level=1)
def timed(rng: random.Random) -> Question:
    """Ask which of four codes is, or are, timed."""
    yes = [code for code in codes("usual", "question") if find_code(code).timed]
    chosen = [*rng.sample(yes, rng.choice((2, 3))), "97010"]
    about = [
        Misconception("a timed code taken for untimed", str(find_code(code)), f"{code} is billed by the quarter hour.")
        if find_code(code).timed
        else Misconception(
            "an untimed code taken for timed", str(find_code(code)), f"{code} is one unit, whatever its minutes."
        )
        for code in chosen
    ]
    right = {str(find_code(code)) for code in chosen if find_code(code).timed}
    explanation = "All of these but 97010 are timed: 15 minutes a unit. 97010 is untimed."
    prompt = rng.choice(("Tick the codes that are timed.", "Which of these are billed by the quarter hour?"))
    return multiple_choice.ask(
        rng, prompt, right, about, explanation, citation("webpt-guide", "time-based and service-based codes")
    )
