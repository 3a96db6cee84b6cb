"""The tables that the lesson on Washington's law shows."""

from massage_billing.base.html import Shown, table
from massage_billing.base.tables import current
from massage_billing.base.text import sentence
from massage_billing.questions.banks.statements import Statement
from massage_billing.rules.every_category_law import Condition, OtherState, Payer, Section2706, SurveyFigure, plans


def asks() -> Shown:
    """Return true and false statements about what the law says (statements.csv)."""
    statements = [row for row in current(Statement) if row.group == "every_category_law.asks"]
    rows = [("✔ True", row.statement, "") for row in statements if row.right]
    rows += [("✘ False", row.statement, row.why) for row in statements if not row.right]
    return table("What the law says, and what it does not say", ("True?", "Statement", "Correction"), rows)


def reach() -> Shown:
    """Return the plans that the law covers and those that it does not (plan_kinds.csv)."""
    rows = [
        (sentence(plan), "✔ Yes" if row.reached else "✘ No", row.why, row.citation) for plan, row in plans().items()
    ]
    return table("Which plans the law covers", ("Plan", "Covered by the law?", "Why", "Source"), rows)


def conditions() -> Shown:
    """Return conditions that are often referred and those that are seldom covered (conditions.csv)."""
    rows = [(sentence(row.condition), sentence(row.covered), row.why, row.citation) for row in current(Condition)]
    return table(
        "Conditions often referred and seldom covered",
        ("Reason for massage", "Referral or coverage", "Why", "Source"),
        rows,
    )


def payers() -> Shown:
    """Return the names in the 2013 articles with the current ones (payers.csv)."""
    rows = [(row.then_called, row.now, row.what_happened, row.citation) for row in current(Payer)]
    return table("Names then and now", ("In the 2013 articles", "Now", "What happened", "Source"), rows)


def section_2706() -> Shown:
    """Return the three sentences of section 2706(a), in our own words (section_2706.csv)."""
    rows = [
        (row.sentence, "✔ Yes" if row.in_course_text else "✘ No, left out", row.means) for row in current(Section2706)
    ]
    return table("Section 2706(a) in our own words", ("The law says", "In the 2013 articles?", "This means"), rows)


def other_states() -> Shown:
    """Return facts about Florida and New York (other_states.csv)."""
    rows = [(row.state, row.found, row.learn, row.citation) for row in current(OtherState)]
    return table("Two other states", ("State", "What we found", "What you can learn", "Source"), rows)


def surveys() -> Shown:
    """Return survey figures with their year, source, and sample (survey_figures.csv)."""
    rows = [
        (
            f"{row.year}, {row.asked_by}",
            f"{row.percent}% of {row.asked}",
            f"{sentence(row.sample)}. {row.care}",
            row.citation,
        )
        for row in current(SurveyFigure)
    ]
    return table(
        "Survey figures, and how to read them", ("Year and survey", "Figure", "Sample and caution", "Source"), rows
    )
