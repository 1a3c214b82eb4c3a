"""Citing the page of a record: its lasting address, a citation, files and metadata."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from battles import bibliography
from battles.bibliography import embedded, works
from battles.history.differences import with_differences
from battles.models import Change, FigureClaim, Source
from battles.resources.downloads import record_as_json
from battles.templatetags.records import meaning
from battles.values.choices import Status

CHANGES_SHOWN = 20


@dataclass(frozen=True)
class Citing:
    """What a page says about citing its record."""

    address: str
    citation: str
    # The reference of the work, if the record is a source; else empty.
    work: str
    formats: dict
    metadata: list
    # The record as JSON-LD; empty if it is no entity.
    linked_data: str
    # The latest changes of the record, with their differences.
    changes: list


def formats_of(model):
    """The values of the parameter ``format`` for a record of the model."""
    return ["json", *(bibliography.FORMATS if model is Source else ())]


def as_file(record, format):
    """The record as a response in one of its formats."""
    if format == "json":
        return record_as_json(record)
    form = bibliography.FORMATS[format]
    return HttpResponse(
        form.write(record),
        content_type=form.content_type,
        headers={"Content-Disposition": f'attachment; filename="{record.slug}.{form.extension}"'},
    )


def citing(request, record, identifiers=()):
    """The Citing of a record with its identifiers; its address is absolute and has no parameters."""
    address = request.build_absolute_uri(record.get_absolute_url())
    name = name_of(record)
    is_source = isinstance(record, Source)
    return Citing(
        address,
        _("%(record)s. %(site)s, %(address)s (accessed %(day)s).")
        % {"record": name, "site": settings.SITE_NAME, "address": address, "day": timezone.localdate().isoformat()},
        works.reference(record) if is_source else "",
        bibliography.FORMATS if is_source else {},
        embedded.metadata_of_work(record)
        if is_source
        else embedded.metadata_of_record(name, address=address, publisher=settings.SITE_NAME),
        embedded.linked_data(record, identifiers, address=address),
        changes_of(record),
    )


def changes_of(record):
    """The latest changes between published versions of a record; only editors see who made them."""
    was_shown = {f"{side}__status": Status.PUBLISHED for side in ("before", "after")}
    changes = Change.objects.of(record).filter(**was_shown).select_related("change_set")
    return with_differences(list(changes[:CHANGES_SHOWN]), for_readers=True)


def name_of(record):
    """The record in words that need no context: a claim with its event, source and place."""
    if isinstance(record, FigureClaim):
        place = works.reference(record.source)
        if record.locator:
            place = f"{place}, {record.locator}"
        if record.quoted_source:
            quoted = ", ".join(filter(None, [works.reference(record.quoted_source), record.quoted_locator]))
            place = _("%(source)s, citing %(quoted)s") % {"source": place, "quoted": quoted}
        return _("%(figure)s %(meaning)s: %(event)s, according to %(source)s") % {
            "figure": record.figure,
            "meaning": meaning(record),
            "event": record.event,
            "source": place,
        }
    name = record.full_title if isinstance(record, Source) else record
    return _("%(record)s (%(kind)s)") % {"record": name, "kind": record._meta.verbose_name}
