"""Claims of five books about one war: imported, compared, imported again, and undone.

Facts from the data set acw_battle_data (Jeffrey B. Arnold, CC BY 4.0), which lies beside the repository.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import Count

from battles.models import ChangeSet, FigureClaim, ImportRecord
from tests.resources.test_commands import export_all, import_file

FOLDER = Path(settings.BASE_DIR).parent / "shared" / "data" / "acw"
ORDER = ("sources", "belligerents", "campaigns", "engagements", "claims")
# Claims name this belligerent, for which there is no row; its slug and refs with it must not have a space.
MISSING, SLUG = ("Native American", "native american"), "native-american"
CELL = ("engagement", "belligerent", "kind", "category", "counted")

pytestmark = [
    pytest.mark.both_engines(quick=False),
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the sample data is not beside the repository"),
]


@pytest.fixture
def files(tmp_path):
    """The files with the missing belligerent added, in the order in which they are imported."""
    for model in ORDER:
        text = (FOLDER / f"{model}.csv").read_text(encoding="utf-8")
        if model == "belligerents":
            text += f"{SLUG},{MISSING[0]},{MISSING[0]},\n"
        elif model == "claims":
            for name in MISSING:
                text = text.replace(name, SLUG)
        (tmp_path / f"{model}.csv").write_text(text, encoding="utf-8")
    return {model: tmp_path / f"{model}.csv" for model in ORDER}


def test_a_missing_belligerent_of_the_real_files_is_named():
    for model in ORDER[:-1]:
        assert import_file(model, FOLDER / f"{model}.csv").endswith("undoes it.")
    mistakes = import_file("claims", FOLDER / "claims.csv").splitlines()
    assert mistakes[-1] == "12 errors; nothing was imported."
    assert mistakes[1] == (
        "6 rows, belligerent: There is no belligerent “Native American”. (lines 129, 130, 307, 859, 860, …)"
    )
    assert not FigureClaim.objects.exists()


def test_the_real_files_are_imported_and_undone_completely(files, documents, tmp_path):
    before = export_all(tmp_path / "before")
    for model, path in files.items():
        assert " 0 changed, 0 unchanged" in import_file(model, path), model
    claims = FigureClaim.objects.filter(engagement__slug__startswith="acw-")
    cells = claims.order_by().values(*CELL).annotate(sources=Count("source", distinct=True)).filter(sources__gt=1)
    assert cells.count() == 519
    assert claims.differing().count() == 420
    after = export_all(tmp_path / "after")
    made = ChangeSet.objects.count()
    for model, path in files.items():
        assert import_file(model, path).startswith("0 new, 0 changed, "), model
    assert export_all(tmp_path / "again") == after
    assert ChangeSet.objects.count() == made
    for record in ImportRecord.objects.filter(change_set__isnull=False):
        call_command("undoimport", record.pk, verbosity=0)
    assert export_all(tmp_path / "undone") == before
