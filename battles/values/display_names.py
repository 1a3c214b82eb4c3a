"""What pages call a record: by its own name, in the reader's script where that changes characters only."""

from django.utils.translation import get_language

from battles.values.scripts import in_script, script_of

READERS_SCRIPTS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


def readers_script() -> str:
    """The script of the page's language, zh-Hans or zh-Hant; empty where it is not Chinese."""
    return READERS_SCRIPTS.get(get_language(), "")


def forms_of(record, *, in_full: bool = False, reader: str | None = None) -> list[tuple[str, str, str]]:
    """The record's name as texts for this reader, each with its language tag and what it is.

    First comes ``name``; after it ``original``, the form in the records, where the name was converted; then
    ``english``, which readers of Chinese get in full, where the name itself is in another script, and of sources:
    works of one title are told apart by it. ``reader`` is the script of the page where the caller knows it.
    """
    is_source = hasattr(record, "title")
    own, english = (record.title, record.title_en) if is_source else (record.name, record.name_en)
    language = (record.language or "und") if is_source else script_of(own)
    if reader is None:
        reader = readers_script()
    shown = own if language.startswith("ja") else in_script(own, reader)
    forms = [(own, language, "name")] if shown == own else [(shown, reader, "name"), (own, language, "original")]
    if english and english != own and (in_full or is_source or not reader or script_of(own) == "en"):
        forms.append((english, "en", "english"))
    return forms


def shown_name(record) -> str:
    """The first of the names alone, where the others stand nearby."""
    return forms_of(record)[0][0]


def plain_names(record) -> str:
    """The name in one line, for titles and menus; empty where there is no record."""
    return " · ".join(text for text, _language, _form in forms_of(record)) if record else ""
