"""importcsv and exportcsv: records are equal byte for byte after both, and a wrong file gives its errors by line."""

import csv
import hashlib
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from battles.models import Belligerent, FigureClaim, ImportRecord
from battles.resources import RESOURCES
from battles.tabular import write_table
from battles.values.choices import Echelon
from tests.factories import make_belligerent, make_campaign, make_claim, make_source, make_unit

pytestmark = pytest.mark.django_db

ROOT = Path(settings.BASE_DIR)


def export(model, path, *filters):
    call_command("exportcsv", model, output=path, filter=[tuple(text.split("=", 1)) for text in filters])
    return path.read_bytes()


def import_file(model, path, **options):
    out, err = StringIO(), StringIO()
    try:
        call_command("importcsv", model, str(path), stdout=out, stderr=err, **options)
    except CommandError as error:
        return f"{err.getvalue()}{error}"
    return out.getvalue().strip()


def export_all(folder):
    folder.mkdir()
    return {model: export(model, folder / f"{model}.csv") for model in RESOURCES}


def empty():
    for resource in reversed(RESOURCES.values()):
        rows = resource._meta.model.objects
        while rows.exists():
            # Rows that belong to another row go before it.
            keys = {field.name for field in resource._meta.model._meta.fields if field.related_model is field.model}
            parents = {key for name in keys for key in rows.exclude(**{name: None}).values_list(name, flat=True)}
            rows.exclude(pk__in=parents).delete()


@pytest.mark.both_engines(quick=False)
def test_all_records_are_equal_after_export_and_import(documents, tmp_path):
    first = export_all(tmp_path / "first")
    for model in RESOURCES:
        assert import_file(model, tmp_path / "first" / f"{model}.csv").startswith("0 new, 0 changed, "), model
    empty()
    for model in RESOURCES:
        if model not in ("casualty-claims", "strength-claims"):
            assert ", 0 changed, 0 unchanged" in import_file(model, tmp_path / "first" / f"{model}.csv"), model
    assert export_all(tmp_path / "second") == first


def test_an_export_has_a_bom_and_the_documented_headings(tmp_path):
    make_belligerent(slug="japan", name="大日本帝國", name_en="Empire of Japan", note="=1+1")
    data = export("belligerents", tmp_path / "b.csv")
    assert data.startswith(b"\xef\xbb\xbfslug,name,name_en,note\r\n")
    assert "japan,大日本帝國,Empire of Japan,'=1+1" in data.decode("utf-8-sig")
    Belligerent.objects.all().delete()
    assert import_file("belligerents", tmp_path / "b.csv").startswith(
        "1 new, 0 changed, 0 unchanged.\nRecorded as import "
    )
    assert Belligerent.objects.get().note == "=1+1"


@pytest.mark.both_engines
@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''", "'", "+5", "-0480", "@x", "\tx", "a\r\nb", 'say "x", y', "|"])
def test_a_note_is_equal_after_export_and_import(tmp_path, text):
    make_belligerent(slug="one", note=text)
    export("belligerents", tmp_path / "b.csv")
    assert import_file("belligerents", tmp_path / "b.csv") == "0 new, 0 changed, 1 unchanged."


@pytest.mark.both_engines
def test_zero_unknown_not_given_and_words_stay_apart_after_export_and_import(tmp_path):
    make_claim(ref="zero", low=0, high=0)
    for qualifier in ("unknown", "not_given", "unquantified"):
        make_claim(ref=qualifier.replace("_", "-"), low=None, high=None, qualifier=qualifier)
    first = export("claims", tmp_path / "first.csv")
    FigureClaim.objects.all().delete()
    assert import_file("claims", tmp_path / "first.csv").startswith("4 new")
    assert export("claims", tmp_path / "second.csv") == first
    rows = list(csv.DictReader(first.decode("utf-8-sig").splitlines()))
    assert {row["ref"]: (row["low"], row["high"], row["qualifier"]) for row in rows} == {
        "zero": ("0", "0", "exact"),
        "unknown": ("", "", "unknown"),
        "not-given": ("", "", "not_given"),
        "unquantified": ("", "", "unquantified"),
    }


@pytest.mark.both_engines
def test_filters_choose_rows_by_their_cells(tmp_path):
    wuhan, changde = make_campaign(slug="wuhan"), make_campaign(slug="changde")
    make_claim(ref="one", campaign=wuhan, low=5, high=5, disputed=True)
    make_claim(ref="two", campaign=wuhan, low=6, high=6)
    make_claim(ref="three", campaign=changde)
    rows = export("claims", tmp_path / "c.csv", "campaign=wuhan", "disputed=yes").decode("utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows] == ["ref", "one"]
    assert len(export("claims", tmp_path / "c.csv", "low=6").splitlines()) == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [("nonsense=1", "is no column"), ("campaign=nowhere", "no campaign"), ("low=x", "not a number")],
)
def test_a_wrong_filter_is_an_error_of_usage(tmp_path, wrong, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        export("claims", tmp_path / "c.csv", wrong)
    assert refused.value.returncode == 2
    assert not (tmp_path / "c.csv").exists()


@pytest.mark.both_engines
def test_an_import_is_recorded_with_its_file_and_message(tmp_path):
    path = tmp_path / "sides.csv"
    path.write_text("slug,name\njapan,大日本帝國\n", encoding="utf-8")
    import_file("belligerents", path, message="the seminar's table")
    record = ImportRecord.objects.get()
    assert (record.kind, record.message, record.file_name) == ("belligerents", "the seminar's table", "sides.csv")
    assert (record.new, record.changed, record.unchanged) == (1, 0, 0)
    assert record.file_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert record.file_size == path.stat().st_size


@pytest.mark.both_engines
def test_a_dry_run_leaves_no_record_and_no_row(tmp_path):
    path = tmp_path / "sides.csv"
    path.write_text("slug,name\njapan,大日本帝國\n", encoding="utf-8")
    assert import_file("belligerents", path, dry_run=True) == (
        "1 new, 0 changed, 0 unchanged; nothing was imported: dry run."
    )
    assert not Belligerent.objects.exists()
    assert not ImportRecord.objects.exists()


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"slug,nam\njapan,x\n", "did you mean “name”"),
        (b"slug,name,name\njapan,x,y\n", "more than once"),
        (b"name\njapan\n", "Missing headings: “slug”"),
        (b"slug\njapan\n", "line 2, slug: No record has this slug. A new row needs these columns too"),
        (b"slug,name\njapan\n", "line 2"),
        (b'slug,name\n"japan,x\n', "Line 2, column 1: The quote"),
        (b"slug,name\njapan,\x00\n", "NUL"),
        (b"PK\x03\x04junk", "workbook"),
        ("slug,name\njapan,大日本帝國\n".encode("big5"), "Give its name by --encoding NAME."),
        (b"slug,name\njapan,x\njapan,y\n", "line 3, slug: “japan” is in line 2 already"),
        (b"slug,name\nja pan,x\n,y\n", "line 3, slug"),
    ],
)
def test_a_wrong_file_changes_nothing_and_gives_its_errors(tmp_path, data, sentence):
    path = tmp_path / "sides.csv"
    path.write_bytes(data)
    assert sentence in import_file("belligerents", path)
    assert not Belligerent.objects.exists()
    assert not ImportRecord.objects.exists()


def test_a_file_in_another_encoding_is_read_when_the_encoding_is_chosen(tmp_path):
    path = tmp_path / "sides.csv"
    path.write_bytes("slug,name\njapan,大日本帝國\n".encode("big5"))
    import_file("belligerents", path, encoding="big5")
    assert Belligerent.objects.get().name == "大日本帝國"


@pytest.mark.parametrize("format", ["tsv", "xlsx"])
def test_tsv_and_xlsx_are_read(tmp_path, format):
    path = tmp_path / f"sides.{format}"
    path.write_bytes(b"".join(write_table(["slug", "name"], [["japan", "大日本帝國"]], format=format)))
    assert import_file("belligerents", path).startswith("1 new")
    assert ImportRecord.objects.get().file_format == format


def test_equal_mistakes_are_counted_together(tmp_path):
    path = tmp_path / "units.csv"
    make_belligerent(slug="japan")
    rows = [f"unit-{number},第{number}師團,japan,{'team' if number % 2 else 'division'}" for number in range(2_000)]
    path.write_text("\n".join(["slug,name,belligerent,echelon", *rows, "last,,japan,division"]), encoding="utf-8")
    assert import_file("units", path).splitlines() == [
        "1,000 rows, echelon: There is no echelon “team”. Choose one of these: " + ", ".join(Echelon.values) + ". "
        "(lines 3, 5, 7, 9, 11, …)",
        "line 2002, name: This field cannot be blank.",
        "1,001 errors; nothing was imported.",
    ]


def test_a_file_of_headings_only_has_no_rows(tmp_path):
    path = tmp_path / "sides.csv"
    path.write_text("slug,name\n")
    assert import_file("belligerents", path) == "0 new, 0 changed, 0 unchanged."


def test_a_missing_file_is_reported_in_one_line(tmp_path):
    assert import_file("units", tmp_path / "none.csv").endswith("none.csv cannot be read: No such file or directory.")


@pytest.mark.both_engines
def test_queries_of_an_export_do_not_grow_with_the_rows(tmp_path, django_assert_num_queries):
    source = make_source()
    for number in range(20):
        make_claim(source=source, low=number, high=number, unit=make_unit())
    with django_assert_num_queries(1):
        export("claims", tmp_path / "claims.csv")


@pytest.mark.parametrize(
    ("arguments", "status"), [(["exportcsv", "battles"], 2), (["importcsv", "claims"], 2), (["importcsv", "--help"], 0)]
)
def test_the_exit_status_of_wrong_usage_is_2(arguments, status):
    done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=os.environ, capture_output=True)
    assert done.returncode == status


def test_the_export_of_the_library_gives_the_same_table(tmp_path):
    make_claim(low="5.5", high="5.5", disputed=True, unit=make_unit())
    for model in ("claims", "units", "campaigns"):
        resource = RESOURCES[model]()
        table = resource.export()
        assert table.headers == resource.headings
        assert [list(row) for row in table] == list(map(list, resource.rows_for_export(resource.model.objects.all())))


def test_the_import_of_the_library_is_refused():
    with pytest.raises(TypeError, match="Importer"):
        RESOURCES["claims"]().import_data(None)


class Terminal(StringIO):
    def isatty(self):
        return True


def test_the_progress_bar_is_shown_only_on_a_terminal(tmp_path):
    path = tmp_path / "sides.csv"
    rows = (f"side-{number},某方,{'x' * 100}\n" for number in range(6_000))
    path.write_text("slug,name,note\n" + "".join(rows), encoding="utf-8")
    terminal, elsewhere = Terminal(), StringIO()
    call_command("importcsv", "belligerents", str(path), dry_run=True, stdout=StringIO(), stderr=terminal)
    call_command("importcsv", "belligerents", str(path), dry_run=True, stdout=StringIO(), stderr=elsewhere)
    steps = terminal.getvalue().strip().split("\r")
    filled = [step.count("#") for step in steps]
    assert len(steps) == 3
    assert filled == sorted(set(filled))
    assert steps[0].endswith("2,000 rows")
    assert steps[-1] == f"[{'#' * 40}] 100%  6,000 rows"
    assert elsewhere.getvalue() == ""
