"""A check, which writes nothing, finds each error that the database would refuse."""

import pytest

from battles.importing.importer import Importer
from battles.models.records import Record
from battles.resources import resource_of
from tests.models.test_constraints import BROKEN, RECORDS, broken_row

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines(quick=False)]


def cell(resource, heading, value):
    return value.slug if isinstance(value, Record) else resource.columns[heading].render(value)


# Files do not have the column, or name another record by it.
IN_FORMS_ONLY = {"countable_measure_known", "identifier_of_one_record"}


@pytest.mark.parametrize(
    "constraint", [name for name in BROKEN if name.partition("_")[0] in RECORDS and name not in IN_FORMS_ONLY]
)
def test_a_check_finds_errors_that_the_database_would_refuse(constraint):
    row, values, _field = broken_row(constraint)
    _kind, resource = resource_of(type(row), with_status=True)
    (cells,) = resource.rows_for_export(resource.model.objects.filter(pk=row.pk))
    importer = Importer(resource, resource.headings)
    assert importer.run([(2, list(cells))], dry_run=True).unchanged == 1
    broken = dict(zip(resource.headings, cells, strict=True))
    broken |= {heading: cell(resource, heading, value) for heading, value in values.items()}
    importer = Importer(resource, resource.headings)
    # The check of most kinds does not write; here none does, so that no rule is left to the database.
    importer.write = lambda rows: None
    assert importer.run([(2, list(broken.values()))], dry_run=True).error_count
