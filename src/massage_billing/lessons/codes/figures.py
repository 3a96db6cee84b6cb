"""The figure of the lesson on choosing a code: when each code was valid."""

from datetime import date

from massage_billing.base.text import series, us_date
from massage_billing.lessons.figures import COLORS, SMALL, WIDTH, Drawing, year_of
from massage_billing.questions.banks.codes.validity import CHARTED
from massage_billing.rules.codes import find_code

FROM, TO = 1996, 2028
LEFT, TOP, ROW, BAR = 72, 30, 30, 18


def _x(year: float) -> float:
    return LEFT + (min(max(year, FROM), TO) - FROM) * (WIDTH - LEFT - 8) / (TO - FROM)


def lifetimes(code: str, on: date) -> str:
    """Draw the years in which codes were valid, with one code highlighted and a line at the date of service, as HTML."""
    known = [*CHARTED, *([code] if code not in CHARTED else [])]
    bottom = TOP + ROW * len(known)
    drawing = Drawing(bottom + 48, describe_lifetimes(code, on))
    for row, one in enumerate(known):
        _lifetime(drawing, TOP + row * ROW + ROW / 2, one, chosen=one == code)
    drawing.line((_x(year_of(on)), 22), (_x(year_of(on)), bottom), color=COLORS[5], width=2.5)
    drawing.text(_x(year_of(on)), 10, us_date(on), bold=True)
    labels = [(_x(year), str(year)) for year in range(2000, TO, 5)]
    drawing.axis(bottom, LEFT, WIDTH - 8, labels, "Year (dotted: start not known)")
    return drawing.html()


def _lifetime(drawing: Drawing, y: float, code: str, *, chosen: bool) -> None:
    found = find_code(code)
    begin, end = _x(year_of(found.start)), _x(year_of(found.end) if found.end else TO)
    drawing.text(LEFT - 8, y, f"▸ {code}" if chosen else code, anchor="end", bold=chosen)
    if found.first_day != "known":  # our sources do not show when it began
        drawing.line((LEFT, y), (begin, y), dash="1.5 4", width=2)
    drawing.bar(begin, y - BAR / 2, max(end - begin, 4), BAR, 1 if found.end else 0, solid=chosen)
    if found.end:
        drawing.text(max(end, begin + 4) + 6, y, f"ended {found.end.year}", anchor="start", size=SMALL)


def describe_lifetimes(code: str, on: date) -> str:
    """Describe what `lifetimes` shows about one code, as alternative text."""
    found = find_code(code)
    if found.end:
        successor = f" and was replaced by {series(found.replaced_by, 'or')}" if found.replaced_by else ""
        text = f"It ended on {us_date(found.end)}{successor}."
    else:
        text = f"It has been valid since {'' if found.first_day == 'known' else 'at least '}{us_date(found.start)}."
    return f"Bars show the years in which each code was valid. A line marks {us_date(on)}. {found}: {text}"
