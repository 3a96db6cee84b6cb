"""What figures show and do not show: studies, surveys, and the cost argument (law-12, law-16, law-19)."""

import random

from massage_billing.base.tables import citation, current
from massage_billing.base.text import sentence
from massage_billing.questions.kinds import number, single_choice
from massage_billing.questions.model import Misconception, Question
from massage_billing.questions.registry import family
from massage_billing.rules.every_category_law import (
    ResearchChart,
    ResearchFigure,
    SurveyFigure,
    cost_argument,
    with_unit,
)


@family("every_category_law.out_of_thousand", "law-19", level=2)
def out_of_thousand(rng: random.Random) -> Question:
    """Ask how many people a percentage stands for."""
    charts = {row.chart: row for row in current(ResearchChart)}
    row = rng.choice([one for one in current(ResearchFigure) if one.chart in ("claims", "cancer")])
    chart, people = charts[row.chart], rng.choice((1000, 2000, 3000, 5000))
    right = int(row.value * people / 100)
    message = "Percent means “out of 100.” Check the decimal point."
    wrong = [
        Misconception("multiplied by 10 too much", right * 10, message),
        Misconception("divided by 10 too much", right // 10, message),
        Misconception(
            "ignored the number of people", int(row.value), f"{row.value} is out of 100, not out of {people:,}."
        ),
    ]
    prompt = f"{chart.title}. {row.label}: {row.value}%. How many people is that out of {people:,}?"
    explanation = f"{row.value} out of 100 is {right:,} out of {people:,}. {chart.limit}"
    return number.ask(prompt, right, wrong, explanation, row.citation, unit="people")


@family("every_category_law.not_shown", "law-19", level=3)
def not_shown(rng: random.Random) -> Question:
    """Ask which conclusion a chart does not support."""
    chart = rng.choice(current(ResearchChart))
    rows = [row for row in current(ResearchFigure) if row.chart == chart.chart]
    shown = {
        f"The figure for “{row.label}” is {with_unit(row.value, chart.unit)}.": "The chart gives this figure."
        for row in rng.sample(rows, 2)
    }
    shown[f"The study covers {chart.population}."] = "The study says which people it covers."
    wrong = [Misconception("confused shown and not shown", *choice) for choice in shown.items()]
    asked = rng.choice(
        (
            "Which statement does it not support?",
            "Which of these statements does it not show?",
            "Which statement goes beyond what it shows?",
        )
    )
    prompt = f"A chart of a study's figures has this title: “{chart.title}.” {asked}"
    explanation = f"The study does not show this: “{chart.not_shown}” {chart.limit}"
    return single_choice.ask(rng, prompt, chart.not_shown, wrong, explanation, chart.citation)


# Figures whose cautions could be true of each other, and cautions that are true of every figure (ids of survey_figures.csv).
ALIKE = (
    {"wish2009", "wish2010", "wish2012", "covered2010"},
    {"medical2009", "covered2010", "pain2002", "pain2022"},
    {"therapists2010", "health2012"},
    {"used2011", "used2012"},
)
TRUE_OF_ALL = {"used2011", "wish2012"}


@family("every_category_law.survey", "law-16", level=2)
def survey(rng: random.Random) -> Question:
    """Ask what to keep in mind when reading a survey figure."""
    row = rng.choice(current(SurveyFigure))
    alike = TRUE_OF_ALL.union({row.id}, *(group for group in ALIKE if row.id in group))
    others = rng.sample(sorted({one.care for one in current(SurveyFigure) if one.id not in alike} - {row.care}), 3)
    message = "This caution is about another figure."
    wrong = [Misconception("confused two survey figures", other, message) for other in others]
    prompt = (
        f"{sentence(row.asked_by)}, {row.year}: {row.percent}% of {row.asked}. Sample: {row.sample}. "
        "What should you keep in mind about this figure?"
    )
    return single_choice.ask(rng, prompt, row.care, wrong, row.care, row.citation, case=f"survey {row.id}")


@family("every_category_law.cost_model", "law-12", level=3)
def cost_model(rng: random.Random) -> Question:
    """Ask for one part of the cost argument, with fictional numbers."""
    people, massage = rng.choice((50, 100, 200)), rng.choice((1000, 1500, 2000))
    surgery, spared = rng.choice((20000, 30000)), rng.choice((2, 4, 6, 10))
    found = cost_argument(people, massage, surgery, spared)
    everyone = f"This is the cost of surgery for all {people} people."
    opposite = "This is the other side of the comparison."
    right, asked, wrong = rng.choice(
        (
            (
                found.massage,
                "How many dollars does the massage cost in total?",
                [
                    Misconception("confused cost and savings", found.spared, opposite),
                    Misconception("counted one person", massage, "This is the cost for one person. Count all of them."),
                    Misconception(
                        "assumed surgery for everyone", people * surgery, f"{everyone} The question is about massage."
                    ),
                ],
            ),
            (
                found.spared,
                "How many dollars of surgery does the plan avoid in total?",
                [
                    Misconception("confused cost and savings", found.massage, opposite),
                    Misconception(
                        "counted one operation",
                        surgery,
                        "This is the cost of one operation. Count all that are avoided.",
                    ),
                    Misconception(
                        "assumed surgery for everyone",
                        people * surgery,
                        f"{everyone} Massage prevents only {spared} operations per 100 people.",
                    ),
                    Misconception(
                        "ignored the number of people",
                        spared * surgery,
                        f"This is what the plan avoids for 100 people. Here, there are {people}.",
                    ),
                ],
            ),
        )
    )
    prompt = (
        f"Use these fictional numbers. A plan covers {people} people with back pain. It pays ${massage:,} each for massage. "
        f"Massage prevents {spared} operations per 100 people, and each operation costs ${surgery:,}. {asked}"
    )
    verdict = "the plan saves money" if found.net < 0 else "the plan pays more" if found.net else "the plan breaks even"
    explanation = (
        f"Massage: {people} × ${massage:,} = ${found.massage:,}. Surgery avoided: {people * spared / 100:g} × ${surgery:,} = "
        f"${found.spared:,}. With these numbers, {verdict}. No study we read counts the operations avoided."
    )
    return number.ask(
        prompt, right, wrong, explanation, citation("course-history", "the cost argument"), unit="dollars"
    )
