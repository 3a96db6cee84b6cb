"""Questions on whether you may bill a code on a date of service (code-4, code-7, code-11 to code-13)."""

import random
from collections.abc import Collection
from datetime import date, timedelta

from massage_billing.base.tables import citation
from massage_billing.base.text import series, us_date
from massage_billing.questions.kinds import multiple_choice, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.people import people
from massage_billing.questions.registry import family
from massage_billing.rules.codes import ProcedureCode, Verdict, codes, find_code, may_bill

ANSWERS = {
    "yes": "Yes. You may bill this code.",
    "not a code": "No. This is not a code.",
    "not a code on that day": "No. The code was not valid on that date.",
    "not yours": "No. Your license, training, or contract does not allow it.",
}
NOT_YES = "You may not bill this code. Check the number, the date, your training, and the contract."
WRONG = {  # what to tell a learner who chooses an answer although every earlier check passes
    "yes": NOT_YES,
    "not a code": "This is, or once was, a real code.",
    "not a code on that day": "The date is not a problem here.",
    "not yours": "Training and the contract are not a problem here.",
}
OLD_LIST, LICENSE, UNPAID, ONE_PROFESSION = (
    "relied on an old list of codes",
    "overlooked license and training",
    "overlooked the contract",
    "tied a code to one profession",
)  # of misconceptions.csv
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
        Misconception(
            _belief(answer, found),
            ANSWERS[answer],
            "An earlier check already says no. Choose the first reason."
            if "yes" != found.answer and answers.index(found.answer) < place  # noqa: SIM300
            else message,
        )
        for place, (answer, message) in enumerate(WRONG.items())
    ]
    return single_choice.ask(rng, prompt, ANSWERS[found.answer], wrong, found.why, source)


def _belief(answer: str, found: Verdict) -> str:
    """Return the misconception that a wrong answer about a code suggests."""
    if answer == "yes":
        return {"not a code on that day": OLD_LIST, "not yours": LICENSE}.get(found.answer, "")
    return ONE_PROFESSION if answer == "not yours" and found.answer == "yes" else ""


SUGGESTED = (  # where a code comes from
    "The order for {0}'s visit on {1} says {2}.",
    "An old form for {0}'s visit on {1} lists {2}.",
    "The software puts {2} on {0}'s claim for {1}.",
    "A colleague suggests {2} for {0}'s visit on {1}.",
    "The referring clinic wrote {2} for {0}'s visit on {1}.",
    "Somebody wrote {2} into {0}'s file for {1}.",
    "A fee list at the front desk shows {2}. You treated {0} on {1}.",
    "Your billing service asks about {2}, for {0}'s visit on {1}.",
    "A web page names {2}. You treated {0} on {1}.",
    "Last year's claims have {2} on them. You treated {0} on {1}.",
)


@family(
    "codes.on_the_day", "code-13", "code-11", "code-4", level=2, depth="apply",
    hint="Read the five characters one by one. Then compare the date of service with the dates of the code.",
)  # fmt: skip
def on_the_day(rng: random.Random) -> Question:
    """Ask whether a code may be billed on a date: three reasons for "no", and a "yes"."""
    on, code = some_day(rng), offered(rng)
    story = rng.choice(SUGGESTED).format(*people(rng, 1), us_date(on), code)
    prompt = (
        f"{story} You are trained and licensed in massage and manual therapy. "
        f"The contract pays for 97124, 97140, and 97010. May you bill {code}? {ORDER}"
    )
    return question_about(rng, may_bill(code, on, TRAINED, [*CONTRACT, "97010"]), prompt)


BEYOND = {  # codes that need training and a license beyond massage, and a short name of the work
    "97140": "manual therapy",
    "97112": "balance retraining",
    "97110": "exercise",
    "97530": "task practice",
    "97116": "walking practice",
    "97035": "ultrasound",
}
CONDITIONS = {  # what is missing, and the choice that says so
    "": "Yes, you may bill this code",
    "training": "No, your training leaves it out",
    "license": "No, your license leaves it out",
    "contract": "No, the contract leaves it out",
}
WHO_ASKS = (
    "{0} comes for a first visit.",
    "A doctor sends {0} to you.",
    "{0} asks whether the plan will pay.",
    "You plan {0}'s next visit.",
    "The front desk asks about {0}'s claim.",
    "A physical therapist next door sends {0} to you.",
    "{0} has a new plan this year.",
    "You start at a clinic, and {0} is your first patient.",
    "{0} strained a shoulder at home.",
    "Your clinic signed a new contract, and {0} has that plan.",
)


@family(
    "codes.yours", "code-12", "code-7", level=3, depth="analyze",
    hint="Look for the code's work in each of the three lists. One list without it is enough for a no.",
)  # fmt: skip
def yours(rng: random.Random) -> Question:
    """Ask which of training, license, and contract does not allow a code, if any."""
    code, *others = rng.sample(list(BEYOND), 4)
    missing = rng.choice(list(CONDITIONS))
    more = {name: rng.sample(others, rng.choice((1, 2))) for name in ("training", "license", "contract")}
    own: dict[str, list[str]] = {name: [] if name == missing else [code] for name in more}
    listed: dict[str, list[str]] = {name: sorted([*found, *own[name]]) for name, found in more.items()}
    trained, licensed = (
        series(["massage", *(BEYOND[one] for one in listed[name])]) for name in ("training", "license")
    )
    prompt = (
        f"{rng.choice(WHO_ASKS).format(*people(rng, 1))} You are trained in {trained}. Your license allows {licensed}. "
        f"The contract pays for {series(['97124', *listed['contract']])}. May you bill {code}, {BEYOND[code]}?"
    )
    messages = {
        "": "One of the three lists does not have this work.",
        "training": "Your training includes this work, so this is not the reason.",
        "license": "Your license includes this work, so this is not the reason.",
        "contract": "The contract includes this code, so this is not the reason.",
    }
    beliefs = {"": UNPAID if missing == "contract" else LICENSE, "license": "" if missing else ONE_PROFESSION}
    wrong = [
        Misconception(beliefs.get(name, ""), choice, messages[name])
        for name, choice in CONDITIONS.items()
        if name != missing
    ]
    why = (
        f"{'The' if missing == 'contract' else 'Your'} {missing} does not include {BEYOND[code]}, {code}. You need all three."
        if missing
        else f"Your training, your license, and the contract all include {BEYOND[code]}, {code}."
    )
    explanation = f"{why} The profession alone does not decide: license, training, and contract do."
    return single_choice.ask(rng, prompt, CONDITIONS[missing], wrong, explanation, RULE)


ENDED = ("97122", "97250", "97260", "97261", "97001", "97002")
SERVICES = {"97124": "massage", "97010": "packs", **BEYOND}
TODAY = ("97124", "97140", "97112", "97110", "97530", "97010", "97116")
LISTS = (
    "Your billing service sends {0} five codes for visits on {1}.",
    "The software offers {0} five codes for a visit on {1}.",
    "A form for {0}'s visit on {1} has five codes.",
    "A colleague's list of codes is on {0}'s desk. The visit was on {1}.",
    "You set up codes for {0}'s visits. The first was on {1}.",
    "{0} copies five codes from an old claim for a visit on {1}.",
    "A teacher hands {0} five codes. The date of service is {1}.",
    "The clinic gives {0} a list of five codes for visits on {1}.",
    "{0} finds five codes in a drawer. The visit was on {1}.",
    "A student, {0}, wrote five codes for a visit on {1}.",
)


@family(
    "codes.allowed_codes", "code-11", "code-12", "code-13", level=2, depth="analyze",
    hint="Cross out typos first, and then codes that have ended. Check the rest against the training and the contract.",
)  # fmt: skip
def allowed_codes(rng: random.Random) -> Question:
    """Ask which of five codes you may bill on a date."""
    on = some_day(rng)
    trained = sorted(rng.sample(("97140", "97112", "97110", "97530"), rng.choice((1, 2))))
    contract = sorted({"97124", *rng.sample(("97140", "97112", "97110", "97530", "97010"), 3)})
    allowed = [code for code in TODAY if may_bill(code, on, trained, contract).answer == "yes"]
    refused = rng.sample([code for code in TODAY if code not in allowed], 2)
    right = rng.sample(allowed, rng.randint(1, min(3, len(allowed))))
    wrong = rng.sample([*rng.sample(ENDED, 2), misprint(rng, rng.choice(allowed)), *refused], 5 - len(right))
    found = {code: may_bill(code, on, trained, contract) for code in (*right, *wrong)}
    prompt = (
        f"{rng.choice(LISTS).format(*people(rng, 1), us_date(on))} You are trained and licensed in "
        f"{series(['massage', *(BEYOND[one] for one in trained)])}. The contract pays for {series(SERVICES[one] for one in contract)}. "
        "Which codes may you bill? Check all that apply."
    )
    return multiple_choice.ask(
        rng,
        prompt,
        right,
        [Misconception(_belief_in_list(one, trained), code, one.why) for code, one in found.items()],
        " ".join(_short(one, trained) for one in found.values()),
        RULE,
    )


def _belief_in_list(found: Verdict, trained: Collection[str]) -> str:
    """Return what it suggests if a learner gets this code wrong."""
    if found.answer == "yes":
        return ONE_PROFESSION if found.code in ("97112", "97110", "97530") else "missed a true statement"
    if found.answer == "not yours":
        return LICENSE if find_code(found.code).beyond_massage and found.code not in trained else UNPAID
    return OLD_LIST if found.answer == "not a code on that day" else ""


def _short(found: Verdict, trained: Collection[str]) -> str:
    """Return a few words on a code, for an explanation of five codes."""
    because = {
        "yes": "valid, and yours to bill",
        "not a code": "a typo",
        "not a code on that day": "ended before that date",
        "not yours": "not in your training" if _belief_in_list(found, trained) == LICENSE else "not in the contract",
    }  # fmt: skip
    return f"{found.code}: {because[found.answer]}."


@family("codes.new_number", "code-11", "code-13", "code-4", level=1, retired=True)
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
