"""The names of records on pages, in the reader's script if only characters change."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from battles.values.edtf import only_year
from battles.values.scripts import in_script, script_of
from battles.values.widths import cut_at_word

# The width in half-width characters to which a title is cut where a source has no short one.
SHORT_WIDTH = 40

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


def word_for(record) -> str:
    """The one name by which a sentence in the language of the page calls the record; “?” if there is none yet."""
    if record is None:
        return "?"
    if hasattr(record, "title"):
        return short_name(record)
    return shown_name(record) if readers_script() else record.name_en or record.name


def plain_names(record) -> str:
    """The name in one line, for titles and menus; empty if there is no record."""
    return " · ".join(text for text, _language, _form in forms_of(record)) if record else ""


def short_forms(source, *, reader: str | None = None) -> list[tuple[str, str, str]]:
    """The short title of a source for this reader, as forms_of gives the titles.

    Without one these are the titles, cut at a word, with the first author and the year.
    """
    if reader is None:
        reader = readers_script()
    if source.short_title:
        text = in_script(source.short_title, reader)
        return [(text, script_of(text), "name")]
    forms = [
        (cut_at_word(text, SHORT_WIDTH), language, form)
        for text, language, form in forms_of(source, reader=reader)
        if form != "original"
    ]
    if made := author_and_year(source):
        text, language, form = forms[-1]
        forms[-1] = f"{text} ({made})", language, form
    return forms


def short_name(source, *, reader: str | None = None) -> str:
    """The short title in one line, for menus and plots."""
    return " · ".join(text for text, _language, _form in short_forms(source, reader=reader))


def author_and_year(source) -> str:
    """“Herbert Bix 2001”, as far as they are known."""
    author, *others = source.author_list or [""]
    year = only_year(source.issued) if source.issued else None
    return " ".join(filter(None, [_("%s et al.") % author if others else author, str(year or "")]))
