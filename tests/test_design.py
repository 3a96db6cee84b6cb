"""Every color and shared size is a design token, and the tokens have enough contrast in light and dark (WCAG 2.2)."""

import re

import pytest

from stamp_assets import ROOT

TOKENS = ROOT / "js" / "design" / "tokens.css"
DEFINED = dict(re.findall(r"^ *--mb-([\w-]+): (.+?);", TOKENS.read_text(encoding="utf-8"), re.MULTILINE))
PAIR = re.compile(r"light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
COLORS = {name: found.groups() for name, value in DEFINED.items() if (found := PAIR.fullmatch(value))}
THEMES = ("light", "dark")
TEXT_CONTRAST, SHAPE_CONTRAST = 4.5, 3
SURFACES = ("page", "paper")
ACTORS = ("legislature", "commissioner", "court", "insurer")
TEXT = [  # text and what it is written on
    *((ink, surface) for ink in ("ink", "soft", "brand", "good", "amber", "bad", *ACTORS) for surface in SURFACES),
    *(("ink", surface) for surface in ("shade", "brand-soft", "good-soft", "amber-soft", "bad-soft")),
    *((name, f"{name}-soft") for name in ("brand", "good", "amber", "bad")),
    *(("soft", surface) for surface in ("shade", "brand-soft", "good-soft", "amber-soft", "bad-soft")),
    ("brand", "good-soft"), ("brand", "amber-soft"), ("brand", "bad-soft"), ("on-brand", "brand"),
]  # fmt: skip
SHAPES = [  # the edges of controls, the focus ring, and shapes that mean something
    *((shape, surface) for shape in ("line", "focus", "brand", *ACTORS) for surface in SURFACES),
    *(("line", surface) for surface in ("brand-soft", "good-soft", "amber-soft", "bad-soft")),
    *(("focus", surface) for surface in ("brand-soft", "good-soft", "amber-soft", "bad-soft")),
]
# Our own style sheets and pages, and the few colors in them that are not tokens.
SHEETS = sorted(
    path
    for folder in ("js", "src/massage_billing", "book")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".css", ".j2", ".html"}
    and not {"node_modules", "static", "labextensions"} & set(path.relative_to(ROOT).parts)
)
EXCEPTIONS = {
    "book.css": ["#fff"],  # the pictures of the book are drawn on white
}
COLOR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(|(?<=: )(?:white|black|gr[ae]y|red)\b")


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colors, as WCAG 2.2 defines it."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_computed_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("theme", "at"), [(theme, at) for at, theme in enumerate(THEMES)])
def test_text_and_controls_have_enough_contrast(theme: str, at: int) -> None:
    weak = [
        f"{first} on {second}: {found:.2f}, needs {least}"
        for pairs, least in ((TEXT, TEXT_CONTRAST), (SHAPES, SHAPE_CONTRAST))
        for first, second in pairs
        if (found := contrast(COLORS[first][at], COLORS[second][at])) < least
    ]
    assert weak == [], theme


def test_each_token_is_defined_once_and_only_in_the_token_file() -> None:
    text = TOKENS.read_text(encoding="utf-8")
    names = re.findall(r"(--mb-[\w-]+):", text)
    assert len(names) == len(set(names)) == len(DEFINED)
    again = {
        path.name: found
        for path in SHEETS
        if path != TOKENS
        and (found := set(re.findall(r"--mb-([\w-]+):", path.read_text(encoding="utf-8"))) & set(DEFINED))
    }
    assert again == {}


def test_style_sheets_and_pages_take_their_colors_from_the_tokens() -> None:
    assert len(SHEETS) >= 8
    found = {
        path.name: literals
        for path in SHEETS
        if path != TOKENS and (literals := COLOR.findall(path.read_text(encoding="utf-8")))
    }
    assert found == EXCEPTIONS


def test_every_variable_that_a_style_sheet_uses_is_a_token_or_its_own() -> None:
    for path in SHEETS:
        text = path.read_text(encoding="utf-8")
        own = set(re.findall(r"--mb-([\w-]+):", text)) | {"top"}  # steps.js sets the height of the bar
        assert set(re.findall(r"var\(--mb-([\w-]+)", text)) - own - set(DEFINED) == set(), path.name
