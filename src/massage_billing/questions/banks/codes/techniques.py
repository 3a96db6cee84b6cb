"""Questions on the work that each code covers (code-2 to code-6), from techniques.csv."""

import random

from massage_billing.base.tables import citation, current
from massage_billing.base.text import sentence
from massage_billing.questions.kinds import multiple_choice, single_choice, sorting
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.codes import Technique, codes, find_code

NEITHER = "Neither code"


def name(code: str) -> str:
    """Return the name of the mistake of choosing a code that is for other work."""
    return f"chose {code} for other work"


def of(code: str) -> list[Technique]:
    """Return the techniques that a code covers, without those for which sources disagree."""
    return [row for row in current(Technique) if row.code == code and not row.also]


def wrong_code(rng: random.Random, code: str) -> Misconception:
    """Return the mistake of choosing a code that is for other work, with an example of that work."""
    message = f"{find_code(code)} is for other work, such as {rng.choice(of(code)).description}."
    return Misconception(name(code), str(find_code(code)), message)


@family("codes.which_code", "code-2", "code-3", "code-4", "code-5", level=1)
def which_code(rng: random.Random) -> Question:
    """Ask for the code that covers one technique."""
    row = rng.choice(current(Technique))
    offered = [
        code for code in ("97124", "97140", "97112", "97110", "97530", "97010") if code not in (row.code, *row.also)
    ]
    wrong = [wrong_code(rng, code) for code in rng.sample(offered, 3)]
    prompts = (
        "Which code covers this work: {0}?",
        "The session note lists: {0}. Which code do you use?",
        "You did this work: {0}. Which code covers it?",
    )
    prompt = rng.choice(prompts).format(row.description)
    return single_choice.ask(rng, prompt, str(find_code(row.code)), wrong, row.why, row.citation)


@family("codes.techniques_of", "code-2", "code-3", level=2)
def techniques_of(rng: random.Random) -> Question:
    """Ask which of five techniques a code covers."""
    code = rng.choice(("97124", "97140"))
    right = rng.sample(of(code), rng.choice((2, 3)))
    wrong = rng.sample([row for row in current(Technique) if code not in (row.code, *row.also)], 5 - len(right))
    return multiple_choice.ask_which(
        rng,
        f"Which work does {find_code(code)} cover? Check all that apply.",
        right,
        wrong,
        lambda row: row.description,
        lambda row: f"{row.why} This code covers it." if row.code == code else row.why,
        ("missed work that the code covers", name(code)),
        f"{find_code(code)} covers this work: {'; '.join(row.description for row in right)}.",
        right[0].citation,
    )


@family("codes.sort", "code-2", "code-3", level=3)
def sort(rng: random.Random) -> Question:
    """Ask the learner to sort six techniques into massage, manual therapy, and neither."""
    names = {code: str(find_code(code)) for code in ("97124", "97140")}
    neither = [row for row in current(Technique) if row.code not in names]
    rows = [*rng.sample(of("97124"), 2), *rng.sample(of("97140"), 3), rng.choice(neither)]
    rng.shuffle(rows)
    right = {row.description: names.get(row.code, NEITHER) for row in rows}
    groups = [*names.values(), NEITHER]
    wrong = [
        Misconception(
            "sorted under the wrong code", {row.description: group}, f"{sentence(row.description)}: {row.why}"
        )
        for row in rows
        for group in groups
        if group != right[row.description]
    ]
    explanation = " ".join(
        f"{group}: {'; '.join(work for work, chosen in right.items() if chosen == group)}." for group in groups
    )
    source = citation("dc-2007", "97124 and 97140")
    return sorting.ask(
        "Sort each kind of work under the code that covers it.", right, groups, wrong, explanation, source
    )


@family("codes.timed", "code-6", "code-5", level=1)
def timed(rng: random.Random) -> Question:
    """Ask which of several codes are timed."""
    all_timed = [found for code in codes("usual", "question") if (found := find_code(code)).timed]
    right = rng.sample(all_timed, rng.choice((2, 3)))
    return multiple_choice.ask_which(
        rng,
        rng.choice(
            (
                "Which of these codes are timed? Check all that apply.",
                "Which of these codes do you bill in 15-minute units? Check all that apply.",
            )
        ),
        right,
        [find_code("97010")],
        str,
        lambda row: f"{row.code} is billed {'in 15-minute units' if row.timed else 'as 1 unit, whatever the minutes'}.",
        ("thought a timed code was untimed", "thought an untimed code was timed"),
        "97010 is untimed. All the other codes here are timed, in 15-minute units.",
        citation("webpt-guide", "time-based and service-based codes"),
    )
