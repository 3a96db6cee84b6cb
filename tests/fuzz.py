"""Feed generated files to the reader of submissions: each must be read and marked, or refused with a reason.

    uv run --with atheris python tests/fuzz.py 1000000       # coverage-guided, from real submissions
    uv run python tests/fuzz.py --hypothesis 100000          # complete submissions with any values in them

pytest does not run this, since a million inputs take minutes. It tests the same with fewer inputs.
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
from massage_billing.base import files  # noqa: E402
from massage_billing.coursework import grade_submission, marking, submissions  # noqa: E402
from massage_billing.coursework.marking import mark  # noqa: E402
from massage_billing.coursework.submissions import RefusedError, read_submission  # noqa: E402
from paperwork import KEYED  # noqa: E402

POINTS = [1] * len(KEYED)
WHOLE = {
    "version": 1, "assignment": "week3", "student": "a1", "saved": datetime(2026, 11, 30, tzinfo=UTC).isoformat(),
    "answers": {
        one.ident: {"response": one.key.accepted[0], "first": "2026-11-30T09:00:00+00:00", "last": "2026-11-30T09:05:00+00:00"}
        for one in KEYED
    },
}  # fmt: skip
WORDS = (
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
seen = {"read": 0, "refused": 0}


def one_input(data: bytes) -> None:
    """Read, mark, and write out one file; whatever it contains, its marks are within the points, or it is refused in a sentence."""
    try:
        found = read_submission(data, "week3")
        marks = mark(KEYED, POINTS, found.answers)
    except RefusedError as reason:
        seen["refused"] += 1
        if not str(reason).endswith("."):
            raise AssertionError(reason) from None
        files.csv_cell(str(reason)).encode()
        return
    seen["read"] += 1
    assert all(0 <= one.points <= one.out_of for one in marks)
    grade_submission._answers(found.student, KEYED, marks).encode()


def with_atheris(many: int) -> None:
    """Let libFuzzer vary a complete submission, guided by the code of the reader that each input reaches."""
    import atheris  # type: ignore[import-not-found]  # noqa: PLC0415  (where it is asked for)

    for module, names in (
        (submissions, ("read_submission", "_json", "_answers", "_work")),
        (marking, ("mark", "_mark")),
    ):
        for name in names:
            setattr(module, name, atheris.instrument_func(getattr(module, name)))
    with tempfile.TemporaryDirectory() as corpus:
        for number, text in enumerate((WHOLE, WHOLE | {"answers": {}}, [], {"answers": [[]]})):
            Path(corpus, str(number)).write_bytes(json.dumps(text).encode())
        words = Path(corpus, "words.txt")
        words.write_text("".join(f"{json.dumps(word)}\n" for word in WORDS), encoding="utf-8")
        place = Path(corpus, "found")
        place.mkdir()

        def counted(data: bytes) -> None:
            one_input(data)
            if sum(seen.values()) == many:  # libFuzzer ends the process, and nothing after it runs
                summarize()

        atheris.Setup([sys.argv[0], f"-runs={many}", "-max_len=4096", f"-dict={words}", str(place), corpus], counted)
        atheris.Fuzz()  # ends the process


def with_hypothesis(many: int) -> None:
    """Put any JSON values into a complete submission."""
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
        max_examples=many,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.dictionaries(st.sampled_from([*WHOLE, "other"]), anything), answers)
    def run(changed: dict[str, Any], given_: dict[str, Any]) -> None:
        one_input(json.dumps(WHOLE | {"answers": given_} | changed).encode())

    run()


def summarize() -> None:
    """Print how many inputs ran, and how they ended."""
    print(f"{sum(seen.values()):,} inputs: {seen['read']:,} read and marked, {seen['refused']:,} refused with a reason")  # noqa: T201


if __name__ == "__main__":
    count = int(sys.argv[-1])
    if "--hypothesis" in sys.argv:
        with_hypothesis(count)
        summarize()
    else:
        with_atheris(count)
