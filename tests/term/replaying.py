"""The history of all records, applied to the states at the beginning."""

import json

from django.core.serializers.json import DjangoJSONEncoder

from battles.models import Change, ClaimCount, FigureClaim, ProposedChange
from battles.models.published_links import links_of
from battles.models.recording import states
from battles.models.registry import kinds, recorded_models
from battles.values.choices import Status


def as_json(state):
    return json.loads(json.dumps(state, cls=DjangoJSONEncoder))


def present_states():
    """The states of all records, by the name of the model and the key."""
    return {
        (model._meta.model_name, key): as_json(state)
        for model in recorded_models().values()
        for key, state in states(model, model._base_manager.values_list("pk", flat=True)).items()
    }


def replay(begin=None):
    """Apply all changes in their order to the states at the beginning.

    Returns the changes that do not fit, the records that come out different, and all notes that were ever written,
    each with the person who wrote it and the note before it.
    """
    played, broken, notes = dict(begin or {}), [], {}
    for change in Change.objects.select_related("change_set__made_by").order_by("pk").iterator():
        record = change.model, change.record_id
        if played.get(record) != change.before:
            broken.append([*record, change.pk])
        played[record] = change.after
        # Former slugs have no note.
        if change.after and "note" in change.after and (change.before or {}).get("note") != change.after["note"]:
            person, before = change.change_set.made_by, change.before["note"] if change.before else ""
            notes.setdefault(change.after["note"], []).append([person.username if person else "", before])
    there = present_states()
    played = {record: state for record, state in played.items() if state is not None}
    return {
        "changes": Change.objects.count(),
        "records": len(there),
        "broken": broken,
        "differing": [
            list(record) for record in played.keys() | there.keys() if played.get(record) != there.get(record)
        ],
        "notes": notes,
        "proposed": list(
            ProposedChange.objects.values_list("after__note", "before__note", "proposal__made_by__username")
        ),
        "hidden_links": hidden_links(),
        "counted": sum(ClaimCount.objects.filter(facet="kind", other="").values_list("claims", flat=True)),
        "published_claims": FigureClaim.objects.published().count(),
    }


def hidden_links():
    """Published records that link to what is not published."""
    return [
        [model._meta.model_name, key]
        for model in kinds().values()
        for field in links_of(model)
        for key in model.objects.published()
        .filter(**{f"{field.name}__isnull": False})
        .exclude(**{f"{field.name}__status": Status.PUBLISHED})
        .values_list("pk", flat=True)
    ]
