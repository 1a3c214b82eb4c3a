"""Changes field by field, as texts for display."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from battles.history.descriptions import deleted_descriptions, describe_records
from battles.models import Change
from battles.models.recording import columns_of, many_to_many_fields
from battles.values.figures import plain


@dataclass(frozen=True)
class Difference:
    """The earlier and the later value of one field, as texts for display; an empty text for no value."""

    field: str
    before: str
    after: str


def with_differences(changes: list[Change], *, for_readers: bool = False, known=None) -> list[Change]:
    """The changes, each with its ``differences``; takes one or two queries for each kind of record linked.

    ``for_readers`` hides the names of records that are not published. ``known`` has names of records, by model and key,
    which are gone without a history yet.
    """
    links = defaultdict(set)
    for change in changes:
        for field, *values in changed_fields(change):
            if field.is_relation:
                links[field.related_model].update(*map(as_list, values))
    name = published_names_of if for_readers else names_of
    names = {model: {**(known or {}).get(model, {}), **name(model, keys)} for model, keys in links.items()}
    for change in changes:
        change.differences = [
            Difference(capfirst(field.verbose_name), *(display_value(field, value, names) for value in values))
            for field, *values in changed_fields(change)
        ]
    return changes


def changed_fields(change):
    """Triples of a field and its values before and after, for the fields that differ or, in a new row, have a value."""
    model = apps.get_model("battles", change.model)
    before, after = change.before or {}, change.after or {}
    for field in (*columns_of(model), *many_to_many_fields(model)):
        name = field.name if field.many_to_many else field.attname
        # A column that a migration added or removed is in one of the states only; the row did not change there.
        known = (not before or name in before) and (not after or name in after)
        if (
            known
            and before.get(name) != after.get(name)
            and (before.get(name) or after.get(name) not in (None, "", []))
        ):
            yield field, before.get(name), after.get(name)


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def names_of(model, keys: set[int]):
    """The descriptions of records by key; of a deleted record, as it last was."""
    model = model._meta.concrete_model
    names = describe_records(model, keys)
    return names | deleted_descriptions(model, keys - names.keys())


def published_names_of(model, keys):
    """The names of published records by key; of the others, only that they are no longer shown."""
    names = {record.pk: str(record) for record in model.objects.published().filter(pk__in=keys)}
    return dict.fromkeys(keys, _("no longer shown")) | names


def display_value(field, value, names) -> str:
    """The value of a field in a state as a text for display; ``names`` has those of linked records by model and key."""
    if field.is_relation:
        return ", ".join(names[field.related_model].get(key, f"№ {key}") for key in as_list(value))
    value = None if value is None else field.to_python(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return value if isinstance(value, str) else plain(value)
