"""The timeline, the bars of minutes, and the decision can be seen and used at every width, with a mouse and with the keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from massage_billing.rules.every_category_law import date_of, events
from walking import DESK, first_card, new_page, tab_to, too_wide, violations

WIDTHS = (390, 768, 1280)
OVERLAPS = """(grid) => {
  const boxes = [...grid.querySelectorAll(".mb-short, .mb-years strong")].map((node) => [node.textContent, node.getBoundingClientRect()]);
  return boxes.flatMap(([name, one], at) => boxes.slice(at + 1)
    .filter(([, other]) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
    .map(([other]) => `${name} / ${other}`));
}"""


@pytest.fixture(scope="module")
def pictures(context: BrowserContext, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with new_page(context) as page:
        page.goto(address.replace("00_start_here", request.param))
        first_card(page)
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        yield page


@pytest.fixture
def desk(pictures: Page) -> Page:
    pictures.set_viewport_size(DESK)
    return pictures


def picture(page: Page, name: str, at: int = 0) -> Locator:
    """Return a picture of the lesson, in view. A lesson draws what is far away only when someone goes there."""
    found = page.locator(f".mb-picture.mb-{name}").nth(at)
    found.scroll_into_view_if_needed()
    return found


def every_text(shown: Locator) -> list[str]:
    shown.get_by_text("Read it as text").click()
    lines = shown.locator(".mb-as-text li").all_inner_texts()
    shown.get_by_text("Read it as text").click()
    return lines


law = pytest.mark.parametrize("pictures", ["04_every_category_law"], indirect=True)
rule = pytest.mark.parametrize("pictures", ["02_eight_minute_rule"], indirect=True)
entity = pytest.mark.parametrize("pictures", ["03_covered_entity"], indirect=True)


@law
def test_no_labels_of_the_timeline_overlap_at_any_width(pictures: Page) -> None:
    for width in WIDTHS:
        pictures.set_viewport_size({"width": width, "height": 800})
        shown = picture(pictures, "timeline")
        expect(shown.locator(".mb-event")).to_have_count(len(events()))
        assert shown.locator(".mb-lanes").evaluate(OVERLAPS) == []
        assert too_wide(pictures, ".mb-timeline") == []
        assert violations(shown) == []


@law
def test_a_click_on_an_event_says_what_it_decided_and_left_open(desk: Page) -> None:
    shown = picture(desk, "timeline")
    about = shown.locator(".mb-about")
    for row in events()[9:6:-1]:
        dot = shown.get_by_role("button", name=row.short)
        dot.click()
        expect(dot).to_have_attribute("aria-pressed", "true")
        expect(shown.locator(".mb-event[aria-pressed=true]")).to_have_count(1)
        for text in (f"{date_of(row)}. {row.event}", row.decided, row.left_open, f"Source: {row.citation}"):
            expect(about).to_contain_text(text)


@law
def test_each_lane_has_its_own_color_shape_and_name(desk: Page) -> None:
    shown = picture(desk, "timeline")
    looks = "node => { const { backgroundColor, backgroundImage, clipPath, borderRadius } = getComputedStyle(node); return [backgroundColor, backgroundImage, clipPath + borderRadius].join(';') }"
    lanes = {"legislature": "Legislature", "commissioner": "Commissioner", "court": "Courts", "insurer": "Insurers"}
    drawn = set()
    for lane, name in lanes.items():
        event = shown.locator(f".mb-event.mb-{lane}").first
        drawn.add(event.locator(".mb-dot").evaluate(looks))
        assert name in (event.text_content() or "")
    assert all(len({look.split(";")[part] for look in drawn}) == len(lanes) for part in range(3))


@law
def test_the_keyboard_goes_through_all_events_and_back(desk: Page) -> None:
    shown = picture(desk, "timeline")
    shown.get_by_role("button", name=events()[0].short).click()
    forward, count = shown.get_by_role("button", name="Next event"), shown.locator(".mb-count")
    tab_to(desk, forward, start=shown)
    for number in range(2, len(events()) + 1):
        desk.keyboard.press("Enter")
        expect(count).to_contain_text(f"Event {number} of {len(events())}")
    expect(forward).to_be_disabled()
    back = shown.get_by_role("button", name="Previous event")
    tab_to(desk, back, start=shown)
    desk.keyboard.press("Enter")
    expect(count).to_contain_text(f"Event {len(events()) - 1} of")


@law
def test_on_a_phone_the_words_follow_their_event(pictures: Page) -> None:
    pictures.set_viewport_size({"width": 390, "height": 844})
    shown = picture(pictures, "timeline")
    dot = shown.get_by_role("button", name="Insurers sue")
    dot.click()
    about = shown.locator(".mb-about")
    expect(about).to_contain_text("September 19, 1996.")
    expect(about).to_be_in_viewport()
    assert dot.evaluate("node => node.nextElementSibling.className") == "mb-about"


@rule
def test_dragging_the_minutes_shows_when_each_unit_begins(desk: Page) -> None:
    shown = picture(desk, "minutes")
    slider = shown.get_by_role("slider")
    assert shown.locator(".mb-marks span").all_inner_texts() == ["8", "23", "38", "53", "68"]
    box = shown.locator(".mb-bar").bounding_box()
    assert box
    for minutes, units in ((38, 3), (7, 0), (23, 2)):
        now = int(slider.input_value())
        desk.mouse.move(box["x"] + box["width"] * now / 75, box["y"] + box["height"] / 2)
        desk.mouse.down()
        desk.mouse.move(box["x"] + box["width"] * minutes / 75, box["y"] + box["height"] / 2, steps=8)
        desk.mouse.up()
        expect(slider).to_have_value(str(minutes))
        expect(shown.get_by_role("status")).to_contain_text(f"{minutes} minutes: {units} unit")
        expect(shown.locator(".mb-earned")).to_have_count(units)
    assert violations(shown) == []


@rule
def test_the_arrow_keys_move_the_minutes_one_at_a_time(desk: Page) -> None:
    shown = picture(desk, "minutes")
    slider, status = shown.get_by_role("slider"), shown.get_by_role("status")
    tab_to(desk, slider, start=shown)
    assert slider.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    desk.keyboard.press("Home")
    expect(status).to_contain_text("0 minutes: 0 units.")
    for _ in range(8):
        desk.keyboard.press("ArrowRight")
    expect(status).to_contain_text("8 minutes: 1 unit.")
    expect(slider).to_have_attribute("aria-valuetext", "8 minutes of 97124")
    assert "8 to 22 minutes: 1 unit" in every_text(shown)


@rule
def test_two_methods_are_side_by_side_and_differ_where_they_should(desk: Page) -> None:
    shown = picture(desk, "minutes", 1)
    medicare, midpoint = shown.locator(".mb-method").all()
    left, right = (one.evaluate("node => node.getBoundingClientRect().toJSON()") for one in (medicare, midpoint))
    assert left["y"] == right["y"]
    assert left["right"] < right["left"]
    expect(medicare).to_contain_text("3 unitsBill 2 units of 97110 and 1 unit of 97140.")
    expect(midpoint).to_contain_text("2 unitsBill 2 units of 97110.")
    expect(shown.get_by_role("status")).to_have_text("The two methods give different units.")
    tab_to(desk, shown.get_by_role("slider", name="97140"), start=shown)
    desk.keyboard.press("ArrowRight")
    expect(midpoint).to_contain_text("3 unitsBill 2 units of 97110 and 1 unit of 97140.")
    expect(shown.get_by_role("status")).to_have_text("Both methods give the same units.")
    for width in WIDTHS:
        desk.set_viewport_size({"width": width, "height": 800})
        assert too_wide(desk, ".mb-minutes") == []
    assert violations(shown) == []


@entity
def test_the_path_lights_up_with_each_answer_and_an_answer_can_be_changed(desk: Page) -> None:
    shown = picture(desk, "decision")
    lit, outcome = shown.locator(".mb-question.mb-lit"), shown.get_by_role("status")
    for number in range(3):
        expect(lit).to_have_count(number)
        shown.get_by_role("button", name="Yes", exact=True).click()
        expect(shown.locator("[aria-current=step]")).to_contain_text(f"{number + 2}. ")
    shown.get_by_role("button", name="No", exact=True).click()
    expect(outcome).to_contain_text("Outcome: not a covered entity.")
    expect(outcome).to_contain_text("Source: 45 CFR part 160, 160.103, covered entity (3) and electronic media")
    expect(shown.locator(".mb-end.mb-lit")).to_have_text("➤ Not a covered entity")
    assert violations(shown) == []
    shown.get_by_role("button", name="Change the answer to question 2").click()
    expect(lit).to_have_count(1)
    expect(outcome).to_be_empty()
    shown.get_by_role("button", name="No", exact=True).click()
    expect(outcome).to_contain_text("Outcome: workforce member.")
    for width in WIDTHS:
        desk.set_viewport_size({"width": width, "height": 800})
        assert too_wide(desk, ".mb-decision") == []


@entity
def test_the_keyboard_alone_reaches_an_outcome(desk: Page) -> None:
    shown = picture(desk, "decision")
    again = shown.get_by_role("button", name="Start over")
    if again.is_visible():
        again.click()
    tab_to(desk, shown.get_by_role("button", name="Yes", exact=True), start=shown)
    for number in (2, 3, 4):
        desk.keyboard.press("Enter")
        expect(shown.locator("[aria-current=step]")).to_contain_text(f"{number}. ")
        desk.keyboard.press("Tab")  # from the question, which has the focus now, to "Yes"
    desk.keyboard.press("Enter")
    expect(shown.get_by_role("status")).to_contain_text("Outcome: covered entity.")
