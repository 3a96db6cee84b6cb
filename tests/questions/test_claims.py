"""Each question about a claim has one answer that an expert would give, and shows what it asks about."""

import re
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

import massage_billing as mb
from massage_billing.base.tables import current
from massage_billing.questions.banks.claims.claim_form import ALSO_TRUE, ERRORS, SAME_CONTENT
from massage_billing.questions.banks.claims.workflow import in_any_order
from massage_billing.questions.banks.situations import Situation, SituationChoice, SituationFamily
from massage_billing.questions.model import Question
from massage_billing.rules.claims.benefits import ACTIONS, reasons
from massage_billing.rules.claims.claim_form import items
from massage_billing.rules.claims.notes import NotePart

SEEDS = range(120)


@pytest.mark.parametrize("family", ["claims.planted", "claims.planted_several"])
def test_no_claim_has_two_choices_for_one_error_and_no_npi_looks_like_a_date(family: str) -> None:
    for seed in range(300):
        question = mb.draw(family, seed)
        for pair in ALSO_TRUE:
            offered = {ERRORS[one] for one in pair} & set(question.prompt.payload["choices"])
            accepted = question.key.accepted[0]
            right = {accepted} if isinstance(accepted, str) else set(accepted)
            assert not (len(offered) > 1 and offered & right), (seed, offered)
        for name, value in question.prompt.exhibit:
            assert "NPI" not in name or re.fullmatch(r"\d{10}|\(empty\)", value), (seed, name, value)
            assert not name.startswith("21") or "." not in value


def test_a_response_that_can_be_defended_is_never_marked_wrong() -> None:
    for seed in SEEDS:
        question = mb.draw("claims.denial", seed)
        code = re.search(r"shows (\S+)\. ", question.prompt.text)
        assert code
        row = reasons()[code[1]]
        offered = [act for act, label in ACTIONS.items() if label in question.prompt.payload["choices"]]
        assert set(offered) & set(row.accepted) == {row.act}
        assert "look first" not in set(offered) - {row.act}
        if "appeal" in row.accepted and row.act != "ask for authorization":
            assert "ask for authorization" not in offered
        question = mb.draw("claims.denial_several", seed)
        right = {one.partition(":")[0] for one in question.key.accepted[0]}
        (act,) = {reasons()[one].act for one in right}
        for choice in question.prompt.payload["choices"]:
            one = choice.partition(":")[0]
            assert one in right or act not in reasons()[one].accepted


def test_no_authorization_has_one_answer_that_names_both_ways() -> None:
    """CO-197: the plan may authorize the visit afterward, and an appeal is open. Neither is marked wrong."""
    label = ACTIONS[reasons()["CO-197"].act]
    assert "authorization" in label
    assert "appeal" in label
    assert {"appeal", "correct and send again"} <= set(reasons()["CO-197"].accepted)


def test_steps_that_practices_do_in_either_order_are_not_asked_in_one_order() -> None:
    for seed in SEEDS:
        (order, *_) = mb.draw("claims.steps", seed).key.accepted
        assert not any(in_any_order(one, other) for at, one in enumerate(order) for other in order[at + 1 :])
        question = mb.draw("claims.next_step", seed)
        right = question.key.accepted[0]
        wrong = set(question.prompt.payload["choices"]) - {right}
        assert not any(in_any_order(one, right) for one in wrong)
        assert right.lower() in question.key.explanation.lower()


def messages(question: Question) -> dict[object, str]:
    return {one.answer: one.message for one in question.key.misconceptions if not isinstance(one.answer, list)}


def test_no_visit_is_on_the_day_that_can_be_argued() -> None:
    """A visit exactly so many weeks after the prescription's date could count as the last day or as too late."""
    for seed in range(300):
        shown = dict(mb.draw("claims.prescription", seed).prompt.exhibit)
        (weeks,) = re.findall(r"in (\d+) weeks", shown["Prescription"])
        asked = re.search(r"\d\d/\d\d/\d{4}", mb.draw("claims.prescription", seed).prompt.text)
        assert asked
        start = us_day(shown["Signed"][:10])
        assert us_day(asked[0]) != start + timedelta(weeks=int(weeks)), seed


def us_day(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()


def test_a_question_about_authorization_is_explained_by_the_number_of_the_visit() -> None:
    """It has no claim form, so neither the dates nor an empty item 23 can be the reason."""
    for seed in SEEDS:
        question = mb.draw("claims.prescription", seed)
        about = messages(question)
        authorize, nothing = "Yes, but the plan must also authorize this visit", "Yes, and nothing else is needed"
        assert "is empty" not in question.key.explanation
        if question.key.accepted == (authorize,):
            assert "This is visit 7." in question.key.explanation
            assert about.get(nothing, "This is visit 7.").startswith("This is visit 7.")
        if question.key.accepted == (nothing,):
            assert re.match(
                r"This is visit [1-6]\. The plan reviews only visits after visit 6|$", about.get(authorize, "")
            )


@pytest.mark.parametrize("family", ["claims.item_of", "claims.what_goes_in"])
def test_items_that_can_have_the_same_content_are_never_in_one_question(family: str) -> None:
    """On a home visit, item 32 is the patient's home (A12). A therapist who works alone may have one NPI."""
    for seed in range(400):
        question = mb.draw(family, seed)
        choices = question.prompt.payload["choices"]
        asked = question.prompt.text.split(" is for ")[0].removeprefix("Item ")
        for pair in SAME_CONTENT:
            shown = {one for one in pair if {f"Item {one}", items()[one].what} & set(choices)} | ({asked} & pair)
            assert shown != pair, (seed, pair)


def test_what_goes_in_a_patient_item_says_that_it_is_the_patients() -> None:
    """Without "the patient's", the text would also fit items 4, 9, and 11a."""
    assert "patient's" in items()["2"].what
    assert "patient's" in items()["3"].what


def test_an_empty_item_23_is_an_error_only_if_the_plan_gave_a_number() -> None:
    assert items()["23"].common_error == "Nothing, even though the plan gave a number."


def test_the_measure_in_a_note_does_not_give_the_change() -> None:
    """With both in one sentence, two parts could be named, and the change would not be missing."""
    example = {row.part: row.example for row in current(NotePart)}
    assert "last" not in example["measure"]
    assert "farther" in example["progress"]


def test_the_minutes_for_each_code_are_not_what_supports_the_units() -> None:
    """A4: Medicare asks for the total timed minutes."""
    missed = {row.part: row.missed for row in current(NotePart)}
    assert "units" not in missed["minutes"]
    assert missed["total"] == "How many timed minutes were there in all?"


def test_the_federal_cut_is_a_small_amount() -> None:
    """CO-253 is 2 percent of a payment."""
    for seed in range(200):
        text = mb.draw("claims.statement_line", seed).prompt.text
        if "CO-253" in text:
            (amount,) = re.findall(r"\$(\d+\.\d\d)", text)
            assert float(amount) < 2, (seed, text)


def test_an_amount_is_explained_as_the_simplest_thing_that_it_is() -> None:
    """In this question, $80 is the allowed amount, and also a sum that nobody would form."""
    question = mb.draw("claims.statement", 341)
    assert question.prompt.text.startswith("You are in the plan's network. You billed $140, and the plan allows $80.")
    assert question.check(80).message.startswith("That is what the patient and the plan pay together.")
    assert question.check(54).message.startswith("That is the plan's payment.")


def test_one_visit_is_singular() -> None:
    question = mb.draw("claims.benefit_left", 24)
    assert "has 1 visit left" in question.key.explanation


def test_a_claim_says_whose_units_and_pairs_the_plan_uses() -> None:
    """Without them, 97124 beside 97140 without a modifier would be an error for some plans only."""
    for seed in range(60):
        assert "follow Medicare" in dict(mb.draw("claims.planted", seed).prompt.exhibit)["Contract"]


def test_a_late_claim_was_signed_in_the_past() -> None:
    for seed in range(300):
        question = mb.draw("claims.planted", seed)
        signed = us_day(dict(question.prompt.exhibit)["31 Date signed"])
        assert signed < date(2026, 11, 28), seed
        if question.key.accepted == (ERRORS["late"],):
            assert "sent 110 days after" in question.key.explanation
            assert "file within 90 days" in dict(question.prompt.exhibit)["Contract"]


def test_a_response_that_depends_on_proof_is_asked_as_the_usual_one() -> None:
    """CO-29: an appeal is right only with proof, so the question asks for the usual first response."""
    for seed in SEEDS:
        assert "is the usual first response to" in mb.draw("claims.denial_several", seed).prompt.text


def test_a_choice_that_is_a_question_or_an_action_is_not_called_true() -> None:
    for family in ("claims.eligibility_all", "claims.clients_all"):
        question = mb.draw(family, 1)
        missed = [one.message for one in question.key.misconceptions if one.name == "missed a true statement"]
        assert missed
        assert all(one.endswith("This choice is also correct.") for one in missed)


@pytest.mark.parametrize(
    ("group", "right", "words"),
    [
        ("contract", "The contract sets the number of days to file a claim.", "The contract sets the filing deadline."),
        ("six_visits", "The visits are counted separately for massage", "Each profession has its own six visits."),
        (
            "six_visits",
            "The rule applies to therapists who have a contract",
            "The rule is for providers with a contract.",
        ),
        ("privacy_forms", "HIPAA requires no further permission", "HIPAA requires no other permission"),
        ("stop", "You tell the patient before the first visit", "Tell the patient before the first visit"),
        ("progress_report", "It says what the patient can do again.", "daily activities"),
        ("current", "Write down the date when you checked.", "write down when you checked it"),
    ],
)
def test_an_explanation_covers_each_right_answer(group: str, right: str, words: str) -> None:
    asked = [mb.draw(f"claims.{group}", seed) for seed in SEEDS]
    explained = [one.key.explanation for one in asked if str(one.key.accepted[0]).startswith(right)]
    assert explained
    assert all(words in one for one in explained)


SITUATIONS = [row.family for row in current(SituationFamily) if row.family.startswith("claims.")]


@pytest.mark.parametrize("family", SITUATIONS)
def test_each_choice_of_a_situation_is_right_about_equally_often_and_looks_like_the_others(family: str) -> None:
    choices = [row.choice for row in current(SituationChoice) if row.family == family]
    rows = [row for row in current(Situation) if row.family == family]
    right = Counter(row.choice for row in rows)
    assert set(right) == set(choices)
    assert min(right.values()) >= 3
    assert max(right.values()) - min(right.values()) <= 2
    mean = sum(map(len, choices)) / len(choices)
    assert all(abs(len(choice) - mean) <= 0.2 * mean for choice in choices)
    for row in rows:
        assert len(set(choices) - {row.choice, *row.not_with.split("|")}) >= 2
        assert row.choice not in row.not_with.split("|")
        assert len(row.text.split()) <= 60


def test_an_authorization_after_the_visit_is_not_marked_wrong_when_an_appeal_is_right() -> None:
    """CO-197: the plan may authorize the visit afterward."""
    for row in current(Situation):
        if row.family == "claims.six_visits_case" and "denied" in row.text and "authorization" in row.text:
            assert row.not_with == "Ask the plan for authorization"


def test_a_rejection_does_not_start_the_clock_again() -> None:
    for seed in SEEDS:
        question = mb.draw("claims.filing_clock", seed)
        visit, today = (us_day(one) for one in re.findall(r"From (\S+) to (\S+),", question.key.explanation)[0])
        (limit,) = re.findall(r"(\d+) days (?:from|to file|says)|(\d+) days from", question.prompt.text)[:1]
        assert question.key.accepted[0] == int(next(filter(None, limit))) - (today - visit).days
        assert question.key.accepted[0] > 0


def test_a_report_to_lni_is_due_at_the_first_of_two_limits() -> None:
    for seed in SEEDS:
        question = mb.draw("claims.report_due", seed)
        assert 1 <= question.key.accepted[0] <= 6
        assert (question.key.accepted[0] == 6) == ("before one month ends" in question.key.explanation)


def test_feeling_better_is_in_notes_with_and_without_a_measure() -> None:
    """Otherwise the sentence would tell that the measure is missing."""
    seen = set()
    for seed in SEEDS:
        question = mb.draw("claims.note_gap", seed)
        better = any("Feels better." in text for _, text in question.prompt.exhibit)
        seen.add(("Measure" in question.key.accepted[0], better))
    assert seen == {(True, True), (False, True), (False, False)}


def test_a_claim_line_takes_the_usual_fee() -> None:
    for seed in SEEDS:
        question = mb.draw("claims.fill_in", seed)
        if sums := re.findall(r"(\d+) × \$(\d+) = \$(\d+)\.", question.key.explanation):
            ((units, fee, charge),) = sums
            assert int(units) * int(fee) == int(charge) <= question.key.accepted[0]
