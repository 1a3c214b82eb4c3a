"""The rule that a published record may link only to published records, checked for every set of changes."""

from django.apps import apps
from django.db import IntegrityError, connection
from django.utils.translation import gettext as _

from battles.values.choices import Status

BATCH = 500
MAX_NAMED = 5
# The number of PostgreSQL's advisory lock for publishing and unpublishing records.
LOCK = 1938


class UnpublishedLinkError(IntegrityError):
    """A published record would link to an unpublished one; nothing is written. Its text is for the user."""


def links_of(model):
    """The foreign keys and many-to-many fields by which a record links to other records."""
    return [
        field
        for field in (*model._meta.concrete_fields, *model._meta.local_many_to_many)
        if field.is_relation and hasattr(field.related_model, "status")
    ]


def links_to(model):
    """Pairs of a model and one of its fields, for all fields by which records can link to those of the given model."""
    return [
        (other, field)
        for other in apps.get_app_config("battles").get_models()
        if not other._meta.proxy and hasattr(other, "status")
        for field in links_of(other)
        if field.related_model is model
    ]


def lock_publication(*, exclusive):
    """Lock until the end of the transaction, so that no record is unpublished while others come to link to it.

    Transactions that publish share the lock; one that unpublishes needs it ``exclusive``. SQLite lets one transaction
    write at a time anyway.
    """
    if connection.vendor == "postgresql":
        function = "pg_advisory_xact_lock" if exclusive else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [LOCK])


def check_published(model, keys):
    """UnpublishedLinkError if one of these rows is published and links to an unpublished record."""
    for field in links_of(model):
        unpublished = field.related_model._base_manager.exclude(status=Status.PUBLISHED)
        # Usually all records of a kind are published; then no row has to be checked.
        for batch in batches(keys) if unpublished.exists() else ():
            published = model._base_manager.filter(pk__in=batch, status=Status.PUBLISHED)
            if targets := names_of(unpublished.filter(pk__in=published.values(field.name))):
                linking = names_of(published.filter(**{f"{field.name}__in": unpublished}).distinct())
                raise UnpublishedLinkError(
                    _("%(records)s links to records that are not published: %(unpublished)s. Publish those first.")
                    % {"records": linking, "unpublished": targets}
                )


def check_linked(model, keys):
    """UnpublishedLinkError if one of these rows, link targets of published records, is not published."""
    for batch in batches(keys):
        if unpublished := names_of(model._base_manager.exclude(status=Status.PUBLISHED).filter(pk__in=batch)):
            raise UnpublishedLinkError(
                _("This links to records that are not published: %s. Publish those first.") % unpublished
            )


def check_unpublished(model, keys):
    """UnpublishedLinkError if a published record links to one of these rows, which are no longer published."""
    for other, field in links_to(model):
        for batch in batches(keys):
            published = other._base_manager.filter(**{f"{field.name}__in": batch}, status=Status.PUBLISHED).distinct()
            if linking := names_of(published):
                raise UnpublishedLinkError(_("Published records link to this: %s. Withdraw those first.") % linking)


def names_of(rows):
    """The first five of the rows, named in a text; empty if there are none."""
    if links := [field.name for field in rows.model.link_fields()]:
        rows = rows.select_related(*links)
    return ", ".join(f"“{row.description}”" for row in rows.order_by("pk")[:MAX_NAMED])


def batches(keys):
    keys = sorted(keys)
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
