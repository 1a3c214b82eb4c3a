"""Each constraint is tested twice: by the form (full_clean) and by the database."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

STATEMENTS = {
    "name": factories.make_name,
    "appointment": factories.make_appointment,
    "subordination": factories.make_subordination,
    "participation": factories.make_participation,
    "figureclaim": factories.make_claim,
    "dateclaim": factories.make_dateclaim,
    "outcomeclaim": factories.make_outcomeclaim,
}
ENTITIES = {
    "belligerent": factories.make_belligerent,
    "place": factories.make_place,
    "campaign": factories.make_campaign,
    "engagement": factories.make_engagement,
    "unit": factories.make_unit,
    "commander": factories.make_commander,
}
TERMS = {"countable": factories.make_countable, "authority": factories.make_authority}
OTHERS = {"source": factories.make_source, "identifier": factories.make_identifier}
RECORDS = STATEMENTS | ENTITIES | TERMS | OTHERS
MAKERS = RECORDS | {
    "formerslug": factories.make_former_slug,
    "importrecord": factories.make_importrecord,
    "changeset": factories.make_change_set,
    "change": factories.make_change,
    "proposal": factories.make_proposal,
    "proposedchange": factories.make_proposed_change,
    "comment": factories.make_comment,
    "sourcetext": factories.make_source_text,
    "sourceparagraph": factories.make_source_paragraph,
}
# Tested in tests/reading/test_texts.py: of these, SQLite names the columns and not the constraint.
PAIRS = {"sourcetext_number_told_apart", "sourceparagraph_number_told_apart"}


def another(maker):
    """A value that only the test's own run can make: called when the row is there."""
    return lambda row: maker()


def itself(row):
    return row


def in_capitals(maker):
    """The slug of another row, in capital letters."""
    return lambda row: maker(slug=f"{row.slug}-too").slug.upper()


def own(name):
    return lambda row: getattr(row, name)


# SQLite names the columns of a unique constraint, not the constraint.
NAMES_IN_ERRORS = {"identifier_of_one_record": "identifier_of_one_record|battles_identifier.authority_id"}
# constraint: (values that break it, the field that the form reports)
BROKEN = {
    "name_one_entity": ({"place": another(factories.make_place)}, "place"),
    "name_text_given": ({"text": ""}, "text"),
    "appointment_role_known": ({"role": "king"}, "role"),
    "appointment_start_is_date": ({"start": "1938-13-40"}, "start"),
    "appointment_end_is_date": ({"end": "soon"}, "end"),
    "appointment_dates_in_order": ({"start": "1938-09", "end": "1938-07"}, "end"),
    "appointment_to_something": ({"office": ""}, "office"),
    "subordination_start_is_date": ({"start": "1938-02-30"}, "start"),
    "subordination_end_is_date": ({"end": "1938/x"}, "end"),
    "subordination_dates_in_order": ({"start": "1938-09", "end": "1938-07"}, "end"),
    "subordination_under_another": ({"superior": own("unit")}, "superior"),
    "participation_role_known": ({"role": "spectator"}, "role"),
    "participation_one_event": ({"engagement": another(factories.make_engagement)}, "engagement"),
    "participation_one_participant": ({"commander": another(factories.make_commander)}, "commander"),
    "figureclaim_one_event": ({"engagement": another(factories.make_engagement)}, "engagement"),
    "figureclaim_kind_known": ({"kind": "losses"}, "kind"),
    "figureclaim_category_known": ({"kind": "other", "category": "dead"}, "category"),
    "authority_pattern_given": ({"pattern": ""}, "pattern"),
    "authority_slug_short": ({"slug": "a" * 20}, "slug"),
    "authority_form_known": ({"form": "roman"}, "form"),
    "identifier_one_record": ({"place": another(factories.make_place)}, "place"),
    "identifier_value_given": ({"value": ""}, "value"),
    "identifier_value_fits": ({"value": f"Q{'1' * 100}"}, "value"),
    "identifier_of_one_record": ({"value": lambda row: factories.make_identifier().value}, "__all__"),
    "countable_measure_known": ({"measure": "weight"}, "measure"),
    "figureclaim_qualifier_known": ({"qualifier": "roughly"}, "qualifier"),
    "figureclaim_standing_known": ({"standing": "best", "standing_reason": "x"}, "standing"),
    "figureclaim_as_of_is_date": ({"as_of": "1938-10-32"}, "as_of"),
    "figureclaim_category_fits_kind": ({"category": "reserve"}, "category"),
    "figureclaim_not_negative": ({"low": -1, "high": -1}, "low"),
    "figureclaim_low_to_high": ({"low": 9, "high": 2, "qualifier": "several"}, "high"),
    "figureclaim_one_number": ({"low": 1, "high": 2}, "high"),
    "figureclaim_low_only": ({"qualifier": "over"}, "high"),
    "figureclaim_high_only": ({"qualifier": "at_most"}, "low"),
    "figureclaim_range_widens": ({"qualifier": "range"}, "high"),
    "figureclaim_several_bounded": ({"qualifier": "several", "high": None}, "high"),
    "figureclaim_unquantified": ({"qualifier": "unquantified"}, "low"),
    "figureclaim_best_numbered": ({"qualifier": "unknown", "low": None, "high": None, "best": 0}, "best"),
    "figureclaim_best_not_negative": ({"qualifier": "under", "low": None, "best": -1}, "best"),
    "figureclaim_best_from_low": ({"qualifier": "at_least", "high": None, "best": 99}, "best"),
    "figureclaim_best_to_high": ({"qualifier": "at_most", "low": None, "best": 101}, "best"),
    "figureclaim_standing_reasoned": ({"standing": "deprecated"}, "standing_reason"),
    "dateclaim_one_event": ({"campaign": None}, "campaign"),
    "dateclaim_boundary_known": ({"boundary": "middle"}, "boundary"),
    "dateclaim_date_is_date": ({"date": ""}, "date"),
    "outcomeclaim_one_event": ({"campaign": None}, "campaign"),
    "outcomeclaim_outcome_known": ({"outcome": "draw"}, "outcome"),
    "importrecord_sha256_is_one": ({"file_sha256": "A" * 64}, "file_sha256"),
    "importrecord_state_known": ({"state": "lost"}, "state"),
    "importrecord_new_status_known": ({"new_status": "final"}, "new_status"),
    "changeset_way_known": ({"way": "magic"}, "way"),
    "changeset_undo_undoes": ({"undoes": another(factories.make_change_set)}, "__all__"),
    "change_has_state": ({"after": None}, "__all__"),
    "proposal_state_known": ({"state": "lost", "decided_by": own("made_by"), "decided_at": own("made_at")}, "state"),
    "proposal_decided_by_somebody": ({"state": "accepted"}, "__all__"),
    "proposal_changes_accepted": ({"change_set": another(factories.make_change_set)}, "__all__"),
    "proposedchange_new_or_known": ({"record_id": 1}, "__all__"),
    "comment_on_something": ({"model": ""}, "__all__"),
    "comment_says_something": ({"text": ""}, "text"),
    "sourcetext_file_format_known": ({"file_format": "pdf"}, "file_format"),
    "sourcetext_sha256_is_one": ({"file_sha256": "A" * 64}, "file_sha256"),
    "sourceparagraph_numbers_from_one": ({"sheet": 0}, "__all__"),
    "sourceparagraph_read_at_some_time": ({"read_by": another(factories.make_user)}, "__all__"),
    "source_slug_identifies": ({"slug": "a b"}, "slug"),
    "source_title_given": ({"title": ""}, "title"),
    "source_kind_known": ({"kind": "blog"}, "kind"),
    "source_reliability_known": ({"reliability": "G"}, "reliability"),
    "source_issued_is_date": ({"issued": "2012年"}, "issued"),
    "source_accessed_is_date": ({"accessed": "today"}, "accessed"),
    "source_derived_from_is_another": ({"derived_from": itself}, "derived_from"),
    "source_doi_is_doi": ({"doi": "10.1000"}, "doi"),
    "source_document_with_sha256": ({"document": "text.txt"}, "document_sha256"),
    "place_part_of_is_another": ({"part_of": itself}, "part_of"),
    "place_on_the_globe": ({"latitude": 91, "longitude": 0}, "latitude"),
    "commander_born_is_date": ({"born": "1884-13"}, "born"),
    "commander_died_is_date": ({"died": "1966-11-31"}, "died"),
    "commander_dates_in_order": ({"born": "1966", "died": "1884"}, "died"),
    "unit_echelon_known": ({"echelon": "horde"}, "echelon"),
    "unit_arm_known": ({"arm": "camels"}, "arm"),
    "engagement_kind_known": ({"kind": "skirmish!"}, "kind"),
}
for dated in ("campaign", "engagement"):
    BROKEN |= {
        f"{dated}_start_is_date": ({"start": "1938-13-40"}, "start"),
        f"{dated}_end_is_date": ({"end": "1938-10-25T"}, "end"),
        f"{dated}_dates_in_order": ({"start": "1938-10-25", "end": "1938-06-11"}, "end"),
        f"{dated}_outcome_known": ({"outcome": "lost"}, "outcome"),
        f"{dated}_part_of_is_another": ({"part_of": itself}, "part_of"),
    }
for entity in ENTITIES | TERMS:
    BROKEN |= {f"{entity}_slug_identifies": ({"slug": "武漢"}, "slug"), f"{entity}_name_given": ({"name": ""}, "name")}
for entity in (*ENTITIES, *TERMS, "source"):
    BROKEN |= {f"{entity}_slug_told_apart": ({"slug": in_capitals(RECORDS[entity])}, "__all__")}
for statement in STATEMENTS:
    BROKEN |= {
        f"{statement}_ref_identifies": ({"ref": "a/b"}, "ref"),
        f"{statement}_quotes_another": ({"quoted_source": own("source")}, "quoted_source"),
        f"{statement}_quoted_place": ({"quoted_locator": "p. 328"}, "quoted_locator"),
    }


def broken_row(constraint):
    model_name = constraint.partition("_")[0]
    row = MAKERS[model_name]()
    row.full_clean()
    values, field = BROKEN[constraint]
    return row, {name: value(row) if callable(value) else value for name, value in values.items()}, field


for record in RECORDS:
    BROKEN |= {
        f"{record}_status_known": ({"status": "final"}, "status"),
        f"{record}_withdrawn_reason": ({"status": "withdrawn"}, "status_reason"),
    }


BROKEN |= {
    "formerslug_slug_identifies": ({"slug": "漢口"}, "slug"),
    "formerslug_one_record": ({"source": another(factories.make_source)}, "__all__"),
}
for kind, maker in (ENTITIES | {"source": factories.make_source}).items():
    BROKEN[f"formerslug_{kind}_told_apart"] = (
        {
            "place": None,
            kind: another(maker),
            "slug": lambda row, kind=kind, maker=maker: factories.make_former_slug(
                **{"place": None, kind: maker()}
            ).slug.upper(),
        },
        "__all__",
    )


@pytest.mark.both_engines(quick=False)
@pytest.mark.parametrize("constraint", BROKEN)
def test_the_form_reports_a_broken_rule_at_its_field(constraint):
    row, values, field = broken_row(constraint)
    for name, value in values.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert field in refused.value.message_dict, refused.value.message_dict


@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_refuses_a_broken_rule(constraint):
    row, values, _ = broken_row(constraint)
    with pytest.raises(IntegrityError, match=NAMES_IN_ERRORS.get(constraint, constraint)), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)
    row.refresh_from_db()
    row.full_clean()


def test_every_constraint_is_tested():
    named = {
        constraint.name
        for model in apps.get_app_config("battles").get_models()
        if not model._meta.proxy
        for constraint in model._meta.constraints
    }
    # SQLite does not name a broken rule of plain uniqueness: its test is in tests/admin/test_kept_lists.py.
    assert named - {"keptlist_of_person"} == set(BROKEN) | PAIRS


def test_every_constraint_has_a_message_for_editors():
    for model in apps.get_app_config("battles").get_models():
        for constraint in model._meta.constraints:
            message = str(constraint.get_violation_error_message())
            assert message.endswith(".")
            assert constraint.name not in message


@pytest.mark.parametrize("model_name", sorted(RECORDS.keys() - {"identifier"}))
def test_a_slug_or_ref_is_unique(model_name):
    first, second = MAKERS[model_name](), MAKERS[model_name]()
    identifier = "ref" if model_name in STATEMENTS else "slug"
    taken = getattr(first, identifier)
    setattr(second, identifier, taken)
    with pytest.raises(ValidationError) as refused:
        second.full_clean()
    assert identifier in refused.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        type(second).objects.filter(pk=second.pk).update(**{identifier: taken})


@pytest.mark.parametrize("model_name", STATEMENTS)
def test_a_statement_has_a_source(model_name):
    row = STATEMENTS[model_name]()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(source=None)
    row.source = None
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert "source" in refused.value.message_dict
