"""Changes and records described in words; the number of queries does not grow with them."""

from collections import defaultdict

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _

from battles.models import Change
from battles.models.recording import linked_in, values_of
from battles.models.records import records_for_links


def describe_records(model, keys) -> dict[int, str]:
    """The descriptions of the records that exist, by key; one query."""
    records = model._meta.concrete_model.objects.with_links().in_bulk(list(keys))
    return {key: record.description for key, record in records.items()}


def describe(records) -> dict[tuple[type, int], str]:
    """The descriptions of records of several models, by model and key; a query for each model."""
    keys = defaultdict(set)
    for record in records:
        keys[type(record)].add(record.pk)
    return {(model, key): words for model in keys for key, words in describe_records(model, keys[model]).items()}


def describe_identities(model, identities) -> dict[str, str]:
    """The descriptions of the records that exist, by their slugs or refs; one query."""
    records = model._meta.concrete_model.objects.with_links().filter(**{f"{model.identifier}__in": identities})
    return {getattr(record, model.identifier): record.description for record in records}


def with_descriptions(changes: list) -> list:
    """The changes, or proposed changes, each with its record as ``record_then`` and in words as ``description``.

    The record is not saved and has the state after the change, or before it if it was deleted. One query reads the
    linked records, and one the last states of those that are deleted.
    """
    states = [(change, apps.get_model("battles", change.model), change.after or change.before) for change in changes]
    keys = defaultdict(set)
    for _change, model, state in states:
        for field in model.link_fields():
            keys[field.related_model] |= linked_in(state, field)
    linked = records_for_links(keys)
    deleted = deleted_records({model: keys[model] - linked[model].keys() for model in keys})
    for change, model, state in states:
        change.record_then = record = model(pk=change.record_id, **values_of(model, state))
        for field in model.link_fields():
            for key in linked_in(state, field):
                found = linked[field.related_model].get(key) or deleted.get((field.related_model, key))
                setattr(record, field.name, found or unknown_record(field.related_model, key))
        change.description = record.description
    return changes


def deleted_descriptions(model, keys) -> dict[int, str]:
    """The descriptions of deleted records as they last were, by key."""
    changes = Change.objects.filter(model=model._meta.model_name, record_id__in=keys).latest_of_each() if keys else ()
    return {change.record_id: as_deleted(change.description) for change in with_descriptions(list(changes))}


def as_deleted(name):
    return _("%(name)s (deleted)") % {"name": name}


def deleted_records(keys) -> dict:
    """The deleted records as they last were, by model and key, with a mark in their names."""
    wanted = Q()
    for model in keys:
        if keys[model]:
            wanted |= Q(model=model._meta.model_name, record_id__in=keys[model])
    found = {}
    for change in Change.objects.filter(wanted).latest_of_each() if wanted else ():
        model = apps.get_model("battles", change.model)
        record = model(pk=change.record_id, **values_of(model, change.after or change.before))
        for column in model.name_columns:
            if name := getattr(record, column):
                setattr(record, column, as_deleted(name))
        found[model, change.record_id] = record
    return found


def unknown_record(model, key):
    """A stand-in for a record that is gone and has no history."""
    return model(pk=key, **{model.name_columns[0]: f"№ {key}"})
