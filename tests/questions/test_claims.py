"""Each question about a claim has one answer that an expert would give, and shows what it asks about."""

import re

import pytest

import massage_billing as mb
from massage_billing.questions.banks.claims.claim_form import ALSO_TRUE, ERRORS
from massage_billing.questions.banks.claims.workflow import in_any_order
from massage_billing.rules.claims.benefits import ACTIONS, reasons

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
