"""The National Provider Identifier: form and check digit (hipaa-15). Every number here is made up."""

import random

from massage_billing.base.tables import citation
from massage_billing.questions.kinds import number, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.npi import LENGTH, check_digit, npi_problem

RULE = citation("npi-check", "Luhn formula")
FORM = citation("cfr-162", "162.406(a)")
WELL, SHORT, SIGNS, DIGIT = (
    "Well formed",
    f"Wrong: it does not have {LENGTH} digits",
    "Wrong: it has signs that are no digits",
    "Wrong: the check digit does not fit",
)


def nine(rng: random.Random) -> str:
    """Return nine made-up digits of an NPI; with a 9 in front they are nobody's, since real ones begin with 1 or 2."""
    return "9" + "".join(str(rng.randrange(10)) for _ in range(LENGTH - 2))


def doubled(digits: str, *, first: bool = True) -> int:
    """Return the sum of Luhn's formula over nine digits, doubling the last, the third last and so on, or the others."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if (at % 2 == 0) == first else 1)
        total += value // 10 + value % 10
    return total


def steps(digits: str) -> str:
    """Return the check digit of nine digits, worked out in words."""
    parts = [str(int(digit) * 2) if (len(digits) - 1 - at) % 2 == 0 else digit for at, digit in enumerate(digits)]
    total, digit = doubled(digits) + 24, check_digit(digits)
    return (
        f"Double every second digit from the right: {', '.join(parts)}. Add up all their digits, and 24 for the prefix "
        f"80840: {total}. The next number that ends in 0 is {total + digit}, so the check digit is "
        f"{digit}."
    )


@family("covered_entity.check_digit", "hipaa-15", level=2)
def check(rng: random.Random) -> Question:
    """Ask for the check digit of nine digits."""
    digits = nine(rng)
    bare, total = doubled(digits), doubled(digits) + 24
    wrong = [
        Misconception("the prefix left out", -bare % 10, "You left out the 24 that stands for the prefix 80840."),
        Misconception("the other digits doubled", -(doubled(digits, first=False) + 24) % 10, "You doubled the other digits: begin with the last of the nine."),
        Misconception("the last digit of the sum taken", total % 10, "You took the last digit of the sum. Take what is missing to the next number that ends in 0."),
        Misconception("nothing doubled", -(sum(map(int, digits)) + 24) % 10, "You doubled nothing."),
    ]  # fmt: skip
    prompt = f"The first nine digits of a made-up NPI are {digits}. What is its check digit?"
    return number.ask(prompt, check_digit(digits), wrong, steps(digits), RULE, unit="one digit")


@family("covered_entity.well_formed", "hipaa-15", level=1)
def well_formed(rng: random.Random) -> Question:
    """Ask whether a number is well formed as an NPI."""
    digits = nine(rng)
    whole = f"{digits}{check_digit(digits)}"
    given = rng.choice(
        (
            (WELL, whole),
            (SHORT, whole[: rng.choice((8, 9))]),
            (SIGNS, f"{whole[:3]}-{whole[3:6]}-{whole[6:]}"),
            (DIGIT, f"{digits}{(check_digit(digits) + rng.randint(1, 9)) % 10}"),
        )
    )
    right, shown = given
    by_answer = {
        WELL: Misconception("a malformed number accepted", WELL, "Something in its form is wrong."),
        SHORT: Misconception("digits miscounted", SHORT, f"Count again: it has {sum(map(str.isdigit, shown))} digits."),
        SIGNS: Misconception("signs seen where there are none", SIGNS, "There are digits only."),
        DIGIT: Misconception("the check digit misjudged", DIGIT, "The check digit is not what is wrong here."),
    }
    explanation = npi_problem(shown) or f"{LENGTH} digits, and the check digit fits. {steps(digits)}"
    prompt = rng.choice(
        (f"Is {shown} well formed as an NPI?", f"A colleague gives you {shown} as an NPI. What do you say?")
    )
    wrong = [one for label, one in by_answer.items() if label != right]
    return single_choice.ask(rng, prompt, right, wrong, explanation, RULE if right in (WELL, DIGIT) else FORM)


@family("covered_entity.misprint", "hipaa-15", level=3)
def misprint(rng: random.Random) -> Question:
    """Ask which of four numbers is well formed."""
    digits = [nine(rng) for _ in range(4)]
    whole = [f"{one}{check_digit(one)}" for one in digits]
    right, *rest = whole
    wrong = []
    for one in rest:
        changed = f"{one[:-1]}{(int(one[-1]) + rng.randint(1, 9)) % 10}"
        wrong.append(
            Misconception(
                "the check digit misjudged",
                changed,
                f"{changed}: for its first nine digits the check digit is {one[-1]}.",
            )
        )
    prompt = (
        f"Four made-up numbers. Three have a slip in the last digit. Which one is well formed? ({LENGTH} digits each.)"
    )
    return single_choice.ask(rng, prompt, right, wrong, steps(digits[0]), RULE)
