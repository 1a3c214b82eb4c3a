"""Metadata in the head of a page: Dublin Core, and the tags from which Zotero reads a work."""

import json

from battles.bibliography.works import TYPES, authors_of, english_title, exact_date, one_line, words_of
from battles.models import Belligerent, Campaign, Commander, Engagement, Place, Source, Unit

SCHEMAS = {
    Campaign: "Event",
    Engagement: "Event",
    Unit: "Organization",
    Commander: "Person",
    Place: "Place",
    Belligerent: "Organization",
    Source: "CreativeWork",
}


def metadata_of_record(record, *, address, publisher):
    """Pairs of name and content for the page about a record of this site, which has that address and name."""
    return [
        ("DC.title", str(record)),
        ("DC.type", "Text"),
        ("DC.identifier", address),
        ("DC.publisher", publisher),
    ]


def metadata_of_work(source):
    """Pairs of name and content for the page about a source: they describe the work, not the page."""
    authors = [author.written for author in authors_of(source)]
    pairs = [
        ("DC.title", source.title),
        ("DCTERMS.alternative", english_title(source)),
        *(("DC.creator", author) for author in authors),
        ("DC.publisher", source.publisher),
        ("DC.date", source.issued),
        ("DC.language", source.language),
        ("DC.identifier", f"urn:isbn:{source.isbn}" if source.isbn else source.url),
        ("citation_title", source.title),
        *(("citation_author", author) for author in authors),
        ("citation_publisher", source.publisher),
        ("citation_publication_date", as_highwire_date(source.issued)),
        ("citation_isbn", source.isbn),
        ("citation_language", source.language),
        ("citation_public_url", source.url),
        ("z:itemType", TYPES[source.kind].zotero),
    ]
    return [(name, one_line(content)) for name, content in pairs if content]


def linked_data(record, identifiers, *, address):
    """The record as JSON-LD in the words of schema.org; empty if these have no type for it."""
    schema = SCHEMAS.get(type(record))
    if not schema:
        return ""
    own, english = (record.title, record.title_en) if isinstance(record, Source) else (record.name, record.name_en)
    said = {"@context": "https://schema.org", "@type": schema, "@id": address, "url": address, "name": own}
    if english and english != own:
        said["alternateName"] = english
    if pages := [identifier.url for identifier in identifiers if identifier.url]:
        said["sameAs"] = pages
    return json.dumps(said, ensure_ascii=False)


def as_highwire_date(text):
    """``YYYY/MM/DD``, ``YYYY/MM`` or ``YYYY``, or the date in words."""
    if not text:
        return ""
    date = exact_date(text)
    if date is None:
        return words_of(text)
    return "/".join(f"{part:02}" for part in (date.year, date.month, date.day) if part)
