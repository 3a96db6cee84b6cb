"""Every page of the book can be read with a screen reader, in light and dark, on a phone, and zoomed in."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from walking import COLOR_RULES, violations

# All pages have the same theme, so a few of them are enough to check the contrast of its dark colors.
IN_THE_DARK = (
    "index.html",
    "notebooks/04_every_category_law.html",
    "glossary.html",
)
# Every run checks a page of each kind, and the slow run checks all pages.
OF_EACH_KIND = (
    *IN_THE_DARK,
    "instructors.html",
    "functions/index.html",
)


def pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if "practise" not in path.parts)


def in_scheme(page: Page, scheme: Literal["light", "dark"], *rules: str) -> list[str]:
    """Return the critical and serious problems after the page has switched to a color scheme.

    The theme puts a few of its own links outside of landmarks, which axe-core calls moderate.
    """
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    return [found for found in violations(page, *rules) if found.startswith(("critical", "serious"))]


@pytest.mark.parametrize(
    "every_page", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["one of each kind", "every page"]
)
def test_a_page_is_accessible_in_light_and_dark_and_fits_on_a_phone(
    isolated_page: Page, home: str, site: Path, every_page: bool
) -> None:
    everything = pages(site)
    assert set(OF_EACH_KIND) <= set(everything)
    problems: list[str] = []
    for name in everything if every_page else OF_EACH_KIND:
        isolated_page.set_viewport_size({"width": 1100, "height": 900})
        isolated_page.goto(home + name)
        problems += [f"{name}: {one}" for one in in_scheme(isolated_page, "light")]
        if name in IN_THE_DARK:
            problems += [f"{name}, dark: {one}" for one in in_scheme(isolated_page, "dark", *COLOR_RULES)]
        # At 200 percent zoom, a screen 1100 pixels wide shows 550.
        for width in (550, 360):
            isolated_page.set_viewport_size({"width": width, "height": 740})
            if isolated_page.evaluate("document.documentElement.scrollWidth") > width:
                problems.append(f"{name}: wider than {width}")
        assert (
            isolated_page.evaluate("document.getAnimations().filter((one) => one.playState === 'running').length") == 0
        )
    assert problems == []
