"""The page “Enter a table”: what is entered is previewed, imported and undone as a file is."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from battles.models import Belligerent, FigureClaim, ImportRecord, ImportState
from tests.admin import MODELS, address
from tests.admin.uploading import csv_of, step, upload
from tests.factories import make_belligerent, make_campaign, make_claim, make_engagement, make_source

pytestmark = pytest.mark.django_db

SIDES = "slug\tname\njapan\t日本\nchina\t中國\n"


def url(model, name):
    return reverse(f"admin:battles_{model._meta.model_name}_{name}")


def send(client, model, rows, name="enter_table", **values):
    return client.post(url(model, name), {"rows": rows, "new_status": "published"} | values)


@pytest.fixture
def event():
    return make_engagement(slug="madang", name_en="Battle of Madang", campaign=make_campaign(slug="wuhan"))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_the_page_of_every_kind_opens_with_its_columns(admin_client, model):
    page = admin_client.get(url(model, "enter_table"))
    assert page.status_code == 200
    rows = page.context["form"]["rows"].value()
    assert rows.strip().split("\t") == [heading for heading in rows.strip().split("\t") if heading]
    assert page.content.decode().count("<h1") == 1


@pytest.mark.both_engines
def test_a_table_becomes_an_import_with_a_preview(admin_client, event):
    book = make_source(slug="book")
    make_belligerent(slug="china")
    rows = "engagement\tbelligerent\tlow\thigh\tcategory\nBattle of Madang\tchina\t3200\t3200\tkilled\n"
    values = {"common-source": book.pk, "common-kind": "casualties", "common-locator": "p. 214", "message": "page 214"}
    answer = send(admin_client, FigureClaim, rows, **values)
    record = ImportRecord.objects.get()
    assert answer.url == address(ImportRecord, "change", record.pk)
    assert (record.state, record.new, record.message) == (ImportState.CHECKED, 1, "page 214")
    assert not FigureClaim.objects.exists()
    admin_client.post(step(record, "confirm"))
    claim = FigureClaim.objects.get()
    assert (claim.source, claim.locator, claim.engagement, claim.status) == (book, "p. 214", event, "published")
    admin_client.post(step(record, "undo"), {"post": "yes"})
    assert not FigureClaim.objects.exists()


def test_a_table_with_a_mistake_is_shown_again_whole(admin_client):
    rows = "slug\tcolour\njapan\tred\n"
    page = send(admin_client, Belligerent, rows, **{"common-note": "kept"})
    assert page.status_code == 200
    assert page.context["form"]["rows"].value() == rows
    assert "Unknown headings" in str(page.context["form"].errors["rows"])
    assert "kept</textarea>" in page.content.decode()
    assert not ImportRecord.objects.exists()


def test_what_every_row_needs_is_asked_for_beside_its_field(admin_client, event):
    page = send(admin_client, FigureClaim, "engagement\tlow\nmadang\t1\n")
    common = {field.name: field for field in [*page.context["first_fields"], *page.context["more_fields"]]}
    assert {name for name, field in common.items() if field.errors} == {"source", "kind", "category"}


def test_an_empty_table_is_refused(admin_client):
    for rows in ("", "slug\tname\n", "slug\tname\n\t\n"):
        page = send(admin_client, Belligerent, rows)
        assert "empty" in str(page.context["form"].errors["rows"])


def test_a_longer_table_than_the_page_takes_is_refused_before_it_is_read(admin_client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000
    page = send(admin_client, Belligerent, SIDES + "x" * 3_000)
    assert page.status_code == 413
    assert "Save it as a file" in page.content.decode()


def test_a_refused_import_is_opened_as_a_table_and_replaced(admin_client):
    _answer, record = upload(
        admin_client, Belligerent, csv_of({"slug": "japan", "name": ""}, {"slug": "china", "name": "中國"})
    )
    assert record.state == ImportState.REFUSED
    page = admin_client.get(address(ImportRecord, "change", record.pk))
    link = f"{url(Belligerent, 'enter_table')}?import={record.pk}"
    assert f'href="{link}"' in page.content.decode()
    form = admin_client.get(link).context["form"]
    rows = form["rows"].value()
    assert rows.split() == ["slug", "name", "japan", "china", "中國"]
    admin_client.post(link, {"rows": rows.replace("japan\t", "japan\t日本"), "new_status": "draft"})
    later = ImportRecord.objects.get()
    assert (later.state, later.new) == (ImportState.CHECKED, 2)
    assert later.pk != record.pk


def test_what_is_the_same_in_every_row_of_an_import_stands_above_the_table(admin_client, event):
    book = make_source(slug="book")
    row = {"source": "book", "kind": "casualties", "category": "killed", "engagement": "madang", "high": "1"}
    _answer, record = upload(admin_client, FigureClaim, csv_of(row | {"low": "2"}, row | {"low": "3"}))
    page = admin_client.get(url(FigureClaim, "enter_table"), {"import": record.pk})
    assert page.context["form"]["rows"].value().splitlines()[0] == "category\tengagement\thigh\tlow"
    values = {field.name: field.value() for field in page.context["first_fields"]}
    assert (values["source"], values["kind"]) == (book.pk, "casualties")


@pytest.mark.parametrize("number", ["999", "0", "x"])
def test_an_import_that_is_none_is_an_error_and_no_empty_table(admin_client, number):
    assert admin_client.get(url(Belligerent, "enter_table"), {"import": number}).status_code in (400, 404)


@pytest.mark.both_engines
def test_the_check_names_errors_remarks_and_slugs_by_line(admin_client, event):
    book, other, side = make_source(slug="book"), make_source(slug="other"), make_belligerent(slug="china")
    make_claim(
        source=other,
        engagement=event,
        campaign=None,
        belligerent=side,
        kind="casualties",
        category="killed",
        low=7,
        high=7,
    )
    rows = (
        "engagement\tbelligerent\tlow\thigh\tcategory\n"
        "Battle of Madang\tchina\t9\t9\tkilled\n\t\t\t\t\nnowhere\tchina\t5\t4\tkilled\n"
    )
    values = {"common-source": book.pk, "common-kind": "casualties"}
    found = send(admin_client, FigureClaim, rows, "check_table", **values).json()
    assert found["slugs"] == [{"line": 2, "heading": "engagement", "cell": "madang"}]
    assert {(error["line"], error["heading"]) for error in found["errors"]} == {(4, "engagement"), (4, "high")}
    assert [remark["line"] for remark in found["remarks"]] == [2]
    assert found["counts"] == [1, 0, 0]
    assert FigureClaim.objects.count() == 1
    assert not ImportRecord.objects.exists()


def test_the_check_tells_what_is_missing_or_wrong_above_the_table(admin_client, event):
    found = send(admin_client, FigureClaim, "low\n1\n", "check_table", **{"common-as_of": "yesterday"}).json()
    assert set(found["common"]) == {"source", "kind", "category", "as_of"}
    assert send(admin_client, FigureClaim, "colour\n1\n", "check_table").json()["problem"]


def test_the_figure_of_a_row_is_read_from_its_wording_unless_it_has_one(admin_client, event):
    rows = (
        "wording\tlow\thigh\tqualifier\tcategory\n"
        "fewer than 500 dead\t\t\t\t\nlost 3,200 killed\t\t2300\t\t\nit rained\t\t\t\t\n12 guns lost\t\t\t\tdamaged\n"
    )
    values = {"common-source": make_source().pk, "common-kind": "casualties", "common-engagement": event.pk}
    found = send(admin_client, FigureClaim, rows, "check_table", **values).json()
    assert [(cell["line"], cell["heading"], cell["cell"]) for cell in found["read"]] == [
        (2, "high", "500"), (2, "qualifier", "under"), (2, "category", "killed"),
        (5, "low", "12"), (5, "high", "12"), (5, "qualifier", "exact"),
    ]  # fmt: skip
    assert any(each["line"] == 4 and "No figure can be read" in each["message"] for each in found["remarks"])


def test_links_are_found_by_name_those_used_last_first(admin_client, admin_user):
    campaign = make_campaign(slug="wuhan")
    for slug, name in [("b", "Madang fortress and town"), ("a", "Battle of Madang"), ("c", "Capture of Madang")]:
        make_engagement(slug=slug, name=slug, name_en=name, campaign=campaign, start="1938-06")
    query = {"heading": "engagement", "q": "madang"}
    hits = admin_client.get(url(FigureClaim, "table_links"), query).json()["hits"]
    assert [hit["slug"] for hit in hits] == ["b", "a", "c"]
    assert hits[1] == {"slug": "a", "name": "a · Battle of Madang", "about": "1938-06 · a · 0 links"}
    book = make_source(slug="book")
    rows = "engagement\tlow\thigh\nc\t1\t1\n"
    values = {"common-source": book.pk, "common-kind": "casualties", "common-category": "killed"}
    send(admin_client, FigureClaim, rows, **values)
    admin_client.post(step(ImportRecord.objects.get(), "confirm"))
    hits = admin_client.get(url(FigureClaim, "table_links"), query).json()["hits"]
    assert [hit["slug"] for hit in hits] == ["c", "b", "a"]


def test_queries_for_links_do_not_grow_with_the_records(admin_client):
    campaign = make_campaign(slug="wuhan")

    def ask():
        answer = admin_client.get(url(FigureClaim, "table_links"), {"heading": "engagement", "q": "madang"})
        return len(answer.json()["hits"])

    counts = []
    for number in range(6):
        make_engagement(slug=f"madang-{number}", name="x", campaign=campaign)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert ask() == number + 1
        counts.append(len(queries))
    assert counts[-1] == counts[1]


@pytest.mark.parametrize("query", [{"heading": "low"}, {"heading": "nothing", "q": "x"}])
def test_a_column_that_links_to_nothing_is_an_error(admin_client, query):
    assert admin_client.get(url(FigureClaim, "table_links"), query).status_code == 400


@pytest.mark.parametrize("name", ["enter_table", "check_table", "table_links"])
def test_only_who_may_import_sees_the_page_and_its_answers(client, django_user_model, name):
    assert client.get(url(Belligerent, name)).status_code == 302
    user = django_user_model.objects.create_user("viewer", is_staff=True)
    user.user_permissions.add(
        *Permission.objects.filter(codename__endswith="_belligerent").exclude(codename__startswith="delete")
    )
    client.force_login(user)
    # A contributor may add and change records, but not import them.
    assert client.get(url(Belligerent, name)).status_code == 403
    assert send(client, Belligerent, SIDES, name).status_code == 403
    assert not ImportRecord.objects.exists()


def test_a_pasted_table_is_uploaded_as_a_file(admin_client):
    answer = admin_client.post(address(Belligerent, "import"), {"pasted": SIDES})
    record = ImportRecord.objects.get()
    assert answer.url == address(ImportRecord, "change", record.pk)
    assert (record.state, record.new, record.file_name) == (ImportState.CHECKED, 2, "pasted-table.tsv")


def test_a_pasted_table_that_is_too_long_is_refused_with_a_sentence(admin_client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000
    page = admin_client.post(address(Belligerent, "import"), {"pasted": SIDES + "x" * 3_000})
    assert page.status_code == 413
    assert "Save it as a file" in page.content.decode()


def test_an_upload_has_a_file_or_a_pasted_table(admin_client):
    page = admin_client.post(address(Belligerent, "import"), {"pasted": " \n"})
    assert "paste a table" in str(page.context["form"].errors["file"])
    _answer, record = upload(admin_client, Belligerent, SIDES.encode(), pasted=SIDES)
    assert record is None
