"""Files to fill in: they explain their columns, and are imported when they are filled in."""

import io

import openpyxl
import pytest
from django.core.management import call_command

from battles.importing.importer import Importer
from battles.models import Authority, Countable, FigureClaim
from battles.resources import RESOURCES
from battles.resources.table_templates import TEMPLATE_FORMATS, template
from battles.tabular import read_table, with_known_headings
from tests.admin import address
from tests.factories import make_belligerent, make_campaign, make_source
from tests.tabular.workbook_files import saved


def file_of(kind, format, **options):
    return b"".join(template(RESOURCES[kind](**options), format))


def drop_downs(book):
    """The choices in the list of each column that has one."""
    table, about = book.worksheets
    found = {}
    for each in table.data_validations.dataValidation:
        (cells,) = each.sqref.ranges
        choices = each.formula1.rpartition("!")[2].replace("$", "")
        found[table.cell(1, cells.min_col).value] = [cell.value for (cell,) in about[choices]]
        assert (cells.min_row, cells.max_row) == (2, 1_048_576)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("kind", RESOURCES)
@pytest.mark.parametrize("format", TEMPLATE_FORMATS)
def test_a_template_is_an_empty_table_with_all_headings(kind, format):
    resource = RESOURCES[kind](with_status=True)
    table = read_table(io.BytesIO(file_of(kind, format, with_status=True)))
    assert (table.format, table.headings, list(table.rows)) == (format, resource.headings, [])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", RESOURCES)
def test_choices_are_drop_downs_and_each_column_is_explained(kind):
    resource = RESOURCES[kind](with_status=True)
    book = openpyxl.load_workbook(io.BytesIO(file_of(kind, "xlsx", with_status=True)))
    expected = {
        heading: [value for value, _label in column.field.choices if value]
        for heading, column in resource.columns.items()
        if column.field.choices
    }
    for heading, terms in {"counted": Countable, "authority": Authority}.items():
        if heading in resource.columns:
            expected[heading] = list(terms.objects.values_list("slug", flat=True))
    found = drop_downs(book)
    assert found == expected | {heading: ["yes", "no"] for heading in found.keys() - expected.keys()}
    rows = list(book["About the columns"].iter_rows(min_row=2, max_col=4, max_row=1 + len(resource.headings)))
    assert [row[0].value for row in rows] == resource.headings
    assert {row[0].value for row in rows if row[2].value == "yes"} == set(resource.required_headings)
    assert all(row[1].value and row[3].value for row in rows)


@pytest.mark.django_db
@pytest.mark.both_engines
def test_a_template_is_imported_when_it_is_filled_in():
    make_campaign(slug="wuhan")
    make_belligerent(slug="japan")
    make_source(slug="diary")
    book = openpyxl.load_workbook(io.BytesIO(file_of("claims", "xlsx")))
    cells = {
        "campaign": "wuhan", "belligerent": "japan", "kind": "casualties", "category": "killed", "low": 5, "high": 5,
        "disputed": "yes", "source": "diary",
    }  # fmt: skip
    book.active.append([cells.get(heading) for heading in RESOURCES["claims"].headings])
    resource = RESOURCES["claims"]()
    table = with_known_headings(read_table(io.BytesIO(saved(book))), resource.headings)
    assert Importer(resource, table.headings).run(table.rows).errors == []
    assert FigureClaim.objects.values_list("low", "disputed", "qualifier").get() == (5, True, "exact")


@pytest.mark.parametrize("format", TEMPLATE_FORMATS)
def test_exportcsv_writes_a_template(tmp_path, format):
    path = tmp_path / "engagements"
    call_command("exportcsv", "engagements", output=path, template=format)
    with path.open("rb") as file:
        assert read_table(file, format=format).headings == RESOURCES["engagements"].headings
    call_command("exportcsv", "engagements", "--all", output=path, template=format)
    with path.open("rb") as file:
        assert read_table(file).headings[-1] == "status"


@pytest.mark.django_db
@pytest.mark.parametrize("format", TEMPLATE_FORMATS)
def test_each_import_page_links_to_its_templates(admin_client, format):
    link = f"{address(FigureClaim, 'template')}?format={format}"
    assert f'href="{link}"' in admin_client.get(address(FigureClaim, "import")).content.decode()
    response = admin_client.get(link)
    assert response.headers["Content-Disposition"] == f'attachment; filename="claims-template.{format}"'
    table = read_table(io.BytesIO(b"".join(response.streaming_content)), format=format)
    assert table.headings == [*RESOURCES["claims"].headings, "status"]
