"""The records that a text finds for a link: those used last and those that begin so come first."""

from collections import Counter

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.utils.translation import ngettext

from battles.models import Change
from battles.models.published_links import links_of, links_to
from battles.models.records import SluggedRecord
from battles.models.registry import kinds
from battles.values.texts import clean_line

MOST_HITS = 12
# The changes of the user in which records used last are looked for, and how many of these records come first.
LAST_CHANGES, MOST_USED = 200, 20
# The columns of names, of which a model has some. The first one that it has is the name to read.
NAME_COLUMNS = ("name_en", "title_en", "name", "title")


class RankedAutocompleteView(AutocompleteJsonView):
    """Django's view of the records for a link, in the order of this module, each with what tells it from others."""

    def get_queryset(self):
        return ranked(super().get_queryset(), self.request.user, self.term)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        self.statements = count_statements(context["object_list"])
        return context

    def serialize_result(self, record, to_field_name):
        result = super().serialize_result(record, to_field_name)
        return (
            result | {"about": about(record, self.statements[record.pk])}
            if isinstance(record, SluggedRecord)
            else result
        )


def link_hits(related_admin, request, text: str) -> list[dict[str, str]]:
    """Dicts of ``slug``, ``name`` and ``about``, what tells the record from others; at most twelve."""
    text = clean_line(text)
    found, _may_repeat = related_admin.get_search_results(request, related_admin.get_queryset(request), text)
    records = list(ranked(found, request.user, text)[:MOST_HITS])
    statements = count_statements(records)
    return [
        {"slug": record.slug, "name": str(record), "about": about(record, statements[record.pk])} for record in records
    ]


def ranked(records: QuerySet, user, text: str) -> QuerySet:
    """The records in the order: used last by the user, name begins with the text, short name."""
    model = records.model
    columns = [name for name in NAME_COLUMNS if name in {field.name for field in model._meta.concrete_fields}]
    if not columns:
        return records
    used = [When(pk=key, then=Value(place)) for place, key in enumerate(used_last(user, model))]
    begins = Q(**{f"{columns[0]}__istartswith": text})
    for name in columns[1:]:
        begins |= Q(**{f"{name}__istartswith": text})
    rank = Case(*used, When(begins, then=Value(MOST_USED)), default=Value(MOST_USED + 1), output_field=IntegerField())
    # Of the names that have the text within them, a short one has little else. Many have no English name.
    length = Case(When(**{columns[0]: ""}, then=Length(columns[-1])), default=Length(columns[0]))
    return records.order_by(rank, length, *columns, "pk")


def used_last(user, model) -> list[int]:
    """The keys of the model's records that the user changed last, or linked to last; the latest first."""
    names = {
        name: [
            field.name if field.many_to_many else field.attname
            for field in links_of(other)
            if field.related_model is model
        ]
        for name, other in kinds().items()
    }
    own = model._meta.concrete_model._meta.model_name
    changes = Change.objects.filter(change_set__made_by=user, after__isnull=False).order_by("-pk")
    keys = {}
    for kind, key, after in changes.values_list("model", "record_id", "after")[:LAST_CHANGES]:
        if kind == own:
            keys.setdefault(key)
        for name in names.get(kind, ()):
            value = after.get(name)
            keys.update(dict.fromkeys(value if isinstance(value, list) else [value]))
    return [key for key in keys if key is not None][:MOST_USED]


def count_statements(records) -> Counter:
    """The number of records that link to each of the records, by key; one query."""
    records = list(records)
    found = Counter()
    if not records:
        return found
    keys = [record.pk for record in records]
    counts = [
        other._base_manager.filter(**{f"{field.name}__in": keys})
        .order_by()
        .values_list(field.name)
        .annotate(rows=Count("pk"))
        for other, field in links_to(type(records[0])._meta.concrete_model)
    ]
    for key, rows in counts[0].union(*counts[1:], all=True) if counts else ():
        found[key] += rows
    return found


def about(record, statements: int) -> str:
    """Details to tell the record from one of the same name: its side, its dates, its slug, its statements."""
    side = getattr(record, "belligerent", None)
    dates = [getattr(record, name, "") for name in ("start", "end")]
    issued = getattr(record, "issued", "")
    count = ngettext("%(count)d link", "%(count)d links", statements) % {"count": statements}
    parts = [str(side or ""), "–".join(filter(None, dict.fromkeys(dates))), issued, record.slug, count]
    return " · ".join(filter(None, parts))
