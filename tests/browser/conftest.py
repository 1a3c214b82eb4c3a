"""A real Chromium, and the site with the records of the documents to look at."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Milliseconds that a page may take to come to what is looked for.
PATIENCE = 30_000
LISTEN = """document.addEventListener("securitypolicyviolation", event => {
    reportViolation(`${location.pathname}: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile || ""} `
        + `line ${event.lineNumber} ${event.sample}`)
})"""


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed: .ci/run has to install it.")
        pytest.skip("Chromium is not installed.")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # The driver runs an event loop in this thread, and Django would take our queries for its.
        before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def copies():
    """Databases with all records loaded, by engine: copying one takes a hundredth of the time of loading it."""
    return {}


@pytest.fixture
def site(transactional_db, live_server, copies):
    """The address of the site, with all records loaded."""
    if connection.vendor in copies:
        copies[connection.vendor].backup(connection.connection)
        return live_server.url
    fixtures = sorted(Path(settings.FIXTURE_DIRS[0]).glob("*/*.json"))
    call_command("loaddata", *fixtures, verbosity=0)
    if connection.vendor == "sqlite":
        copies["sqlite"] = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(copies["sqlite"])
    return live_server.url


@pytest.fixture(params=["light", "dark"])
def colour_scheme(request):
    return request.param


@pytest.fixture
def open_page(chromium, site):
    """Opens a path of the site in a window of its own: width in pixels, colour scheme, JavaScript on or off."""
    contexts = []

    def opener(path, *, width=1280, colour_scheme="light", javascript=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=colour_scheme, java_script_enabled=javascript
        )
        contexts.append(context)
        page = context.new_page()
        page.outside_requests = []
        page.on("request", lambda sent: None if sent.url.startswith(site) else page.outside_requests.append(sent.url))
        page.goto(site + path)
        return page

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture
def window(chromium, site):
    """A page of a browser that notes each violation in ``violations``."""
    context = chromium.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    violations = []
    context.expose_function("reportViolation", lambda violation: violations.append(violation))
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.violations = violations
    yield page
    context.close()


def show_by(page, colour_scheme):
    """Show the page by light or by dark, and wait until its colours have changed."""
    page.emulate_media(color_scheme=colour_scheme)
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
