"""A real Chromium, and the site with the records of the documents to look at."""

import os
import shutil
import sqlite3

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.waiting import wait_until

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Milliseconds until a test fails that waits for something on a page.
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
def live_site(django_db_setup, django_db_blocker, templates):
    """A server for all tests in a browser, and copies of its SQLite database: as it was, and with all records."""
    with django_db_blocker.unblock():
        before, loaded = (sqlite3.connect(":memory:", check_same_thread=False) for _ in range(2))
        connection.ensure_connection()
        connection.connection.backup(before)
        templates.copy_records_to_connection()
        connection.connection.backup(loaded)
    server = LiveServer("localhost")
    with server._live_server_modified_settings:
        yield server, before, loaded
    server.stop()


@pytest.fixture
def site(request, chromium, django_db_blocker, templates):
    """The address of the site, with all records loaded."""
    if connection.vendor != "sqlite":
        request.getfixturevalue("transactional_db")
        server = request.getfixturevalue("live_server")
        templates.copy_records_to_connection()
        yield server.url
        return
    server, before, loaded = request.getfixturevalue("live_site")
    with django_db_blocker.unblock():
        loaded.backup(connection.connection)
        yield server.url
        before.backup(connection.connection)


@pytest.fixture(params=["light", pytest.param("dark", marks=pytest.mark.thorough)])
def colour_scheme(request):
    return request.param


@pytest.fixture
def open_page(chromium, site):
    """Opens a path of the site in a new window: width in pixels, colour scheme, JavaScript on or off."""
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
def log_in(open_page, site, django_user_model):
    """Opens a path of the admin in a window of an administrator; values as open_page has them."""
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("admin"))
    session = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}

    def opener(path, **values):
        page = open_page("/healthz", **values)
        page.context.add_cookies([session | {"url": site}])
        page.goto(site + path)
        return page

    return opener


@pytest.fixture
def window(chromium, site):
    """A page of a browser that notes each violation of the policy in ``violations``."""
    context = chromium.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    violations = []
    context.expose_function("reportViolation", lambda violation: violations.append(violation))
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.violations = violations
    yield page
    context.close()


def show_in(page, colour_scheme):
    """Show the page in light or dark colours, and wait until they have changed."""
    page.emulate_media(color_scheme=colour_scheme)
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")


def barriers(page, **options):
    """The barriers that axe finds on the page: the HTML of the first element with each, by its rule."""
    violations = Axe().run(page, **options).response["violations"]
    return {found["id"]: found["nodes"][0]["html"] for found in violations}


def is_wider_than(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate("document.documentElement.scrollWidth") > width


def wait_for_violation(page):
    """Wait until the page has reported a violation of the policy."""
    wait_until(lambda: page.evaluate("1") and page.violations)
