"""Measure the import, a first answer, three rules, and questions: `uv run python benchmarks/light.py`."""

import random
import statistics
import subprocess
import sys
import time
import timeit
from datetime import date, timedelta
from functools import partial

import massage_billing as mb
from massage_billing.questions.banks.claims import synthetic_claims

ROUNDS = 21
IMPORT = "import massage_billing"
FIRST_ANSWER = f"{IMPORT}; massage_billing.units_for(33)"


def seconds(code: str) -> float:
    """Return the seconds that a new interpreter takes to run `code`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def best(work: partial[object], times: int = 200) -> float:
    """Return the microseconds per call in the best of seven runs, when the machine is least busy."""
    return min(timeit.repeat(work, number=times, repeat=7)) / times * 1e6


def imports() -> None:
    """Print how much time importing the package adds to a bare interpreter, without and with a first answer."""
    rounds = [(seconds("pass"), seconds(IMPORT), seconds(FIRST_ANSWER)) for _ in range(ROUNDS)]
    bare, imported, answered = (statistics.median(column) * 1000 for column in zip(*rounds, strict=True))
    print(f"bare interpreter: {bare:.0f} ms")
    for name, code, total in (("import", IMPORT, imported), ("import and first answer", FIRST_ANSWER, answered)):
        print(
            f"{name}: {total:.0f} ms, {total - bare:.0f} ms more; large libraries loaded: {large_libraries_after(code)}"
        )


def large_libraries_after(code: str) -> str:
    """Return the large libraries that a new interpreter has loaded after running `code`, as a printed list."""
    code = f"{code}; import sys; print(sorted({{'pandas', 'matplotlib', 'ipywidgets'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def draws_and_checks() -> None:
    """Print the mean time to draw a question, with 200 seeds per family, and the slowest families."""
    figures = []
    for family in mb.families():
        seeds = iter(range(10**9))
        drawn = best(partial(lambda name, seeds: mb.draw(name, next(seeds) % 200), family.name, seeds))
        question = mb.draw(family.name, 1)
        figures.append((drawn, best(partial(question.check, question.key.accepted[0])), family.name))
    print(f"draw: mean {statistics.mean(drawn for drawn, _, _ in figures):.0f} µs")
    for drawn, checked, name in sorted(figures, reverse=True)[:3]:
        print(f"slowest: {name} draw {drawn:.0f} µs, check {checked:.0f} µs")
    print(f"check: slowest {max(checked for _, checked, _ in figures):.0f} µs")


def rules() -> None:
    """Print the time of one code lookup and of one covered-entity decision."""
    on = date(2026, 1, 5)
    answers = {"health_care": True, "own_practice": True, "transaction": True, "electronic": True}
    print(f"find_code: {best(partial(mb.find_code, '97122', on)):.1f} µs")
    print(f"decide_covered_entity: {best(partial(mb.decide_covered_entity, answers, on)):.1f} µs")


def claims() -> None:
    """Print the time to review a claim, per line, for claims with 1, 6, and 10,000 lines."""
    claim = synthetic_claims.claim(random.Random(1))  # noqa: S311  (synthetic claims, not secrets)
    on = date.fromisoformat(claim["lines"][0]["date"])
    for count in (1, 6, 10_000):
        lines = [{**claim["lines"][0], "date": (on + timedelta(days=at % 200)).isoformat()} for at in range(count)]
        time_a_line = best(partial(mb.review_claim, {**claim, "lines": lines}), times=max(200 // count, 1)) / count
        print(f"review_claim: {time_a_line:.0f} µs per line, {count:,} lines")


if __name__ == "__main__":
    imports()
    rules()
    claims()
    draws_and_checks()
