"""What readers see links to nothing that they do not: held against every set of changes before it is written down."""

from collections.abc import Iterable

from django.apps import apps
from django.db import IntegrityError, connection
from django.db.models import Q
from django.utils.translation import gettext as _

from battles.querysets import PUBLISHED

BATCH = 500
MAX_NAMED = 5
# The key of PostgreSQL's advisory lock, which nothing else uses.
LOCK = 19_381_025


class HiddenLinkError(IntegrityError):
    """A published record would link to a draft or to what was withdrawn; nothing is written. The text is a sentence."""


def links_of(model):
    """The columns, and lists of links, by which a record links to others."""
    return [
        field
        for field in (*model._meta.concrete_fields, *model._meta.local_many_to_many)
        if field.is_relation and hasattr(field.related_model, "status")
    ]


def links_to(model):
    """Pairs of a kind of record and its field, for all that can link to records of the model."""
    return [
        (other, field)
        for other in apps.get_app_config("battles").get_models()
        if not other._meta.proxy
        for field in links_of(other)
        if field.related_model is model
    ]


def wait_for_others(*, is_hiding):
    """Until this transaction ends, let nobody hide records or, where this one hides some, nobody publish any.

    So that what is checked from here on stays true. SQLite lets one transaction write at a time anyway.
    """
    if connection.vendor == "postgresql":
        lock = "pg_advisory_xact_lock" if is_hiding else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s)", [LOCK])


def check_shown(model, chosen: Iterable[Q]):
    """HiddenLinkError if one of the rows so chosen is published, and links to what is not."""
    links, hidden = links_of(model), Q()
    for linked in {field.related_model for field in links}:
        others = linked._base_manager.exclude(status=PUBLISHED)
        # Most often nothing of a kind is hidden, and then no row has to be looked at.
        if others.exists():
            for field in links:
                if field.related_model is linked:
                    hidden |= Q(**{f"{field.name}__in": others.values("pk")})
    if not hidden:
        return
    for condition in chosen:
        rows = model._base_manager.filter(hidden, condition, status=PUBLISHED).distinct()
        if names := list(rows.order_by("pk")[:MAX_NAMED]):
            raise HiddenLinkError(
                _("What it links to has to be published first: %s.") % ", ".join(f"“{name}”" for name in names)
            )


def check_hidden(model, keys):
    """HiddenLinkError if a published record links to one of these rows, which are published no more."""
    for other, field in links_to(model):
        for batch in batches(keys):
            rows = other._base_manager.filter(**{f"{field.name}__in": batch}, status=PUBLISHED).distinct()
            if names := list(rows.order_by("pk")[:MAX_NAMED]):
                raise HiddenLinkError(
                    _("Published records link to it, and have to be withdrawn first: %s.")
                    % ", ".join(f"“{name}”" for name in names)
                )


def batches(keys):
    keys = sorted(keys)
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
