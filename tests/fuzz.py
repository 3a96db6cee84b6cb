"""Feed generated files to the submission reader. Each file must be graded, or refused with a reason.

    uv run --with atheris python tests/fuzz.py 1000000       # coverage-guided, starting from complete submissions
    uv run python tests/fuzz.py --hypothesis 100000          # complete submissions with random values

pytest does not run this file, because a million inputs take minutes. test_marking.py makes the same checks with fewer inputs.
"""

import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import massage_billing  # noqa: E402, F401  (registers the questions)
from coursework_helpers import KEYED  # noqa: E402
from massage_billing.base import files  # noqa: E402
from massage_billing.coursework import grade_submission, marking, submissions  # noqa: E402
from massage_billing.coursework.marking import mark  # noqa: E402
from massage_billing.coursework.submissions import RefusedError, read_submission  # noqa: E402

POINTS = [1] * len(KEYED)
COMPLETE = {
    "version": 1, "assignment": "week3", "student": "a1", "saved": datetime(2026, 11, 30, tzinfo=UTC).isoformat(),
    "answers": {
        one.ident: {"response": one.key.accepted[0], "first": "2026-11-30T09:00:00+00:00", "last": "2026-11-30T09:05:00+00:00"}
        for one in KEYED
    },
}  # fmt: skip
DICTIONARY = (
    "answers",
    "response",
    "saved",
    "student",
    "null",
    "true",
    "NaN",
    "-Infinity",
    "1e999",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
)
seen = {"graded": 0, "refused": 0}


def check_input(data: bytes) -> None:
    """Check that a file either gets no more points than its questions are worth, or is refused with a complete sentence."""
    try:
        found = read_submission(data, "week3")
        marks = mark(KEYED, POINTS, found.answers)
    except RefusedError as reason:
        seen["refused"] += 1
        if not str(reason).endswith("."):
            raise AssertionError(reason) from None
        files.csv_cell(str(reason)).encode()
        return
    seen["graded"] += 1
    assert all(0 <= one.points <= one.out_of for one in marks)
    grade_submission._answers(found.student, KEYED, marks).encode()


def with_atheris(runs: int) -> None:
    """Let libFuzzer change a complete submission, guided by how much of the reader each input covers."""
    import atheris  # type: ignore[import-not-found]  # noqa: PLC0415  (only this mode needs it)

    for module, names in (
        (submissions, ("read_submission", "_json", "_answers", "_work")),
        (marking, ("mark", "_mark")),
    ):
        for name in names:
            setattr(module, name, atheris.instrument_func(getattr(module, name)))
    with tempfile.TemporaryDirectory() as corpus:
        for number, submission in enumerate((COMPLETE, COMPLETE | {"answers": {}}, [], {"answers": [[]]})):
            Path(corpus, str(number)).write_bytes(json.dumps(submission).encode())
        dictionary = Path(corpus, "dictionary.txt")
        dictionary.write_text("".join(f"{json.dumps(word)}\n" for word in DICTIONARY), encoding="utf-8")
        new_inputs = Path(corpus, "new")
        new_inputs.mkdir()

        def check_and_count(data: bytes) -> None:
            check_input(data)
            if sum(seen.values()) == runs:  # libFuzzer ends the process, and nothing after it runs
                summarize()

        atheris.Setup(
            [sys.argv[0], f"-runs={runs}", "-max_len=4096", f"-dict={dictionary}", str(new_inputs), corpus],
            check_and_count,
        )
        atheris.Fuzz()  # ends the process


def with_hypothesis(runs: int) -> None:
    """Replace values in a complete submission with random JSON values."""
    from hypothesis import HealthCheck, Phase, given, settings  # noqa: PLC0415
    from hypothesis import strategies as st  # noqa: PLC0415

    anything: Any = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4), max_leaves=12,
    )  # fmt: skip
    answers = st.dictionaries(
        st.sampled_from([one.ident for one in KEYED]), st.fixed_dictionaries({"response": anything}) | anything
    )

    @settings(
        max_examples=runs,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.dictionaries(st.sampled_from([*COMPLETE, "other"]), anything), answers)
    def run(changed: dict[str, Any], new_answers: dict[str, Any]) -> None:
        check_input(json.dumps(COMPLETE | {"answers": new_answers} | changed).encode())

    run()


def summarize() -> None:
    """Print how many inputs were graded, and how many were refused."""
    print(f"{sum(seen.values()):,} inputs: {seen['graded']:,} graded, {seen['refused']:,} refused with a reason")  # noqa: T201


if __name__ == "__main__":
    count = int(sys.argv[-1])
    if "--hypothesis" in sys.argv:
        with_hypothesis(count)
        summarize()
    else:
        with_atheris(count)
