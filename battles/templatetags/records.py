"""Names, dates and attributions of records as HTML."""

from urllib.parse import urlencode

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from battles.markup import filled
from battles.models import Category, FigureKind, Origin
from battles.values import display_names
from battles.values.choices import category_label
from battles.values.date_words import date_in_words
from battles.values.figures import grouped
from battles.values.scripts import script_of

register = template.Library()

# Characters that could end the element, as JSON writes them.
IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
register.filter(display_names.plain_names)
register.filter(display_names.shown_name)
register.filter(display_names.short_name)
register.simple_tag(display_names.readers_script)
register.filter("plain_number", grouped)

NAVIGATION = (
    ("battles:campaign_list", gettext_lazy("Campaigns")),
    ("battles:engagement_list", gettext_lazy("Engagements")),
    ("battles:unit_list", gettext_lazy("Units")),
    ("battles:commander_list", gettext_lazy("Commanders")),
    ("battles:place_list", gettext_lazy("Places")),
    ("battles:source_list", gettext_lazy("Sources")),
    ("battles:figureclaim_list", gettext_lazy("Claims")),
    ("battles:disagreement_list", gettext_lazy("Disagreements")),
)

# The HTML of each form that display_names.forms_of gives.
FORMS = {
    "name": '<bdi lang="{}">{}</bdi>',
    "original": '<bdi lang="{}" class="original">{}</bdi>',
    "english": '<bdi lang="{}" class="english">{}</bdi>',
}


@register.filter
def script(text):
    """The language tag of a text in a source's own words, by its characters."""
    return script_of(str(text))


@register.filter
def prose(text):
    """The language tag of an editor's text, which may hold names and quotations in other scripts."""
    latin = sum(character.isascii() and character.isalpha() for character in text)
    return "en" if latin * 2 > len(text) else script_of(text)


@register.filter
def own_language(source):
    """The language tag of a source's words, ``und`` (undetermined) if it is unknown."""
    return source.language or "und"


@register.filter
def language_name(tag):
    """The name of a language; its tag if Django has no name for exactly that tag."""
    try:
        language = get_language_info(tag.lower())
    except KeyError:
        return tag
    return language["name_translated"] if language["code"] == tag.lower() else tag


@register.simple_tag
def names(record):
    """The names of an entity, or the titles of a source, in all the forms that the reader gets."""
    return as_html(display_names.forms_of(record, in_full=True))


def as_html(forms, frame="%s", *values):
    """The forms within a frame, whose first places take the values."""
    pieces = " ".join([FORMS[form] for _text, _language, form in forms])
    texts = [each for text, language, _form in forms for each in (language, text)]
    return filled(frame % pieces, *values, *texts)


@register.simple_tag
def linked(record, reader=None):
    """The name of a record as a link to its page; a dash where there is no record."""
    if record is None:
        return "–"
    return as_html(display_names.forms_of(record, reader=reader), '<a href="{}">%s</a>', record.get_absolute_url())


@register.simple_tag
def cited(source, reader=None):
    """The short title of a source as a link to its page, with its titles in full as a tooltip; a dash for no source."""
    if source is None:
        return "–"
    short = display_names.short_forms(source, reader=reader)
    full = display_names.forms_of(source, in_full=True, reader=reader)
    address = source.get_absolute_url()
    if short == full:
        return as_html(short, '<a href="{}">%s</a>', address)
    tooltip = " · ".join(text for text, _language, _form in full)
    return as_html(short, '<a href="{}" title="{}">%s</a>', address, tooltip)


@register.filter
def readable_date(date):
    """A date in words, with its EDTF form as a tooltip."""
    return format_html('<span class="date" title="{}">{}</span>', date, date_in_words(date)) if date else ""


@register.simple_tag
def data_block(json_ld):
    """An element with data for machines, which no browser runs."""
    return filled('<script type="application/ld+json">{}</script>', SafeString(json_ld.translate(IN_SCRIPT)))


@register.simple_tag
def count_link(number, url_name, **filters):
    """The number of rows in a list, as a link to the list with these filters; without a link if it is 0."""
    return (
        format_html('<a href="{}?{}" rel="nofollow">{}</a>', reverse(url_name), urlencode(filters), intcomma(number))
        if number
        else "0"
    )


@register.filter
def is_followable(address):
    """Whether a link to the address opens a web page, and cannot run a script."""
    return address.lower().startswith(("https://", "http://"))


@register.filter
def meaning(claim):
    """The category and the things counted: “killed and wounded, persons”, without what says nothing."""
    words = [] if claim.category == Category.OTHER else [str(category_label(claim.kind, claim.category))]
    if claim.counted.is_named:
        words.append(claim.counted.label)
    return pgettext("list", ", ").join(words) or claim.get_kind_display()


@register.filter
def provenance(claim):
    """The origin of a figure: the side itself, another side, or a third party."""
    if claim.origin == Origin.OWN and claim.kind == FigureKind.STRENGTH:
        return _("own figure")
    return claim.origin.label


@register.inclusion_tag("battles/_navigation.html")
def navigation(path):
    """The links to the lists; the link of the current list is marked."""
    links = [{"url": reverse(url_name), "label": label} for url_name, label in NAVIGATION]
    for link in links:
        link["current"] = "page" if link["url"] == path else "true" if path.startswith(link["url"]) else ""
    return {"links": links}
