"""The tables that the lesson on Washington's law prints."""

from massage_billing.lessons.page import Shown, table
from massage_billing.rules.every_category_law import plans
from massage_billing.tables import cited, load
from massage_billing.words import sentence


def asks() -> Shown:
    """Return what the law asks and what it does not (statements.csv)."""
    rows = [row for row in load("statements") if row["group"] == "every_category_law.asks"]
    told = [("✔ It does", row["statement"], "") for row in rows if row["right"] == "yes"]
    told += [("✘ It does not", row["statement"], row["why"]) for row in rows if row["right"] == "no"]
    return table("What the law asks, and what it does not", ("Does it?", "It is said that", "But"), told)


def reach() -> Shown:
    """Return which plans the law reaches (plan_kinds.csv)."""
    signs = {"yes": "✔ Yes", "no": "✘ No"}
    rows = [(sentence(row["plan"]), signs[row["reached"]], row["why"], cited(row)) for row in plans().values()]
    return table("Which plans the law reaches", ("Plan", "Reached?", "Why", "Source"), rows)


def conditions() -> Shown:
    """Return what is often referred to massage and what is seldom covered (conditions.csv)."""
    rows = [(sentence(row["condition"]), row["covered"], row["why"], cited(row)) for row in load("conditions")]
    return table("Often referred, seldom covered", ("What", "How it goes", "Why", "Source"), rows)


def payers() -> Shown:
    """Return the names of the course text and those of today (payers.csv)."""
    rows = [(row["then_called"], row["now"], row["told"], cited(row)) for row in load("payers")]
    return table("Names then and now", ("In the course text", "Now", "What happened", "Source"), rows)


def section_2706() -> Shown:
    """Return the three sentences of section 2706(a), in our words (section_2706.csv)."""
    signs = {"yes": "✔ Yes", "no": "✘ Left out"}
    rows = [(row["sentence"], signs[row["in_course_text"]], row["means"]) for row in load("section_2706")]
    return table("Section 2706(a) in our words", ("It says", "In the course text?", "It means"), rows)


def other_states() -> Shown:
    """Return what was found out about Florida and New York (other_states.csv)."""
    rows = [(row["state"], row["told"], row["learn"], cited(row)) for row in load("other_states")]
    return table("Two other states", ("State", "What was found", "What it teaches", "Source"), rows)


def surveys() -> Shown:
    """Return survey figures with year, asker and sample (survey_figures.csv)."""
    rows = [
        (
            f"{row['year']}, {row['asked_by']}",
            f"{row['percent']} percent: {row['asked']}",
            f"{sentence(row['sample'])}. {row['care']}",
            cited(row),
        )
        for row in load("survey_figures")
    ]
    return table(
        "Survey figures, and how to read them", ("Year and asker", "Figure", "Sample and care", "Source"), rows
    )
