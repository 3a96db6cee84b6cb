"""The question card works on a plain web page, without Python: it checks, explains, saves, and can be used by everyone."""

import json
import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

import massage_billing as mb
from massage_billing.base.html import built
from massage_billing.lessons import question_card
from massage_billing.lessons.question_card import QuestionCard
from massage_billing.questions.model import Question
from walking import DESK, choose_by_keyboard, new_page, picture_of_failure, tab_to, violations

OF_EACH_KIND = {
    "single_choice": ("claims.item_of", 1),
    "multiple_choice": ("eight_minute_rule.what_counts", 1),
    "number": ("eight_minute_rule.one_service", 1),
    "units_by_code": ("eight_minute_rule.several_services", 7),
    "minutes_by_code": ("codes.sessions", 1),
    "ordering": ("claims.steps", 1),
    "sorting": ("codes.sort", 2),
}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A question</title><style>@media (prefers-color-scheme: dark) {{ body {{ background: #14191b; color: #e8ecec }} }}</style></head>
<body><main><h1>A question</h1><div id="card"></div><h2>What follows</h2></main><script type="module">
import {{ mount }} from "./card.js";
await mount(document.getElementById("card"), {shown}, () => (document.title = "next"));
document.body.dataset.ready = "";
</script></body></html>"""


class Quiet(SimpleHTTPRequestHandler):
    """A web server that prints nothing, and whose pages no browser keeps, since tests write a page again within a second."""

    def end_headers(self) -> None:
        """Forbid browsers to keep the file."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Yield the address of a web server with the card's script, and the folder that it serves."""
    place = tmp_path_factory.mktemp("pages")
    (place / "card.js").write_text(built("card.js"), encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(place))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}", place
        server.shutdown()


class Shown:
    """A page with one question."""

    def __init__(self, page: Page, question: Question, address: str) -> None:
        self.page, self.question, self.address = page, question, address
        self.card = page.locator("form.mb-card")
        self.feedback, self.saved = page.locator(".mb-feedback"), page.locator(".mb-save")
        self.check = page.get_by_role("button", name="Check answer")

    def open(self) -> None:
        """Open the page, or open it again."""
        self.page.goto(self.address)
        expect(self.page.locator("[data-ready]")).to_be_attached()

    def answers(self) -> list[dict[str, Any]]:
        """Return the answers that the page has saved."""
        text = self.page.evaluate("localStorage.getItem('massage-billing/progress')") or ""
        return [json.loads(line) for line in text.splitlines()]

    def enter(self, answer: Any) -> None:
        """Enter an answer as a learner does, and check it."""
        enter(self.card, self.question, answer)
        self.check.click()


def choice_in(card: Locator, text: str) -> Locator:
    """Return the radio button or checkbox of a choice, whose label may also have the result."""
    return card.locator(".mb-choice", has=card.page.get_by_text(text, exact=True)).locator("input")


def enter(card: Locator, question: Question, answer: Any) -> None:
    payload = question.prompt.payload
    match question.prompt.kind:
        case "single_choice":
            choice_in(card, answer).check()
        case "multiple_choice":
            for choice in payload["choices"]:
                choice_in(card, choice).set_checked(choice in answer)
        case "number":
            card.get_by_role("textbox").fill(str(answer))
        case "units_by_code" | "minutes_by_code":
            for code, field in zip(sorted(payload["codes"]), card.get_by_role("textbox").all(), strict=True):
                field.fill(str(answer.get(code, 0)))
        case "ordering":
            for place, text in enumerate(answer):
                row = card.locator(".mb-order-row").filter(has_text=text)
                while not card.locator(".mb-order-row").nth(place).filter(has_text=text).count():
                    row.get_by_role("button", name="Move up").click()
        case "sorting":
            for text, group in answer.items():
                card.get_by_label(text, exact=True).select_option(group)


@pytest.fixture(scope="module")
def shared(context: BrowserContext) -> Iterator[Page]:
    with new_page(context) as page:
        yield page


@pytest.fixture
def show(shared: Page, pages: tuple[str, Path], request: pytest.FixtureRequest) -> Iterator[Any]:
    """Yield a function that opens a question, in a page that all tests share."""
    shared.set_viewport_size(DESK)
    shared.emulate_media(color_scheme="light", reduced_motion="no-preference")
    yield partial(shown_on, shared, *pages)
    picture_of_failure(shared, request)


def shown_on(page: Page, address: str, place: Path, family: str, seed: int, **more: object) -> Shown:
    """Open a question on a page in a browser that has stored nothing."""
    question = mb.draw(family, seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(question_card.progress, "learner_folder", lambda: Path("plain page"))
        card = QuestionCard(question, following=lambda: None)
    (place / f"{family}-{seed}.html").write_text(PAGE.format(shown=json.dumps(card.shown | more)), encoding="utf-8")
    stored = {"origin": address, "storageTypes": "local_storage"}
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", stored)
    session.detach()
    found = Shown(page, question, f"{address}/{family}-{seed}.html")
    found.open()
    return found


@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_each_kind_gives_a_hint_first_and_the_solution_after_the_second_try(show: Any, kind: str) -> None:
    shown = show(*OF_EACH_KIND[kind])
    question, page = shown.question, shown.page
    assert question.prompt.kind == kind
    shown.check.click()
    expect(shown.feedback).to_have_class("mb-feedback mb-ask")
    assert shown.answers() == []
    wrong = question.example_mistake()
    shown.enter(wrong)
    expected = question.check(wrong)
    expect(shown.feedback).to_contain_text(expected.verdict)
    named = [f"Common mistake: {expected.misconception}."] if expected.misconception and expected.sure else []
    assert shown.feedback.locator(".mb-mistake").all_inner_texts() == named
    expect(shown.feedback).to_contain_text("Hint: ")
    expect(shown.feedback).not_to_contain_text(expected.explanation)
    expect(shown.saved).to_have_text("✔ Saved")
    enter(shown.card, question, question.key.accepted[0])
    expect(shown.feedback).to_be_empty()  # no earlier verdict beside a new answer
    enter(shown.card, question, wrong)
    shown.check.click()
    expect(shown.feedback).to_contain_text(expected.explanation)
    expect(shown.feedback.locator(".mb-solution")).to_contain_text("answer:", ignore_case=True)
    shown.enter(question.key.accepted[0])
    expect(shown.feedback).to_contain_text("✔ Correct.")
    expect(shown.feedback.locator("details")).not_to_have_attribute("open", "")
    page.get_by_role("button", name="Next question").click()
    assert page.title() == "next"
    saved = shown.answers()
    assert [(one["tries"], one["hint"], one["score"] == 1) for one in saved] == [
        (1, False, False),
        (2, True, False),
        (3, True, True),
    ]


@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_each_kind_is_accessible_in_every_state_on_a_phone_and_on_a_desk(show: Any, kind: str) -> None:
    shown = show(*OF_EACH_KIND[kind])
    shown.page.emulate_media(reduced_motion="reduce")  # a color that is still changing has no contrast of its own
    for act in (
        lambda: None,
        lambda: shown.enter(shown.question.example_mistake()),
        lambda: shown.enter(shown.question.key.accepted[0]),
    ):
        act()
        for width in (1280, 390, 320):  # 320 pixels is what a screen 640 pixels wide shows at 200 percent zoom
            shown.page.set_viewport_size({"width": width, "height": 844})
            assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(shown.page) == []
        shown.page.emulate_media(color_scheme="dark")
        assert violations(shown.page, "color-contrast") == []
        shown.page.emulate_media(color_scheme="light")
        targets = shown.card.locator("button:visible, .mb-choice:visible, input[type=text]:visible, select:visible")
        assert min(box["height"] for box in (one.bounding_box() for one in targets.all()) if box) >= 44


def test_a_verdict_takes_less_than_50_milliseconds(show: Any) -> None:
    shown = show("codes.sort", 2)
    enter(shown.card, shown.question, shown.question.key.accepted[0])
    took = shown.page.evaluate(
        """() => {
          const before = performance.now();
          document.querySelector("form.mb-card button[type=submit]").click();
          return document.querySelector(".mb-feedback").textContent ? performance.now() - before : Infinity;
        }"""
    )
    assert took < 50


@pytest.mark.parametrize("act", ["dblclick", "Enter"])
def test_checking_twice_saves_one_answer(show: Any, act: str) -> None:
    shown = show(*OF_EACH_KIND["number"])
    field = shown.card.get_by_role("textbox")
    field.fill("3")
    if act == "dblclick":
        shown.check.dblclick()
    else:
        field.press("Enter")
        field.press("Enter")
    expect(shown.saved).to_have_text("✔ Saved")
    assert len(shown.answers()) == 1


def test_the_solution_can_be_opened_after_the_first_try(show: Any) -> None:
    shown = show(*OF_EACH_KIND["number"])
    shown.enter(2)
    shown.page.get_by_role("button", name="Show solution").press("Enter")
    expect(shown.feedback).to_contain_text(shown.question.key.explanation)
    expect(shown.page.get_by_role("button", name="Show solution")).to_have_count(0)
    expect(shown.feedback.locator(".mb-solution")).to_be_focused()  # the button is gone, and the focus goes on
    expect(shown.feedback.locator(".mb-solution")).to_have_text("Answer: 3")
    shown.enter(3)
    expect(shown.feedback).to_contain_text("✔ Correct.")
    assert [(one["tries"], one["hint"]) for one in shown.answers()] == [(1, False), (2, True)]


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice"])
def test_the_solution_is_marked_at_the_choices_and_not_before(show: Any, kind: str) -> None:
    shown = show(*OF_EACH_KIND[kind])
    right = shown.question.key.accepted[0]
    right = [right] if isinstance(right, str) else right
    wrong = next(choice for choice in shown.question.prompt.payload["choices"] if choice not in right)
    marked = shown.card.locator(".mb-result").filter(has_text=re.compile("."))
    shown.enter(wrong if kind == "single_choice" else [wrong, right[0]])
    expect(marked).to_have_text(["✘ Your answer"] if kind == "single_choice" else [])
    shown.page.get_by_role("button", name="Show solution").click()
    assert set(shown.card.locator(".mb-choice.mb-good span:not(.mb-result)").all_text_contents()) == set(right)
    assert shown.card.locator(".mb-choice.mb-bad span:not(.mb-result)").all_text_contents() == [wrong]
    enter(shown.card, shown.question, right[0] if kind == "single_choice" else right)
    expect(marked).to_have_count(0)
    shown.check.click()
    expect(marked).to_have_text(["✔ Correct"] * len(right))


def test_a_message_names_the_field_or_the_cards_that_it_is_about(show: Any) -> None:
    shown = show(*OF_EACH_KIND["units_by_code"])
    codes = sorted(shown.question.prompt.payload["codes"])
    shown.enter(dict.fromkeys(codes, 1) | {codes[-1]: "some"})
    expect(shown.feedback).to_have_text(f"{codes[-1]}: Enter a number, such as 3.")
    shown = show(*OF_EACH_KIND["sorting"])
    *placed, left = shown.question.key.accepted[0].items()
    shown.enter(dict(placed))
    expect(shown.feedback).to_have_text(f"Put every card into a group first. Still to sort: “{left[0]}”.")


def test_what_was_typed_and_the_tries_are_still_there_after_a_reload_but_no_verdict(show: Any) -> None:
    shown = show(*OF_EACH_KIND["number"])
    shown.enter(2)
    expect(shown.feedback).to_contain_text("Not quite.")
    shown.card.get_by_role("textbox").fill("three")
    shown.page.reload()
    expect(shown.card.get_by_role("textbox")).to_have_value("three")
    expect(shown.feedback).to_be_empty()
    assert len(shown.answers()) == 1
    shown.enter(4)
    expect(shown.feedback).to_contain_text(shown.question.key.explanation)  # this is the second try
    shown.enter(3)
    shown.page.reload()
    shown.enter(2)
    expect(shown.feedback).not_to_contain_text(shown.question.key.explanation)  # after a right answer, it starts over
    assert [(one["tries"], one["hint"]) for one in shown.answers()] == [(1, False), (2, True), (3, True), (1, False)]


def test_the_last_answer_is_shown_when_a_question_opens_again(show: Any) -> None:
    earlier = {"response": "3", "right": True, "text": "You answered this correctly on 11/27/2026."}
    shown = show(*OF_EACH_KIND["number"], earlier=earlier)
    expect(shown.card.get_by_role("textbox")).to_have_value("3")
    expect(shown.feedback).to_have_text("✔ You answered this correctly on 11/27/2026.")
    assert violations(shown.page) == []
    shown.card.get_by_role("textbox").fill("4")
    expect(shown.feedback).to_be_empty()
    shown.page.reload()
    expect(shown.card.get_by_role("textbox")).to_have_value("4")  # what was typed later
    expect(shown.feedback).to_be_empty()
    assert shown.answers() == []


def test_an_answer_waits_while_the_browser_has_no_room_and_is_saved_later(page: Page, pages: tuple[str, Path]) -> None:
    shown = shown_on(page, *pages, *OF_EACH_KIND["number"])
    shown.page.clock.install()
    shown.page.evaluate(
        "() => { window.kept = Storage.prototype.setItem; Storage.prototype.setItem = () => { throw new Error('full'); }; }"
    )
    shown.enter(3)
    expect(shown.feedback).to_contain_text("✔ Correct.")
    expect(shown.saved).to_have_text("Not saved yet. The browser could not store your answer. Keep this page open.")
    shown.page.evaluate("() => { Storage.prototype.setItem = window.kept; }")
    shown.page.clock.fast_forward(20_000)
    expect(shown.saved).to_have_text("✔ Saved")
    assert len(shown.answers()) == 1


def test_an_answer_is_not_called_saved_in_a_browser_that_blocks_storage(page: Page, pages: tuple[str, Path]) -> None:
    shown = shown_on(page, *pages, *OF_EACH_KIND["number"])
    blocked = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } })"
    shown.page.add_init_script(blocked)
    shown.page.reload()
    shown.enter(3)
    expect(shown.feedback).to_contain_text("✔ Correct.")
    expect(shown.saved).to_have_text("Not saved yet. The browser could not store your answer. Keep this page open.")


def test_nothing_is_chosen_or_filled_in_at_first(show: Any) -> None:
    for family, seed in OF_EACH_KIND.values():
        shown = show(family, seed)
        assert shown.card.locator("input:checked").count() == 0
        assert [field.input_value() for field in shown.card.get_by_role("textbox").all()] == [
            ""
        ] * shown.card.get_by_role("textbox").count()
        for box in shown.card.get_by_role("combobox").all():
            assert box.locator("option:checked").text_content() == "Choose…"


@pytest.mark.parametrize("width", [1280, 640], ids=["full size", "zoomed to 200 percent"])
def test_a_question_is_answered_with_the_keyboard_alone_and_the_focus_is_visible(show: Any, width: int) -> None:
    shown = show(*OF_EACH_KIND["single_choice"])
    shown.page.set_viewport_size({"width": width, "height": width * 3 // 4})
    choose_by_keyboard(shown.page, shown.card, shown.question.key.accepted[0])
    expect(shown.feedback).to_contain_text("✔ Correct.")
    expect(shown.check).to_be_focused()
    tab_to(shown.page, shown.page.get_by_role("button", name="Next question"))
    assert shown.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    shown.page.keyboard.press("Enter")
    assert shown.page.title() == "next"


def test_cards_can_be_sorted_with_a_finger(show: Any) -> None:
    shown = show(*OF_EACH_KIND["sorting"])
    text, group = next(iter(shown.question.key.accepted[0].items()))
    row = shown.card.locator(".mb-sort-card").filter(has_text=text)
    bin_ = shown.card.locator(f".mb-bin[data-group='{group}']")
    start, end = row.locator(".mb-grip").bounding_box(), bin_.bounding_box()
    assert start
    assert end
    session = shown.page.context.new_cdp_session(shown.page)
    points = [(start["x"] + 5, start["y"] + 5), (end["x"] + 30, end["y"] + 30)]
    for kind, (x, y) in (("touchStart", points[0]), ("touchMove", points[0]), ("touchMove", points[1])):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(bin_).to_contain_text(text)


def test_a_finger_on_the_text_of_a_card_does_not_move_it(show: Any) -> None:
    shown = show(*OF_EACH_KIND["ordering"])
    first = shown.card.locator(".mb-order-row").first
    text, box = first.locator("p").text_content(), first.locator("p").bounding_box()
    assert box
    session = shown.page.context.new_cdp_session(shown.page)
    for kind, y in (("touchStart", box["y"] + 5), ("touchMove", box["y"] + 40), ("touchMove", box["y"] + 150)):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": box["x"] + 5, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(first.locator("p")).to_have_text(text or "")
