"""What readers see links to nothing that they do not: held against every set of changes before it is written down."""

from django.apps import apps
from django.db import IntegrityError
from django.db.models import Q
from django.utils.translation import gettext as _

from battles.querysets import PUBLISHED

BATCH = 500
MAX_NAMED = 5


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


def check_shown(model, keys):
    """HiddenLinkError if one of these rows is published, and links to what is not."""
    hidden = Q()
    for field in links_of(model):
        # Most often nothing of a kind is hidden, and then no row has to be looked at.
        if field.related_model._base_manager.exclude(status=PUBLISHED).exists():
            others = field.related_model._base_manager.exclude(status=PUBLISHED).values("pk")
            hidden |= Q(**{f"{field.name}__in": others})
    if not hidden:
        return
    for batch in batches(keys):
        rows = model._base_manager.filter(hidden, pk__in=batch, status=PUBLISHED).distinct()
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
