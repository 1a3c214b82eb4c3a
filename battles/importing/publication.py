"""What rows of a file may not become: published with a link to a draft, or hidden while published rows link to them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from battles.models.published_links import links_of, links_to
from battles.values.choices import Status


def publication_errors(model, rows, linked) -> Iterator[tuple]:
    """Triples of a row, a heading and a sentence; ``linked(rows, field)`` are the keys that each row links to."""
    shown = [row for row in rows if row.instance.status == Status.PUBLISHED]
    for field in links_of(model):
        wanted = linked(shown, field)
        slugs = hidden_slugs(field.related_model, set().union(*wanted))
        for row, keys in zip(shown, wanted, strict=True) if slugs else ():
            for key in sorted(keys & slugs.keys()):
                yield (
                    row,
                    field.name,
                    _("“%s” is not published. Publish it first, or enter this row as a draft.") % slugs[key],
                )
    for row in rows:
        for _field, sentence in row.instance.reasons_missing():
            yield row, "status", str(sentence)
    yield from hidden_under_others(model, rows)


def hidden_slugs(model, keys) -> dict:
    """The slugs, by key, of those of the records that readers do not see."""
    return dict(model._base_manager.exclude(status=Status.PUBLISHED).filter(pk__in=keys).values_list("pk", "slug"))


def hidden_under_others(model, rows):
    hidden = {
        row.before["pk"]: row
        for row in rows
        if row.before and row.before["status"] == Status.PUBLISHED != row.instance.status
    }
    for other, field in links_to(model) if hidden else ():
        citing = other._base_manager.filter(**{f"{field.name}__in": hidden}, status=Status.PUBLISHED)
        for key in citing.order_by(field.name).values_list(field.name, flat=True).distinct():
            sentence = _("Published %(kinds)s link to it. Withdraw them first.")
            yield hidden[key], "status", sentence % {"kinds": other._meta.verbose_name_plural}
