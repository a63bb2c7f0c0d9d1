"""Every other page in the real browser: axe in light and dark, on a phone and on a desktop."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import faults
from tests.journeys.test_study import answer_one, start

PATHS = [
    *("/", "/study/", "/study/?show=answer", "/topics/", "/topics/lambda/", "/search/", "/search/?q=visibilty+timeout"),
    *("/search/?q=zzzzqqqq", "/nothing/", "/facts/lambda.timeout-max/"),
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1440, "dark")])
def test_page_has_no_accessibility_fault_and_does_not_scroll_sideways(browser, base_url, path, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=base_url)
    page = context.new_page()

    page.goto(path)

    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("path", ["/study/cards/?show=marked", "/study/settings/"])
def test_page_of_a_learner_has_no_accessibility_fault(page, path):
    start(page)
    answer_one(page)

    page.goto(path)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert faults(page) == []


def test_search_answers_while_typing(page):
    page.goto("/search/")

    page.get_by_role("searchbox").press_sequentially("visibilty timeout", delay=10)

    expect(page.locator("#results")).to_contain_text("isibility timeout")
    expect(page).to_have_url(re.compile("q=visibilty"))


def test_settings_take_effect_and_wrong_input_is_explained(page):
    start(page)
    answer_one(page)
    page.goto("/study/settings/")
    page.get_by_label("New cards a day").fill("3")
    page.get_by_label("Learning steps", exact=True).fill("1m 10m")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")

    page.get_by_label("Learning steps", exact=True).fill("soon")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("is not a step such as")).to_be_visible()
    assert faults(page) == []


def test_pages_load_without_layout_shift(page):
    page.goto("/topics/lambda/")
    page.wait_for_load_state("networkidle")

    shift = page.evaluate(
        """() => new Promise(resolve => {
            let total = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => { total += entry.value; }))
                .observe({type: 'layout-shift', buffered: true});
            setTimeout(() => resolve(total), 300);
        })"""
    )

    assert shift < 0.02
