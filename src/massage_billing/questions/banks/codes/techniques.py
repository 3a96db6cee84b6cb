"""Questions on the work that each code covers, and on timed codes (code-2, code-3, code-5, code-6), from techniques.csv.

`codes.which_code` is in situations.csv.
"""

import random
from functools import cache
from typing import NamedTuple

from massage_billing.base.tables import citation, current
from massage_billing.base.text import sentence
from massage_billing.questions.kinds import multiple_choice, sorting
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.people import people
from massage_billing.questions.registry import family
from massage_billing.rules.codes import Technique, codes, find_code

NEITHER = "Neither code"
MAIN = ("97124", "97140")
MUSCLES = ("back", "calf", "forearm", "hip", "neck", "thigh", "shoulder")
JOINTS = ("ankle", "elbow", "knee", "shoulder", "wrist", "hip")
ENTRIES = {  # how a note describes a technique of techniques.csv, and where
    "gliding strokes": ("long gliding strokes, {0}", MUSCLES),
    "kneading": ("lifting and squeezing the muscle, {0}", MUSCLES),
    "tapping": ("tapping in a steady rhythm, {0}", MUSCLES),
    "compression": ("pressing again and again, {0} muscles", MUSCLES),
    "percussion": ("light drumming with the hands, {0}", MUSCLES),
    "relaxing massage": ("flowing strokes to relax, {0}", MUSCLES),
    "sports massage": ("brisk strokes before a race, {0}", MUSCLES),
    "myofascial release": ("slow stretching of stuck tissue, {0}", MUSCLES),
    "joint mobilization": ("gently moving a stiff joint, {0}", JOINTS),
    "manual traction": ("pulling slowly by hand, {0}", ("ankle", "hip", "leg", "neck", "shoulder", "wrist")),
    "lymphatic drainage": ("light strokes along lymph vessels, {0}", ("arm", "hand", "leg", "foot", "neck", "thigh")),
    "soft tissue mobilization": ("loosening a scar by hand, {0}", ("back", "elbow", "foot", "hand", "hip", "knee")),
    "passive motion": ("moving a relaxed limb for the patient, {0}", ("ankle", "arm", "elbow", "leg", "shoulder", "wrist")),
    "balance training": ("patient relearns balance, {0}", ("on foam", "on one leg", "eyes closed", "on tiptoe", "on a line", "on a slope")),
    "posture training": ("patient relearns upright posture, {0}", ("at a desk", "on a stool", "standing", "walking", "at a sink", "in a car seat")),
    "strength exercises": ("patient builds strength, {0}", ("band pulls", "heel raises", "leg lifts", "small weights", "step-ups", "wall squats")),
    "lifting practice": ("patient rehearses lifting {0}", ("a box", "a child", "a crate", "a suitcase", "groceries", "laundry")),
    "hot pack": ("moist heat left on, {0}", MUSCLES),
    "cold pack": ("ice bag left on, {0}", (*MUSCLES, "knee")),
}  # fmt: skip
WORK_OF = (  # how the work gets to whoever chooses the code
    "{0} reads the notes for a week of visits.",
    "{0} gives you a list of the work at the clinic today.",
    "A new therapist, {0}, shows you what the notes say.",
    "{0} at the front desk has notes without codes.",
    "The plan asks {0} for the notes behind a claim.",
    "{0} checks the notes before the claims go out.",
    "You cover for {0}, who left these notes.",
    "{0} asks you to look over some notes from a busy day.",
    "A teacher gives {0}'s class notes from a student clinic.",
    "{0} compares notes with the codes in the software.",
)


class Entry(NamedTuple):
    """A line of a session note, and the technique that it describes."""

    text: str
    work: Technique


def name(code: str) -> str:
    """Return the name of the mistake of choosing a code that is for other work, if it is one of misconceptions.csv."""
    return f"chose {code} for other work" if code in MAIN else ""


@cache
def of(code: str) -> tuple[Technique, ...]:
    """Return the techniques that a code covers, without those for which sources disagree. No code: other codes' techniques."""
    agreed = [row for row in current(Technique) if not row.also]
    return tuple(row for row in agreed if row.code == code or (not code and row.code not in MAIN))


def entry(rng: random.Random, work: Technique) -> Entry:
    """Write a line of a note about a technique."""
    text, places = ENTRIES[work.technique]
    return Entry(text.format(rng.choice(places)), work)


def entries(rng: random.Random, code: str, count: int) -> list[Entry]:
    """Write lines of notes about different techniques of a code."""
    return [entry(rng, work) for work in rng.sample(of(code), count)]


@family(
    "codes.techniques_of", "code-2", "code-3", level=2, depth="recall",
    hint="Picture the hands. Do they stroke, knead, or press a muscle, or do they free tissue or move a joint?",
)  # fmt: skip
def techniques_of(rng: random.Random) -> Question:
    """Ask which of five lines of a note a code covers."""
    code, other = rng.sample(MAIN, 2)
    right = entries(rng, code, rng.choice((1, 2, 3)))
    wrong = entries(rng, other, rng.choice((1, 2)))
    wrong += entries(rng, "", 5 - len(right) - len(wrong))
    return multiple_choice.ask_which(
        rng,
        f"{rng.choice(WORK_OF).format(*people(rng, 1))} Which work does {find_code(code)} cover? Check all that apply.",
        right,
        wrong,
        lambda one: one.text,
        lambda one: f"“{sentence(one.text)}”: {one.work.why}",
        ("missed a true statement", name(code)),
        f"{find_code(code)} covers this work: {'; '.join(one.text for one in right)}.",
        right[0].work.citation,
    )


@family(
    "codes.sort", "code-2", "code-3", level=3, depth="analyze",
    hint="First ask who does the work, you or the patient. Then ask whether your hands treat a muscle, or free tissue or a joint.",
)  # fmt: skip
def sort(rng: random.Random) -> Question:
    """Ask the learner to sort six lines of notes into massage, manual therapy, and neither."""
    names = {code: str(find_code(code)) for code in MAIN}
    first, second, third = rng.choice(((2, 3, 1), (3, 2, 1), (2, 2, 2), (1, 3, 2), (3, 1, 2)))
    cards = [*entries(rng, "97124", first), *entries(rng, "97140", second), *entries(rng, "", third)]
    rng.shuffle(cards)
    right = {card.text: names.get(card.work.code, NEITHER) for card in cards}
    groups = [*names.values(), NEITHER]
    wrong = [
        Misconception(name(group[:5]), {card.text: group}, f"“{sentence(card.text)}”: {card.work.why}")
        for card in cards
        for group in groups
        if group != right[card.text]
    ]
    explanation = " ".join(
        f"{group}: {'; '.join(work for work, chosen in right.items() if chosen == group)}." for group in groups
    )
    prompt = f"{rng.choice(WORK_OF).format(*people(rng, 1))} Sort each kind of work under the code that covers it."
    return sorting.ask(prompt, right, groups, wrong, explanation, citation("dc-2007", "97124 and 97140"))


DAYS = (  # a clinic where massage therapists, a chiropractor, and physical therapists work
    "{0} had five services at a clinic today.",
    "The day sheet of a clinic lists {0}'s services.",
    "{0}'s visit to a sports clinic had five services.",
    "A clinic's software shows {0}'s five services.",
    "{0} had five services after an ankle sprain.",
    "The front desk adds up {0}'s services.",
    "A plan asks about five services on {0}'s claim.",
    "{0} was at the clinic all morning and had five services.",
    "Two therapists and a chiropractor treated {0} in one day.",
    "A biller checks the minutes of {0}'s five services.",
)
ASKED = ("Which codes are timed?", "Which codes do you bill in 15-minute units?", "For which codes do the minutes set the units?")  # fmt: skip


@cache
def _by_timing() -> tuple[list[str], list[str]]:
    """Return the codes that are timed, and those that are not."""
    known = [find_code(code) for code in codes("usual", "question")] + [
        find_code(code) for code in ("97012", "97014", "97016", "97018", "97022", "97024", "97026", "97028", "97113", "97032")
    ]  # fmt: skip
    return [str(one) for one in known if one.timed], [str(one) for one in known if one.timed is False]


@family(
    "codes.timed", "code-6", "code-5", level=1, depth="recall",
    hint="Could you leave the room during this service? If so, its minutes do not set the units.",
)  # fmt: skip
def timed(rng: random.Random) -> Question:
    """Ask which of five codes are timed."""
    all_timed, all_untimed = _by_timing()
    count = rng.choice((1, 2, 3, 4))
    right, wrong = rng.sample(all_timed, count), rng.sample(all_untimed, 5 - count)
    minutes = {one: rng.randrange(8, 31) for one in (*right, *wrong)}
    return multiple_choice.ask_which(
        rng,
        f"{rng.choice(DAYS).format(*people(rng, 1))} {rng.choice(ASKED)} Check all that apply.",
        right,
        wrong,
        lambda one: f"{one}, {minutes[one]} minutes",
        lambda one: (
            f"{one[:5]} is billed {'in 15-minute units' if one in right else 'as 1 unit, whatever the minutes'}."
        ),
        ("missed a true statement", "counted untimed minutes"),
        f"Timed, in 15-minute units: {', '.join(one[:5] for one in right)}. "
        f"Untimed, 1 unit each: {', '.join(one[:5] for one in wrong)}. You stay with the patient for a timed code.",
        citation("webpt-guide", "time-based and service-based codes"),
    )
