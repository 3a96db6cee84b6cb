"""The start page and the pages for looking things up can be used by everyone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lesson_checks import WORKSHOP, assert_accessible_in_each_look
from massage_billing.base.tables import current
from massage_billing.questions.course import Lesson
from walking import focus_is_visible, new_page, tab_to


@pytest.fixture(scope="module")
def start_page(context: BrowserContext, address: str) -> Iterator[Page]:
    with new_page(context) as page:
        page.goto(address)
        expect(page.get_by_role("navigation", name="Lesson")).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        yield page


def test_the_start_page_hides_the_controls_of_jupyterlab(start_page: Page) -> None:
    expect(start_page.get_by_role("heading", name="Massage billing")).to_be_visible()
    card = start_page.get_by_role("listitem").filter(has=start_page.get_by_role("link", name="The 8-minute rule"))
    expect(card).to_contain_text("Turn the minutes of a session into units that a payer will accept.")
    for part in WORKSHOP:
        expect(start_page.locator(part).filter(visible=True)).to_have_count(0)


def test_each_lesson_is_reached_with_the_tab_key(start_page: Page) -> None:
    for row in current(Lesson):
        tab_to(start_page, start_page.locator(".mb-cards").get_by_role("link", name=row.title, exact=True))
        assert focus_is_visible(start_page)


def test_the_start_page_is_accessible_in_light_and_dark_and_on_a_phone(start_page: Page) -> None:
    assert_accessible_in_each_look(start_page)


@pytest.mark.parametrize(
    ("title", "table"),
    [
        ("What has changed since 2013", "What has changed since 2013"),
        ("Glossary", "Billing terms, A to Z"),
    ],
)
def test_a_page_opens_from_the_start_page_and_is_accessible(start_page: Page, title: str, table: str) -> None:
    start_page.get_by_role("link", name=title).click()
    expect(start_page.get_by_role("table", name=table).first).to_be_visible()
    expect(start_page.locator("[aria-busy=true]")).to_have_count(0)
    assert_accessible_in_each_look(start_page)
    start_page.get_by_role("button", name="All lessons").filter(visible=True).click()
    expect(start_page.get_by_role("heading", name="Massage billing")).to_be_visible()
