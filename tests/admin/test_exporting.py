"""Export in the admin: exactly the rows of the list, as filtered, searched, sorted or selected."""

import csv
import io

import pytest

from battles.models import Belligerent, CasualtyClaim, FigureClaim
from battles.tabular import read_table
from tests.admin import address
from tests.factories import make_belligerent, make_campaign, make_claim

pytestmark = pytest.mark.django_db


def refs(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return [row["ref"] for row in csv.DictReader(io.StringIO(text))]


@pytest.fixture
def claims():
    wuhan = make_campaign(slug="wuhan")
    return {
        name: make_claim(ref=name, campaign=wuhan if name != "other" else make_campaign(), **values)
        for name, values in {
            "small": {"low": 1, "high": 1, "wording": "万家岭"},
            "large": {"low": 9, "high": 9},
            "strength": {"kind": "strength", "category": "total"},
            "other": {"wording": "萬家嶺"},
        }.items()
    }


def test_the_list_is_exported_as_filtered(admin_client, claims):
    url = address(FigureClaim, "export", campaign__id__exact=claims["small"].campaign_id, kind__exact="casualties")
    assert admin_client.get(url).context["row_count"] == 2
    assert set(refs(admin_client.post(url, {"file_format": "csv"}))) == {"small", "large"}


def test_the_list_is_exported_as_searched_in_any_script(admin_client, claims):
    url = address(FigureClaim, "export", q="萬家嶺")
    assert set(refs(admin_client.post(url, {"file_format": "csv"}))) == {"small", "other"}


def test_the_list_is_exported_in_its_order(admin_client, claims):
    url = address(FigureClaim, "export", o="-1", campaign__id__exact=claims["small"].campaign_id)
    listed = admin_client.get(url.replace("/export/", "/")).context["cl"].result_list
    assert refs(admin_client.post(url, {"file_format": "csv"})) == [claim.ref for claim in listed]


def test_an_export_of_casualties_has_no_strengths(admin_client, claims):
    assert "strength" not in refs(admin_client.post(address(CasualtyClaim, "export"), {"file_format": "csv"}))


def test_the_button_keeps_the_filters(admin_client, claims):
    page = admin_client.get(address(FigureClaim, "changelist", kind__exact="strength")).content.decode()
    assert f'href="{address(FigureClaim, "export")}?kind__exact=strength"' in page


@pytest.mark.parametrize("file_format", ["csv", "tsv", "xlsx"])
def test_selected_rows_are_exported_in_the_format_of_the_action(admin_client, claims, file_format):
    chosen = [claims["small"].pk, claims["other"].pk]
    response = admin_client.post(
        address(FigureClaim, "changelist"), {"action": f"export_{file_format}", "_selected_action": chosen}
    )
    assert response["Content-Disposition"] == f'attachment; filename="claims.{file_format}"'
    table = read_table(io.BytesIO(b"".join(response.streaming_content)))
    assert table.format == file_format
    assert {cells[0] for _line, cells in table.rows} == {"small", "other"}


def test_all_rows_of_the_list_can_be_selected(admin_client):
    make_belligerent(slug="china")
    sides = [make_belligerent(slug=f"side-{number:03}", name="Side") for number in range(120)]
    response = admin_client.post(
        address(Belligerent, "changelist", q="side"),
        {"action": "export_csv", "_selected_action": [sides[0].pk], "select_across": "1"},
    )
    assert len(b"".join(response.streaming_content).splitlines()) == 121


@pytest.mark.parametrize("query", [{"nonsense__id__exact": "1"}, {"kind__exact": "\0"}, {"campaign__id__exact": "x"}])
def test_a_list_with_an_invalid_url_is_not_exported(admin_client, query):
    make_claim()
    for send in (admin_client.get, admin_client.post):
        response = send(address(FigureClaim, "export", **query), {"file_format": "csv"})
        assert response.status_code in (302, 400)


def test_a_key_beyond_64_bits_exports_no_partial_file(admin_client):
    make_claim()
    url = address(FigureClaim, "export", campaign="9" * 40)
    response = admin_client.post(url, {"file_format": "csv"})
    # SQLite cannot look for it, PostgreSQL finds none.
    lines = b"".join(response.streaming_content).splitlines() if response.streaming else ["refused"]
    assert len(lines) == 1


def test_an_unknown_format_is_refused(admin_client):
    page = admin_client.post(address(Belligerent, "export"), {"file_format": "ods"})
    assert "ods is not one of the available choices." in page.content.decode()


def test_a_text_too_long_for_a_workbook_is_an_error_that_suggests_csv(admin_client):
    make_belligerent(note="x" * 40_000)
    page = admin_client.post(address(Belligerent, "export"), {"file_format": "xlsx"})
    assert "Choose CSV." in page.content.decode()
    row = Belligerent.objects.get()
    page = admin_client.post(
        address(Belligerent, "changelist"), {"action": "export_xlsx", "_selected_action": row.pk}, follow=True
    )
    assert "Choose CSV." in page.content.decode()


def test_the_queries_of_an_export_do_not_grow_with_the_rows(admin_client, django_assert_max_num_queries):
    for count in (1, 20):
        for _number in range(count):
            make_claim()
        # The session, the user, the rows; the filters by links look up what they offer.
        with django_assert_max_num_queries(13):
            assert refs(admin_client.post(address(FigureClaim, "export"), {"file_format": "csv"}))
