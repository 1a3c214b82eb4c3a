"""The permissions to import, export and undo are checked in every view and action."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from battles.models import Belligerent, CasualtyClaim, ChangeSet, FigureClaim, ImportRecord, ImportState
from tests.admin import MAKERS, MODELS, address, typical_models
from tests.admin.uploading import csv_of, page_of, step, upload
from tests.factories import make_belligerent, make_claim

pytestmark = pytest.mark.django_db

SIDES = csv_of({"slug": "japan", "name": "日本"})
STEPS = ["confirm", "discard", "leave_out", "read_as", "run_again"]


@pytest.fixture
def client_with(client, django_user_model):
    """The browser of a user who has these permissions, by their names or how these begin."""

    def log_in(*actions):
        user = django_user_model.objects.create_user(f"user-{django_user_model.objects.count()}", is_staff=True)
        for action in actions:
            user.user_permissions.add(*Permission.objects.filter(codename__startswith=action))
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def record(admin_client):
    """A file of belligerents that somebody else has uploaded."""
    return upload(admin_client, Belligerent, SIDES)[1]


@pytest.fixture
def imported(admin_client, record):
    admin_client.post(step(record, "confirm"))
    record.refresh_from_db()
    return record


def export(client, model):
    return client.post(address(model, "export"), {"file_format": "csv"})


def export_chosen(client, model, row, name="export_csv"):
    return client.post(address(model, "changelist"), {"action": name, "_selected_action": row.pk})


@typical_models
def test_without_an_account_nothing_is_imported_or_exported(client, model):
    MAKERS[model]()
    for page in ("import", "export"):
        url = address(model, page)
        assert client.get(url).url == client.post(url).url == f"/admin/login/?next={url}"


@typical_models
def test_a_user_who_may_only_view_can_export_but_not_import(client_with, model):
    reader, row = client_with("view_"), MAKERS[model]()
    page = reader.get(address(model, "changelist")).content.decode()
    assert f'href="{address(model, "export")}' in page
    assert f'href="{address(model, "import")}"' not in page
    assert reader.get(address(model, "export")).context["row_count"] == 1
    key = getattr(row, "ref", None) or row.slug
    assert key in b"".join(export(reader, model).streaming_content).decode()
    assert key in b"".join(export_chosen(reader, model, row).streaming_content).decode()
    assert reader.get(address(model, "import")).status_code == 403
    assert upload(reader, model, SIDES)[0].status_code == 403
    assert not ImportRecord.objects.exists()


@pytest.mark.parametrize(
    "permissions",
    [("add_", "publish_"), ("change_", "publish_"), ("add_", "change_", "view_", "delete_"), ("view_", "publish_")],
)
def test_importing_needs_permission_to_add_change_and_publish(client_with, permissions):
    user = client_with(*permissions)
    for model in MODELS:
        assert user.get(address(model, "import")).status_code == 403
        assert upload(user, model, SIDES)[0].status_code == 403
    assert not ImportRecord.objects.exists()


def test_a_user_who_may_only_add_cannot_export(client_with):
    adder, row = client_with("add_"), make_belligerent()
    assert adder.get(address(Belligerent, "export")).status_code == 403
    assert export(adder, Belligerent).status_code == 403
    assert export_chosen(adder, Belligerent, row).status_code == 403


def test_an_editor_imports_from_the_form_to_the_rows(client_with):
    editor = client_with("add_belligerent", "change_belligerent", "publish_records")
    _response, record = upload(editor, Belligerent, SIDES)
    assert "日本" in page_of(editor, record).content.decode()
    editor.post(step(record, "confirm"))
    assert Belligerent.objects.get().slug == "japan"
    assert record in editor.get(address(ImportRecord, "changelist")).context["cl"].result_list


def test_permission_to_import_one_proxy_does_not_cover_the_other(client_with):
    editor = client_with("add_casualtyclaim", "change_casualtyclaim", "publish_records")
    assert editor.get(address(CasualtyClaim, "import")).status_code == 200
    assert editor.get(address(FigureClaim, "import")).status_code == 403
    assert editor.get(address(FigureClaim, "export")).status_code == 403
    assert editor.get(address(CasualtyClaim, "template")).status_code == 200
    assert editor.get(address(FigureClaim, "template")).status_code == 403


@pytest.mark.parametrize("name", [*STEPS, "undo"])
def test_steps_need_an_account(client, record, name):
    client.logout()
    url = step(record, name)
    assert client.post(url, {"encoding": "big5"}).url == f"/admin/login/?next={url}"
    record.refresh_from_db()
    assert record.state == ImportState.CHECKED


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize(
    "permissions",
    [
        ("view_",),
        ("add_", "change_", "view_"),
        ("publish_", "view_"),
        ("add_unit", "change_unit", "publish_"),
    ],
)
def test_a_user_cannot_run_steps_of_a_kind_without_import_permission(client_with, record, name, permissions):
    user = client_with(*permissions)
    for method in (user.post, user.get):
        assert method(step(record, name), {"encoding": "big5"}).status_code in (403, 404)
    record.refresh_from_db()
    assert record.state == ImportState.CHECKED
    assert not Belligerent.objects.exists()


@pytest.mark.parametrize("name", STEPS)
def test_a_get_request_runs_no_step(client_with, record, name):
    editor = client_with("add_belligerent", "change_belligerent", "publish_records")
    assert editor.get(step(record, name)).status_code == 405
    record.refresh_from_db()
    assert record.state == ImportState.CHECKED


def test_a_form_without_a_csrf_token_imports_nothing(record, django_user_model):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(django_user_model.objects.get())
    assert upload(browser, Belligerent, SIDES)[0].status_code == 403
    assert browser.post(step(record, "confirm")).status_code == 403
    assert ImportRecord.objects.get().state == ImportState.CHECKED


def test_rows_of_an_import_need_permission_to_view_them(client_with, record):
    auditor = client_with("view_importrecord")
    page = page_of(auditor, record).content.decode()
    assert record.file_sha256 in page
    assert "日本" not in page
    assert step(record, "confirm") not in page
    assert "日本" in page_of(client_with("view_importrecord", "view_belligerent"), record).content.decode()


def test_an_import_of_a_kind_without_import_permission_is_not_found(client_with, record):
    stranger = client_with("add_unit", "change_unit", "publish_records")
    assert record not in stranger.get(address(ImportRecord, "changelist")).context["cl"].result_list
    assert "日本" not in stranger.get(address(ImportRecord, "change", record.pk), follow=True).content.decode()
    assert client_with("view_belligerent").get(address(ImportRecord, "changelist")).status_code == 403


@pytest.mark.parametrize("permissions", [("view_",), ("add_", "change_", "delete_", "view_")])
def test_undo_needs_the_permission_to_publish(client_with, imported, permissions):
    editor = client_with(*permissions)
    assert step(imported, "undo") not in page_of(editor, imported).content.decode()
    assert editor.get(step(imported, "undo")).status_code == 403
    assert editor.post(step(imported, "undo")).status_code == 403
    assert Belligerent.objects.count() == 1


def test_the_permission_to_publish_is_enough_to_undo(client_with, imported):
    user = client_with("undo_changeset", "view_importrecord")
    assert f'href="{step(imported, "undo")}"' in page_of(user, imported).content.decode()
    assert "New rows are deleted (1)" in user.get(step(imported, "undo")).content.decode()
    assert Belligerent.objects.count() == 1
    user.post(step(imported, "undo"), {"message": "wrong file"})
    assert not Belligerent.objects.exists()
    undone = ChangeSet.objects.get(undoes=imported.change_set)
    assert (undone.message, undone.made_by.username) == ("wrong file", "user-1")
    page = page_of(user, imported).content.decode()
    assert "undone on" in page
    assert "wrong file" in page


def test_an_undo_that_is_refused_names_the_rows(admin_client, imported):
    side = Belligerent.objects.get()
    claim = make_claim(belligerent=side, status="draft")
    page = admin_client.post(step(imported, "undo"), follow=True).content.decode()
    assert "Nothing was undone, for 1 reason:" in page
    assert claim.description in page
    assert Belligerent.objects.get() == side
    assert not ChangeSet.objects.filter(way="undo").exists()


def test_an_undone_import_cannot_be_undone_again(admin_client, imported):
    for _time in range(2):
        response = admin_client.post(step(imported, "undo"), follow=True)
    assert "There is nothing to undo." in response.content.decode()
    assert ChangeSet.objects.filter(way="undo").count() == 1
