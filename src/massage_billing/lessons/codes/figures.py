"""The picture of the lesson on choosing a code: which number was valid when."""

from datetime import date

from massage_billing.lessons.figures import COLOURS, HATCHES, TINTS, blank, html
from massage_billing.questions.banks.codes.validity import CHARTED
from massage_billing.rules.codes import find_code

FROM, TO = 1996, 2028


def year(day: date) -> float:
    """Return a day as a year with its fraction."""
    return day.year + day.timetuple().tm_yday / 366


def lifetimes(code: str, on: date) -> str:
    """Return the codes as bars over the years, `code` set off, with a line on the day asked about, as an HTML image."""
    known = [*CHARTED, *([code] if code not in CHARTED else [])]
    figure = blank(0.9 + 0.36 * len(known))
    axes = figure.add_subplot()
    for row, found in enumerate(map(find_code, known)):
        begin, end = year(found.start), year(found.end) if found.end else TO
        if found.first_day != "known":  # how long it was there before is not known
            axes.plot([FROM, begin], [row, row], linestyle=":", color="#555555", linewidth=1.5)
        at = 1 if found.end else 0
        strong = found.code == code
        axes.barh(
            row, max(end - begin, 0.3), left=begin, height=0.6, facecolor=(COLOURS if strong else TINTS)[at],
            hatch="" if strong else HATCHES[at], edgecolor="black" if strong else COLOURS[at],
        )  # fmt: skip
        if found.end:
            axes.text(end + 0.6, row, f"ended {found.end.year}", va="center", fontsize=8.5)
    axes.axvline(year(on), color=COLOURS[5], linewidth=2)
    axes.text(year(on), -0.75, f"{on}", ha="center", va="bottom", fontsize=9, fontweight="bold")
    axes.set_yticks(range(len(known)), [f"▸ {one}" if one == code else one for one in known])
    axes.set(xlim=(FROM, TO), ylim=(len(known) - 0.5, -0.8), xlabel="Year (dotted: not known how long before)")
    axes.set_xticks(range(2000, TO, 5))
    axes.spines[["top", "right"]].set_visible(False)
    return html(figure, lifetimes_in_words(code, on))


def lifetimes_in_words(code: str, on: date) -> str:
    """Return in words what `lifetimes` shows of one code on one day."""
    found = find_code(code)
    if found.end:
        text = f"It ended on {found.end}; today it is {' or '.join(found.replaced_by)}."
    else:
        text = f"It is valid, {'from' if found.first_day == 'known' else 'since at least'} {found.start}."
    return f"Bars show the years in which each code was valid, with a line at {on}. {code} {found.name}: {text}"
