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
    wrong = [
        Misconception("one place too many", right * 10, "Percent means out of 100, so look where the point goes."),
        Misconception("one place too few", right // 10, "Percent means out of 100, so look where the point goes."),
        Misconception("the number without its share", int(row.value), f"{row.value} is out of 100, not out of {people:,}."),
    ]  # fmt: skip
    prompt = f"{chart.title}. {row.label}: {row.value} percent. How many people is that out of {people:,}?"
    explanation = f"{row.value} out of 100 is {right} out of {people:,}. {chart.limit}"
    return number.ask(prompt, right, wrong, explanation, row.citation, unit="people")


@family("every_category_law.not_shown", "law-19", level=3)
def not_shown(rng: random.Random) -> Question:
    """Ask what a chart does not show."""
    chart = rng.choice(current(ResearchChart))
    rows = [row for row in current(ResearchFigure) if row.chart == chart.chart]
    seen = rng.sample(rows, 2)
    wrong = [
        Misconception(
            "what is shown taken for not shown",
            f"{row.label}: {row.value} {chart.unit}.",
            "That is in the figures.",
        )
        for row in seen
    ]
    wrong.append(Misconception("what is shown taken for not shown", f"Whom it counts: {chart.population}.", "The study says whom it counts."))  # fmt: skip
    asked = rng.choice(("What does it not show?", "Which of these does it not show?", "What would be going too far?"))
    prompt = f"A study: “{chart.title}.” {asked}"
    return single_choice.ask(
        rng,
        prompt,
        chart.not_shown,
        wrong,
        f"It does not show this: {chart.not_shown} {chart.limit}",
        chart.citation,
    )


@family("every_category_law.survey", "law-16", level=2)
def survey(rng: random.Random) -> Question:
    """Ask what to keep in mind with a survey figure."""
    row = rng.choice(current(SurveyFigure))
    others = sorted({one.care for one in current(SurveyFigure)} - {row.care})
    wrong = [
        Misconception("the care of another figure", other, "That belongs to another figure.")
        for other in rng.sample(others, 3)
    ]
    prompt = f"{row.year}, asked by {row.asked_by}: {row.asked}, {row.percent} percent (sample: {row.sample}). What should you keep in mind?"
    return single_choice.ask(rng, prompt, row.care, wrong, row.care, row.citation, case=f"survey {row.id}")


@family("every_category_law.cost_model", "law-12", level=3)
def cost_model(rng: random.Random) -> Question:
    """Ask for a part of the cost argument, with made-up numbers."""
    people, massage = rng.choice((50, 100, 200)), rng.choice((1000, 1500, 2000))
    surgery, spared = rng.choice((20000, 30000)), rng.choice((2, 4, 6, 10))
    found = cost_argument(people, massage, surgery, spared)
    asked = rng.choice(("massage", "spared"))
    questions = {
        "massage": "How many dollars does the massage cost?",
        "spared": "How many dollars of surgery are spared?",
    }
    other = "spared" if asked == "massage" else "massage"
    wrong = [
        Misconception("the other side of the sum", getattr(found, other), "That is the other side of the sum."),
        Misconception(
            "one person told for all", massage if asked == "massage" else surgery, "That is one person. Count all."
        ),
        Misconception("all spared", people * surgery, "Few of them would have had surgery."),
    ]
    prompt = (
        f"Made-up numbers: {people} people with back pain, ${massage:,} of massage for each, {spared} operations spared for"
        f" every 100 people, ${surgery:,} an operation. {questions[asked]}"
    )
    verdict = "the plan saves" if found.net < 0 else "the plan pays more" if found.net else "it comes out even"
    explanation = (
        f"Massage: {people} × ${massage:,} = ${found.massage:,}. Spared: {people * spared / 100:g} × ${surgery:,} = ${found.spared:,}."
        f" With these numbers {verdict}. No study read here counts spared operations."
    )
    return number.ask(
        prompt,
        getattr(found, asked),
        wrong,
        explanation,
        citation("course-history", "the cost argument"),
        unit="dollars",
    )
