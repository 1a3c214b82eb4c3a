"""Former slugs: a slug that changes stays with its record, and no other record of the same kind can take it."""

from collections import defaultdict

from django.apps import apps
from django.db import IntegrityError
from django.db.models import Q
from django.db.models.functions import Lower
from django.db.models.lookups import In
from django.utils.translation import gettext as _

from battles.models.published_links import batches

# The kinds of records with a slug: the links of a FormerSlug have their names.
SLUGGED = ("campaign", "engagement", "unit", "commander", "place", "belligerent", "source")


class FormerSlugTakenError(IntegrityError):
    """A record would take the former slug of another one; nothing is written. Its text is for the user."""


def kind_of(model) -> str:
    """The name of the link from a former slug to a record of the model."""
    return model._meta.concrete_model._meta.model_name


def is_slugged(model) -> bool:
    return kind_of(model) in SLUGGED


def is_former_slug(model) -> bool:
    return model is apps.get_model("battles", "FormerSlug")


def former_slugs_of(model):
    """The former slugs of all records of the model, in the order in which they were given up."""
    return apps.get_model("battles", "FormerSlug").objects.filter(**{f"{kind_of(model)}__isnull": False}).order_by("pk")


def records_formerly(records, slugs) -> dict[str, object]:
    """The records of the queryset that gave up these slugs, by the slug as it was asked for; capitals do not matter."""
    asked = defaultdict(list)
    for slug in slugs:
        asked[slug.lower()].append(slug)
    if not asked or not is_slugged(records.model):
        return {}
    former = former_slugs_of(records.model).order_by().annotate(small=Lower("slug")).filter(small__in=asked)
    keys = dict(former.values_list("small", f"{kind_of(records.model)}_id"))
    found = records.in_bulk(set(keys.values())) if keys else {}
    return {slug: found[key] for small, key in keys.items() if key in found for slug in asked[small]}


def former_slugs_by_key(keys) -> dict[str, dict[int, list[str]]]:
    """The former slugs of records by their kind and key. ``keys`` maps models to keys. One query.

    A term, whose slug never changes, has none.
    """
    condition, slugged = Q(), [kind_of(model) for model in keys if is_slugged(model)]
    for model, of_model in keys.items():
        if of_model and kind_of(model) in slugged:
            condition |= Q(**{f"{kind_of(model)}__in": of_model})
    found = {kind_of(model): defaultdict(list) for model in keys}
    if condition:
        rows = apps.get_model("battles", "FormerSlug").objects.filter(condition).order_by("pk")
        for slug, *linked in rows.values_list("slug", *(f"{kind}_id" for kind in slugged)):
            for kind, key in zip(slugged, linked, strict=True):
                if key is not None:
                    found[kind][key].append(slug)
    return found


def taken_sentence(slug: str, record) -> str:
    """The sentence for a record that would take a former slug of another record."""
    values = {"slug": slug, "kind": record._meta.verbose_name, "record": record, "present": record.slug}
    return (
        _("“%(slug)s” is a former slug of the %(kind)s “%(record)s” (%(present)s), to which it still leads.") % values
    )


def keep_former_slugs(changes, renamed, gone):
    """Keep the slugs that records gave up, and remove those of deleted records, within the recording.

    ``renamed`` has lists of slugs, and ``gone`` sets of keys; both by model, ``renamed`` then by key.
    """
    for model, keys in gone.items():
        delete(changes, former_slugs_of(model).filter(**{f"{kind_of(model)}__in": keys}))
    for model, slugs in renamed.items():
        keep(changes, model, slugs)


def keep(changes, model, slugs: dict[int, list[str]]):
    kind, rows = kind_of(model), former_slugs_of(model)
    present = dict(model._base_manager.filter(pk__in=slugs).values_list("pk", "slug"))
    own = rows.filter(**{f"{kind}__in": present})
    # A record that goes back to a slug that it had does not lead to itself.
    delete(
        changes,
        own.filter(slug__in=present.values()),
        only_if=lambda row: row.slug == present[getattr(row, f"{kind}_id")],
    )
    kept = {(getattr(row, f"{kind}_id"), row.slug.lower()) for row in own}
    new = {}
    for key in present:
        for slug in slugs[key]:
            if slug != present[key] and (key, slug.lower()) not in kept:
                new[key, slug.lower()] = rows.model(slug=slug, **{f"{kind}_id": key})
    rows.bulk_create(new.values())


def delete(changes, rows, only_if=lambda row: True):
    keys = [row.pk for row in rows if only_if(row)]
    if keys:
        changes.will_change(rows.model, keys)
        rows.model._base_manager.filter(pk__in=keys).delete()


def check_slugs(model, keys):
    """FormerSlugTakenError if one of these records has the former slug of another one."""
    # Usually no record of a kind was ever renamed; then no row has to be checked.
    for batch in batches(keys) if former_slugs_of(model).exists() else ():
        named = model._base_manager.filter(pk__in=batch)
        refuse_taken(named, former_slugs_of(model).filter(small_slug_in(named)))


def check_former_slugs(keys):
    """FormerSlugTakenError if another record has one of these former slugs, given by key."""
    for kind in SLUGGED:
        model = apps.get_model("battles", kind)
        for batch in batches(keys):
            former = former_slugs_of(model).filter(pk__in=batch)
            refuse_taken(model._base_manager.filter(small_slug_in(former)), former)


def small_slug_in(rows):
    """The condition that a slug is that of one of the rows, in capital or small letters."""
    small = rows.order_by().annotate(small_slug=Lower("slug")).values("small_slug")
    return In(Lower("slug"), small)


def refuse_taken(named, former):
    """FormerSlugTakenError if a record of the queryset has one of the former slugs, and it is not its own."""
    kind = kind_of(named.model)
    rows = {row.slug.lower(): row for row in former.select_related(kind)}
    for record in named if rows else ():
        row = rows.get(record.slug.lower())
        if row and getattr(row, f"{kind}_id") != record.pk:
            raise FormerSlugTakenError(taken_sentence(record.slug, getattr(row, kind)))
