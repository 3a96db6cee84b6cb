"""Names for people in questions, from many cultures. None of them is a real patient or provider."""

import random

NAMES = (
    "Aaliyah", "Adaeze", "Ahmed", "Aiko", "Alejandra", "Amara", "Anders", "Anh", "Anjali", "Ariel", "Beatriz", "Chidi", "Chloe", "Dalia",
    "Darnell", "Deepak", "Dmitri", "Ebony", "Elena", "Emeka", "Esther", "Farah", "Fatima", "Gabriel", "Giulia", "Hana", "Hiroshi", "Imani",
    "Ines", "Ivan", "Jamal", "Jorge", "Kalani", "Keiko", "Kofi", "Lakshmi", "Lars", "Leilani", "Lin", "Lupe", "Malik", "Marisol", "Mei",
    "Miguel", "Nadia", "Naomi", "Nguyen", "Noor", "Olga", "Omar", "Paloma", "Priya", "Rashid", "Ravi", "Rosa", "Sakura", "Samira",
    "Sanjay", "Siobhan", "Soo-jin", "Tariq", "Thandi", "Tomas", "Wei", "Xavier", "Yara", "Yusuf", "Zara",
)  # fmt: skip


def people(rng: random.Random, count: int) -> list[str]:
    """Return different names.

    Example:
        >>> len(set(people(random.Random(1), 2)))
        2
    """
    return rng.sample(NAMES, count)
