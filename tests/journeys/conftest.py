"""A real browser against the real server process, on the real bank. Every page visited is also run through axe."""

import os
from pathlib import Path

import axe_playwright_python
import pytest

from tests.server import environment, serving, set_up

# Playwright's event loop would make Django refuse the database; journeys talk to the server only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")


@pytest.hookimpl(tryfirst=True)  # before -m looks at the markers
def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": "/usr/bin/chromium",
        "args": [
            *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
            *("--disable-background-networking", "--disable-component-update"),
        ],
    }


@pytest.fixture(scope="session")
def base_url(tmp_path_factory):
    env = environment(tmp_path_factory.mktemp("journeys"), STUDYAPP_LOG_LEVEL="WARNING")
    set_up(env)
    with serving(env) as (_, address):
        yield address


@pytest.fixture
def page(page):
    """A page that fails the test on any error in the console, a CSP violation among them."""
    said = []
    # What the browser says of a request that did not get through, and of a form that came back.
    offline = ("ERR_INTERNET_DISCONNECTED", "htmx:", "status of 422")
    page.on(
        "console",
        lambda message: (
            said.append(message.text)
            if message.type == "error" and not any(word in message.text for word in offline)
            else None
        ),
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_default_timeout(10_000)
    yield page
    assert said == []


def faults(page):
    """What axe finds on the page as it is, in one line each."""
    page.evaluate(AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    return [f"{fault['id']}: {fault['help']} ({fault['nodes'][0]['html'][:120]})" for fault in found["violations"]]
