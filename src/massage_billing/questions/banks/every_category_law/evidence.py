"""What figures show and do not show: studies, surveys, and the cost argument (law-12, law-16, law-19)."""

import random

from massage_billing.base.tables import citation, current
from massage_billing.questions.kinds import number, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.every_category_law import ResearchChart, ResearchFigure, SurveyFigure, cost_argument


@family("every_category_law.out_of_thousand", "law-19", level=2)
def out_of_thousand(rng: random.Random) -> Question:
    """Ask how many people of some thousands a percentage means."""
    charts = {row.chart: row for row in current(ResearchChart)}
    row = rng.choice([one for one in current(ResearchFigure) if one.chart in ("claims", "cancer")])
    chart, people = charts[row.chart], rng.choice((1000, 2000, 3000, 5000))
    right = int(row.value * people / 100)
    message = "Percent means out of 100, so look where the point goes."
    wrong = [
        Misconception("one place too many", right * 10, message),
        Misconception("one place too few", right // 10, message),
        Misconception(
            "the number without its share", int(row.value), f"{row.value} is out of 100, not out of {people:,}."
        ),
    ]
    prompt = f"{chart.title}. {row.label}: {row.value} percent. How many people is that out of {people:,}?"
    explanation = f"{row.value} out of 100 is {right} out of {people:,}. {chart.limit}"
    return number.ask(prompt, right, wrong, explanation, row.citation, unit="people")


@family("every_category_law.not_shown", "law-19", level=3)
def not_shown(rng: random.Random) -> Question:
    """Ask what a chart does not show."""
    chart = rng.choice(current(ResearchChart))
    rows = [row for row in current(ResearchFigure) if row.chart == chart.chart]
    shown = {f"{row.label}: {row.value} {chart.unit}.": "That is in the figures." for row in rng.sample(rows, 2)}
    shown[f"Whom it counts: {chart.population}."] = "The study says whom it counts."
    wrong = [Misconception("what is shown taken for not shown", *choice) for choice in shown.items()]
    asked = rng.choice(("What does it not show?", "Which of these does it not show?", "What would be going too far?"))
    prompt, explanation = (
        f"A study: “{chart.title}.” {asked}",
        f"It does not show this: {chart.not_shown} {chart.limit}",
    )
    return single_choice.ask(rng, prompt, chart.not_shown, wrong, explanation, chart.citation)


@family("every_category_law.survey", "law-16", level=2)
def survey(rng: random.Random) -> Question:
    """Ask what to keep in mind with a survey figure."""
    row = rng.choice(current(SurveyFigure))
    others = rng.sample(sorted({one.care for one in current(SurveyFigure)} - {row.care}), 3)
    message = "That belongs to another figure."
    wrong = [Misconception("the care of another figure", other, message) for other in others]
    prompt = (
        f"{row.year}, asked by {row.asked_by}: {row.asked}, {row.percent} percent (sample: {row.sample}). "
        "What should you keep in mind?"
    )
    return single_choice.ask(rng, prompt, row.care, wrong, row.care, row.citation, case=f"survey {row.id}")


@family("every_category_law.cost_model", "law-12", level=3)
def cost_model(rng: random.Random) -> Question:
    """Ask for a part of the cost argument, with made-up numbers."""
    people, massage = rng.choice((50, 100, 200)), rng.choice((1000, 1500, 2000))
    surgery, spared = rng.choice((20000, 30000)), rng.choice((2, 4, 6, 10))
    found = cost_argument(people, massage, surgery, spared)
    right, other, each, asked = rng.choice(
        (
            (found.massage, found.spared, massage, "How many dollars does the massage cost?"),
            (found.spared, found.massage, surgery, "How many dollars of surgery are spared?"),
        )
    )
    wrong = [
        Misconception("the other side of the sum", other, "That is the other side of the sum."),
        Misconception("one person told for all", each, "That is one person. Count all."),
        Misconception("all spared", people * surgery, "Few of them would have had surgery."),
    ]
    prompt = (
        f"Made-up numbers: {people} people with back pain, ${massage:,} of massage for each, {spared} operations spared "
        f"for every 100 people, ${surgery:,} an operation. {asked}"
    )
    verdict = "the plan saves" if found.net < 0 else "the plan pays more" if found.net else "it comes out even"
    explanation = (
        f"Massage: {people} × ${massage:,} = ${found.massage:,}. Spared: {people * spared / 100:g} × ${surgery:,} = "
        f"${found.spared:,}. With these numbers {verdict}. No study read here counts spared operations."
    )
    return number.ask(
        prompt, right, wrong, explanation, citation("course-history", "the cost argument"), unit="dollars"
    )
