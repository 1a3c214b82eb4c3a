"""Zero, unknown, not given, words and best estimates go out and come in byte for byte, in every format."""

import csv
import io
import json

import pytest
from django.core.management import call_command

from battles.models import FigureClaim, ImportRecord, ImportState
from battles.resources import RESOURCES
from tests.admin import address
from tests.admin.uploading import step, upload
from tests.factories import make_belligerent, make_campaign, make_claim, make_source
from tests.tabular.files import read, written

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

# By ref: low, high, best and qualifier as cells. The rows of data sets such as UCDP GED and CDB90 are like the first.
FIGURES = {
    "a-best-between": ("1000", "1500", "1200", "range"),
    "b-best-is-low": ("3", "7", "3", "range"),
    "c-best-is-high": ("3", "7", "7", "range"),
    "d-best-is-both": ("7", "7", "7", "exact"),
    "e-no-best": ("1000", "1500", "", "range"),
    "f-best-is-zero": ("0", "2", "0", "range"),
    "g-zero": ("0", "0", "", "exact"),
    "h-all-zero": ("0", "0", "0", "exact"),
    "i-halves": ("5.5", "6.25", "5.75", "range"),
    "j-open": ("40", "", "55", "at_least"),
    "k-unknown": ("", "", "", "unknown"),
    "l-not-given": ("", "", "", "not_given"),
    "m-in-words": ("", "", "", "unquantified"),
}


@pytest.fixture
def linked():
    return {
        "campaign": make_campaign(slug="wuhan"),
        "belligerent": make_belligerent(slug="japan"),
        "source": make_source(slug="ucdp"),
    }


@pytest.fixture
def claims(linked):
    for ref, cells in FIGURES.items():
        values = dict(zip(("low", "high", "best", "qualifier"), (cell or None for cell in cells), strict=True))
        make_claim(ref=ref, locator=ref, **linked, **values)


def figures_in(content):
    headings, rows = read(content)
    places = [headings.index(name) for name in ("low", "high", "best", "qualifier")]
    return {cells[0]: tuple(cells[place] for place in places) for _line, cells in rows}


def file_of_figures(format, *, with_status=False):
    """The figures as somebody writes them who follows the contract: with all headings, in the order of the refs."""
    headings = RESOURCES["claims"](with_status=with_status).headings
    common = {
        "campaign": "wuhan",
        "belligerent": "japan",
        "source": "ucdp",
        "kind": "casualties",
        "status": "published",
    }
    common |= {"category": "killed", "counted": "persons", "standing": "normal", "disputed": "no"}
    rows = []
    for ref, cells in FIGURES.items():
        row = (
            common | dict(zip(("low", "high", "best", "qualifier"), cells, strict=True)) | {"ref": ref, "locator": ref}
        )
        rows.append([row.get(heading, "") for heading in headings])
    return written(headings, rows, format)


def exported(path, format):
    if format == "csv":
        call_command("exportcsv", "claims", output=path)
        return path.read_bytes()
    resource = RESOURCES["claims"]()
    return written(resource.headings, list(resource.rows_for_export(FigureClaim.objects.all())), format)


def imported(path, content):
    path.write_bytes(content)
    call_command("importcsv", "claims", str(path), stdout=io.StringIO())


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_export_comes_in_and_goes_out_byte_for_byte(claims, tmp_path, format):
    first = exported(tmp_path / f"first.{format}", format)
    assert figures_in(first) == FIGURES
    FigureClaim.objects.all().delete()
    imported(tmp_path / f"in.{format}", first)
    assert exported(tmp_path / f"second.{format}", format) == first


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_file_comes_in_and_goes_out_byte_for_byte(linked, tmp_path, format):
    content = file_of_figures(format)
    imported(tmp_path / f"in.{format}", content)
    assert exported(tmp_path / f"out.{format}", format) == content


def exported_in_admin(client, format):
    # In the order of the locator, which is the ref here.
    column = client.get(address(FigureClaim, "changelist")).context["cl"].list_display.index("locator")
    response = client.post(address(FigureClaim, "export", o=column), {"file_format": format})
    return b"".join(response.streaming_content)


def imported_in_admin(client, content, format):
    _response, record = upload(client, FigureClaim, content, name=f"claims.{format}")
    client.post(step(record, "confirm"))
    record = ImportRecord.objects.get(pk=record.pk)
    assert (record.state, record.new) == (ImportState.IMPORTED, len(FIGURES))


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_admin_exports_and_imports_byte_for_byte(admin_client, claims, format):
    first = exported_in_admin(admin_client, format)
    assert figures_in(first) == FIGURES
    FigureClaim.objects.all().delete()
    imported_in_admin(admin_client, first, format)
    assert exported_in_admin(admin_client, format) == first


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_admin_imports_and_exports_a_file_byte_for_byte(admin_client, linked, format):
    content = file_of_figures(format, with_status=True)
    imported_in_admin(admin_client, content, format)
    assert exported_in_admin(admin_client, format) == content


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_file_in_the_old_headings_gives_the_refs_of_old(linked, tmp_path, format):
    headings = [heading for heading in RESOURCES["claims"].headings if heading != "best"]
    rows = [dict.fromkeys(headings, "") for _number in range(2)]
    for number, row in enumerate(rows):
        row |= {"campaign": "wuhan", "source": "ucdp", "kind": "casualties", "category": "killed", "counted": "persons"}
        row |= {"low": str(number), "high": str(number), "qualifier": "exact", "standing": "normal", "disputed": "no"}
    imported(tmp_path / f"old.{format}", written(headings, [list(row.values()) for row in rows], format))
    assert set(FigureClaim.objects.values_list("best", flat=True)) == {None}
    for claim in FigureClaim.objects.all():
        content = {field.name: claim.plain_value(field) for field in claim.content_fields() if field.name != "best"}
        assert claim.ref == FigureClaim.ref_of(content)


def test_a_file_of_one_column_adds_best_estimates_and_keeps_the_refs(claims, tmp_path):
    path = tmp_path / "best.csv"
    imported(path, b"ref,best\ne-no-best,1250\na-best-between,\n")
    best = dict(FigureClaim.objects.values_list("ref", "best"))
    assert best["e-no-best"] == 1250
    assert best["a-best-between"] is None
    assert len(best) == len(FIGURES)


def test_the_lists_files_keep_the_figures_apart(client, claims):
    text = client.get("/claims/?format=csv&sort=ref").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["ref"]: (row["low"], row["high"], row["best"], row["qualifier"]) for row in rows} == FIGURES
    rows = json.loads(client.get("/claims/?format=json&sort=ref").getvalue())
    numbers = {ref: [float(cell) if cell else None for cell in cells[:3]] for ref, cells in FIGURES.items()}
    assert {row["ref"]: [row["low"], row["high"], row["best"]] for row in rows} == numbers
    assert {row["ref"]: row["qualifier"] for row in rows} == {ref: cells[3] for ref, cells in FIGURES.items()}
