"""The form and check digit of a National Provider Identifier (hipaa-15). Every number here is fictional."""

import random

from massage_billing.base.tables import citation
from massage_billing.questions.kinds import number, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.npi import LENGTH, check_digit, npi_problem

RULE = citation("npi-check", "Luhn formula")
FORM = citation("cfr-162", "162.406(a)")
WELL_FORMED, WRONG_LENGTH, OTHER_CHARACTERS, WRONG_DIGIT = (
    "It is well formed.",
    f"It does not have {LENGTH} digits.",
    "It has characters other than digits.",
    "It has the wrong check digit.",
)


def nine(rng: random.Random) -> str:
    """Return the first nine digits of a fictional NPI. They start with 2, since the NPIs of real providers start with 1."""
    return "2" + "".join(str(rng.randrange(10)) for _ in range(LENGTH - 2))


def misprinted(rng: random.Random, digits: str) -> str:
    """Return nine digits followed by a wrong check digit."""
    return f"{digits}{(check_digit(digits) + rng.randint(1, 9)) % 10}"


def doubled(digits: str, *, last: bool = True) -> list[int]:
    """Return nine digits with every second one doubled.

    Args:
        digits: the digits.
        last: whether to start doubling at the last digit; otherwise, at the one before it.
    """
    return [int(digit) * (2 if (at % 2 == 0) == last else 1) for at, digit in enumerate(digits)]


def total(numbers: list[int]) -> int:
    """Return the sum of the digits of some numbers, plus 24 for the prefix 80840."""
    return sum(map(int, "".join(map(str, numbers)))) + 24


def steps(digits: str) -> str:
    """Explain how to calculate the check digit of nine digits."""
    numbers, digit = doubled(digits), check_digit(digits)
    carried = next((f" ({number} counts as 1 + {number - 10})" for number in numbers if number >= 10), "")  # noqa: PLR2004
    return (
        f"Double every second digit, from the ninth to the first. That gives {', '.join(map(str, numbers))}. Add all the "
        f"digits{carried}, plus 24 for the prefix 80840: {total(numbers)}. "
        f"{f'To reach {total(numbers) + digit}, add {digit}' if digit else 'The sum ends in 0'}, so the check digit is {digit}."
    )


@family("covered_entity.check_digit", "hipaa-15", level=2)
def check(rng: random.Random) -> Question:
    """Ask what the check digit of nine digits is."""
    digits = nine(rng)
    full = total(doubled(digits))
    wrong = [
        Misconception("left out the prefix", (24 - full) % 10, "You left out the 24 for the prefix 80840."),
        Misconception("doubled the wrong digits", -total(doubled(digits, last=False)) % 10, "You doubled the wrong digits. Start with the last of the nine."),
        Misconception("took the last digit of the sum", full % 10, "This is the last digit of the sum. You need the difference between the sum and the next number that ends in 0."),
        Misconception("doubled no digits", -total([int(digit) for digit in digits]) % 10, "You did not double any digits. Double every second one."),
    ]  # fmt: skip
    prompt = f"The first nine digits of a fictional NPI are {digits}. What is its check digit?"
    return number.ask(prompt, check_digit(digits), wrong, steps(digits), RULE, unit="one digit")


@family("covered_entity.well_formed", "hipaa-15", level=1)
def well_formed(rng: random.Random) -> Question:
    """Ask whether a number is a well-formed NPI."""
    digits = nine(rng)
    whole = f"{digits}{check_digit(digits)}"
    forms = {
        WELL_FORMED: whole,
        WRONG_LENGTH: whole[: rng.choice((8, 9))],
        OTHER_CHARACTERS: f"{whole[:3]}-{whole[3:6]}-{whole[6:]}",
        WRONG_DIGIT: misprinted(rng, digits),
    }
    right, shown = rng.choice(list(forms.items()))
    wrong = [  # `ask` leaves out the right answer
        Misconception("accepted a malformed number", WELL_FORMED, "The form of this number has an error."),
        Misconception(
            "miscounted the digits", WRONG_LENGTH, f"Count again. It has {sum(map(str.isdigit, shown))} digits."
        ),
        Misconception("saw characters that are not there", OTHER_CHARACTERS, "It has only digits."),
        Misconception(
            "misjudged the check digit",
            WRONG_DIGIT,
            "The check digit is right." if right == WELL_FORMED else "The check digit is not the problem here.",
        ),
    ]
    explanation = npi_problem(shown) or f"It has {LENGTH} digits, and the check digit is right. {steps(digits)}"
    if right == WRONG_DIGIT:
        explanation = f"The last digit does not match the first nine. {steps(digits)}"
    prompts = (f"Is {shown} a well-formed NPI?", f"A colleague gives you {shown} as an NPI. Is it well formed?")
    return single_choice.ask(
        rng, rng.choice(prompts), right, wrong, explanation, RULE if right in (WELL_FORMED, WRONG_DIGIT) else FORM
    )


@family("covered_entity.misprint", "hipaa-15", level=3)
def misprint(rng: random.Random) -> Question:
    """Ask which of four numbers is well formed."""
    digits, *others = [nine(rng) for _ in range(4)]
    wrong = []
    for other in others:
        shown = misprinted(rng, other)
        message = f"{shown}: the check digit for its first nine digits is {check_digit(other)}."
        wrong.append(Misconception("misjudged the check digit", shown, message))
    prompt = f"Each of these four fictional NPIs has {LENGTH} digits. Three have a typo in the last digit. Which one is well formed?"
    right = f"{digits}{check_digit(digits)}"
    return single_choice.ask(rng, prompt, right, wrong, f"{right} is well formed. {steps(digits)}", RULE)
