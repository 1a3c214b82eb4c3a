"""Metadata in the head of a page: Dublin Core, and the tags from which Zotero reads a work."""

import json

from battles.bibliography.works import (
    TYPES,
    english_title,
    exact_date,
    first_and_last,
    one_line,
    people_of,
    words_of,
)
from battles.models import Belligerent, Campaign, Commander, Engagement, Place, Source, SourceKind, Unit

IN_JOURNALS = (SourceKind.JOURNAL_ARTICLE, SourceKind.NEWSPAPER)
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
    authors, *others = (
        [person.written for person in people_of(names)]
        for names in (source.author_list, source.editor_list, source.translator_list)
    )
    first_page, last_page = first_and_last(source.pages)
    # A URN has no blanks.
    isbn, doi = source.isbn.replace(" ", "-"), source.doi
    identifiers = [f"urn:isbn:{isbn}" if isbn else "", f"doi:{doi}" if doi else ""]
    pairs = [
        ("DC.title", source.title),
        ("DCTERMS.alternative", english_title(source)),
        *(("DC.creator", author) for author in authors),
        *(("DC.contributor", name) for names in others for name in names),
        ("DCTERMS.isPartOf", source.container),
        ("DC.publisher", source.publisher),
        ("DC.date", source.issued),
        ("DC.language", source.language),
        *(("DC.identifier", text) for text in (identifiers if any(identifiers) else [source.url])),
        ("citation_title", source.title),
        *(("citation_author", author) for author in authors),
        ("citation_journal_title" if source.kind in IN_JOURNALS else "citation_inbook_title", source.container),
        ("citation_volume", source.volume),
        ("citation_issue", source.issue),
        ("citation_firstpage", first_page),
        ("citation_lastpage", last_page),
        ("citation_publisher", source.publisher),
        ("citation_publication_date", as_highwire_date(source.issued)),
        ("citation_isbn", source.isbn),
        ("citation_doi", source.doi),
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
