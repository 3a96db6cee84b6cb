"""The tables that the lesson on Washington's law shows."""

from massage_billing.base.html import Entry, Shown, guesses, rows, table
from massage_billing.base.tables import current
from massage_billing.base.text import sentence
from massage_billing.questions.banks.statements import Statement, StatementGroup
from massage_billing.rules.every_category_law import Condition, OtherState, Payer, Section2706, SurveyFigure, plans


def asks() -> Shown:
    """Return statements about what the law says, to judge true or false (statements.csv)."""
    (group,) = [row for row in current(StatementGroup) if row.group == "every_category_law.asks"]
    statements = [row for row in current(Statement) if row.group == group.group]
    return guesses(
        "What the law says, and what it does not say",
        ("True", "False"),
        (
            Entry(
                row.statement,
                {} if row.right else {"": row.why},
                group.citation,
                "True" if row.right else "False",
            )
            for row in statements
        ),
    )


def reach() -> Shown:
    """Return plans, to guess which of them the law covers (plan_kinds.csv)."""
    return guesses(
        "Does the law cover this plan?",
        ("Yes", "No"),
        (
            Entry(sentence(plan), {"": row.why}, row.citation, "Yes" if row.reached else "No")
            for plan, row in plans().items()
        ),
    )


def conditions() -> Shown:
    """Return reasons for massage, to guess which are often referred and which are seldom covered (conditions.csv)."""
    return guesses(
        "Conditions often referred and seldom covered",
        ("Often referred", "Seldom covered"),
        (
            Entry(sentence(row.condition), {"": row.why}, row.citation, sentence(row.covered))
            for row in current(Condition)
        ),
    )


def payers() -> Shown:
    """Return the names in the 2013 articles with the current ones (payers.csv)."""
    found = current(Payer)
    cells = [(row.then_called, row.now, row.what_happened) for row in found]
    head = ("In the 2013 articles", "Now", "What happened")
    return table("Names then and now", head, cells, [row.citation for row in found])


def section_2706() -> Shown:
    """Return the three sentences of section 2706(a), in our own words (section_2706.csv)."""
    found = [row for row in current(Section2706) if row.source == "aca-2706"]  # the other row is what came later
    cells = [(row.sentence, "✔ Yes" if row.in_course_text else "✘ No, left out", row.means) for row in found]
    head = ("The law says", "In the 2013 articles?", "This means")
    return table("Section 2706(a) in our own words", head, cells, [row.citation for row in found])


def other_states() -> Shown:
    """Return facts about Florida and New York (other_states.csv)."""
    found = current(OtherState)
    cells = [(row.state, row.found, row.learn) for row in found]
    head = ("State", "What we found", "What you can learn")
    return table("Two other states", head, cells, [row.citation for row in found])


def surveys() -> Shown:
    """Return survey figures with their year, source, and sample (survey_figures.csv)."""
    return rows(
        "Survey figures, and how to read them",
        (
            Entry(
                f"{row.percent}% of {row.asked}",
                {"Sample": f"{sentence(row.sample)}.", "Caution": row.care},
                row.citation,
                f"{row.year}, {row.asked_by}",
            )
            for row in current(SurveyFigure)
        ),
    )
