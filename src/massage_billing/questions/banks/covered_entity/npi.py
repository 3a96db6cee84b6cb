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


def misprinted(rng: random.Random, digits: str) -> str:
    """Return nine digits with a check digit that does not fit."""
    return f"{digits}{(check_digit(digits) + rng.randint(1, 9)) % 10}"


def doubled(digits: str, *, last: bool = True) -> list[int]:
    """Return nine digits with the last, the third last and so on doubled, or the others."""
    return [int(digit) * (2 if (at % 2 == 0) == last else 1) for at, digit in enumerate(digits)]


def total(numbers: list[int]) -> int:
    """Return the sum of all digits of some numbers, and 24 for the prefix."""
    return sum(map(int, "".join(map(str, numbers)))) + 24


def steps(digits: str) -> str:
    """Return the check digit of nine digits, worked out in words."""
    numbers, digit = doubled(digits), check_digit(digits)
    return (
        f"Double every second digit from the right: {', '.join(map(str, numbers))}. Add up all their digits, and 24 for "
        f"the prefix 80840: {total(numbers)}. The next number that ends in 0 is {total(numbers) + digit}, so the check "
        f"digit is {digit}."
    )


@family("covered_entity.check_digit", "hipaa-15", level=2)
def check(rng: random.Random) -> Question:
    """Ask for the check digit of nine digits."""
    digits = nine(rng)
    full = total(doubled(digits))
    wrong = [
        Misconception("the prefix left out", (24 - full) % 10, "You left out the 24 that stands for the prefix 80840."),
        Misconception("the other digits doubled", -total(doubled(digits, last=False)) % 10, "You doubled the other digits: begin with the last of the nine."),
        Misconception("the last digit of the sum taken", full % 10, "You took the last digit of the sum. Take what is missing to the next number that ends in 0."),
        Misconception("nothing doubled", -total([int(digit) for digit in digits]) % 10, "You doubled nothing."),
    ]  # fmt: skip
    prompt = f"The first nine digits of a made-up NPI are {digits}. What is its check digit?"
    return number.ask(prompt, check_digit(digits), wrong, steps(digits), RULE, unit="one digit")


@family("covered_entity.well_formed", "hipaa-15", level=1)
def well_formed(rng: random.Random) -> Question:
    """Ask whether a number is well formed as an NPI."""
    digits = nine(rng)
    whole = f"{digits}{check_digit(digits)}"
    forms = {
        WELL: whole,
        SHORT: whole[: rng.choice((8, 9))],
        SIGNS: f"{whole[:3]}-{whole[3:6]}-{whole[6:]}",
        DIGIT: misprinted(rng, digits),
    }
    right, shown = rng.choice(list(forms.items()))
    wrong = [  # with the right answer, which `ask` leaves out
        Misconception("a malformed number accepted", WELL, "Something in its form is wrong."),
        Misconception("digits miscounted", SHORT, f"Count again: it has {sum(map(str.isdigit, shown))} digits."),
        Misconception("signs seen where there are none", SIGNS, "There are digits only."),
        Misconception("the check digit misjudged", DIGIT, "The check digit is not what is wrong here."),
    ]
    explanation = npi_problem(shown) or f"{LENGTH} digits, and the check digit fits. {steps(digits)}"
    prompts = (f"Is {shown} well formed as an NPI?", f"A colleague gives you {shown} as an NPI. What do you say?")
    return single_choice.ask(
        rng, rng.choice(prompts), right, wrong, explanation, RULE if right in (WELL, DIGIT) else FORM
    )


@family("covered_entity.misprint", "hipaa-15", level=3)
def misprint(rng: random.Random) -> Question:
    """Ask which of four numbers is well formed."""
    digits, *others = [nine(rng) for _ in range(4)]
    wrong = []
    for other in others:
        shown = misprinted(rng, other)
        message = f"{shown}: for its first nine digits the check digit is {check_digit(other)}."
        wrong.append(Misconception("the check digit misjudged", shown, message))
    prompt = (
        f"Four made-up numbers. Three have a slip in the last digit. Which one is well formed? ({LENGTH} digits each.)"
    )
    return single_choice.ask(rng, prompt, f"{digits}{check_digit(digits)}", wrong, steps(digits), RULE)
