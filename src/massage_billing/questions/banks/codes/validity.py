"""Questions on whether you may bill a code on a date of service (code-4, code-7, code-11 to code-13)."""

import random
from collections.abc import Collection
from datetime import date, timedelta

from massage_billing.base.tables import citation
from massage_billing.base.text import series, us_date
from massage_billing.questions.kinds import single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.codes import ProcedureCode, Verdict, codes, find_code, may_bill

ANSWERS = {
    "yes": "Yes. You may bill this code.",
    "not a code": "No. This is not a code.",
    "not a code on that day": "No. The code was not valid on that date.",
    "not yours": "No. Your license, training, or contract does not allow it.",
}
WRONG = (  # one for each answer; `ask` leaves out the correct one
    Misconception("billed a code that is not allowed", ANSWERS["yes"], "You may not bill this code. Check the number, the date, your training, and the contract."),
    Misconception("thought a real code was not a code", ANSWERS["not a code"], "This is, or once was, a real code."),
    Misconception("misjudged the date", ANSWERS["not a code on that day"], "The date is not a problem here."),
    Misconception("misjudged training or contract", ANSWERS["not yours"], "Training and the contract are not a problem here."),
)  # fmt: skip
ORDER = "If not, what is the first reason? Check the number, then the date, then your license, training, and contract."
TRAINED = ("97140",)
CONTRACT = ("97124", "97140")
CHARTED = ("97124", "97140", "97122", "97250", "97112", "97010", "97001", "97161")  # in the chart of valid dates
REFUSED = ("9714O", "97122", "97001", "97112", "97140")  # each reason for "no", and a "yes"
FROM, TO = date(2018, 6, 1), date(2026, 10, 31)
RULE = citation("massage-today-2009", "letter of the AMA of 2002")


def some_day(rng: random.Random, first: date = FROM, last: date = TO) -> date:
    """Draw a day from `first` to `last`."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def misprint(rng: random.Random, code: str) -> str:
    """Return a code with a typo, which makes it invalid."""
    at = rng.randrange(5)
    return rng.choice((code[:at] + code[at + 1 :], code[:at] + code[at] + code[at:], code[:4] + "O", "O" + code[1:]))


def retired() -> list[ProcedureCode]:
    """Return the codes that have ended and that a newer code replaced."""
    return [found for code in codes("others") if (found := find_code(code)).end and found.replaced_by]


def offered(rng: random.Random) -> str:
    """Draw a code to ask about. Each of the four answers is about equally likely."""
    usual, typo = rng.choice(codes("usual")), misprint(rng, rng.choice(codes("usual")))
    return rng.choice((usual, typo, rng.choice(retired()).code, rng.choice(codes("question"))))


def skilled_in(trained: Collection[str]) -> str:
    """Describe a therapist's training: massage and the work of other codes.

    Example:
        >>> skilled_in(["97112"]), skilled_in(["97110", "97140"])
        ('massage, and in movement and balance retraining', 'massage, exercise, and manual therapy')
    """
    names = [find_code(code).name for code in trained]
    return f"massage, and in {names[0]}" if len(names) == 1 and " and " in names[0] else series(["massage", *names])


def question_about(rng: random.Random, found: Verdict, prompt: str) -> Question:
    """Return a question that asks whether a massage therapist may bill a code, and for the first reason if not.

    A code that does not exist, or that has ended, is not in the contract either, so only the first reason is right.
    """
    source = find_code(found.code).source if found.answer == "not a code on that day" else RULE
    answers = list(ANSWERS)
    wrong = [
        one._replace(message="An earlier check already says no. Choose the first reason.")
        if "yes" != found.answer and answers.index(found.answer) < place  # noqa: SIM300
        else one
        for place, one in enumerate(WRONG)
    ]
    return single_choice.ask(rng, prompt, ANSWERS[found.answer], wrong, found.why, source)


@family("codes.on_the_day", "code-13", "code-11", "code-4", level=2)
def on_the_day(rng: random.Random) -> Question:
    """Ask whether a code may be billed on a date: three reasons for "no", and a "yes"."""
    on, code = some_day(rng), offered(rng)
    prompt = (
        f"Date of service: {us_date(on)}. You are trained and licensed in massage and manual therapy. The contract pays for "
        f"97124, 97140, and 97010. May you bill {code}? {ORDER}"
    )
    return question_about(rng, may_bill(code, on, TRAINED, [*CONTRACT, "97010"]), prompt)


@family("codes.yours", "code-12", "code-7", level=3)
def yours(rng: random.Random) -> Question:
    """Ask whether your training and a contract allow a code."""
    on, code = some_day(rng), rng.choice([*codes("usual", "question"), "97161", "97165", "97169"])
    trained = sorted(rng.sample(["97140", "97112", "97110"], rng.choice((1, 2))))
    contract = sorted(rng.sample(["97124", "97140", "97112", "97110", "97010"], 3))
    skills = skilled_in(trained)
    prompt = (
        f"You are trained and licensed in {skills}. The contract pays for {series(contract)}. "
        f"Date of service: {us_date(on)}. May you bill {find_code(code)}?"
    )
    return question_about(rng, may_bill(code, on, trained, contract), prompt)


@family("codes.new_number", "code-11", "code-13", "code-4", level=1)
def new_number(rng: random.Random) -> Question:
    """Ask which code replaced a code that has ended."""
    old = rng.choice(retired())
    right = series(old.replaced_by, "or")
    others = rng.sample(sorted({series(other.replaced_by, "or") for other in retired()} - {right}), 2)
    message = "This answer is the replacement for a different code."
    wrong = [Misconception("chose the successor of another code", other, message) for other in others]
    wrong.append(Misconception("used a code that has ended", f"{old.code} itself", f"{old.code} is no longer valid."))
    if old.code == "97122":
        wrong.append(
            Misconception("confused 97122 with 97112", "97112", "97122 is not 97112. It was for traction by hand.")
        )
    prompts = (
        f"An old form lists {old.code} ({old.name}). Which code covers that work on {us_date(some_day(rng))}?",
        f"{old.code} ({old.name}) has ended. Which code covers that work today?",
    )
    explanation = may_bill(old.code, TO).why
    return single_choice.ask(rng, rng.choice(prompts), right, wrong, explanation, old.source)
