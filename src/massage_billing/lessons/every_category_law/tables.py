"""The tables that the lesson on Washington's law prints."""

from massage_billing.base.html import Shown, table
from massage_billing.base.tables import current
from massage_billing.base.text import sentence
from massage_billing.questions.banks.statements import Statement
from massage_billing.rules.every_category_law import Condition, OtherState, Payer, Section2706, SurveyFigure, plans


def asks() -> Shown:
    """Return what the law asks and what it does not (statements.csv)."""
    statements = [row for row in current(Statement) if row.group == "every_category_law.asks"]
    rows = [("✔ It does", row.statement, "") for row in statements if row.right]
    rows += [("✘ It does not", row.statement, row.why) for row in statements if not row.right]
    return table("What the law asks, and what it does not", ("Does it?", "It is said that", "But"), rows)


def reach() -> Shown:
    """Return which plans the law reaches (plan_kinds.csv)."""
    rows = [
        (sentence(plan), "✔ Yes" if row.reached else "✘ No", row.why, row.citation) for plan, row in plans().items()
    ]
    return table("Which plans the law reaches", ("Plan", "Reached?", "Why", "Source"), rows)


def conditions() -> Shown:
    """Return what is often referred to massage and what is seldom covered (conditions.csv)."""
    rows = [(sentence(row.condition), row.covered, row.why, row.citation) for row in current(Condition)]
    return table("Often referred, seldom covered", ("What", "How it goes", "Why", "Source"), rows)


def payers() -> Shown:
    """Return the names of the course text and those of today (payers.csv)."""
    rows = [(row.then_called, row.now, row.what_happened, row.citation) for row in current(Payer)]
    return table("Names then and now", ("In the course text", "Now", "What happened", "Source"), rows)


def section_2706() -> Shown:
    """Return the three sentences of section 2706(a), in our words (section_2706.csv)."""
    rows = [(row.sentence, "✔ Yes" if row.in_course_text else "✘ Left out", row.means) for row in current(Section2706)]
    return table("Section 2706(a) in our words", ("It says", "In the course text?", "It means"), rows)


def other_states() -> Shown:
    """Return what was found out about Florida and New York (other_states.csv)."""
    rows = [(row.state, row.found, row.learn, row.citation) for row in current(OtherState)]
    return table("Two other states", ("State", "What was found", "What it teaches", "Source"), rows)


def surveys() -> Shown:
    """Return survey figures with year, asker and sample (survey_figures.csv)."""
    rows = [
        (
            f"{row.year}, {row.asked_by}",
            f"{row.percent} percent: {row.asked}",
            f"{sentence(row.sample)}. {row.care}",
            row.citation,
        )
        for row in current(SurveyFigure)
    ]
    return table(
        "Survey figures, and how to read them", ("Year and asker", "Figure", "Sample and care", "Source"), rows
    )
