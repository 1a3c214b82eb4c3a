"""Sources in CSL-JSON (Citation Style Language 1.0.2), which pandoc, citeproc and Zotero read."""

import json

from battles.bibliography.works import TYPES, calendar_date, first_and_last, one_line, people_of, remarks_on, words_of


def as_csl_json(source) -> str:
    """The source as a list of one item."""
    return json.dumps([item_of(source)], ensure_ascii=False, indent=2) + "\n"


def item_of(source) -> dict:
    work_type = TYPES[source.kind]
    item = {
        "id": source.slug,
        "type": work_type.csl,
        "genre": work_type.genre,
        "author": names_of(source.author_list),
        "editor": names_of(source.editor_list),
        "translator": names_of(source.translator_list),
        "title": one_line(source.title),
        "container-title": one_line(source.container),
        "volume": one_line(source.volume),
        "issue": one_line(source.issue),
        # Styles put their own dash for the hyphen.
        "page": "-".join(filter(None, first_and_last(source.pages))),
        "edition": one_line(source.edition),
        "publisher": one_line(source.publisher),
        "publisher-place": one_line(source.place),
        "issued": date_of(source.issued),
        "language": source.language,
        "ISBN": source.isbn,
        "DOI": source.doi,
        "URL": source.url,
        "accessed": date_of(source.accessed),
        "note": "\n".join(remarks_on(source)),
        "annote": one_line(source.note),
    }
    return {name: value for name, value in item.items() if value}


def names_of(names):
    return [
        {"family": person.family, "given": person.given} if person.family else {"literal": person.written}
        for person in people_of(names)
    ]


def date_of(text):
    """The EDTF date in CSL: its parts, with circa if it is doubtful; in words if CSL cannot express it in parts."""
    if not text:
        return None
    dates = [calendar_date(part) for part in text.split("/")]
    if not all(dates) or (len(dates) > 1 and any(date.season for date in dates)):
        return {"literal": words_of(text)}
    found = {"date-parts": [parts_of(date) for date in dates]}
    if dates[0].season:
        found["season"] = dates[0].season
    if any(date.is_doubtful for date in dates):
        found["circa"] = True
    return found


def parts_of(date):
    # CSL counts years before 1 as historians do: -1 is 1 BC, which EDTF calls 0000.
    year = date.year if date.year > 0 else date.year - 1
    return [part for part in (year, date.month, date.day) if part]
