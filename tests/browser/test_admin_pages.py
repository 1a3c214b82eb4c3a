"""Every page of the admin for an editor and for an administrator: no serious barrier, and it fits each width."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import get_resolver

from battles.models import Campaign, FigureClaim
from tests.browser.conftest import barriers, is_wider_than, show_in

# Fixtures and addresses of all pages.
from tests.browser.test_policy import EXCUSED, address, administrator, log_in, named_patterns  # noqa: F401
from wuhan.accounts import second_factor
from wuhan.accounts.roles import bring_up_to_date

# A telephone, and a window of 1,280 pixels at 200 %.
WIDTHS = (390, 640)
LISTS = """[...document.querySelectorAll(".results")].some(list => list.scrollWidth > list.clientWidth)"""


@pytest.fixture
def editor(administrator):  # noqa: F811
    """An editor with the permissions of the role, and something that waits."""
    bring_up_to_date("default")
    user = User.objects.create_user("an-editor", is_staff=True)
    user.groups.add(Group.objects.get(name="editor"))
    Campaign.objects.create(slug="draft", name="草稿", status="draft")
    second_factor.offer_device(administrator)
    return user


def admin_addresses():
    found = {
        name: address(name, parameters)
        for name, parameters in named_patterns(get_resolver())
        if name.startswith("admin:") and name not in EXCUSED and name != "admin:logout"
    }
    assert {"admin:index", "admin:battles_figureclaim_changelist", "admin:battles_unit_change"} <= found.keys()
    return found


def pages_of(user, *, each_template):
    """The addresses of the pages that the user may open: all of them, or one of each template."""
    client = Client()
    client.force_login(user)
    found = {}
    for name, path in admin_addresses().items():
        answer = client.get(path, follow=True)
        assert answer.status_code in (200, 403), f"{path}: {answer.status_code}"
        if answer.status_code == 200:
            found.setdefault(answer.templates[0].name if each_template else name, path)
    assert len(found) > 10
    return found.values()


def check(page, path, colour_scheme):
    page.goto(path)
    page.wait_for_load_state("networkidle")
    show_in(page, colour_scheme)
    assert (path, barriers(page)) == (path, {})
    assert (path, [width for width in WIDTHS if is_wider_than(page, width)]) == (path, [])
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_page_of_each_template_has_no_barrier_and_fits(window, site, editor, colour_scheme):
    log_in(window, site, editor)
    for path in pages_of(editor, each_template=True):
        check(window, path, colour_scheme)


@pytest.mark.thorough
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("who", ["editor", "administrator"])
def test_every_page_has_no_barrier_and_fits(window, site, request, who, editor, colour_scheme):
    user = request.getfixturevalue(who)
    log_in(window, site, user)
    for path in pages_of(user, each_template=False):
        check(window, path, colour_scheme)


def test_each_list_shows_all_its_columns_in_a_window_of_1280_pixels(window, site, administrator):  # noqa: F811
    log_in(window, site, administrator)
    lists = [path for name, path in admin_addresses().items() if name.endswith("_changelist")]
    for path in lists:
        window.goto(path)
        assert not window.evaluate(LISTS), path
    assert "/admin/battles/figureclaim/" in lists


def test_a_filter_is_folded_until_it_is_used_and_comes_back(window, site, administrator):  # noqa: F811
    log_in(window, site, administrator)
    window.goto("/admin/battles/figureclaim/")
    filters = window.locator("details.filters")
    assert filters.get_attribute("open") is None
    filters.locator("> summary").click()
    window.locator("summary", has_text="Kind").click()
    window.get_by_role("link", name="strength", exact=True).click()
    assert window.locator("details.filters").get_attribute("open") is not None
    assert "strength" in window.locator(".filter.used").inner_text()
    window.goto("/admin/battles/figureclaim/")
    assert "kind__exact=strength" in window.url
    window.get_by_role("link", name="Show all", exact=True).first.click()
    assert window.url.endswith("/admin/battles/figureclaim/")


def test_columns_are_chosen_without_javascript(open_page, site, administrator):  # noqa: F811
    page = open_page("/healthz", javascript=False)
    log_in(page, site, administrator)
    page.goto(f"{site}/admin/battles/figureclaim/")
    page.locator("details.columns > summary").click()
    page.get_by_label("Wording").uncheck()
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.locator("#result_list .field-in_words").count() == 0
    assert page.locator("#result_list .field-locator").count() > 0


def test_the_save_bar_stays_in_sight_and_a_message_leads_to_the_record_and_its_undo(window, site, administrator):  # noqa: F811
    log_in(window, site, administrator)
    claim = FigureClaim.objects.get(ref=FigureClaim.objects.order_by("ref").first().ref)
    for width in (1280, 390):
        window.set_viewport_size({"width": width, "height": 700})
        window.goto(f"/admin/battles/figureclaim/{claim.pk}/change/")
        box = window.locator(".submit-row").bounding_box()
        assert box["y"] + box["height"] <= 700
    window.set_viewport_size({"width": 1280, "height": 900})
    window.locator("#id_note").fill("read again")
    window.get_by_role("button", name="Save", exact=True).click()
    message = window.locator(".messagelist .success")
    described = FigureClaim.objects.with_links().get(pk=claim.pk).description
    assert described in message.inner_text()
    message.get_by_role("link", name="Undo", exact=True).click()
    window.get_by_role("button", name="Undo this set of changes").click()
    claim.refresh_from_db()
    assert claim.note != "read again"
    assert window.violations == []


def test_a_box_of_links_has_the_name_of_its_field(window, site, administrator):  # noqa: F811
    log_in(window, site, administrator)
    window.goto("/admin/battles/figureclaim/add/")
    window.get_by_role("combobox", name="Campaign").wait_for()


def test_a_menu_of_the_header_closes_with_escape(window, site, administrator):  # noqa: F811
    log_in(window, site, administrator)
    window.goto("/admin/battles/figureclaim/")
    menu = window.locator(".groups details").nth(2)
    menu.locator("summary").click()
    assert menu.get_by_role("link", name="Campaigns").is_visible()
    window.keyboard.press("Escape")
    assert not menu.get_by_role("link", name="Campaigns").is_visible()
