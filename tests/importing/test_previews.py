"""The preview of an import: the outcome of each row, in files from which one page can be read without the rest."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles.importing.importer import Importer
from battles.importing.previews import Digest, Group, PreviewRows, PreviewWriter, preview_headings
from battles.models import FigureClaim
from battles.resources import RESOURCES
from tests.factories import make_belligerent, make_campaign, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def preview(folder, model, *rows):
    """The rows of the preview by group, and its digest."""
    resource, headings = RESOURCES[model](), list(rows[0])
    with PreviewWriter(folder, resource, headings) as written:
        Importer(resource, headings, preview=written).run(
            [(line, list(row.values())) for line, row in enumerate(rows, 2)], dry_run=True
        )
    return {group: PreviewRows(folder, group) for group in Group}, written.hexdigest()


def side(slug, name="某方", **cells):
    return {"slug": slug, "name": name} | cells


def test_rows_are_grouped_by_new_changed_and_wrong(tmp_path):
    make_belligerent(slug="same", name="某方")
    make_belligerent(slug="other", name="日本")
    rows, _digest = preview(tmp_path, "belligerents", side("new"), side("same"), side("other"), side("no name", ""))
    assert list(rows[Group.NEW]) == [{"line": 2, "identity": "new", "cells": ["new", "某方"]}]
    assert list(rows[Group.CHANGED]) == [{"line": 4, "identity": "other", "changes": [["name", "日本", "某方"]]}]
    assert [(row["line"], row["column"], row["value"]) for row in rows[Group.WRONG]] == [
        (5, "slug", "no name"), (5, "name", ""),
    ]  # fmt: skip
    assert preview_headings(tmp_path) == ["slug", "name"]


def test_errors_are_sorted_by_line(tmp_path):
    wrong = [side(f"side-{number}", "x" * (301 if number % 3 else 1), note="") for number in range(30)]
    rows, _digest = preview(tmp_path, "belligerents", *wrong, side("bad slug", "", note=""))
    lines = [row["line"] for row in rows[Group.WRONG]]
    assert lines == sorted(lines)
    assert len(lines) == 22


def test_a_slice_reads_only_its_own_lines(tmp_path):
    rows, _digest = preview(tmp_path, "belligerents", *(side(f"side-{number}", "萬家嶺\nx") for number in range(300)))
    new = rows[Group.NEW]
    assert len(new) == 300
    assert [row["line"] for row in new[250:253]] == [252, 253, 254]
    assert new[299]["identity"] == "side-299"
    assert new[300:] == []
    (tmp_path / "new.jsonl").write_bytes(b"x" * (tmp_path / "new.jsonl").stat().st_size)
    with pytest.raises(ValueError, match="Expecting value"):
        new[250:251]


def test_digests_are_equal_only_for_equal_previews(tmp_path):
    made = make_belligerent(slug="japan", name="日本", note="one")
    file = [side("japan", "日本", note=""), side("china", note="")]
    first = preview(tmp_path, "belligerents", *file)[1]
    assert preview(tmp_path, "belligerents", *file)[1] == first
    made.name_en = "a column that the file leaves alone"
    made.save()
    assert preview(tmp_path, "belligerents", *file)[1] == first
    made.note = "two"
    made.save()
    assert preview(tmp_path, "belligerents", *file)[1] != first
    resource, headings = RESOURCES["belligerents"](), ["slug", "name", "note"]
    imported = Digest(resource, headings)
    before = preview(tmp_path, "belligerents", *file)[1]
    Importer(resource, headings, preview=imported).run([(line, list(row.values())) for line, row in enumerate(file, 2)])
    assert imported.hexdigest() == before


@pytest.fixture
def claim():
    """The cells of a claim without a ref, with the records to which it links."""
    campaign, source = make_campaign(slug="wuhan"), make_source(slug="diary")
    return {
        "campaign": campaign.slug, "source": source.slug, "kind": "casualties", "category": "killed",
        "low": "5", "high": "5",
    }  # fmt: skip


def test_a_changed_note_of_a_claim_without_a_ref_is_shown(tmp_path, claim):
    first = claim | {"note": "a"}
    Importer(RESOURCES["claims"](), list(first)).run([(2, list(first.values()))])
    rows, _digest = preview(tmp_path, "claims", claim | {"note": "b"})
    (changed,) = rows[Group.CHANGED]
    assert changed == {"line": 2, "identity": FigureClaim.objects.get().ref, "changes": [["note", "a", "b"]]}
    assert list(rows[Group.NEW]) == []


def test_a_check_of_claims_writes_nothing(tmp_path, claim):
    with CaptureQueriesContext(connection) as captured:
        rows, _digest = preview(tmp_path, "claims", {"ref": "one"} | claim)
    assert len(rows[Group.NEW]) == 1
    assert {query["sql"].split()[0] for query in captured} == {"SELECT"}
