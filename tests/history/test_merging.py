"""Two records become one: all that linked to the other links to the one that stays, and the undo separates them."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from battles import models
from battles.history.merging import (
    BOTH,
    about_themselves,
    fields_to_choose,
    links_to_move,
    merge,
    repeated_statements,
    rows_to_move,
)
from battles.history.undo import undo
from battles.models.published_links import UnpublishedLinkError
from battles.models.recording import recording
from battles.models.records import Recorded
from battles.models.renaming import SLUGGED
from battles.values.choices import Status
from tests.admin import MAKERS
from tests.factories import (
    make_appointment,
    make_campaign,
    make_claim,
    make_commander,
    make_dateclaim,
    make_engagement,
    make_former_slug,
    make_identifier,
    make_name,
    make_outcomeclaim,
    make_participation,
    make_place,
    make_proposed_change,
    make_source,
    make_source_text,
    make_subordination,
    make_unit,
)
from tests.history.test_undo import everything

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def merged(stays, goes, **chosen):
    """Merge the second record into the first, and return the set of changes."""
    with recording(message="entered twice") as changes:
        merge(stays, goes, chosen, changes)
    stays.refresh_from_db()
    return changes.change_set


def former_slugs():
    rows = models.FormerSlug.objects.order_by("slug")
    return [(row.slug, row.record) for row in rows]


def pair_of(kind):
    (model,) = (model for model in MAKERS if model._meta.model_name == kind)
    return MAKERS[model](slug="stays"), MAKERS[model](slug="goes")


def link_everything_to(record):
    """Rows of every kind that can link to the record, by each of their links."""
    kind = record._meta.model_name
    rows = [make_identifier(**{kind: record}), make_former_slug(**{"place": None, kind: record})]
    match record:
        case models.Source():
            makers = (make_name, make_appointment, make_subordination, make_participation, make_claim, make_dateclaim)
            rows += [maker(source=record) for maker in (*makers, make_outcomeclaim)]
            rows += [maker(quoted_source=record) for maker in (*makers, make_outcomeclaim)]
            return [*rows, make_source(derived_from=record)]
        case models.Campaign():
            makers = (make_name, make_participation, make_claim, make_dateclaim, make_outcomeclaim, make_appointment)
            rows += [maker(campaign=record) for maker in (*makers, make_subordination, make_engagement)]
            return [*rows, make_campaign(part_of=record)]
        case models.Engagement():
            makers = (make_name, make_participation, make_claim, make_dateclaim, make_outcomeclaim)
            rows += [maker(engagement=record) for maker in makers]
            return [*rows, make_engagement(part_of=record)]
        case models.Unit():
            makers = (make_name, make_appointment, make_subordination, make_participation, make_claim)
            rows += [maker(unit=record) for maker in makers]
            return [*rows, make_subordination(superior=record)]
        case models.Commander():
            return rows + [maker(commander=record) for maker in (make_name, make_appointment, make_participation)]
        case models.Place():
            campaign, engagement = make_campaign(), make_engagement()
            campaign.places.add(record), engagement.places.add(record)
            return [*rows, make_name(place=record), make_place(part_of=record), campaign, engagement]
        case models.Belligerent():
            makers = (make_name, make_participation, make_claim, make_unit, make_commander)
            rows += [maker(belligerent=record) for maker in makers]
            return [
                *rows,
                make_claim(claimant=record),
                make_outcomeclaim(victor=record),
                make_engagement(victor=record),
            ]


@pytest.mark.parametrize("kind", SLUGGED)
def test_everything_that_links_to_a_record_moves_and_the_undo_gives_every_export_back(kind):
    stays, goes = pair_of(kind)
    rows = link_everything_to(goes)
    linked_by = {(type(row)._meta.concrete_model, field.name) for row in rows for field in links_of(row, goes)}
    # A source with a text does not go.
    can_move = {
        (field.model, field.name) for field in links_to_move(type(goes)) if field.model is not models.SourceText
    }
    assert linked_by == can_move
    before, slugs = everything(), former_slugs()
    change_set = merged(stays, goes)
    assert not type(goes).objects.filter(pk=goes.pk).exists()
    moved = {(each.field.model, each.field.name) for each in rows_to_move(stays, stays)}
    assert moved == linked_by
    assert ("goes", stays) in former_slugs()
    assert {row.record for row in models.FormerSlug.objects.all()} == {stays}
    undone = undo(change_set)
    assert everything() == before
    assert former_slugs() == slugs
    undo(undone)
    assert not type(goes).objects.filter(pk=goes.pk).exists()


def links_of(row, record):
    """The fields by which the row links to the record."""
    for field in (*row._meta.concrete_fields, *row._meta.local_many_to_many):
        if field.related_model is type(record):
            value = getattr(row, field.name)
            if value == record or (field.many_to_many and record in value.all()):
                yield field


@pytest.mark.parametrize("kind", SLUGGED)
def test_all_that_can_link_to_a_record_is_in_the_history(kind):
    # Otherwise an undo would not bring it back. A source with a text is not merged into another.
    for field in links_to_move(apps.get_model("battles", kind)):
        assert issubclass(field.model, Recorded | models.SourceText), field


def test_a_source_with_a_text_stays_and_does_not_go():
    stays, goes = pair_of("source")
    text = make_source_text(source=stays)
    with pytest.raises(ValidationError, match="has a text"):
        merged(goes, stays)
    merged(stays, goes)
    text.refresh_from_db()
    assert text.source == stays


def test_refs_stay_and_a_row_with_the_slug_of_either_finds_the_statement():
    stays, goes = pair_of("campaign")
    claim = make_claim(campaign=goes, source=make_source(slug="diary"))
    ref = claim.ref
    merged(stays, goes)
    claim.refresh_from_db()
    assert (claim.campaign, claim.ref) == (stays, ref)
    again = models.FigureClaim(
        campaign=stays, source=claim.source, locator=claim.locator, kind=claim.kind, category=claim.category,
        low=100, high=100,
    )  # fmt: skip
    assert again.make_ref() == ref


def test_the_editor_chooses_the_value_of_each_field_that_differs():
    stays = make_commander(slug="stays", name="岡村寧次", rank="中將", note="one", born="1884")
    goes = make_commander(slug="goes", name="冈村宁次", rank="大將", note="other", died="1966")
    fields = {field.name: (one, other) for field, one, other in fields_to_choose(stays, goes)}
    assert set(fields) == {"name", "rank", "note", "born", "died"}
    assert fields["rank"] == ("中將", "大將")
    merged(stays, goes, rank=goes.pk, died=goes.pk, note=BOTH, name=stays.pk)
    assert (stays.slug, stays.name, stays.rank, stays.born, stays.died) == ("stays", "岡村寧次", "大將", "1884", "1966")
    assert stays.note == "one\n\nother"


def test_lists_of_links_are_chosen_or_joined():
    stays, goes = pair_of("campaign")
    one, both, other = make_place(), make_place(), make_place()
    stays.places.set([one, both])
    goes.places.set([both, other])
    before = everything()
    change_set = merged(stays, goes, places=BOTH)
    assert set(stays.places.all()) == {one, both, other}
    undo(change_set)
    assert everything() == before
    merged(stays, goes, places=goes.pk)
    assert set(stays.places.all()) == {both, other}


def test_a_record_with_both_places_has_the_merged_one_once():
    stays, goes = pair_of("place")
    campaign = make_campaign()
    campaign.places.set([stays, goes])
    before = everything()
    change_set = merged(stays, goes)
    assert list(campaign.places.all()) == [stays]
    undo(change_set)
    assert everything() == before


@pytest.mark.parametrize(
    ("kind", "row", "sentence"),
    [
        ("source", lambda one, other: make_claim(source=one, quoted_source=other), "A source does not quote itself"),
        ("source", lambda one, other: make_claim(source=other, quoted_source=one), "A source does not quote itself"),
        ("unit", lambda one, other: make_subordination(unit=one, superior=other), "A unit cannot be its own superior"),
    ],
)
def test_a_statement_that_would_be_about_itself_prevents_it(kind, row, sentence):
    stays, goes = pair_of(kind)
    row = row(stays, goes)
    ((found, said),) = about_themselves(stays, goes)
    assert (found, said.startswith(sentence)) == (row, True)
    before = everything()
    with pytest.raises(ValidationError, match=sentence):
        merged(stays, goes)
    assert everything() == before


def test_a_figure_that_one_side_gives_about_itself_prevents_nothing():
    stays, goes = pair_of("belligerent")
    claim = make_claim(belligerent=stays, claimant=goes)
    assert about_themselves(stays, goes) == []
    merged(stays, goes)
    claim.refresh_from_db()
    assert (claim.belligerent, claim.claimant) == (stays, stays)


@pytest.mark.parametrize("kind", ["campaign", "engagement", "place"])
def test_a_record_within_its_twin_takes_the_place_of_the_twin_or_is_refused(kind):
    stays, goes = pair_of(kind)
    larger = MAKERS[type(stays)]()
    type(stays).objects.filter(pk=stays.pk).update(part_of=goes)
    type(stays).objects.filter(pk=goes.pk).update(part_of=larger)
    stays.refresh_from_db(), goes.refresh_from_db()
    with pytest.raises(ValidationError, match="itself"):
        merged(stays, goes)
    before = everything()
    change_set = merged(stays, goes, part_of=goes.pk)
    assert stays.part_of == larger
    undo(change_set)
    assert everything() == before


def test_a_longer_circle_is_refused():
    stays, goes = pair_of("campaign")
    between = make_campaign(part_of=goes)
    type(stays).objects.filter(pk=stays.pk).update(part_of=between)
    stays.refresh_from_db()
    before = everything()
    with pytest.raises(ValidationError, match="part of itself"):
        merged(stays, goes)
    assert everything() == before


def test_statements_that_say_the_same_both_stay_and_are_named():
    stays, goes = pair_of("campaign")
    source = make_source()
    same = [make_claim(campaign=record, source=source, locator="p. 1") for record in (stays, goes)]
    make_claim(campaign=goes, source=source, locator="p. 2")
    make_claim(campaign=goes, locator="p. 1")
    # These two already say the same.
    for ref in ("one", "two"):
        make_dateclaim(campaign=stays, source=source, locator="p. 3", ref=ref)
    (repeated,) = repeated_statements(stays, goes)
    assert (repeated.model, repeated.number) == (models.FigureClaim, 1)
    assert repeated.refs == [tuple(sorted(claim.ref for claim in same))]
    merged(stays, goes)
    assert {claim.campaign for claim in models.FigureClaim.objects.all()} == {stays}
    assert models.FigureClaim.objects.count() == 4


def test_statements_of_two_sources_that_are_one_are_named_too():
    stays, goes = pair_of("source")
    campaign = make_campaign()
    for source in (stays, goes):
        make_dateclaim(campaign=campaign, source=source, locator="p. 1")
    (repeated,) = repeated_statements(stays, goes)
    assert (repeated.model, repeated.number) == (models.DateClaim, 1)


@pytest.mark.parametrize(("of_stays", "of_goes"), [("draft", "published"), ("published", "draft")])
def test_a_published_and_a_draft_record_become_a_published_one(of_stays, of_goes):
    stays, goes = make_campaign(slug="stays", status=of_stays), make_campaign(slug="goes", status=of_goes)
    published = goes if of_goes == "published" else stays
    claim, draft = make_claim(campaign=published), make_claim(campaign=goes, status="draft")
    before = everything()
    change_set = merged(stays, goes)
    assert stays.status == Status.PUBLISHED
    claim.refresh_from_db(), draft.refresh_from_db()
    assert (claim.campaign, claim.status, draft.status) == (stays, "published", "draft")
    undo(change_set)
    assert everything() == before
    assert set(models.Campaign.objects.values_list("slug", "status")) == {("stays", of_stays), ("goes", of_goes)}


def test_two_drafts_become_a_draft_and_a_withdrawn_record_can_be_published_so():
    one, other = (make_place(slug=slug, status="draft") for slug in ("one", "other"))
    merged(one, other)
    assert one.status == Status.DRAFT
    withdrawn = make_place(slug="withdrawn", status="withdrawn", status_reason="entered twice")
    merged(withdrawn, make_place(slug="published"))
    assert (withdrawn.status, withdrawn.status_reason) == (Status.PUBLISHED, "")


def test_a_published_record_does_not_get_a_link_to_a_draft():
    draft = make_campaign(slug="larger", status="draft")
    stays, goes = make_campaign(slug="stays", status="draft", part_of=draft), make_campaign(slug="goes")
    before = everything()
    with pytest.raises((UnpublishedLinkError, ValidationError), match="is not published"):
        merged(stays, goes)
    assert everything() == before
    merged(stays, goes, part_of=goes.pk)
    assert stays.part_of is None


def test_open_proposals_to_change_the_record_that_goes_are_decided_first():
    stays, goes = pair_of("place")
    change = make_proposed_change(model="place", record_id=goes.pk, identity="goes", before={"slug": "goes"})
    with pytest.raises(ValidationError, match="Accept or decline them first"):
        merged(stays, goes)
    models.ProposedChange.objects.filter(pk=change.pk).delete()
    merged(stays, goes)


def test_the_queries_do_not_grow_with_the_statements():
    def queries(statements):
        stays, goes = make_campaign(), make_campaign()
        source = make_source()
        for number in range(statements):
            make_claim(campaign=goes, source=source, locator=f"p. {number}")
            make_dateclaim(campaign=goes, source=source, locator=f"p. {number}")
        with CaptureQueriesContext(connection) as captured:
            change_set = merged(stays, goes)
        with CaptureQueriesContext(connection) as of_undo:
            undo(change_set)
        with CaptureQueriesContext(connection) as of_page:
            rows_to_move(stays, goes), about_themselves(stays, goes), repeated_statements(stays, goes)
        return len(captured), len(of_page), len(of_undo)

    assert queries(1) == queries(20)


def test_more_statements_than_one_batch_move_and_come_back():
    stays, goes = pair_of("source")
    campaign = make_campaign()
    models.FigureClaim.objects.bulk_create(
        models.FigureClaim(
            campaign=campaign, source=goes, locator=f"p. {number}", kind="casualties", category="killed", low=1, high=1,
            status="published",
        )
        for number in range(1_000)
    )  # fmt: skip
    before = everything()
    with CaptureQueriesContext(connection) as captured:
        change_set = merged(stays, goes)
    assert len(captured) < 200
    assert stays.figureclaims.count() == 1_000
    assert change_set.changes.count() == 1_002
    undo(change_set)
    assert everything() == before


def test_a_merge_within_a_merge_is_found_under_all_slugs():
    one, two, three = (make_place(slug=slug) for slug in ("one", "two", "three"))
    merged(two, one)
    merged(three, two)
    assert former_slugs() == [("one", three), ("two", three)]
