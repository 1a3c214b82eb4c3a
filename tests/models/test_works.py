"""Works keep what they are part of and how they are numbered; a wrong ISBN or DOI is refused on every way in."""

import json
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers import deserialize
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from battles.checking import RecordCheck
from battles.history.revert import revert
from battles.history.undo import undo
from battles.importing.importer import Importer
from battles.models import Change, Source
from battles.resources import RESOURCES
from battles.review.decisions import ReviewRefused, accept, propose
from tests.factories import make_proposed_change, make_source, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

RIGHT, WRONG, OTHER_WRONG = "978-7-5633-5509-9", "978-7-5633-5509-8", "978-7-5633-5509-7"
PART = {
    "short_title": "Deng 2014",
    "editors": "鄧正兵|鄧紅",
    "translators": "Müller, Jörg",
    "container": "江漢大學學報",
    "volume": "33",
    "issue": "5",
    "pages": "96–101",
    "edition": "2",
    "doi": "10.1000/182",
}
OLD_HEADINGS = [
    *["slug", "title", "title_en", "kind", "authors", "publisher", "place", "issued", "language", "isbn"],
    *["url", "archived_url", "accessed", "document", "document_sha256", "derived_from", "reliability", "note"],
]


def make_wrong_source(**values):
    """A source of before the rule, which has a wrong ISBN."""
    source = make_source(**values)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE battles_source SET isbn = %s WHERE id = %s", [WRONG, source.pk])
    source.refresh_from_db()
    return source


def import_rows(*rows):
    headings = list(rows[0])
    return Importer(RESOURCES["sources"](), headings).run(
        [(line, list(row.values())) for line, row in enumerate(rows, 2)]
    )


def refusal(source):
    with pytest.raises(ValidationError) as refused:
        source.full_clean()
    return refused.value.message_dict


def test_a_wrong_isbn_is_refused_and_a_right_one_kept_as_written():
    source = make_source()
    source.isbn = WRONG
    assert list(refusal(source)) == ["isbn"]
    source.isbn = f"ISBN {RIGHT}"
    source.full_clean()
    source.save()
    source.refresh_from_db()
    assert source.isbn == RIGHT


def test_a_new_source_with_a_wrong_isbn_is_refused():
    assert list(refusal(Source(slug="new", title="戰史", kind="book", isbn=WRONG))) == ["isbn"]


def test_other_fields_of_a_source_with_a_wrong_isbn_can_be_edited():
    source = make_wrong_source()
    source.note = "read again"
    source.full_clean()
    source.isbn = OTHER_WRONG
    assert list(refusal(source)) == ["isbn"]


def test_a_file_keeps_a_wrong_isbn_that_is_there_and_brings_no_other():
    make_wrong_source(slug="old")
    make_source(slug="right", isbn=RIGHT)
    kept = import_rows({"slug": "old", "isbn": WRONG, "note": "read again"})
    assert (kept.changed, kept.errors) == (1, [])
    refused = import_rows(
        {"slug": "old", "title": "戰史", "kind": "book", "isbn": OTHER_WRONG},
        {"slug": "right", "title": "戰史", "kind": "book", "isbn": WRONG},
        {"slug": "new", "title": "戰史", "kind": "book", "isbn": WRONG},
        {"slug": "newer", "title": "戰史", "kind": "book", "isbn": RIGHT},
    )
    assert [(error.line, error.column) for error in refused.errors] == [(2, "isbn"), (3, "isbn"), (4, "isbn")]
    assert dict(Source.objects.values_list("slug", "isbn")) == {"old": WRONG, "right": RIGHT}


def test_all_mistakes_of_a_row_are_told_at_once():
    result = import_rows({"slug": "new", "title": "戰史", "kind": "blog", "isbn": WRONG, "doi": "182"})
    assert sorted(error.column for error in result.errors) == ["doi", "isbn", "kind"]


def test_a_version_with_a_wrong_isbn_comes_back_by_undo_but_not_by_revert():
    source = make_wrong_source()
    Change.objects.all().delete()
    source.isbn = RIGHT
    source.save()
    change = Change.objects.of(source).get()
    with pytest.raises(ValidationError) as refused:
        revert(change, change.before)
    assert "wrong check digit" in " ".join(refused.value.messages)
    undo(change.change_set)
    source.refresh_from_db()
    assert source.isbn == WRONG


def test_a_proposal_with_a_wrong_isbn_is_not_accepted():
    source = make_source(isbn=RIGHT)
    state = Change.objects.of(source).get().after
    change = make_proposed_change(
        model="source", record_id=source.pk, identity=source.slug, before=state, after=state | {"isbn": WRONG}
    )
    change.proposal.model, change.proposal.record_id = "source", source.pk
    change.proposal.save()
    with pytest.raises(ReviewRefused, match="wrong check digit"):
        accept(change.proposal, decided_by=make_user())


def test_the_new_columns_are_proposed_accepted_and_reverted():
    source = make_source()
    change = Change.objects.of(source).get()
    state = change.after
    proposal = propose(source, [(Source, [(source.pk, state, state | PART)])], made_by=make_user())
    accept(proposal, decided_by=make_user())
    source.refresh_from_db()
    assert {name: getattr(source, name) for name in PART} == PART
    revert(change, state)
    source.refresh_from_db()
    assert {name: getattr(source, name) for name in PART} == dict.fromkeys(PART, "")


def test_checkrecords_names_a_wrong_isbn_that_is_kept():
    source = make_wrong_source()
    found = [finding for finding in RecordCheck().findings() if finding.rule == "number"]
    assert [(finding.severity, finding.ref) for finding in found] == [("warning", source.slug)]


def test_a_doi_is_kept_without_its_address_on_every_way_in():
    address = "https://doi.org/10.1000/182"
    form = make_source(doi=address)
    assert form.doi == "10.1000/182"
    Source.objects.filter(pk=form.pk).update(doi=address)
    assert import_rows({"slug": "file", "title": "戰史", "kind": "book", "doi": address}).new == 1
    fields = {"slug": "fixture", "title": "戰史", "kind": "book", "doi": address}
    for loaded in deserialize("json", json.dumps([{"model": "battles.source", "fields": fields}])):
        loaded.save()
    assert list(Source.objects.values_list("doi", flat=True)) == ["10.1000/182"] * 3


def test_a_file_with_the_old_headings_makes_sources_and_keeps_what_it_does_not_name():
    make_source(slug="there", **PART)
    row = dict.fromkeys(OLD_HEADINGS, "") | {"title": "新題名", "kind": "book"}
    result = import_rows(row | {"slug": "there"}, row | {"slug": "new"})
    assert (result.new, result.changed, result.errors) == (1, 1, [])
    there, new = Source.objects.get(slug="there"), Source.objects.get(slug="new")
    assert {name: getattr(there, name) for name in PART} == PART
    assert {name: getattr(new, name) for name in PART} == dict.fromkeys(PART, "")
    assert there.title == new.title == "新題名"


@pytest.mark.parametrize(
    "query",
    ["978-7-5633-5509-9", "9787563355099", "978 7 5633 5509 9", "7-5633-5509-X", "756335509x", "ISBN 7-5633-5509-X"],
)
@pytest.mark.parametrize("isbn", ["978-7-5633-5509-9", "9787563355099", "7-5633-5509-X"])
def test_an_isbn_is_found_in_every_spelling(query, isbn):
    found = make_source(isbn=isbn)
    make_source(isbn="978-7-80130-975-4")
    assert list(Source.objects.search(query)) == [found]


def test_a_source_is_found_by_its_short_title_its_container_its_people_and_its_doi():
    found = make_source(**PART)
    make_source()
    for query in ("Deng 2014", "江汉大学学报", "邓红", "muller", "10.1000/182", "https://doi.org/10.1000/182"):
        assert list(Source.objects.search(query)) == [found], query


def test_the_upgrade_keeps_a_wrong_isbn_and_makes_the_search_keys_anew():
    wrong, right = make_wrong_source(), make_source(isbn="7-5633-5509-X")
    Source.objects.filter(pk=right.pk).update(search_key="old")
    works = import_module("battles.migrations.0018_works")
    apps = MigrationLoader(None).project_state(("battles", "0018_works")).apps
    works.fold_again(apps, SimpleNamespace(connection=connection))
    keys = dict(Source.objects.values_list("pk", "search_key"))
    assert "#9787563355099" in keys[right.pk].split("\n")
    assert "#9787563355098" in keys[wrong.pk].split("\n")
    wrong.refresh_from_db()
    assert wrong.isbn == WRONG
