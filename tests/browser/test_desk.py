"""A text from its paste to the end of its reading, with and without JavaScript, and the look of the desk."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from battles.models import FigureClaim, Source
from battles.reading.texts import current_text
from tests.browser.conftest import barriers, is_wider_than, show_in
from tests.browser.test_accounts import BREADCRUMBS
from tests.factories import make_claim
from tests.reading import WORDS, give
from tests.review import make_editor

DESK = "/admin/battles/source/made-up/desk/"


@pytest.fixture
def editor(site):
    return make_editor(username="editor")


@pytest.fixture
def source(site):
    source = Source.objects.create(slug="made-up", title="甲城之戰", kind="book", status="published")
    make_claim(source=source, locator="¶1", wording="損失254,628人", low=254628, high=254628)
    return source


def log_in(context, site, user):
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def test_a_text_is_pasted_and_read_to_its_end_by_keyboard(window, site, editor, source):
    log_in(window.context, site, editor)
    window.goto("/admin/battles/source/?q=made-up")
    window.get_by_role("link", name="Give its text").click()
    window.get_by_label("Paste the text").fill(WORDS)
    window.get_by_role("button", name="Save and open the desk").click()
    expect(window.get_by_text("0 of 3 paragraphs read")).to_be_visible()

    phrase = window.locator(".phrase", has_text="損失254,628人").first
    expect(phrase.locator(".tip")).to_be_hidden()
    phrase.focus()
    expect(phrase.locator(".tip")).to_be_visible()
    expect(phrase.locator(".tip")).to_contain_text("254,628 · ")
    expect(window.locator("#s1")).to_have_attribute("open", "")

    for count in (1, 2, 3):
        window.keyboard.press("r")
        expect(window.get_by_text(f"{count} of 3 paragraphs read")).to_be_visible()
    assert current_text(source).paragraphs.filter(read_by=editor).count() == 3
    window.reload()
    expect(window.get_by_text("All of it is read.")).to_be_visible()
    window.locator("#p2").get_by_role("button", name="Read").click()
    expect(window.get_by_text("2 of 3 paragraphs read")).to_be_visible()
    window.keyboard.press("Tab")
    phrase.click()
    expect(window.locator("#id_wording")).to_have_value("損失254,628人")
    assert window.violations == []


def test_a_text_is_pasted_and_read_to_its_end_without_javascript(open_page, site, editor, source):
    page = open_page("/", javascript=False)
    log_in(page.context, site, editor)
    page.goto(site + DESK)
    page.get_by_label("Paste the text").fill(WORDS)
    page.get_by_role("button", name="Save and open the desk").click()
    expect(page.locator(".phrase", has_text="損失254,628人").first).to_be_visible()
    page.locator("#p1").get_by_text("1 statement").click()
    expect(page.locator("#s1").get_by_text("254,628 · ")).to_be_visible()
    page.locator("#p1").get_by_role("button", name="Mark as read").click()
    expect(page.get_by_text("1 of 3 paragraphs read")).to_be_visible()
    page.get_by_role("link", name="Read on at ¶2").click()
    page.get_by_role("button", name="Mark ¶1 to ¶3 as read").click()
    expect(page.get_by_text("All of it is read.")).to_be_visible()
    page.locator("#p2").get_by_role("link", name="Add a claim here").click()
    expect(page.locator("#id_locator")).to_have_value("¶2")


def test_selected_words_become_the_wording_of_a_claim(window, site, editor, source):
    give(source)
    log_in(window.context, site, editor)
    window.goto(DESK)
    select = """([from, to]) => {
        const [start, end] = [from, to].map(number => document.querySelector(`#p${number} .words p`))
        document.getSelection().setBaseAndExtent(start, 0, end, end.childNodes.length)
    }"""
    window.evaluate(select, [2, 2])
    expect(window.get_by_text("Add what “乙軍第9師團撤退。” says:")).to_be_visible()
    window.evaluate(select, [2, 3])
    expect(window.get_by_text("Select words of one paragraph only.")).to_be_visible()
    expect(window.locator("#selected a").first).to_be_hidden()
    window.evaluate(select, [2, 2])
    window.locator("#selected").get_by_role("link", name="Figure claim").click()
    expect(window.locator("#id_wording")).to_have_value("乙軍第9師團撤退。")
    expect(window.locator("#id_locator")).to_have_value("¶2")
    expect(window.locator("#id_source")).to_have_value(str(source.pk))
    assert window.violations == []


def test_a_text_replaced_while_somebody_reads_is_told_and_keeps_the_mark(window, site, editor, source):
    give(source)
    log_in(window.context, site, editor)
    window.goto(DESK)
    give(source, f"題\n{WORDS}", by=make_editor(username="other"), seen=1)
    window.locator("#p1").get_by_role("button", name="Mark as read").click()
    expect(window.get_by_text("Other has given this source a new text since you opened the page.")).to_be_visible()
    expect(window.get_by_text("1 of 4 paragraphs read")).to_be_visible()
    assert current_text(source).paragraphs.get(read_by=editor).number == 2


def test_a_mark_after_the_end_of_the_session_leads_to_the_login(window, site, editor, source):
    give(source)
    log_in(window.context, site, editor)
    window.goto(DESK)
    window.context.clear_cookies(name="sessionid")
    window.locator("#p1").get_by_role("button", name="Mark as read").click()
    expect(window.get_by_label("Password")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_has_no_barriers_and_fits_a_telephone(window, site, editor, source, scheme):
    text = give(source, f"{WORDS}\n----\n又<ref>某著，p1</ref>。", by=editor, file_format="wikitext")
    text.paragraphs.filter(number=2).update(read_by=editor, read_at=text.made_at)
    assert FigureClaim.objects.filter(source=source).exists()
    log_in(window.context, site, editor)
    for address in (DESK, f"{DESK}text/", f"{DESK}lacking/", f"{DESK}remove/"):
        window.goto(address)
        show_in(window, scheme)
        assert barriers(window, context=BREADCRUMBS) == {}, address
        assert not is_wider_than(window, 390), address
        window.set_viewport_size({"width": 1280, "height": 900})
