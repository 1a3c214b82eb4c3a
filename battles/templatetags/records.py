"""How pages show records: names in their own script, dates in words, where a claim comes from."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from battles.figures import grouped
from battles.models import Category, Counted, FigureKind
from battles.templatetags.date_words import date_in_words

register = template.Library()

# Where Chinese, Japanese and Korean characters begin.
FIRST_HAN = "\u2e80"
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


@register.filter
def script(text):
    """The language tag of an entity's name: traditional Chinese, or English where it has Latin letters only."""
    return "zh-Hant" if max(str(text), default="") >= FIRST_HAN else "en"


@register.filter
def own_language(source):
    """The language tag of a source's words, ``und`` (undetermined) where nobody has said."""
    return source.language or "und"


OWN_NAME = '<bdi lang="{}">{}</bdi>'
BOTH_NAMES = OWN_NAME + ' <bdi lang="en" class="english">{}</bdi>'


def name_parts(record):
    """The HTML of an entity's names, or of a source's titles, and what stands in it."""
    if hasattr(record, "title"):
        own, english, language = record.title, record.title_en, own_language(record)
    else:
        own, english, language = record.name, record.name_en, script(record.name)
    return (BOTH_NAMES, language, own, english) if english and english != own else (OWN_NAME, language, own)


@register.simple_tag
def names(record):
    """The names of an entity, or the titles of a source: its own script first, the English one beside it."""
    return format_html(*name_parts(record))


@register.simple_tag
def linked(record):
    """The names of a record as a link to its page; a dash where there is no record."""
    if record is None:
        return "–"
    form, *texts = name_parts(record)
    return format_html(f'<a href="{{}}">{form}</a>', record.get_absolute_url(), *texts)


@register.filter
def in_words(date):
    """A date for reading, with its EDTF form at hand."""
    return format_html('<span class="date" title="{}">{}</span>', date, date_in_words(date)) if date else ""


@register.filter
def is_followable(address):
    """Whether a link to the address opens a web page, and cannot run a script."""
    return address.lower().startswith(("https://", "http://"))


@register.filter
def plain_number(number):
    """A number for reading, without idle zeros: 254,628 or 5.5."""
    return grouped(number)


@register.filter
def meaning(claim):
    """What a figure counts: “killed and wounded, persons”; “other” says nothing and is left out."""
    # Of their enumerations: get_category_display takes as long as the rest of the row.
    values = [Category(claim.category), Counted(claim.counted)]
    return ", ".join(str(value.label) for value in values if value != "other") or claim.get_kind_display()


@register.filter
def provenance(claim):
    """Whether a figure is a side's own, another side's claim about it, or of a third party."""
    if claim.claimant_id is None:
        return _("third party, or not stated")
    if claim.claimant_id != claim.belligerent_id:
        return _("claim of another side")
    return _("own figure") if claim.kind == FigureKind.STRENGTH else _("own admission")


@register.inclusion_tag("battles/_navigation.html")
def navigation(path):
    """The links to the lists, the one that the path belongs to marked."""
    links = [{"url": reverse(url_name), "label": label} for url_name, label in NAVIGATION]
    for link in links:
        link["current"] = "page" if link["url"] == path else "true" if path.startswith(link["url"]) else ""
    return {"links": links}
