"""Questions on codes never mark a defensible answer as wrong, and their explanations cite the rule that decides."""

import pytest

import massage_billing as mb
from massage_billing.base.tables import current
from massage_billing.questions.banks.codes.validity import RULE
from massage_billing.rules.codes import Technique, find_code

DISPUTED = {row.description: row.also for row in current(Technique) if row.also}


@pytest.mark.parametrize("seed", range(80))
def test_a_code_that_another_source_gives_is_not_a_wrong_choice(seed: int) -> None:
    """One source puts passive pressure on trigger points under 97124 (techniques.csv, facts A2)."""
    question = mb.draw("codes.which_code", seed)
    for description, also in DISPUTED.items():
        if description in question.prompt.text:
            assert not {str(find_code(code)) for code in also} & set(question.prompt.payload["choices"])


@pytest.mark.parametrize("family", ["codes.techniques_of", "codes.sort"])
@pytest.mark.parametrize("seed", range(60))
def test_work_on_which_sources_disagree_is_not_sorted(family: str, seed: int) -> None:
    assert not set(DISPUTED) & set(map(str, mb.draw(family, seed).prompt.payload.get("choices", ())))
    assert not [description for description in DISPUTED if description in str(mb.draw(family, seed).key.accepted)]


def test_a_refusal_for_training_or_contract_cites_the_rule_on_training() -> None:
    for seed in range(40):
        question = mb.draw("codes.yours", seed)
        assert question.key.source == RULE


def test_only_sessions_without_separate_blocks_or_without_the_payers_consent_have_one_code_of_a_pair() -> None:
    """Two blocks with their own minutes may both be billed if the payer allows it (ncci-manual, facts A1)."""
    for family in ("codes.sessions", "codes.hard_sessions"):
        for seed in range(150):
            question = mb.draw(family, seed)
            if question.key.source.startswith("Massage Today, CPT Codes, 97124 and 97140"):
                text = question.prompt.text
                assert "no separate blocks of time" in text or "does not allow 97124 and 97140" in text


def test_a_claim_in_a_question_does_not_list_0_units() -> None:
    assert not [
        seed for seed in range(300) if "lists 0 units" in mb.draw("eight_minute_rule.judge_a_bill", seed).prompt.text
    ]


@pytest.mark.parametrize("family", ["long_service", "least_minutes", "next_row"])
def test_units_past_the_table_come_with_medicares_limits(family: str) -> None:
    """The published limits of 2026 are 4 units of 97124 and 6 of 97140 a day (mue-2026, facts A7)."""
    explanation = mb.draw(f"eight_minute_rule.{family}", 1).key.explanation
    assert "4 units of 97124 and 6 of 97140 a day" in explanation
