"""Questions on what a visit leaves behind: the note, the timed minutes, the parts of a claim, and money to give back (code-1, 5, 6, 8, 10)."""

import random

from massage_billing.base.tables import citation
from massage_billing.base.text import plural, sentence
from massage_billing.questions.kinds import number, single_choice, sorting
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.people import people
from massage_billing.questions.registry import family
from massage_billing.rules.codes import find_code

OUTSIDE, UNTIMED, PAID = (
    "counted time outside treatment",
    "counted untimed minutes",
    "assumed that a paid claim is correct",
)
MEDICARE = citation("fcso-units", "pre- and post-delivery services")

WORK = ("compression", "gliding strokes", "joint mobilization", "kneading", "lymphatic drainage", "myofascial release",
        "rhythmic tapping", "traction by hand")  # fmt: skip
VAGUE_WORK = ("bodywork", "hands-on care", "the usual treatment", "the treatment from last time", "care as ordered")
PARTS = (
    "the left calf",
    "the right shoulder",
    "both forearms",
    "the neck",
    "the low back",
    "the right hip",
    "the left ankle",
)
VAGUE_PARTS = ("the sore area", "the tight spots", "where it hurts most", "the problem area", "the painful side")
VISIT = (
    "Booked for 60 minutes",
    "Arrived at 9:00, left at 10:05",
    "A full-hour appointment",
    "Checked in at 2:00, out at 3:10",
)
NOTES = (
    "{name} came in stiff. Gave {work} to {part}. {time}. Next visit in a week.",
    "{time}. Worked on {part} with {work}. {name} felt looser and had no pain afterward.",
    "{name} reports a bad night. {time}. On {part}: {work}. Will call on Monday.",
    "Third visit for {name}. Used {work} on {part}. {time}. Pain 6 of 10 before, 3 after.",
    "{name} drives all day. {time}. For {part}: {work}. Showed a stretch for home.",
    "{name} slept well since last time. {part}: {work}. {time}. Turns 10 degrees farther.",
    "After a long hike, {name} asked for help with {part}. Gave {work} there. {time}.",
    "{name}, second visit. {time}. Pain eased after {work} on {part}. Plan: two more visits.",
    "Talked with {name} about work. Then {work} for {part}. {time}. Signed at the desk.",
    "{name} has no new pain. Finished with {work} on {part}. {time}. Back in two weeks.",
)
LACKS = {  # what a note lacks, and the source
    "The minutes of treatment": ("It gives no minutes of treatment. The length of an appointment does not show them.",
                                 "A note that gives minutes of treatment does not lack them.", citation("hns-97124", "time based")),
    "The technique he used": ("It does not name a technique. Words such as “care” or “treatment” could be any code.",
                              "A note lacks this if it says only that there was a treatment.", citation("wac-246-830", "246-830-565")),
    "The part of the body": ("It does not name a part of the body, only that something hurt or was tight.",
                             "A note lacks this if it names only “the sore area” or the like.", citation("wac-246-830", "246-830-565")),
    "None of these three": ("It names the technique, the part of the body, and the minutes of treatment.",
                            "Check again. One of the three is vague or missing.", citation("hns-97124", "time based")),
}  # fmt: skip


@family(
    "codes.missing_from_note", "code-8", level=2, depth="analyze",
    hint="Look for three facts: what the hands did, where, and for how long the hands worked.",
)  # fmt: skip
def missing_from_note(rng: random.Random) -> Question:
    """Ask what a note lacks: minutes, technique, part of the body, or nothing."""
    lacks = rng.choice(list(LACKS))
    minutes, visit = f"Hands-on time {rng.randrange(18, 56)} minutes", rng.choice(VISIT)
    timed = rng.choice((minutes, f"{visit}. {minutes}"))
    (name,) = people(rng, 1)
    note = rng.choice(NOTES).format(
        name=name,
        work=rng.choice(VAGUE_WORK if lacks == "The technique he used" else WORK),
        part=rng.choice(VAGUE_PARTS if lacks == "The part of the body" else PARTS),
        time=visit if lacks == "The minutes of treatment" else timed,
    )
    note = ". ".join(sentence(one) for one in note.split(". "))
    prompt = f"Leo's note: “{note}” The claim has one timed code. Which of these does the note lack?"
    wrong = [
        Misconception(
            OUTSIDE if lacks == "The minutes of treatment" and choice == "None of these three" else "", choice, about[1]
        )
        for choice, about in LACKS.items()
        if choice != lacks
    ]
    why, _, source = LACKS[lacks]
    explanation = f"{why} A note that supports a timed code shows what you did, where, and for how many minutes."
    return single_choice.ask(rng, prompt, lacks, wrong, explanation, source)


TIMED_VISITS = (  # story, with one or two timed services; the untimed service; what else took time
    ("{0} lies on a hot pack for {p} minutes while you write. Then you knead the back for {t} minutes. Dressing takes {o} minutes.", "the pack", "dressing"),
    ("{0} books an hour. Undressing takes {o} minutes, gliding strokes take {t}, and a cold pack at the end takes {p}.", "the pack", "undressing"),
    ("{0}'s knee gets a cold pack for {p} minutes. You do {t} minutes of joint mobilization, and then write the note for {o} minutes.", "the pack", "the note"),
    ("{0} arrives late. You do {t} minutes of lymphatic drainage, then a cold pack for {p}. Dressing takes {o} more.", "the pack", "dressing"),
    ("You set up the room for {o} minutes. {0} gets {t} minutes of sports massage and then ice on the thigh for {p}.", "the ice", "the setup"),
    ("{0} undresses for {o} minutes, lies on a warm pack for {p}, and then gets {t} minutes of traction by hand.", "the pack", "undressing"),
    ("You knead {0}'s back for {t} minutes. After a cold pack of {p} minutes comes a block of {s} minutes of joint mobilization. Booking takes {o}.", "the pack", "booking"),
    ("{0} has {p} minutes of moist heat, {t} minutes of scar work by hand, and then {s} minutes of massage. Paying takes {o} minutes.", "the heat", "paying"),
    ("First come {t} minutes of lymphatic drainage for {0}'s arm, then {s} of massage for the back. A pack takes {p} minutes, and dressing {o}.", "the pack", "dressing"),
    ("You change the sheets for {o} minutes. {0} gets {t} minutes of myofascial release, a hot pack for {p}, and {s} minutes of kneading.", "the pack", "the sheets"),
    ("{0} rests on a hot pack for {p} minutes. A block of massage takes {t} minutes, and a block of traction by hand takes {s}. You write notes for {o}.", "the pack", "the notes"),
    ("You massage {0}'s calf for {t} minutes, mobilize the ankle for {s}, and put ice on it for {p}. Cleaning the table takes {o} minutes.", "the ice", "cleaning"),
)  # fmt: skip


@family(
    "codes.timed_minutes", "code-6", "code-5", "code-8", level=2, depth="apply",
    hint="Which minutes were hands-on work with a timed code? Leave out a pack, and everything around the treatment.",
)  # fmt: skip
def timed_minutes(rng: random.Random) -> Question:
    """Ask for the timed minutes of a visit that has a pack and time around the treatment."""
    story, pack, around = rng.choice(TIMED_VISITS)
    first, second = rng.randrange(16, 31), rng.randrange(8, 16) if "{s}" in story else 0
    left_on, other = rng.randrange(10, 21), rng.randrange(4, 10)
    text = story.format(*people(rng, 1), t=first, s=second, p=left_on, o=other)
    spent = first + second
    total = f"{first} + {second} = {spent} minutes" if second else f"{spent} minutes"
    outside = f"You counted minutes of {around}. That time is around the treatment, not in it."
    untimed = f"You added the {left_on} minutes of {pack}. That service is untimed."
    return number.ask(
        f"{text} This payer counts minutes as Medicare does. How many timed minutes are there?",
        spent,
        [
            Misconception(UNTIMED, spent + left_on, untimed),
            Misconception(OUTSIDE, spent + other, outside),
            Misconception(OUTSIDE, spent + left_on + other, f"{untimed} {outside}"),
            Misconception("", first, "You left out the second kind of hands-on work. It is timed too."),
        ],
        f"Only hands-on work has a timed code here: {total}. {sentence(pack)} is 97010, which is untimed, so its {left_on} minutes "
        f"do not count. Time for {around}, {other} minutes, is not treatment.",
        MEDICARE,
        unit="minutes",
    )


OVERPAID = (  # story, the code that fits, the code that was billed
    ("A review finds that {0} got kneading at {n} visits. Each visit was billed as {u} of {wrong}.", "97124", "97140"),
    (
        "{0} reads old notes: {n} visits of gliding strokes. Each went out as {u} of {wrong}, and the plan paid.",
        "97124",
        "97140",
    ),
    (
        "Your software had the wrong default. For {n} of {0}'s massage visits, it billed {u} of {wrong}.",
        "97124",
        "97112",
    ),
    (
        "A colleague billed {0}'s relaxing massage as {wrong}: {n} visits with {u} each. The plan paid all of them.",
        "97124",
        "97530",
    ),
    (
        "The plan asks for {0}'s notes. They show massage at {n} visits. You were paid for {u} of {wrong} each time.",
        "97124",
        "97140",
    ),
    (
        "{0} had myofascial release at {n} visits. By mistake, each claim had {u} of {wrong}, and each was paid.",
        "97140",
        "97112",
    ),
    (
        "A new biller finds {n} paid claims for {0}. Each has {u} of {wrong}, but every note describes joint mobilization.",
        "97140",
        "97530",
    ),
    (
        "{0} changed plans, and you check the old file: {n} paid visits with {u} of {wrong}. All the work was sports massage.",
        "97124",
        "97140",
    ),
    (
        "The clinic bought a practice. {0}'s file there has {n} paid visits, {u} of {wrong} each, for tapping and kneading.",
        "97124",
        "97112",
    ),
    (
        "An audit looks at {n} of {0}'s visits. You billed {u} of {wrong} each time. Your notes show lymphatic drainage.",
        "97140",
        "97110",
    ),
)


@family(
    "codes.overpaid", "code-10", "code-7", level=3, depth="analyze",
    hint="Find the code that the notes support. Compare what one unit of each code pays, and then count the units.",
)  # fmt: skip
def overpaid(rng: random.Random) -> Question:
    """Ask how much a plan paid too much because claims had a code that pays more."""
    story, right, billed = rng.choice(OVERPAID)
    visits, units = rng.randrange(3, 13), rng.choice((2, 3))
    rate = rng.randrange(24, 36)
    more = rng.randrange(3, 13)
    text = story.format(*people(rng, 1), n=visits, u=plural(units, "unit"), wrong=billed)
    return number.ask(
        f"{text} The plan pays ${rate} for a unit of {right} and ${rate + more} for a unit of {billed}. "
        f"How many dollars more did it pay than for the right code?",
        visits * units * more,
        [
            Misconception(
                PAID, 0, "The plan paid, but the notes show other work. A payment does not make a code right."
            ),
            Misconception("", visits * more, f"You counted one unit a visit. Each visit had {units}."),
            Misconception("", units * more, f"You counted one visit. There were {visits}."),
            Misconception(
                "", visits * units * (rate + more), "You took all that was paid. Subtract what the right code pays."
            ),
        ],
        f"The notes show {find_code(right).name}, {right}. {billed} paid ${rate + more} - ${rate} = ${more} more a unit. "
        f"{visits} visits × {units} units × ${more} = ${visits * units * more}. Paid claims can be reviewed, and the payer can ask for its money back.",
        citation("dc-2006", "never substitute a code for payment"),
        unit="dollars",
    )


PROCEDURE, DIAGNOSIS, UNITS, NOTE = "Procedure code", "Diagnosis code", "Units", "Only in the note"
FACTS = {  # cards for each place; {n} is a number
    PROCEDURE: (
        "kneading of the {part}", "long strokes along the {part}", "slow release of stuck tissue, {part}",
        "light strokes along the lymph vessels, {part}", "compression of the {part} muscles", "tapping on the {part}",
    ),
    DIAGNOSIS: (
        "pain in the {part} for {n} weeks", "strain of a {part} muscle, {n} days old", "a stiff {part} since a fall {n} weeks ago",
        "spasm in the {part}, {n} months now", "a {part} that has hurt for {n} days", "soreness of the {part} for {n} months",
    ),
    UNITS: (
        "hands-on time: {m} minutes", "{m} timed minutes in all", "work began at 2:00 and ended at 2:{m}",
        "timed service, {m} minutes", "{m} minutes with the hands on", "hands on from 9:05, for {m} minutes",
    ),
    NOTE: (
        "pain {n} of 10 before the visit", "can now sit for {m} minutes", "turns the head {m} degrees", "liked more pressure on the {part}",
        "wants the next visit in {n} days", "next goal: carry {n} pounds",
    ),
}  # fmt: skip
PLACES = ("neck", "back", "calf", "hip", "thigh", "shoulder")
WHY = {
    PROCEDURE: "This is what you did, so the procedure code names it.",
    DIAGNOSIS: "This is what is wrong with the patient, so the diagnosis code names it.",
    UNITS: "These are treatment minutes, and the units come from them.",
    NOTE: "This supports the care, but no part of the claim line shows it.",
}


@family(
    "codes.sort_facts", "code-1", level=2, depth="analyze",
    hint="Ask of each fact: is it what you did, why the patient came, how long you worked, or something else?",
)  # fmt: skip
def sort_facts(rng: random.Random) -> Question:
    """Ask which part of a claim each fact of a visit belongs to."""
    places = [*rng.sample(list(FACTS), 4), *rng.sample(list(FACTS), 2)]
    minutes, parts = rng.randrange(21, 55), rng.sample(PLACES, 3)  # what hurts is what was treated
    cards = {
        fact.format(part=part, n=rng.randrange(2, 9), m=minutes if place == UNITS else rng.randrange(21, 55)): place
        for place in FACTS
        for fact, part in zip(rng.sample(FACTS[place], places.count(place)), parts, strict=False)
    }
    shuffled = list(cards)
    rng.shuffle(shuffled)
    right = {card: cards[card] for card in shuffled}
    wrong = [
        Misconception("", {card: group}, f"“{sentence(card)}”: {WHY[place]}")
        for card, place in right.items()
        for group in FACTS
        if group != place
    ]
    explanation = " ".join(
        f"{group}: {'; '.join(fact for fact, place in right.items() if place == group)}." for group in FACTS
    )
    prompt = f"{rng.choice(FACT_STORIES).format(*people(rng, 1))} Sort each fact under the part of the claim line that it decides."
    return sorting.ask(prompt, right, FACTS, wrong, explanation, citation("ama-cpt", "purpose and process"))


FACT_STORIES = (
    "Leo's note on {0}'s visit has six facts.",
    "You write a claim line for {0} from these facts.",
    "{0} tells you why the visit was needed, and you write down what you did.",
    "A student makes a first claim line, for {0}.",
    "The front desk has {0}'s note and an empty claim line.",
    "A reviewer compares {0}'s note with the claim.",
    "You teach a new biller with {0}'s visit.",
    "{0}'s note is done. Now comes the claim.",
    "The plan sent back {0}'s claim with an empty line.",
    "Before you bill {0}'s visit, you read your note again.",
)
