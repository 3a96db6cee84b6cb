"""Questions about the session note and the progress report (claim-7, claim-13)."""

import calendar
import random
from datetime import date, timedelta
from functools import cache

from massage_billing.base.tables import citation, current
from massage_billing.base.text import plural, us_date
from massage_billing.questions.banks.claims.synthetic_claims import visit_day
from massage_billing.questions.kinds import multiple_choice, number, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.people import people
from massage_billing.questions.registry import family
from massage_billing.rules.claims.findings import as_label
from massage_billing.rules.claims.notes import NotePart

FEELINGS = "reported feelings without a measure"
EMPTY, HALF = "(nothing)", 0.5
# The complaint, the limitation, the finding, the measure, the change, and the technique, of nine patients.
NOTES = (
    ("Neck pain when turning to the left.", "Cannot look over the shoulder to drive.", "Right side of the neck is tight and tender.", "Turns head 40 degrees to the left.", "Turns head 10 degrees farther; drives in town again.", "Trigger point work on the neck and upper back."),
    ("Low back hurts in the morning.", "Cannot put on socks while standing.", "Muscles beside the lower spine are hard.", "Fingertips reach 30 cm above the floor.", "Reaches 8 cm lower; puts on shoes alone.", "Slow strokes along the lower back."),
    ("Right shoulder aches at night.", "Cannot reach the top shelf.", "Front of the shoulder is swollen and warm.", "Lifts the arm to 95 degrees.", "Lifts the arm 15 degrees higher; sleeps on that side.", "Joint mobilization of the right shoulder."),
    ("Headache at the end of the workday.", "Stops reading after 20 minutes.", "Base of the skull is tender on both sides.", "Four headaches in the past week.", "Two headaches fewer than last week; reads an hour.", "Gentle pressure on the base of the skull."),
    ("Left knee is stiff on stairs.", "Goes down stairs one foot at a time.", "Outer thigh is tight from hip to knee.", "Bends the knee to 100 degrees.", "Bends 12 degrees farther; takes stairs normally.", "Myofascial work on the left thigh."),
    ("Forearm burns after typing.", "Types for 10 minutes at most.", "Forearm feels like a rope under the skin.", "Grips 14 kg with the right hand.", "Grips 3 kg more; types for half an hour.", "Friction on the right forearm."),
    ("Hip pain after sitting.", "Cannot sit through a meal.", "Left hip catches when it moves.", "Sits for 15 minutes before it hurts.", "Sits 10 minutes longer; ate dinner at the table.", "Stretching and kneading of the left hip."),
    ("Jaw clicks and hurts.", "Eats nothing but soup.", "Jaw drifts to the right on opening.", "Opens the mouth 28 mm.", "Opens 6 mm wider; ate bread.", "Light massage of both sides of the jaw."),
    ("Tired, sore calves at work.", "Has to sit down after an hour in the shop.", "Both calves are firm, with two sore points.", "Stands on tiptoe 8 times.", "Four more times on tiptoe; works two hours on foot.", "Deep strokes on both calves."),
)  # fmt: skip
WRITTEN = ("complaint", "limit", "finding", "measure", "progress", "technique")
PLANS = (
    "3 more visits, then a report to the doctor.", "One visit a week until the end of the month.", "2 more visits; ends when the goal is reached.",
    "Same work on Thursday; measure again at visit 6.", "4 more visits, with exercises at home.",
)  # fmt: skip
PARTS = {"Head": "Head", "S": "S", "O": "O", "A": "A", "P": "P", "Foot": "Foot"}

GAP_FRAMES = (
    "Priya reads this note before she bills {p}'s visit. Which parts are missing? Check all that apply.",
    "A plan asks for the note of {p}'s visit. What would its reviewer not find? Check all that apply.",
    "A new therapist wrote this note for {p}. What should she add the same day? Check all that apply.",
    "You cover for a colleague and find this note about {p}. Which parts does it lack? Check all that apply.",
    "This note must support {p}'s claim. What is missing? Check all that apply.",
    "A class compares this note for {p} with the list of parts. Which ones are missing? Check all that apply.",
    "Before an appeal, {p}'s therapist reads the note again. Which parts are not there? Check all that apply.",
    "The owner checks five charts each Friday. What does this one, for {p}, lack? Check all that apply.",
)


@cache
def _rows() -> dict[str, NotePart]:
    return {row.part: row for row in current(NotePart)}


def _lines(rng: random.Random) -> dict[str, str]:
    """Return a complete note: a line for each part."""
    story = dict(zip(WRITTEN, rng.choice(NOTES), strict=True))
    one, other = rng.randrange(15, 41), rng.randrange(8, 31)
    return {
        "date": f"Visit on {us_date(visit_day(rng))}.",
        **story,
        "minutes": f"97140: {one} minutes; 97124: {other} minutes.",
        "total": f"{one + other} timed minutes.",
        "plan": rng.choice(PLANS),
        "signature": f"Signed: {people(rng, 1)[0]}, LMT.",
    }


@family(
    "claims.note_gap",
    "claim-7",
    level=2,
    depth="analyze",
    hint="Go through S, O, A, and P, and name what each line is. Then look at the head and the foot.",
)
def note_gap(rng: random.Random) -> Question:
    """Ask which parts a session note is missing."""
    rows, lines = _rows(), _lines(rng)
    missing = rng.sample(list(rows.values()), 2)
    there = [row for row in rows.values() if row not in missing]
    shown: dict[str, list[str]] = {soap: [] for soap in PARTS}
    for row in there:
        shown[row.soap].append(lines[row.part])
    if rows["measure"] in missing or rng.random() < HALF:  # in a complete note, too, so that it is no sign of a gap
        shown[rng.choice("SO") if shown["S"] else "O"].append("Feels better.")
    offered = missing + rng.sample(there, 3)
    about = [
        Misconception(
            FEELINGS if row.part == "measure" and row in missing else "",
            as_label(row.name),
            f"{row.missed} The note does not say." if row in missing else f"The note does say this: {lines[row.part]}",
        )
        for row in offered
    ]
    return multiple_choice.ask(
        rng,
        rng.choice(GAP_FRAMES).format(p=people(rng, 1)[0]),
        [as_label(row.name) for row in missing],
        about,
        " ".join(f"The note is missing {row.name}. A reviewer would ask: {row.missed}" for row in missing),
        missing[0].citation,
        exhibit=tuple((soap, " ".join(shown[soap]) or EMPTY) for soap in PARTS),
    )


PART_FRAMES = (
    "{t} writes in {p}'s chart: “{line}” Which part of the note is this?",
    "“{line}” {t} has this line in {p}'s note. What is it?",
    "A reviewer reads about {p}: “{line}” Which part of the note has the reviewer found?",
    "In {p}'s note, {t} reads: “{line}” What does the line give?",
)


@family(
    "claims.note_part",
    "claim-7",
    level=1,
    depth="apply",
    hint="Who says it: the patient, or the therapist? Is it about now, about a change, or about what was done?",
)
def note_part(rng: random.Random) -> Question:
    """Ask which part of a session note a sentence is."""
    rows = _rows()
    part, *others = rng.sample([*WRITTEN, "plan"], 4)
    line = rng.choice(PLANS) if part == "plan" else rng.choice(NOTES)[WRITTEN.index(part)]
    wrong = [
        Misconception("", as_label(rows[one].name), f"Here is an example of {rows[one].name}: {rows[one].example}")
        for one in others
    ]
    patient, therapist = people(rng, 2)
    prompt = rng.choice(PART_FRAMES).format(p=patient, t=therapist, line=line)
    explanation = f"This line gives {rows[part].name}. It answers a reviewer's question: {rows[part].missed}"
    return single_choice.ask(rng, prompt, as_label(rows[part].name), wrong, explanation, rows[part].citation)


# What was done, the measure, what the patient can do again, and what the therapist suggests.
REPORTS = (
    ("Manual therapy of the neck.", "Head turn to the left: {a} degrees at first, {b} now.", "Drives in town again.", "I suggest that we end care, since the goal is reached."),
    ("Massage of the lower back.", "Fingertips to floor: {b} cm at first, {a} now.", "Puts on socks alone.", "I suggest 4 more visits, since the bend still improves."),
    ("Joint mobilization of the shoulder.", "Arm lift: {a} degrees at first, {b} now.", "Reaches the top shelf.", "I suggest 3 more visits, until the arm is straight."),
    ("Massage of the neck and jaw.", "Mouth opening: {a} mm at first, {b} now.", "Eats bread again.", "I suggest that we stop, since eating is normal."),
    ("Myofascial work on the thigh.", "Knee bend: {a} degrees at first, {b} now.", "Takes stairs with both feet.", "I suggest 2 more visits, to keep the stairs safe."),
    ("Friction on the right forearm.", "Grip: {a} kg at first, {b} now.", "Types for an hour.", "I suggest one visit a week, since work goes on."),
    ("Massage of both calves.", "On tiptoe: {a} times at first, {b} now.", "Works a full shift on foot.", "I suggest that we end care, since work is normal."),
    ("Pressure on the base of the skull.", "Minutes of reading without pain: {a} at first, {b} now.", "Reads to the children again.", "I suggest 5 more visits, since two headaches a week are left."),
)  # fmt: skip
DONE, COUNT, MEASURED, AGAIN, SUGGESTED = (
    "What was done, and where", "How many visits, and when", "The first and latest measure", "What the patient can do again", "What comes next, and why",
)  # fmt: skip
WHY_REPORT = {
    DONE: "The doctor wants to know what was done, and where.",
    COUNT: "The doctor wants to know how many visits there were, and when.",
    MEASURED: "The doctor wants a measure from the first visit and from the latest one. A feeling is not a measure.",
    AGAIN: "The doctor wants to know what the patient can do again in daily life.",
    SUGGESTED: "The doctor decides on more visits, and wants your suggestion with its reason.",
}
REPORT_FRAMES = (
    "This is a report about {p} to the doctor. What does it lack? Check all that apply.",
    "{t} has drafted a report about {p}. What should {t} add? Check all that apply.",
    "A doctor calls about this report on {p}: “I cannot decide from this.” What is missing? Check all that apply.",
    "Before it goes to {p}'s doctor, you read this report. Which parts are not in it? Check all that apply.",
    "L&I asks for a progress report about {p}, who was hurt at work. What is missing here? Check all that apply.",
    "{p}'s doctor finds this report too short. What does it leave out? Check all that apply.",
    "The doctor must decide whether {p} gets more visits. What is missing from this report? Check all that apply.",
    "{t} compares this report about {p} with the list of its parts. Which ones are missing? Check all that apply.",
)


@family(
    "claims.report_gaps",
    "claim-13",
    level=2,
    depth="analyze",
    hint="A report tells what was done, how often, what changed in numbers and in daily life, and what you suggest.",
)
def report_gaps(rng: random.Random) -> Question:
    """Ask what a progress report lacks."""
    done, measured, again, suggested = rng.choice(REPORTS)
    low, first = rng.randrange(8, 30), visit_day(rng)
    count = rng.randrange(4, 9)
    says = {
        DONE: done,
        COUNT: f"{count} visits, {us_date(first)} to {us_date(first + timedelta(days=7 * count - 7))}.",
        MEASURED: measured.format(a=low, b=low + rng.randrange(6, 20)),
        AGAIN: again,
        SUGGESTED: suggested,
    }
    missing = rng.sample(list(says), rng.choice((1, 2, 2, 3)))
    text = [line for part, line in says.items() if part not in missing]
    if MEASURED in missing or rng.random() < HALF:  # with a measure, too, so that it is no sign of a gap
        text.insert(rng.randrange(len(text) + 1), "The patient feels much better.")
    about = [
        Misconception(FEELINGS if part == MEASURED else "", part, WHY_REPORT[part])
        if part in missing
        else Misconception("", part, f"The report does say this: {line}")
        for part, line in says.items()
    ]
    patient, therapist = people(rng, 2)
    return multiple_choice.ask(
        rng,
        rng.choice(REPORT_FRAMES).format(p=patient, t=therapist),
        missing,
        about,
        " ".join(WHY_REPORT[part] for part in says if part in missing),
        citation("wac-296-23-250", "progress report after six visits or one month"),
        exhibit=(("Report", " ".join(text)),),
    )


RHYTHMS = {  # days between visits
    2: "every other day", 3: "every 3 days", 4: "every 4 days", 5: "every 5 days", 7: "once a week", 8: "every 8 days",
    9: "every 9 days", 12: "every 12 days", 14: "every two weeks", 20: "every 20 days", 21: "every three weeks",
}  # fmt: skip
DUE_FRAMES = (
    "{p} was hurt at work, and L&I pays. The first visit is on {day}, and the others follow {rhythm}.",
    "L&I pays for {p}'s massage. {p} comes {rhythm}, for the first time on {day}.",
    "{t} treats {p} for L&I, {rhythm}, beginning on {day}.",
    "A doctor orders 10 visits for {p}, whose back was hurt at work. They begin on {day} and take place {rhythm}. L&I pays.",
    "{p}, a roofer, is {t}'s first L&I patient. The visits are {rhythm}, the first on {day}.",
    "{day} is {p}'s first visit after a fall at work. L&I has approved 12 visits, and {p} comes {rhythm}.",
    "For L&I, {t} will see {p} {rhythm}. The first time is {day}.",
    "{p} hurt a shoulder in a warehouse. Massage for L&I begins on {day}, and goes on {rhythm}.",
)


@family(
    "claims.report_due",
    "claim-13",
    level=3,
    depth="apply",
    hint="There are two limits, one in visits and one in time. Find out which one comes first.",
)
def report_due(rng: random.Random) -> Question:
    """Ask how many visits there will have been when the first report to L&I is due."""
    short = rng.random() < 0.4  # noqa: PLR2004  (two in five: six visits come first)
    days = rng.choice([one for one in RHYTHMS if (one < 7) == short])  # noqa: PLR2004  (a week)
    month = rng.choice((1, 3, 4, 5, 6, 7, 8, 9, 10, 11))  # a month with 30 or 31 days
    first = date(2026, month, rng.randrange(2, 28))
    last = first + timedelta(days=calendar.monthrange(2026, month)[1])
    in_month = (last - first).days // days + 1
    right = min(6, in_month)
    wrong = [
        Misconception(
            "", 6, f"One month comes first here. After one month, {plural(in_month, 'visit')} have taken place."
        ),
        Misconception("", in_month, "Six visits come first here."),
        Misconception("", in_month - 1, "The first visit counts, too."),
    ]
    patient, therapist = people(rng, 2)
    text = rng.choice(DUE_FRAMES).format(p=patient, t=therapist, day=us_date(first), rhythm=RHYTHMS[days])
    text = text[0].upper() + text[1:]
    when = (
        f"The sixth visit is on {us_date(first + timedelta(days=5 * days))}, before one month ends on {us_date(last)}."
        if in_month >= 6  # noqa: PLR2004  (six visits)
        else f"One month ends on {us_date(last)}. By then there are {right} visits, fewer than six."
    )
    return number.ask(
        f"{text} How many visits has {patient} had when the first progress report is due?",
        right,
        wrong,
        f"{when} The report is due after six visits or one month, whichever comes first.",
        citation("wac-296-23-250", "progress report after six visits or one month"),
        unit="visits",
    )
