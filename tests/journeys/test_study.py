"""A learner's evening in the real browser: by mouse, by keyboard alone, by touch, and without JavaScript."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import faults


def done(page):
    """How many cards the progress bar says are done."""
    return int(page.locator("progress").get_attribute("value"))


def start(page):
    page.goto("/")
    page.get_by_role("button", name="Answer your first card").click()
    expect(page.locator("study-desk")).to_be_visible()


def show(page):
    """Shows the answer of a flashcard, or answers a question in any way; True for a flashcard."""
    if page.locator(".flash").count():
        page.get_by_role("button", name="Show the answer").click()
        expect(page.locator(".answer")).to_be_visible()
        return True
    fill_in(page)
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#verdict")).to_be_visible()
    return False


def fill_in(page):
    """Any answer that can be sent."""
    form = page.locator("form:has(.question)")
    choices = form.locator("input[name=choice]")
    legend = form.locator("legend").first.inner_text() if form.locator("legend").count() else ""
    wanted = int(re.search(r"\d", legend).group()) if re.search(r"Choose \d", legend) else 1
    for place in range(min(wanted, choices.count())):
        choices.nth(place).check()
    selects = form.locator("select")
    for place in range(selects.count()):
        selects.nth(place).select_option(index=place + 1)
    if form.locator("#number").count():
        form.locator("#number").fill("1")


def answer_one(page, grade="Good"):
    """Answers whatever is asked and goes on to the next."""
    if show(page):
        page.get_by_role("button", name=grade).click()
        expect(page.locator(".answer")).to_have_count(0)
    else:
        page.get_by_role("button", name="Next").click()
        expect(page.locator("#verdict")).to_have_count(0)


def to_a_question(page, limit=20):
    """Studies on until a question with options is asked."""
    for _ in range(limit):
        if page.locator("input[name=choice]").count():
            return
        answer_one(page)
    raise AssertionError("no question came")


def test_guest_studies_a_first_session_without_an_account(page):
    start(page)
    assert faults(page) == []

    for number in range(4):
        expect(page.locator("progress")).to_have_attribute("value", str(number))
        answer_one(page)

    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("for today")
    assert faults(page) == []


def test_answer_shows_its_source_and_date(page):
    start(page)
    page.get_by_role("button", name="Show the answer").click()

    expect(page.locator(".back .stamp")).to_contain_text("as of 20")
    assert faults(page) == []
    page.locator(".back .meta a").click()
    expect(page.get_by_role("heading", name="Sources", exact=True)).to_be_visible()
    assert faults(page) == []


def test_wrong_answer_shows_the_reason_of_every_option(page):
    start(page)
    to_a_question(page)
    options = page.locator("input[name=choice]").count()
    assert faults(page) == []

    show(page)

    expect(page.locator(".why")).to_have_count(options)
    expect(page.locator(".cited .stamp").first).to_be_visible()
    assert faults(page) == []


def test_undo_brings_the_card_back(page):
    start(page)
    front = page.locator(".front").inner_text()
    answer_one(page)
    assert done(page) == 1

    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".front")).to_have_text(front)
    assert done(page) == 0
    assert faults(page) == []


def test_reload_in_the_middle_keeps_the_place(page):
    start(page)
    answer_one(page)
    asked = page.locator(".front, .stem").inner_text()

    page.reload()

    expect(page.locator(".front, .stem")).to_have_text(asked)
    assert done(page) == 1


def test_reload_after_a_question_keeps_its_reasons(page):
    start(page)
    to_a_question(page)
    show(page)
    verdict = page.locator("#verdict").inner_text()

    page.reload()

    expect(page.locator("#verdict")).to_have_text(verdict)


def test_back_button_answers_nothing_twice(page):
    start(page)
    answer_one(page)
    answer_one(page)
    page.goto("/topics/")

    page.go_back()

    expect(page.locator("progress")).to_have_attribute("value", "2")


def test_second_tab_shows_the_same_card_and_does_not_count_it_twice(page, context):
    start(page)
    answer_one(page)
    asked = page.locator(".front, .stem").inner_text()
    other = context.new_page()
    other.goto("/study/")
    expect(other.locator(".front, .stem")).to_have_text(asked)
    answer_one(page)

    if other.locator(".flash").count():
        other.get_by_role("button", name="Show the answer").click()
        expect(other.get_by_role("status").first).to_contain_text("gone on elsewhere")
    else:
        fill_in(other)
        other.get_by_role("button", name="Check").click()
        expect(other.locator("#verdict")).to_be_visible()

    page.goto("/study/")
    assert done(page) == 2


def test_whole_session_by_keyboard_alone(page):
    page.goto("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.includes('Answer your first card')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("study-desk")).to_be_visible()

    for number in range(4):
        if page.locator(".flash").count():
            page.keyboard.press("Space")
            expect(page.locator(".answer")).to_be_visible()
            page.keyboard.press("1" if number == 0 else "3")
            expect(page.locator(".answer")).to_have_count(0)
        else:
            if page.locator("input[name=choice]").count():
                page.keyboard.press("a")
                page.keyboard.press("b")
            fill_in(page)
            page.keyboard.press("Enter")
            expect(page.locator("#verdict")).to_be_visible()
            page.keyboard.press("Space")
            expect(page.locator("#verdict")).to_have_count(0)
    assert done(page) == 4

    page.keyboard.press("u")
    expect(page.locator("progress")).to_have_attribute("value", "3")
    page.keyboard.press("*")
    expect(page.get_by_role("button", name="Marked")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_text("bury until tomorrow")).to_be_visible()
    asked = page.locator(".front, .stem").inner_text()
    page.keyboard.press("-")
    expect(page.locator(".front, .stem")).not_to_have_text(asked)
    page.keyboard.press("u")
    expect(page.locator(".front, .stem")).to_have_text(asked)
    page.keyboard.press("@")
    expect(page.locator(".front, .stem")).not_to_have_text(asked)


def test_third_choice_of_two_is_not_taken(page):
    start(page)
    answer_one(page)
    page.goto("/study/settings/")
    page.get_by_label("New cards a day").fill("300")
    page.get_by_role("button", name="Save").click()
    page.goto("/")
    page.get_by_role("button", name="studying").click()
    boxes = page.locator("input[type=checkbox][name=choice]")
    for _ in range(200):
        expect(page.locator(".front, .stem")).to_be_visible()
        if boxes.count():
            break
        asked = page.locator("input[name=card_id]").first.input_value()
        page.get_by_role("button", name="Suspend").click()
        expect(page.locator(f'input[name=card_id][value="{asked}"]')).to_have_count(0)
    wanted = int(re.search(r"\d", page.locator("legend").inner_text()).group())

    for place in range(wanted + 1):
        boxes.nth(place).click()

    assert page.locator("input[name=choice]:checked").count() == wanted


def test_session_without_javascript(browser, base_url):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    start(page)

    for _ in range(4):
        answer_one(page)
    assert done(page) == 4
    page.get_by_role("button", name="Undo").click()
    assert done(page) == 3
    page.get_by_role("button", name="Mark").click()
    expect(page.get_by_role("button", name="Marked")).to_be_visible()
    page.get_by_role("button", name="Bury").click()
    expect(page.get_by_text("Buried until tomorrow")).to_be_visible()
    context.close()


def test_session_by_touch_on_a_small_phone(browser, base_url):
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True, base_url=base_url
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="Answer your first card").tap()
    page.get_by_role("button", name="Show the answer").tap()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Good").tap()
    expect(page.locator("progress")).to_have_attribute("value", "1")
    assert faults(page) == []
    context.close()


def test_lost_connection_neither_loses_nor_doubles_the_answer(page, context):
    start(page)
    answer_one(page)
    if not show(page):
        page.get_by_role("button", name="Next").click()
        show(page)
    before = done(page)
    context.set_offline(True)
    page.get_by_role("button", name="Good").click()
    expect(page.get_by_role("alert")).to_contain_text("No connection")
    context.set_offline(False)

    page.get_by_role("button", name="Good").click()

    expect(page.locator("progress")).to_have_attribute("value", str(before + 1))
