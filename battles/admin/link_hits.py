"""The records that a text finds for a link: those used last and those that begin so come first."""

from django.db.models import Q

from battles.models import Change
from battles.models.published_links import links_of
from battles.models.registry import kinds
from battles.values.texts import clean_line

MOST_HITS = 12
# The changes of the user in which records used last are looked for.
LAST_CHANGES = 200
# The columns of names, of which a model has some.
NAME_COLUMNS = ("name_en", "title_en", "name", "title")
MOST_RANKED = 50


def link_hits(related_admin, request, text: str) -> list[dict[str, str]]:
    """Dicts of ``slug``, ``name`` and ``about``, what tells the record from others; at most twelve."""
    text = clean_line(text)
    found, _may_repeat = related_admin.get_search_results(request, related_admin.get_queryset(request), text)
    used = used_last(request.user, found.model)
    first = sorted(found.filter(pk__in=used), key=lambda record: used.index(record.pk))
    if len(first) < MOST_HITS:
        others = found.exclude(pk__in=used)
        begins = list(others.filter(begins_with(found.model, text))[:MOST_RANKED])
        others = others.exclude(pk__in=[record.pk for record in begins])
        # Of the names that have the text within them, a short one has little else.
        first += sorted(begins, key=length_of_name) + sorted(others[:MOST_RANKED], key=length_of_name)
    return [{"slug": record.slug, "name": str(record), "about": about(record)} for record in first[:MOST_HITS]]


def begins_with(model, text: str) -> Q:
    columns = {field.name for field in model._meta.concrete_fields}
    condition = Q()
    for name in NAME_COLUMNS:
        if name in columns:
            condition |= Q(**{f"{name}__istartswith": text})
    return condition


def length_of_name(record) -> int:
    """The length of the English name, or of the name of a record that has none."""
    return next(len(name) for column in NAME_COLUMNS if (name := getattr(record, column, "")))


def used_last(user, model) -> list[int]:
    """The keys of the model's records to which the user linked last, or which the user changed; the latest first."""
    names = {
        other._meta.model_name: [field.attname for field in links_of(other) if field.related_model is model]
        for other in kinds().values()
    }
    own = model._meta.concrete_model._meta.model_name
    changes = Change.objects.filter(change_set__made_by=user, after__isnull=False).order_by("-pk")
    keys = {}
    for kind, key, after in changes.values_list("model", "record_id", "after")[:LAST_CHANGES]:
        if kind == own:
            keys.setdefault(key)
        for name in names.get(kind, ()):
            value = after.get(name)
            for linked in value if isinstance(value, list) else [value]:
                if linked is not None:
                    keys.setdefault(linked)
    return list(keys)


def about(record) -> str:
    """What tells the record from one of the same name: its side, its dates, its slug."""
    side = getattr(record, "belligerent", None)
    dates = [getattr(record, name, "") for name in ("start", "end")]
    issued = getattr(record, "issued", "")
    parts = [str(side or ""), "–".join(filter(None, dict.fromkeys(dates))), issued, record.slug]
    return " · ".join(filter(None, parts))
