"""The three roles and their permissions, and the limits of administrators."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.admin import opened
from tests.wuhan.accounts import PASSWORD
from tests.wuhan.accounts.people import browser_of, make_person
from wuhan.accounts import second_factor

pytestmark = pytest.mark.django_db


def may(role):
    permissions = Permission.objects.filter(group__name=role).select_related("content_type")
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in permissions}


@pytest.fixture
def administrator():
    return make_person("administrator")


@pytest.fixture
def client(administrator):
    return browser_of(administrator)


@pytest.fixture
def superuser():
    return User.objects.create_superuser("superuser", password=PASSWORD)


def page_of(user):
    return f"/admin/auth/user/{user.pk}/change/"


def save(client, user, **values):
    sent = opened(client, page_of(user))
    return client.post(page_of(user), sent | values)


def test_contributor_has_view_add_and_change_permissions_only():
    contributor = may("contributor")
    everything = {f"battles.{codename}" for codename in codenames("battles")}
    assert {name for name in everything if name.startswith("battles.view_")} <= contributor
    assert {"battles.add_figureclaim", "battles.change_strengthclaim", "battles.add_source"} <= contributor
    assert {name.partition("_")[0] for name in contributor} == {"battles.view", "battles.add", "battles.change"}
    assert not {"battles.add_changeset", "battles.change_change", "battles.add_importrecord"} & contributor


def codenames(app):
    return set(Permission.objects.filter(content_type__app_label=app).values_list("codename", flat=True))


def test_editor_has_all_permissions_on_records():
    assert may("editor") == {f"battles.{codename}" for codename in codenames("battles")}
    assert "battles.publish_records" in may("editor")


def test_administrator_has_permissions_of_editors_and_on_accounts():
    assert may("administrator") - may("editor") == {
        *(f"auth.{action}_{model}" for action in ("add", "change", "delete", "view") for model in ("user", "group")),
        *("axes.view_accessattempt", "axes.delete_accessattempt"),
        *("otp_totp.view_totpdevice", "otp_totp.delete_totpdevice"),
    }


def test_migration_resets_the_roles_and_no_other_groups():
    before = {role: may(role) for role in ("contributor", "editor", "administrator")}
    own = Group.objects.create(name="own")
    own.permissions.add(Permission.objects.get(codename="view_source"))
    make_person("contributor")
    Group.objects.get(name="contributor").permissions.add(Permission.objects.get(codename="delete_source"))
    Group.objects.get(name="contributor").permissions.remove(Permission.objects.get(codename="view_source"))
    Group.objects.get(name="editor").delete()
    for _time in range(2):
        call_command("migrate", verbosity=0)
        assert {role: may(role) for role in before} == before
    assert may("own") == {"battles.view_source"}
    assert User.objects.get().groups.get().name == "contributor"


def test_administrator_cannot_make_superusers(client, administrator):
    editor = make_person("editor")
    for user in (administrator, editor):
        page = client.get(page_of(user)).content.decode()
        assert "is_superuser" not in page
        assert "user_permissions" not in page
        forged = {"is_superuser": "on", "user_permissions": [Permission.objects.get(codename="add_permission").pk]}
        assert save(client, user, **forged).status_code == 302
        user.refresh_from_db()
        assert not user.is_superuser
        assert not user.user_permissions.exists()


def test_administrator_cannot_give_a_group_with_more_permissions(client, administrator):
    beyond = Group.objects.create(name="beyond")
    beyond.permissions.add(Permission.objects.get(codename="add_permission"))
    refused = save(client, administrator, groups=[beyond.pk])
    assert "is not one of the available choices" in refused.content.decode()
    assert [group.name for group in administrator.groups.all()] == ["administrator"]


def test_administrator_cannot_give_a_group_permissions_of_others(client):
    add_permission, view_source = (Permission.objects.get(codename=name) for name in ("add_permission", "view_source"))
    refused = client.post("/admin/auth/group/add/", {"name": "own", "permissions": [add_permission.pk]})
    assert "is not one of the available choices" in refused.content.decode()
    assert client.post("/admin/auth/group/add/", {"name": "own", "permissions": [view_source.pk]}).status_code == 302
    assert may("own") == {"battles.view_source"}


@pytest.mark.parametrize("name", ["contributor", "editor", "administrator", "beyond"])
def test_roles_and_groups_with_more_permissions_cannot_be_edited(client, name):
    group, _is_new = Group.objects.get_or_create(name=name)
    if name == "beyond":
        group.permissions.add(Permission.objects.get(codename="add_permission"))
    before = may(name)
    url = f"/admin/auth/group/{group.pk}"
    assert client.post(f"{url}/change/", {"name": name, "permissions": []}).status_code == 403
    assert client.post(f"{url}/delete/", {"post": "yes"}).status_code == 403
    sent = {"action": "delete_selected", "_selected_action": group.pk, "post": "yes"}
    assert client.post("/admin/auth/group/", sent).status_code == 403
    assert may(name) == before


@pytest.mark.parametrize("way", ["one", "many"])
def test_account_without_a_role_after_the_deletion_of_its_group_is_locked_out(client, administrator, way):
    group = Group.objects.create(name="own")
    only, also = User.objects.create_user("only", is_staff=True), make_person("editor")
    group.user_set.set([only, also, administrator])
    if way == "one":
        client.post(f"/admin/auth/group/{group.pk}/delete/", {"post": "yes"})
    else:
        sent = {"action": "delete_selected", "_selected_action": group.pk, "post": "yes"}
        client.post("/admin/auth/group/", sent)
    assert not Group.objects.filter(name="own").exists()
    for user in (only, also, administrator):
        user.refresh_from_db()
    assert [only.is_staff, also.is_staff, administrator.is_staff] == [False, True, True]


@pytest.mark.parametrize("is_active", [True, False])
@pytest.mark.parametrize("who", ["superuser", "more permissions"])
def test_account_with_more_permissions_cannot_be_managed(client, superuser, who, is_active):
    account = superuser
    if who == "more permissions":
        account = make_person("contributor")
        account.user_permissions.add(Permission.objects.get(codename="add_permission"))
    account.set_password(PASSWORD)
    account.is_active = is_active
    account.save()
    device = second_factor.offer_device(account)
    assert client.get(page_of(account)).context["title"] == "View user"
    assert client.post(page_of(account), {"username": "taken over", "email": "me@example.org"}).status_code == 403
    assert client.post(f"/admin/auth/user/{account.pk}/password/").status_code == 403
    assert client.post(f"/admin/auth/user/{account.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"/admin/otp_totp/totpdevice/{device.pk}/delete/", {"post": "yes"}).status_code == 403
    for url, key in (("/admin/auth/user/", account.pk), ("/admin/otp_totp/totpdevice/", device.pk)):
        sent = {"action": "delete_selected", "_selected_action": key, "post": "yes"}
        assert client.post(url, sent).status_code == 403
    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    assert (account.email, account.is_active) == ("", is_active)
    assert TOTPDevice.objects.get() == device


LAST = "This is the last superuser who can log in."


def delete_selected(client, *accounts):
    selected = [account.pk for account in accounts]
    return client.post("/admin/auth/user/", {"action": "delete_selected", "_selected_action": selected, "post": "yes"})


@pytest.mark.both_engines
def test_last_superuser_who_can_log_in_stays(superuser):
    User.objects.create_superuser("not active", is_active=False)
    browser = browser_of(superuser)
    for answer in (
        save(browser, superuser, is_superuser=""),
        save(browser, superuser, is_active=""),
        browser.post(f"/admin/auth/user/{superuser.pk}/delete/", {"post": "yes"}),
        delete_selected(browser, superuser),
    ):
        assert LAST in answer.content.decode()
        superuser.refresh_from_db()
        assert superuser.is_superuser
        assert superuser.is_active
    assert save(browser, superuser, first_name="徽因").status_code == 302


def test_all_superusers_but_one_can_be_deleted_or_demoted(superuser):
    other, third = (User.objects.create_superuser(name) for name in ("other", "third"))
    browser = browser_of(superuser)
    assert LAST in delete_selected(browser, superuser, other, third).content.decode()
    assert delete_selected(browser, other).status_code == 302
    assert save(browser, third, is_superuser="").status_code == 302
    assert User.objects.filter(is_superuser=True).get() == superuser


def test_superuser_can_make_superusers(superuser):
    editor = make_person("editor")
    assert save(browser_of(superuser), editor, is_superuser="on").status_code == 302
    editor.refresh_from_db()
    assert editor.is_superuser


@pytest.mark.parametrize("role", ["contributor", "editor"])
@pytest.mark.parametrize("path", ["auth/user/", "auth/user/add/", "auth/user/from-table/", "auth/group/"])
def test_only_administrators_see_accounts(role, path):
    browser = browser_of(make_person(role))
    for send in (browser.get, browser.post):
        assert send(f"/admin/{path}").status_code == 403


def test_accounts_cannot_be_searched_by_password(client):
    assert client.get("/admin/auth/user/?password__startswith=pbkdf2").status_code == 400
    names = [user.username for user in client.get("/admin/auth/user/?q=admin").context["cl"].result_list]
    assert names == ["administrator"]
