"""Codes on a day, and whose they are (code-4, code-7, code-11 to code-13)."""

import random
from datetime import date, timedelta

from massage_billing.base.tables import citation
from massage_billing.base.text import long_date
from massage_billing.questions.kinds import single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.codes import ProcedureCode, Verdict, codes, find_code, may_bill

ANSWERS = {
    "yes": "Yes, as far as day, training and contract go",
    "not a code": "No: it is not a code",
    "not a code on that day": "No: it is not a code on that day",
    "not yours": "No: it is a code, but not yours without more",
}
WRONG = (  # one for each answer; `ask` leaves out the right one
    Misconception("a code billed that may not be", ANSWERS["yes"], "Something stands against it. Look at form, day, and whose code it is."),
    Misconception("taken for no code", ANSWERS["not a code"], "It is, or once was, a real code."),
    Misconception("the day misjudged", ANSWERS["not a code on that day"], "The day is not what stands against it."),
    Misconception("training or contract misjudged", ANSWERS["not yours"], "Training and contract are not what stands against it."),
)  # fmt: skip
TRAINED = ("97140",)
CONTRACT = ("97124", "97140")
CHARTED = ("97124", "97140", "97122", "97250", "97112", "97010", "97001", "97161")  # in the chart of valid days
REFUSED = ("9714O", "97122", "97001", "97112", "97140")  # each "no" with its reason, and a yes
FROM, TO = date(2018, 6, 1), date(2026, 10, 31)
RULE = citation("massage-today-2009", "letter of the AMA of 2002")


def some_day(rng: random.Random, first: date = FROM, last: date = TO) -> date:
    """Return a day from `first` to `last`."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def misprint(rng: random.Random, code: str) -> str:
    """Return a code with a typo, so that it is not a code."""
    at = rng.randrange(5)
    return rng.choice((code[:at] + code[at + 1 :], code[:at] + code[at] + code[at:], code[:4] + "O", "O" + code[1:]))


def retired() -> list[ProcedureCode]:
    """Return the codes that have ended."""
    return [found for code in codes("others") if (found := find_code(code)).end]


def offered(rng: random.Random) -> str:
    """Return a code to ask about; the four answers are about equally frequent."""
    usual, no_code = rng.choice(codes("usual")), misprint(rng, rng.choice(codes("usual")))
    return rng.choice((usual, no_code, rng.choice(retired()).code, rng.choice(codes("question"))))


def question_about(rng: random.Random, found: Verdict, prompt: str) -> Question:
    """Return the question whether a massage therapist may bill a code."""
    source = RULE if found.answer in ("yes", "not a code") else find_code(found.code).source
    return single_choice.ask(rng, prompt, ANSWERS[found.answer], WRONG, found.why, source)


@family("codes.on_the_day", "code-13", "code-11", "code-4", level=2)
def on_the_day(rng: random.Random) -> Question:
    """Ask whether a code may be billed on a day: three kinds of no, and a yes."""
    on, code = some_day(rng), offered(rng)
    prompt = (
        f"Date of service: {long_date(on)}. You are trained in massage and manual therapy, and the contract pays for "
        f"97124, 97140 and 97010. May you bill {code}?"
    )
    return question_about(rng, may_bill(code, on, TRAINED, [*CONTRACT, "97010"]), prompt)


@family("codes.yours", "code-12", "code-7", level=3)
def yours(rng: random.Random) -> Question:
    """Ask whether a code is yours, with training and contract drawn."""
    on, code = some_day(rng), rng.choice([*codes("usual", "question"), "97161", "97165", "97169"])
    trained = sorted(rng.sample(["97140", "97112", "97110"], rng.choice((1, 2))))
    contract = sorted(rng.sample(["97124", "97140", "97112", "97110", "97010"], 3))
    has = " and ".join(find_code(one).name for one in trained)
    prompt = (
        f"You are licensed for massage, and trained in and licensed for {has}. The contract pays for "
        f"{', '.join(contract)}. Date of service: {long_date(on)}. May you bill {find_code(code)}?"
    )
    return question_about(rng, may_bill(code, on, trained, contract), prompt)


@family("codes.new_number", "code-11", "code-13", "code-4", level=1)
def new_number(rng: random.Random) -> Question:
    """Ask which number took the place of one that has ended."""
    old = rng.choice(retired())
    right = " or ".join(old.replaced_by)
    others = rng.sample(sorted({" or ".join(other.replaced_by) for other in retired()} - {right}), 2)
    message = "that took the place of another number."
    wrong = [Misconception("another number's successor", other, f"{other}: {message}") for other in others]
    wrong.append(Misconception("a number that has ended", f"{old.code} itself", f"{old.code} is no code any more."))
    if old.code == "97122":
        wrong.append(Misconception("97122 taken for 97112", "97112", "97122 was not 97112. It was traction by hand."))
    prompts = (
        f"An old form has {old.code}, {old.name}. Which number names that work on {long_date(some_day(rng))}?",
        f"{old.code} ({old.name}) has ended. What would whoever does that work bill today?",
    )
    explanation = f"{old.code} ended on {old.end}. Today it is {right}."
    return single_choice.ask(rng, rng.choice(prompts), right, wrong, explanation, old.source)
