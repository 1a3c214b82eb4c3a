"""The last actions of a person, on the index of the admin."""

from django import template

from battles.history.descriptions import describe_records
from battles.models.statements import Statement

register = template.Library()


@register.inclusion_tag("admin/battles/_recent_actions.html")
def recent_actions(entries):
    """The entries of the log. Those from before the log had descriptions name a statement by its ref: it is described.

    That takes a query for each kind of statement, and none once they are older than the entries on the page.
    """
    entries = list(entries)
    old = {}
    for entry in entries:
        entry.words = entry.object_repr
        model = entry.content_type and entry.content_type.model_class()
        if model is not None and issubclass(model, Statement) and " " not in entry.object_repr:
            old.setdefault(model, []).append(entry)
    for model, named in old.items():
        described = describe_records(model, [int(entry.object_id) for entry in named])
        for entry in named:
            entry.words = described.get(int(entry.object_id), entry.object_repr)
    return {"entries": entries}
