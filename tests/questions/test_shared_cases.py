"""Python and the question card in the browser give the same feedback on the same answers."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import massage_billing as mb
from massage_billing.questions.model import Question, UnansweredError

CHECKER = Path(__file__).resolve().parents[2] / "js" / "shared_cases.js"
TYPED = (
    "",
    " ",
    "3",
    " 3 ",
    "3 units",
    "3 minutes",
    "1 unit",
    "three",
    "Twenty-Three",
    "1,200",
    "3.5",
    "1/2",
    "-1",
    "− 2",
    "three-ish",
    "9" * 12,
)
MALFORMED = (None, True, 3, -1, 3.5, [], {}, [1], ["no such choice"], {"no such card": 1}, {"97124": "x"}, {"97124": [2]}, [[]], *TYPED)  # fmt: skip


def responses(question: Question) -> Iterator[Any]:
    """Yield right, wrong, partial, empty, and malformed responses to a question."""
    kind, key, payload = question.kind, question.key, question.prompt.payload
    yield from key.accepted
    for one in key.misconceptions:
        yield kind.example_mistake(key._replace(misconceptions=(one,)))
        yield one.answer
    for accepted in key.accepted:
        if isinstance(accepted, list):
            yield accepted[:-1]
            yield accepted[::-1]
            yield [*accepted[1:], *accepted[:1]]
            yield [*accepted, *accepted[:1]]
        elif isinstance(accepted, dict):
            yield dict(list(accepted.items())[1:])
            yield {name: str(value) for name, value in accepted.items()}
            yield dict.fromkeys(accepted, "")
            yield accepted | dict.fromkeys(payload.get("codes", ()), 1)
            for group in payload.get("groups", ()):
                yield dict.fromkeys(accepted, group)
    choices = payload.get("choices", ())
    yield from (list(choices[:many]) for many in range(len(choices) + 1))
    yield from MALFORMED


def expected(question: Question, response: Any) -> dict[str, Any]:
    try:
        return question.check(response)._asdict()
    except UnansweredError as error:
        return {"unanswered": str(error)}


@pytest.mark.parametrize("seeds", [3, pytest.param(50, marks=pytest.mark.slow)])
def test_the_card_and_python_give_the_same_feedback(tmp_path: Path, seeds: int) -> None:
    node = shutil.which("node")
    assert node, "this test needs Node.js"
    drawn = [mb.draw(family.name, seed) for family in mb.families() for seed in range(seeds)]
    questions = [
        {
            "name": repr(question),
            "prompt": question.prompt.to_json(),
            "key": question.key.to_json(),
            "cases": [{"response": one, "expected": expected(question, one)} for one in responses(question)],
        }
        for question in drawn
    ]
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({"questions": questions}), encoding="utf-8")
    done = subprocess.run(
        [node, str(CHECKER), str(path)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout[:2_000]) == (0, ""), done.stderr
    assert int(done.stderr) > 20 * len(drawn)
