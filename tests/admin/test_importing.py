"""Import in the admin: a file is checked, previewed and confirmed, and the import does what the preview shows."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from battles.importing import uploads
from battles.models import Belligerent, Campaign, FigureClaim, ImportRecord, ImportState
from battles.tabular import write_table
from tests.admin import address
from tests.admin.uploading import csv_of, page_of, step, upload
from tests.factories import make_belligerent, make_campaign, make_claim, make_place, make_source, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

SIDES = b"slug,name,note\njapan,\xe6\x97\xa5\xe6\x9c\xac,\nchina,\xe4\xb8\xad\xe5\x9c\x8b,ally\n"


def rows(page):
    return list(page.context["page"].object_list)


def test_an_upload_is_previewed_before_anything_is_imported(admin_client):
    response, record = upload(admin_client, Belligerent, SIDES, message="the seminar's table")
    assert response.url == address(ImportRecord, "change", record.pk)
    assert (record.state, record.new, record.kind, record.message) == (
        ImportState.CHECKED, 2, "belligerents", "the seminar's table",
    )  # fmt: skip
    page = page_of(admin_client, record)
    assert [row["cells"] for row in rows(page)] == [["japan", "日本", ""], ["china", "中國", "ally"]]
    assert page.context["headings"] == ["slug", "name", "note"]
    assert not Belligerent.objects.exists()


def test_a_confirmed_preview_is_imported(admin_client, admin_user):
    _response, record = upload(admin_client, Belligerent, SIDES, message="why")
    folder = uploads.folder_of(record)
    assert admin_client.post(step(record, "confirm")).url == address(ImportRecord, "change", record.pk)
    record.refresh_from_db()
    assert (record.state, record.new, record.made_by) == (ImportState.IMPORTED, 2, admin_user)
    assert (record.change_set.made_by, record.change_set.message, record.change_set.way) == (
        admin_user,
        "why",
        "import",
    )
    assert Belligerent.objects.get(slug="china").note == "ally"
    assert not folder.exists()
    page = page_of(admin_client, record)
    assert [change.identity for change in rows(page)] == ["japan", "china"]
    link = address(Belligerent, "change", Belligerent.objects.get(slug="japan").pk)
    assert f'<a href="{link}">{Belligerent.objects.get(slug="japan").description}</a>' in page.content.decode()


def test_changed_rows_are_shown_cell_by_cell_as_an_export_writes_them(admin_client):
    china, wuhan, jiujiang = make_belligerent(slug="china"), make_place(slug="wuhan"), make_place(slug="jiujiang")
    campaign = make_campaign(slug="wuhan", name="武漢", name_en="Wuhan", outcome="withdrawal")
    campaign.places.set([wuhan])
    unit = make_unit(slug="corps", belligerent=china, name="第一軍")
    japan = make_belligerent(slug="japan")
    data = csv_of({"slug": "wuhan", "name": "武漢", "outcome": "", "places": "jiujiang|wuhan"})
    _response, record = upload(admin_client, Campaign, data)
    (row,) = rows(page_of(admin_client, record, rows="changed"))
    assert row["changes"] == [["outcome", "withdrawal", ""], ["places", "wuhan", "jiujiang|wuhan"]]
    data = csv_of({"slug": "corps", "name": "第一軍", "belligerent": "japan", "echelon": "corps"})
    _response, record = upload(admin_client, type(unit), data)
    page = page_of(admin_client, record)
    assert rows(page)[0]["changes"] == [["belligerent", "china", "japan"], ["echelon", "division", "corps"]]
    assert "<del>china</del>" in page.content.decode()
    admin_client.post(step(record, "confirm"))
    unit.refresh_from_db()
    assert (unit.belligerent, unit.echelon) == (japan, "corps")
    assert "corps" in page_of(admin_client, record).content.decode()
    assert set(campaign.places.all()) == {wuhan}
    assert jiujiang.campaigns.count() == 0


def test_errors_have_line_column_and_value_and_prevent_the_import(admin_client):
    data = csv_of({"slug": "ja pan", "name": "x"}, {"slug": "china", "name": ""}, {"slug": "ussr", "name": "蘇聯"})
    _response, record = upload(admin_client, Belligerent, data)
    page = page_of(admin_client, record)
    assert (record.state, record.wrong, record.new) == (ImportState.REFUSED, 2, 1)
    assert [(row["line"], row["column"], row["value"]) for row in rows(page)] == [
        (2, "slug", "ja pan"), (3, "name", ""),
    ]  # fmt: skip
    assert "The file has 2 errors." in page.content.decode()
    assert step(record, "confirm") not in page.content.decode()
    admin_client.post(step(record, "confirm"))
    assert not Belligerent.objects.exists()


def test_equal_mistakes_are_counted_together(admin_client):
    wrong = [{"slug": f"side-{number}", "name": ""} for number in range(1_200)]
    _response, record = upload(admin_client, Belligerent, csv_of(*wrong, {"slug": "ja pan", "name": "x"}))
    page = page_of(admin_client, record)
    assert page.context["mistakes"] == [
        {"column": "name", "message": "This field cannot be blank.", "rows": 1_200, "lines": [2, 3, 4, 5, 6]}
    ]
    assert '<th scope="row">1,200</th>' in page.content.decode()
    assert page_of(admin_client, record, page=2).context["mistakes"] == []


def test_a_page_of_many_rows_shows_its_own_rows_only(admin_client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("battles.admin.imports.ROWS_PER_PAGE", 10)
    data = csv_of(*({"slug": f"side-{number}", "name": f"Side {number}"} for number in range(100)))
    _response, record = upload(admin_client, Belligerent, data)
    # The session, the user, and the record.
    with django_assert_num_queries(3):
        page = page_of(admin_client, record, rows="new", page=7)
    assert [row["line"] for row in rows(page)] == list(range(62, 72))
    text = page.content.decode()
    assert "Page 7 of 10" in text
    assert 'href="?rows=new&amp;page=8"' in text
    assert "Side 59" not in text
    assert "Side 70" not in text
    assert page_of(admin_client, record, rows="new", page=11).status_code == 400
    assert "There is no page 11" in page_of(admin_client, record, rows="new", page=11).content.decode()
    assert "is not valid for rows" in page_of(admin_client, record, rows="nonsense").content.decode()


def test_queries_for_imported_rows_do_not_grow_with_the_rows(admin_client, django_assert_max_num_queries):
    for count in (1, 60):
        data = csv_of(*({"slug": f"side-{count}-{number}", "name": "Side"} for number in range(count)))
        _response, record = upload(admin_client, Belligerent, data)
        admin_client.post(step(record, "confirm"))
        with django_assert_max_num_queries(5):
            assert len(rows(page_of(admin_client, record))) == min(count, 50)


def test_nothing_is_imported_if_the_data_changed_since_the_check(admin_client):
    side = make_belligerent(slug="japan", name="日本", note="as checked")
    _response, record = upload(admin_client, Belligerent, SIDES)
    side.note = "edited since"
    side.save()
    admin_client.post(step(record, "confirm"))
    record.refresh_from_db()
    side.refresh_from_db()
    assert (record.state, side.note, Belligerent.objects.count()) == (ImportState.CHECKED, "edited since", 1)
    page = page_of(admin_client, record, rows="changed")
    assert "The data changed since the check" in page.content.decode()
    assert rows(page)[0]["changes"][-1] == ["note", "edited since", ""]
    admin_client.post(step(record, "confirm"))
    side.refresh_from_db()
    assert side.note == ""


def test_a_link_deleted_since_the_check_is_an_error(admin_client):
    side = make_belligerent(slug="japan")
    data = csv_of({"slug": "corps", "name": "軍", "belligerent": "japan", "echelon": "corps"})
    _response, record = upload(admin_client, type(make_unit()), data)
    side.delete()
    admin_client.post(step(record, "confirm"))
    record.refresh_from_db()
    assert record.state == ImportState.REFUSED
    assert "changed since the check" in record.problem
    assert rows(page_of(admin_client, record))[0]["column"] == "belligerent"


def test_a_second_confirmation_changes_nothing(admin_client):
    _response, record = upload(admin_client, Belligerent, SIDES)
    for _time in range(2):
        response = admin_client.post(step(record, "confirm"), follow=True)
    assert "has changed since you opened it" in response.content.decode()
    assert Belligerent.objects.count() == 2
    assert ImportRecord.objects.count() == 1


def test_an_encoding_is_chosen_without_another_upload(admin_client):
    data = csv_of({"slug": "japan", "name": "大日本帝國"}, encoding="big5")
    _response, record = upload(admin_client, Belligerent, data)
    page = page_of(admin_client, record)
    assert record.state == ImportState.REFUSED
    assert ("big5", "Chinese, Taiwan") in [choice[:2] for choice in page.context["candidates"]]
    assert "大日本帝國" in page.content.decode()
    admin_client.post(step(record, "read_as"), {"encoding": "big5"})
    record.refresh_from_db()
    assert (record.state, record.encoding) == (ImportState.CHECKED, "big5")
    admin_client.post(step(record, "confirm"))
    assert Belligerent.objects.get().name == "大日本帝國"


def test_an_unknown_encoding_is_refused(admin_client):
    _response, record = upload(admin_client, Belligerent, csv_of({"slug": "japan", "name": "帝國"}, encoding="big5"))
    assert admin_client.post(step(record, "read_as"), {"encoding": "nonsense"}).status_code == 400
    record.refresh_from_db()
    assert (record.state, record.encoding) == (ImportState.REFUSED, "")


def test_columns_with_unknown_headings_are_left_out_without_another_upload(admin_client):
    data = csv_of({"Slug": "japan", "NAME": "日本", "My notes": "seen", "status": "draft"})
    _response, record = upload(admin_client, Belligerent, data, message="why")
    assert (record.state, "Unknown headings: “My notes”" in record.problem) == (ImportState.REFUSED, True)
    assert step(record, "leave_out") in page_of(admin_client, record).content.decode()
    admin_client.post(step(record, "leave_out"))
    page = page_of(admin_client, record).content.decode()
    assert step(record, "leave_out") not in page
    assert "Columns left out: “My notes”." in page
    admin_client.post(step(record, "confirm"))
    record.refresh_from_db()
    assert (record.state, record.message) == (ImportState.IMPORTED, "why\nColumns left out: “My notes”.")
    assert record.change_set.message == record.message
    assert Belligerent.objects.values_list("slug", "name").get() == ("japan", "日本")


def test_the_form_leaves_out_columns_with_unknown_headings_if_it_says_so(admin_client):
    data = csv_of({"slug": "japan", "name": "日本", "My notes": "seen"})
    _response, record = upload(admin_client, Belligerent, data, leave_out="on")
    assert (record.state, record.message) == (ImportState.CHECKED, "Columns left out: “My notes”.")


def test_only_a_file_with_unknown_headings_is_checked_without_them(admin_client):
    _response, record = upload(admin_client, Belligerent, b"name\njapan\n")
    assert step(record, "leave_out") not in page_of(admin_client, record).content.decode()
    page = admin_client.post(step(record, "leave_out"), follow=True).content.decode()
    assert "has changed since you opened it" in page


@pytest.mark.parametrize("file_format", ["csv", "tsv", "xlsx"])
def test_every_format_is_detected_and_imported(admin_client, file_format):
    data = b"".join(write_table(["slug", "name", "note"], [["japan", "日本", "=1+1"]], format=file_format))
    _response, record = upload(admin_client, Belligerent, data, name=f"table.{file_format}")
    assert (record.state, record.file_format) == (ImportState.CHECKED, file_format)
    admin_client.post(step(record, "confirm"))
    assert Belligerent.objects.get().note == "=1+1"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"slug,nam\njapan,x\n", "did you mean “name”"),
        (b"slug,name,name\njapan,x,y\n", "more than once"),
        (b"name\njapan\n", "Missing headings"),
        (b"PK\x03\x04junk", "workbook is damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
        (b"slug,name\njapan,\x00\n", "NUL"),
        (b'slug,name\njapan,x\n"china,x\n', "Line 3, column 1: The quote"),
    ],
)
def test_a_file_of_another_table_is_refused(admin_client, data, sentence):
    _response, record = upload(admin_client, Belligerent, data)
    assert record.state == ImportState.REFUSED
    assert sentence in record.problem
    assert record.problem in page_of(admin_client, record).content.decode().replace("&#x27;", "'")
    assert not Belligerent.objects.exists()


def test_a_file_of_headings_only_is_reported(admin_client):
    _response, record = upload(admin_client, Belligerent, b"slug,name\n")
    page = page_of(admin_client, record).content.decode()
    assert "The file has headings, but no rows." in page
    assert "This is what the import would do" not in page


def test_an_empty_file_is_refused_by_the_form(admin_client):
    response, record = upload(admin_client, Belligerent, b"")
    assert "The submitted file is empty." in response.content.decode()
    assert record is None


def test_a_file_beyond_the_limit_is_refused_with_the_limit(admin_client, settings):
    settings.UPLOAD_LIMIT = 5 << 20
    response, record = upload(admin_client, Belligerent, b"slug,name\n" + b"x" * (5 << 20))
    assert "The file is longer than 5.0\xa0MB." in response.content.decode()
    response, record = upload(admin_client, Belligerent, b"x" * 5_500_000)
    assert response.status_code == 413
    assert "The file is longer than 5.0\xa0MB." in response.content.decode()
    assert record is None


def test_a_preview_can_be_discarded(admin_client):
    _response, record = upload(admin_client, Belligerent, SIDES)
    folder = uploads.folder_of(record)
    response = admin_client.post(step(record, "discard"), follow=True)
    assert "The file was discarded" in response.content.decode()
    assert not ImportRecord.objects.exists()
    assert not folder.exists()


def test_an_imported_file_is_not_discarded(admin_client):
    _response, record = upload(admin_client, Belligerent, SIDES)
    admin_client.post(step(record, "confirm"))
    admin_client.post(step(record, "discard"))
    assert ImportRecord.objects.get().state == ImportState.IMPORTED


def test_previews_older_than_a_week_are_deleted_by_the_next_upload(admin_client):
    old = [upload(admin_client, Belligerent, SIDES)[1] for _number in range(2)]
    folder = uploads.folder_of(old[0])
    admin_client.post(step(old[1], "confirm"))
    ImportRecord.objects.update(made_at=timezone.now() - timedelta(days=8))
    _response, fresh = upload(admin_client, Belligerent, SIDES)
    assert set(ImportRecord.objects.all()) == {old[1], fresh}
    assert not folder.exists()


def test_only_the_user_of_the_site_can_read_an_upload(admin_client):
    _response, record = upload(admin_client, Belligerent, SIDES, name="../../etc/passwd")
    folder = uploads.folder_of(record)
    assert Path(record.upload.path).is_relative_to(folder)
    assert folder.stat().st_mode & 0o077 == 0
    assert record.file_name == "passwd"


def test_a_remark_links_to_contradicting_claims(admin_client):
    side, source = make_belligerent(), make_source(slug="diary")
    theirs = make_claim(ref="theirs", low=100, high=100, source=make_source(title="戰史"), belligerent=side)
    data = csv_of(
        {
            "ref": "mine", "campaign": theirs.campaign.slug, "belligerent": side.slug, "source": source.slug,
            "kind": "casualties", "category": "killed", "low": "200", "high": "200",
        }
    )  # fmt: skip
    _response, record = upload(admin_client, FigureClaim, data)
    page = page_of(admin_client, record)
    assert page.context["chosen"] == "remarks"
    assert f'<a href="{address(FigureClaim, "change", theirs.pk)}">100 · 戰史</a>' in page.content.decode()
    admin_client.post(step(record, "confirm"))
    assert FigureClaim.objects.get(ref="mine").low == 200


def test_the_form_names_the_headings_and_the_limit(admin_client):
    page = admin_client.get(address(Campaign, "import")).content.decode()
    assert "<code>part_of</code>" in page
    assert "up to 50.0\xa0MB" in page


def test_the_import_of_the_library_is_closed(admin_client):
    url = f"{address(Belligerent, 'changelist')}process_import/"
    admin_client.post(url, {"import_file_name": "x", "original_file_name": "x", "format": "0"})
    assert not Belligerent.objects.exists()
    assert admin_client.get(url, follow=True).resolver_match.url_name != "battles_belligerent_process_import"


def test_an_export_reads_back_unchanged(admin_client):
    make_claim(low="5.5", high="5.5", note="=1+1", unit=make_unit())
    for file_format in ("csv", "tsv", "xlsx"):
        response = admin_client.post(address(FigureClaim, "export"), {"file_format": file_format})
        data = io.BytesIO(b"".join(response.streaming_content)).getvalue()
        _response, record = upload(admin_client, FigureClaim, data, name=f"claims.{file_format}")
        assert (record.state, record.unchanged, record.changed, record.new) == (ImportState.CHECKED, 1, 0, 0)
