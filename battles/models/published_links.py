"""What readers see links to nothing that they do not: held against every set of changes before it is written down."""

from django.apps import apps
from django.db import IntegrityError, connection
from django.utils.translation import gettext as _

from battles.values.choices import Status

BATCH = 500
MAX_NAMED = 5
# Of the advisory locks of PostgreSQL, the one that says who shows and who hides records.
LOCK = 1938


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


def take_turns(*, hiding):
    """Until the end of the transaction nobody hides records while others show some: neither sees what the other does.

    Many may show some at once. SQLite lets one transaction write at a time anyway.
    """
    if connection.vendor == "postgresql":
        function = "pg_advisory_xact_lock" if hiding else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [LOCK])


def check_shown(model, keys):
    """HiddenLinkError if one of these rows is published, and links to what is not."""
    for field in links_of(model):
        hidden = field.related_model._base_manager.exclude(status=Status.PUBLISHED)
        # Most often nothing of a kind is hidden, and then no row has to be looked at.
        for batch in batches(keys) if hidden.exists() else ():
            shown = model._base_manager.filter(pk__in=batch, status=Status.PUBLISHED)
            if linked := some(hidden.filter(pk__in=shown.values(field.name))):
                linking = some(shown.filter(**{f"{field.name}__in": hidden}).distinct())
                raise HiddenLinkError(
                    _("What is linked to by %(records)s has to be published first: %(hidden)s.")
                    % {"records": linking, "hidden": linked}
                )


def check_linked(model, keys):
    """HiddenLinkError if one of these rows, which published ones link to, is not published."""
    for batch in batches(keys):
        if hidden := some(model._base_manager.exclude(status=Status.PUBLISHED).filter(pk__in=batch)):
            raise HiddenLinkError(_("What it links to has to be published first: %s.") % hidden)


def check_hidden(model, keys):
    """HiddenLinkError if a published record links to one of these rows, which are published no more."""
    for other, field in links_to(model):
        for batch in batches(keys):
            shown = other._base_manager.filter(**{f"{field.name}__in": batch}, status=Status.PUBLISHED).distinct()
            if linking := some(shown):
                raise HiddenLinkError(_("Published records link to it, and have to be withdrawn first: %s.") % linking)


def some(rows):
    """The first of the rows, in words; empty if there are none."""
    return ", ".join(f"“{row}”" for row in rows.order_by("pk")[:MAX_NAMED])


def batches(keys):
    keys = sorted(keys)
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
