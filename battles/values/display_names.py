"""The names of records on pages, in the reader's script if only characters change."""

from django.utils.translation import get_language

from battles.values.scripts import in_script, script_of

READERS_SCRIPTS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


def readers_script() -> str:
    """The script of the page's language, zh-Hans or zh-Hant; empty if it is not Chinese."""
    return READERS_SCRIPTS.get(get_language(), "")


def forms_of(record, *, in_full: bool = False, reader: str | None = None) -> list[tuple[str, str, str]]:
    """The names of the record for this reader: triples of a text, its language tag and its form.

    The forms are ``name``; then ``original``, the recorded name, if ``name`` is a conversion of it; then ``english``.
    Readers of Chinese get the English name only ``in_full``, beside a name in Latin script, and of a source, because
    works may have equal titles. ``reader`` is the script of the page, if the caller knows it.
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
    """The first of the names alone, for places beside the others."""
    return forms_of(record)[0][0]


def short_name(record) -> str:
    """The one name by which a sentence in the language of the page calls the record; “?” if there is none yet."""
    if record is None:
        return "?"
    return shown_name(record) if readers_script() else record.name_en or record.name


def plain_names(record) -> str:
    """The name in one line, for titles and menus; empty if there is no record."""
    return " · ".join(text for text, _language, _form in forms_of(record)) if record else ""
