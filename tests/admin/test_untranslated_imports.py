"""The pages of imports, exports, undo and changes contain no English for an editor who reads Chinese."""

import pytest

from battles.importing import states, uploads
from battles.models import Belligerent, Change, FigureClaim, ImportRecord, ImportState, Place
from battles.resources import RESOURCES
from battles.tabular import ENCODINGS
from tests import factories
from tests.admin import address, opened, submit
from tests.admin.uploading import csv_of, page_of, step, upload
from tests.importing.test_uploads import lose_process
from tests.tabular.files import sample
from tests.tabular.workbook_files import workbook
from tests.untranslated import english_in
from tests.wuhan.test_untranslated import FIXED_IN_DJANGO, NAMES

pytestmark = pytest.mark.django_db

# Headings of tables, and what stands in the cells of these tests.
IN_TABLES = {heading for resource in RESOURCES.values() for heading in resource.headings} | set(RESOURCES)
IN_TABLES |= {"table.csv", "table.xlsx", "side-1", "side-2", "nmae", "Side", "side 1", "japan"}
NAMES_OF_ENCODINGS = set(ENCODINGS) | {"Unicode", "GBK", "GB 2312", "ISO 8859-1", "NUL", "PDF", "MB"}


@pytest.fixture(params=["zh-hant", "zh-hans"])
def editor(request, admin_client):
    """A browser whose user reads this sort of Chinese."""
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = request.param
    return admin_client


def english_on(page, *names):
    text = page.content.decode()
    assert '<html lang="zh-han' in text
    digests = ImportRecord.objects.values_list("file_sha256", flat=True)
    return english_in(text, names=NAMES | FIXED_IN_DJANGO | IN_TABLES | NAMES_OF_ENCODINGS | {*digests, *names})


def test_the_forms_of_import_and_export(editor):
    factories.make_belligerent(slug="japan", name_en="")
    for page in (
        editor.get(address(Belligerent, "import")),
        editor.post(address(Belligerent, "import"), {}),
        editor.get(address(Belligerent, "export")),
    ):
        assert english_on(page) == []


def test_an_import_from_the_check_to_the_undo(editor):
    factories.make_belligerent(slug="japan", name_en="")
    new, changed = {"slug": "side-1", "name": "某方"}, {"slug": "japan", "name": "日軍"}
    _response, record = upload(editor, Belligerent, csv_of(new, changed))
    undo = step(record, "undo")
    for rows in ("new", "changed", "wrong", "remarks"):
        assert english_on(page_of(editor, record, rows=rows)) == []
    assert english_on(editor.post(step(record, "confirm"), follow=True)) == []
    for rows in ("new", "changed"):
        assert english_on(page_of(editor, record, rows=rows)) == []
    assert english_on(editor.get(undo)) == []
    factories.make_unit(belligerent=Belligerent.objects.get(slug="side-1"), name_en="", slug="side-2", status="draft")
    refused = editor.post(undo)
    assert english_on(refused) == []
    assert 'class="reasons"' in refused.content.decode()
    Belligerent.objects.get(slug="side-1").units.all().delete()
    assert english_on(editor.post(undo, follow=True)) == []
    assert page_of(editor, record).context["record"].undone_by
    assert english_on(page_of(editor, record)) == []
    assert english_on(editor.get(address(ImportRecord, "changelist"))) == []


@pytest.mark.parametrize(
    "data",
    [
        csv_of({"slug": "side 1", "name": "某"}, {"slug": "side-1", "name": ""}, {"slug": "japan", "name": "某" * 300}),
        csv_of({"slug": "side-1", "name": "某"}, {"slug": "side-1", "name": "某"}),
        csv_of({"slug": "side-1", "name": "某"}, {"slug": "Side-1", "name": "某"}),
        csv_of({"slug": "side-1", "nmae": "某"}),
        csv_of({"slug": "side-1", "name": "某方", "name_en": "", "note": "第一次世界大戰"}, encoding="gb18030"),
        b"slug,name\njapan\n",
        b'slug,name\njapan,"x\n',
        b"slug;name,note\n",
        sample("nul-byte.csv"),
        sample("binary-junk.csv"),
        b"PK\x03\x04",
        b"%PDF",
        workbook([["slug", "name"], ["japan", "=1"]]),
    ],
    ids=range(13),
)
def test_errors_of_a_file(editor, data):
    _response, record = upload(editor, Belligerent, data)
    assert record.state == ImportState.REFUSED
    assert english_on(page_of(editor, record)) == []


def test_links_that_lead_nowhere_or_in_a_circle(editor):
    factories.make_place(slug="wuhan", name="武漢", name_en="")
    rows = [("a", "wuhann"), ("b", "c"), ("c", "b"), ("d", "zzz")]
    data = csv_of(*({"slug": slug, "name": "某地", "part_of": part_of} for slug, part_of in rows))
    _response, record = upload(editor, Place, data)
    page = page_of(editor, record)
    assert record.wrong == 4
    assert english_on(page, "wuhann", "wuhan", "zzz") == []


def test_remarks_on_claims(editor):
    engagement, belligerent = factories.make_engagement(name_en=""), factories.make_belligerent(name_en="")
    first = factories.make_source(title_en="", slug="side-1")
    claim = factories.make_claim(engagement=engagement, belligerent=belligerent, source=first, low=1, high=1)
    other = factories.make_source(title_en="", slug="side-2")
    cells = {
        "engagement": engagement.slug, "belligerent": belligerent.slug, "kind": claim.kind,
        "category": claim.category, "counted": claim.counted.slug, "low": "9", "high": "9", "qualifier": "exact",
        "source": other.slug, "locator": "頁一", "wording": "五百人",
    }  # fmt: skip
    _response, record = upload(editor, FigureClaim, csv_of(cells))
    page = page_of(editor, record, rows="remarks")
    assert page.context["page"].object_list
    identities = [row["identity"] for row in page.context["page"]]
    assert english_on(page, "is read as", *identities) == []


def test_an_import_that_was_interrupted_and_one_under_way(editor):
    _response, record = upload(editor, Belligerent, csv_of({"slug": "side-1", "name": "某方"}))
    for state in (ImportState.CHECKING, ImportState.IMPORTING):
        states.change_state(record, ImportState.values, state)
        lose_process(record)
        assert english_on(page_of(editor, record)) == []
        with uploads.working(uploads.folder_of(record)):
            assert english_on(page_of(editor, record)) == []


def test_changes_conflicts_and_undone_imports(editor):
    place = factories.make_place(name="漢口", name_en="", slug="side-1")
    url = address(Place, "change", place.pk)
    first = opened(editor, url)
    submit(editor, url, name="武漢", _message="因為")
    conflict = editor.post(url, first | {"name": "武昌"})
    assert conflict.context["conflicts"]
    assert english_on(conflict) == []
    assert english_on(editor.get(address(Place, "delete", place.pk))) == []
    place.delete()
    assert english_on(editor.get(address(Change, "changelist"))) == []
    changes = [editor.get(address(Change, "change", change.pk)) for change in Change.objects.all()]
    assert [english_on(page) for page in changes] == [[]] * 3
    deletion = Change.objects.first()
    reverted = editor.post(f"{address(Change, 'change', deletion.pk)[:-7]}restore/before/", follow=True)
    assert Place.objects.exists()
    assert english_on(reverted) == []
