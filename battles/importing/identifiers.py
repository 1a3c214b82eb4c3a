"""Identifiers in files: the rows of a file of identifiers, and links by an identifier in place of a slug."""

from collections.abc import Iterable

from django.utils.functional import cached_property

from battles.importing.rows import FileRow, RowErrors
from battles.models import Authority, Identifier
from battles.models.identifiers import reference_of
from battles.values.choices import Status

MARK = ":"


class Identifiers:
    """The identifiers that a file names."""

    def __init__(self):
        # The slugs of records by model and identifier.
        self.slugs = {}

    @cached_property
    def authorities(self) -> dict[str, Authority]:
        return {authority.slug: authority for authority in Authority.objects.all()}

    def read_rows(self, rows: list[FileRow], errors: RowErrors):
        """Bring the values of rows of identifiers into the form of their authorities, and make their references."""
        for row in rows:
            authority, value = self.authorities.get(row.values.get("authority")), row.values.get("value")
            if not authority or not value:
                continue
            value = row.values["value"] = authority.read(value)
            if mistake := authority.mistake_in(value):
                errors.add(row, "value", mistake)
            else:
                row.values["reference"] = reference_of(authority.slug, value)

    def replace_in(self, rows: list[FileRow], heading: str, model):
        """Put the slug in the place of each identifier of a record that the column links to."""
        if model._meta.model_name not in {field.name for field in Identifier.link_fields()}:
            return
        named = {text for row in rows for text in texts_of(row, heading) if MARK in text}
        self.find(named, model)
        for row in rows if named else ():
            texts = [self.slugs.get((model, text), text) for text in texts_of(row, heading)]
            if texts:
                row.values[heading] = sorted(set(texts)) if isinstance(row.values[heading], list) else texts[0]

    def find(self, named: Iterable[str], model):
        """Find the slugs of the records that the texts identify."""
        references = {
            text: found for text in named if (model, text) not in self.slugs and (found := self.reference_in(text))
        }
        link = model._meta.model_name
        known = Identifier.objects.exclude(status=Status.WITHDRAWN).filter(
            reference__in=references.values(), **{f"{link}__isnull": False}
        )
        slugs = dict(known.values_list("reference", f"{link}__slug")) if references else {}
        self.slugs |= {(model, text): slugs[found] for text, found in references.items() if found in slugs}

    def reference_in(self, text: str) -> str:
        """The reference that a link names; empty if it names no authority."""
        slug, _mark, value = text.partition(MARK)
        authority = self.authorities.get(slug.strip())
        return reference_of(authority.slug, authority.read(value.strip())) if authority else ""


def texts_of(row: FileRow, heading: str) -> list[str]:
    value = row.values.get(heading)
    return value if isinstance(value, list) else [value] if value else []
