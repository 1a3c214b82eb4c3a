"""The search over all kinds of records: best first, with the form of the name that was found."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Concat
from django.shortcuts import render

from battles import models
from battles.filters.selection import read_query
from battles.values.folding import fold, fold_terms
from battles.values.romanisation import other_spellings
from battles.views.base import ReadOnlyView
from battles.views.pagination import Excerpt

ENTITIES = (
    models.Campaign,
    models.Engagement,
    models.Unit,
    models.Commander,
    models.Place,
    models.Belligerent,
)
FOUND_ROWS = 10
# How well a name fits: the name itself, its beginning, whole words of it, a part, something else of the record.
EXACT, BEGINNING, WORDS, PART, ELSEWHERE = range(5)
OWN_NAMES = ("name", "name_en", "title", "title_en", "short_title")
# Names that are compared with one that was not found, and how many of them are offered.
MOST_COMPARED = 50_000
NEAREST = 8
LEAST_LIKENESS = 0.3


@dataclass(frozen=True)
class Found:
    """A record that fits. ``form`` is the text that fits, if not its own name; ``named_by`` the source of a name."""

    record: object
    rank: int
    form: str = ""
    named_by: object = None


class SearchView(ReadOnlyView):
    """Records of all kinds that hold every word, the best few of each; where there are none, the nearest names."""

    parameters = ("q",)

    def get(self, request):
        query = read_query(request.GET)
        sections = list(sections_with(query)) if query else []
        claims = list(claims_with(query)) if query else []
        nearest = nearest_names(query) if query and not sections and not claims else []
        return render(
            request,
            "battles/search.html",
            {"query": query, "sections": sections, "claims": claims, "nearest": nearest},
        )


def sections_with(query):
    """For each kind of records that fit: what it is called, its list, the best few, and the number of all."""
    for model in (*ENTITIES, models.Source):
        found = Excerpt.of(best_first(model.objects.published().search(query), query), FOUND_ROWS)
        if found.rows:
            yield {
                "kinds": model._meta.verbose_name_plural,
                "list": f"battles:{model._meta.model_name}_list",
                # The search finds events too, which the list of engagements leaves out otherwise.
                "list_query": "kind=any" if model is models.Engagement else "",
                "found": found,
                "rows": as_found(found.rows, query),
            }


def claims_with(query):
    """The first claims that match in their own text or ref. The list of claims also finds them by their records."""
    own = Q(*(Q(search_key__contains=term) for term in fold_terms(query))) | Q(ref=query)
    return models.FigureClaim.objects.published().filter(own).with_links().order_by("pk")[:FOUND_ROWS]


def best_first(rows, query):
    """The rows, best first: by the fit of the whole query to a line of their search key or a name from a source."""
    key = fold(query)
    rows = rows.alias(lines=Concat(Value("\n"), "search_key", Value("\n"), output_field=TextField()))
    exact, beginning = Q(lines__contains=f"\n{key}\n"), Q(lines__contains=f"\n{key}")
    if rows.model is not models.Source:
        link = rows.model._meta.get_field("names").field.name
        names = models.Name.objects.published().filter(**{link: OuterRef("pk")})
        names = names.alias(lines=Concat(Value("\n"), "search_key", Value("\n"), output_field=TextField()))
        exact |= Q(Exists(names.filter(lines__contains=f"\n{key}\n")))
        beginning |= Q(Exists(names.filter(lines__contains=f"\n{key}")))
    fit = Case(
        When(exact, then=Value(EXACT)),
        When(beginning, then=Value(BEGINNING)),
        default=Value(PART),
        output_field=IntegerField(),
    )
    title = "title" if rows.model is models.Source else "name"
    return rows.annotate(fit=fit).order_by("fit", title, "slug")


def as_found(records, query):
    """The records as Found, best first; with one query for the names that sources give them."""
    given = given_names(records)
    return sorted((fit_of(record, given.get(record.pk, ()), query) for record in records), key=lambda found: found.rank)


def given_names(records):
    """The Name statements of records of one model, by its key."""
    if not records or isinstance(records[0], models.Source):
        return {}
    link = type(records[0])._meta.get_field("names").field
    found = {}
    for name in (
        models.Name.objects.published().filter(**{f"{link.name}__in": records}).select_related("source").order_by("ref")
    ):
        found.setdefault(getattr(name, link.attname), []).append(name)
    return found


def fit_of(record, names, query):
    """The form of the record's names that fits best: its own ones before those that a source gives it."""
    own = [text for text in (str(getattr(record, field, "")) for field in OWN_NAMES) if text]
    best = min((rank_of(text, query) for text in own), default=ELSEWHERE)
    found = Found(record, best)
    for name in names:
        rank = rank_of(name.text, query)
        if rank < found.rank:
            found = Found(record, rank, name.text, name.source)
    if found.rank == ELSEWHERE and (text := passage(record, query)):
        found = Found(record, ELSEWHERE, text)
    return found


def rank_of(text, query):
    """How well a name fits the query, in the best of its spellings."""
    return min(rank_of_spelling(spelling, query) for spelling in (text, *other_spellings(text)))


def rank_of_spelling(text, query):
    key, whole = fold(text), fold(query)
    if key == whole:
        return EXACT
    if key.startswith(whole):
        return BEGINNING
    terms = fold_terms(query)
    words = set(fold_terms(text.replace("·", " ").replace("-", " ")))
    if words.issuperset(terms):
        return WORDS
    return PART if all(term in key for term in terms) else ELSEWHERE


def passage(record, query):
    """The text of the record that holds the whole query, cut to 120 characters; empty if none does."""
    for field in ("authors", "editors", "translators", "container", "publisher", "isbn", "doi", "note"):
        text = getattr(record, field, "")
        if text and all(term in fold(text) for term in fold_terms(query)):
            return text if len(text) <= 120 else f"{text[:120]}…"
    return ""


def nearest_names(query):
    """Records with the names most like the query: by the pairs of characters that both have, in any script."""
    wanted = pairs(fold(query))
    likeness = {}
    for model in ENTITIES:
        for key, *texts in model.objects.published().order_by().values_list("pk", "name", "name_en")[:MOST_COMPARED]:
            best = max(alike(wanted, pairs(fold(text))) for text in texts)
            if best >= LEAST_LIKENESS:
                likeness[model, key] = best
    best = sorted(likeness, key=lambda found: (-likeness[found], found[0]._meta.model_name, found[1]))[:NEAREST]
    records = {
        model: model.objects.published().in_bulk([key for other, key in best if other is model]) for model, _key in best
    }
    return [records[model][key] for model, key in best]


def pairs(key):
    """The pairs of neighbouring characters in a key, with its beginning and end."""
    return Counter(zip(f" {key}", f"{key} ", strict=True))


def alike(one, other):
    """Dice's coefficient of two multisets: 1 for equal ones, 0 for those with nothing in common."""
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)
