"""Changes for reading: field by field, with the names of what was linked."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from battles.models import Change
from battles.models.recording import columns_of, lists_of
from battles.values.figures import plain


@dataclass(frozen=True)
class Difference:
    """What a change made of one field; texts for reading, empty where nothing was stated."""

    field: str
    before: str
    after: str


def with_differences(changes: list[Change], *, for_readers: bool = False) -> list[Change]:
    """The changes, each with its ``differences``; takes a query or two for each kind of record linked.

    ``for_readers`` leaves out the names of records that are not published.
    """
    links = defaultdict(set)
    for change in changes:
        for field, *values in differing(change):
            if field.is_relation:
                links[field.related_model].update(*map(keys_of, values))
    name = names_for_readers if for_readers else names_of
    names = {model: name(model, keys) for model, keys in links.items()}
    for change in changes:
        change.differences = [
            Difference(capfirst(field.verbose_name), *(in_words(field, value, names) for value in values))
            for field, *values in differing(change)
        ]
    return changes


def differing(change):
    """Triples of a field and its values before and after, for the fields that differ; of a new row, those stated."""
    model = apps.get_model("battles", change.model)
    before, after = change.before or {}, change.after or {}
    for field in (*columns_of(model), *lists_of(model)):
        name = field.name if field.many_to_many else field.attname
        # A column that came or went with a migration is in one of the states only: that is no change of the row.
        known = (not before or name in before) and (not after or name in after)
        if (
            known
            and before.get(name) != after.get(name)
            and (before.get(name) or after.get(name) not in (None, "", []))
        ):
            yield field, before.get(name), after.get(name)


def keys_of(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def names_of(model, keys):
    """The names of records by key; of those that are gone, the last slug."""
    names = {record.pk: str(record) for record in model._base_manager.filter(pk__in=keys)}
    gone = Change.objects.filter(model=model._meta.model_name, record_id__in=keys - names.keys()).order_by("pk")
    return names | {
        key: _("%(slug)s (deleted)") % {"slug": slug} for key, slug in gone.values_list("record_id", "identity")
    }


def names_for_readers(model, keys):
    """The names of records by key, of those that are published."""
    names = {record.pk: str(record) for record in model.objects.published().filter(pk__in=keys)}
    return dict.fromkeys(keys, _("no longer shown")) | names


def in_words(field, value, names) -> str:
    if field.is_relation:
        return ", ".join(names[field.related_model].get(key, f"№ {key}") for key in keys_of(value))
    value = None if value is None else field.to_python(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return value if isinstance(value, str) else plain(value)
