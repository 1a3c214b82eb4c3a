"""No page of the site, public or in the admin, does what its Content-Security-Policy forbids."""

import re

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import expect

from battles.models import ImportRecord, Place, Way
from battles.models.recording import recording
from battles.resources import RESOURCES
from tests.browser.conftest import wait_for_violation
from wuhan.accounts import second_factor

# Pages that no reader opens as one, or that answer with a redirect.
EXCUSED = {
    "healthz": "plain text",
    "robots": "plain text",
    "healthz_alive": "plain text",
    "admin:jsi18n": "a script",
    "admin:autocomplete": "JSON",
    **{f"admin:battles_{kind}_read_figure": "JSON" for kind in ("figureclaim", "casualtyclaim", "strengthclaim")},
    "admin:view_on_site": "a redirect",
    "admin:battles_change_restore": "sent only",
    "admin:battles_proposal_take_back": "sent only",
    "admin:battles_source_desk_read": "sent only",
    "set_language": "sent only",
    **{
        f"admin:battles_importrecord_{step}": "sent only"
        for step in ("confirm", "discard", "leave_out", "read_as", "run_again")
    },
    **{f"admin:battles_{each._meta.model._meta.model_name}_template": "a file" for each in RESOURCES.values()},
    **{f"admin:battles_{each._meta.model._meta.model_name}_check_table": "sent only" for each in RESOURCES.values()},
    **{f"admin:battles_{each._meta.model._meta.model_name}_table_links": "JSON" for each in RESOURCES.values()},
    **{f"admin:{model._meta.label_lower.replace('.', '_')}_columns": "sent only" for model in admin.site._registry},
    "admin:login_code": "opened by test_accounts",
}


@pytest.fixture
def administrator(site, django_user_model):
    """An administrator, and at least one row of every model that has pages in the admin."""
    user = django_user_model.objects.create_superuser("admin", password="correct horse battery")
    Group.objects.create(name="editors")
    AccessAttempt.objects.create(username="stranger", failures_since_start=1)
    with recording(way=Way.IMPORT) as changes:
        place = Place.objects.create(slug="some-place", name="某地", status="published")
    place.slug = "somewhere"
    place.save()
    values = {"file_name": "places.csv", "file_size": 1, "file_sha256": "0" * 64, "change_set": changes.change_set}
    ImportRecord.objects.create(kind="places", made_by=user, **values)
    second_factor.offer_device(django_user_model.objects.create_user("other"))
    return user


def log_in(window, site, user):
    client = Client()
    client.force_login(user)
    window.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def named_patterns(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named_patterns(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}{pattern.name}", list(pattern.pattern.converters or pattern.pattern.regex.groupindex)


def address(name, parameters):
    """Where the page of this name is: of the latest row of the model that the name begins with, if it is of one row."""
    if not parameters:
        return reverse(name)
    if name == "battles:day_detail":
        return reverse(name, args=["1938-09-06"])
    if name == "battles:help_topic":
        return reverse(name, args=["figures"])
    if name == "admin:app_list":
        return reverse(name, args=["battles"])
    namespace, _, page = name.partition(":")
    for model in apps.get_models():
        label = model._meta.model_name if namespace == "battles" else model._meta.label_lower.replace(".", "_")
        if page.startswith(f"{label}_"):
            row = model._base_manager.order_by("-pk").first()
            assert row, f"{name} is not opened: make a row of {label} in the fixture above."
            return reverse(name, args=[row.pk if namespace == "admin" else getattr(row, parameters[0])])
    raise AssertionError(f"{name} is not opened: tell this function where it is, or excuse it.")


# Code within a page, which the policy forbids. A script of data is not run.
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>")


@pytest.fixture
def addresses(administrator):
    """Where each page of the site is."""
    second_factor.offer_device(administrator)
    named = {
        name: address(name, parameters)
        for name, parameters in named_patterns(get_resolver())
        if name.removeprefix("battles:") not in EXCUSED and name != "admin:logout"
    }
    assert {"battles:home", "admin:index", "admin:battles_campaign_change", "admin:second_factor"} <= named.keys()
    errors = ["/nowhere/", "/claims/?sort=nonsense", "/admin/nowhere/"]
    return [*named.values(), "/admin/battles/campaign/add/?_popup=1"], errors


@pytest.fixture
def a_page_of_each_template(addresses, administrator):
    """Addresses of which no two have the same template; no page says inline what the policy forbids."""
    client = Client()
    client.force_login(administrator)
    found = {}
    for path in addresses[0]:
        answer = client.get(path, follow=True)
        assert answer.status_code in (200, 403), f"{path}: {answer.status_code}"
        assert (path, INLINE.findall(answer.content.decode())) == (path, [])
        assert_is_strict(answer["Content-Security-Policy"], path)
        found.setdefault(answer.templates[0].name, path)
    return found.values()


def assert_is_strict(policy, path):
    assert {"script-src 'self'", "style-src 'self'", "default-src 'none'"} <= set(policy.split("; ")), path


def test_a_page_of_each_template_keeps_to_the_policy(window, site, administrator, addresses, a_page_of_each_template):
    log_in(window, site, administrator)
    for path in (*a_page_of_each_template, *addresses[1]):
        window.goto(path)
    assert window.violations == []


@pytest.mark.thorough
@pytest.mark.timeout(900)
def test_every_page_keeps_to_the_policy(window, site, administrator, addresses):
    log_in(window, site, administrator)
    for path in addresses[0]:
        answer = window.goto(path)
        assert answer.status in (200, 403), f"{path}: {answer.status}"
        assert_is_strict(answer.header_value("content-security-policy"), path)
    for path in addresses[1]:
        window.goto(path)
    assert window.violations == []


def test_scripts_of_the_admin_keep_to_the_policy(window, site, administrator):
    log_in(window, site, administrator)
    window.goto("/admin/battles/casualtyclaim/add/")
    window.locator("[aria-labelledby=select2-id_campaign-container]").click()
    window.locator(".select2-search__field").fill("武汉")
    window.locator(".select2-results__option", has_text="武漢會戰").first.click()
    window.goto("/admin/battles/campaign/add/")
    window.locator("#id_name_en").press_sequentially("Battle of X")
    assert window.locator("#id_slug").input_value() == "battle-of-x"
    with window.expect_popup() as popup:
        window.locator("#add_id_part_of").click()
    popup.value.locator("#id_name").fill("戰役")
    popup.value.locator("#id_slug").fill("campaign")
    with popup.value.expect_event("close"):
        popup.value.locator("[name=_save]").click()
    assert window.locator("#id_part_of").evaluate("box => box.selectedOptions[0].text") == "戰役"
    window.goto(address("admin:battles_campaign_change", ["object_id"]))
    rows = window.locator("#names-group .dynamic-names")
    before = rows.count()
    window.locator("#names-group .add-row a").click()
    assert rows.count() == before + 1
    window.goto("/admin/auth/group/add/")
    window.locator("#id_permissions_from option").first.dblclick()
    assert window.locator("#id_permissions_to option").count() == 1
    window.goto("/admin/battles/campaign/?all=")
    window.locator("#action-toggle").check()
    window.locator("select[name=action]").select_option("delete_selected")
    window.locator(".actions button").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Cannot delete campaigns")
    window.locator("button.theme-toggle").first.click()
    assert window.violations == []


def test_a_page_that_breaks_the_policy_is_noticed(window, site):
    window.goto("/")
    window.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    wait_for_violation(window)
    assert len(window.violations) == 1
    assert "style-src" in window.violations[0]
