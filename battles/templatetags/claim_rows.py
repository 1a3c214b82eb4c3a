"""Rows of figure claims, made in one piece: a list may have five hundred, too many for nested templates."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from battles.figures import grouped
from battles.models import FigureKind, Standing
from battles.templatetags.records import in_words, linked, meaning, own_language

register = template.Library()

ROW = (
    '<tr>\n<th scope="row" class="figure" data-label="{}"><a href="{}">{}</a></th>\n'
    '<td data-label="{}">{}<span class="minor">{}</span>{}</td>\n'
    '<td class="whose" data-label="{}">{}{}</td>\n'
    '<td data-label="{}">{}</td>\n<td data-label="{}">{}</td>\n<td data-label="{}">{}</td>\n{}</tr>\n'
)


@register.simple_tag
def claim_rows(claims, with_others=False):
    """A table row for each figure claim; with what others say of the same, where the claims have that (with_others)."""
    labels = {
        "figure": _("Figure"),
        "meaning": _("Of what"),
        "whose": _("Whose"),
        "event": _("In"),
        "source": _("Source and place"),
        "wording": _("In its words"),
        "others": _("Others say"),
    }
    # Many claims link to the same record.
    links = {}

    def link(record):
        if record not in links:
            links[record] = linked(record)
        return links[record]

    return format_html_join("", "{}", ((claim_row(claim, link, labels, with_others),) for claim in claims))


def claim_row(claim, link, labels, with_others):
    return format_html(
        ROW,
        labels["figure"],
        claim.get_absolute_url(),
        claim.figure,
        labels["meaning"],
        capfirst(meaning(claim)),
        details(claim),
        marks(claim),
        labels["whose"],
        link(claim.belligerent),
        format_html('<span class="minor">{}</span>', link(claim.unit)) if claim.unit_id else "",
        labels["event"],
        link(claim.event),
        labels["source"],
        citation(claim, link),
        labels["wording"],
        wording(claim),
        format_html('<td data-label="{}">{}</td>\n', labels["others"], others(claim)) if with_others else "",
    )


def details(claim):
    """The kind of figure, what it covers, and when it held."""
    parts = [FigureKind(claim.kind).label]
    if claim.scope:
        parts.append(claim.scope)
    if claim.as_of:
        parts.append(format_html("{} {}", _("as of"), in_words(claim.as_of)))
    return format_html_join(" · ", "{}", ((part,) for part in parts)) if len(parts) > 1 else parts[0]


def marks(claim):
    """That a figure is contested, or stands otherwise than normally."""
    disputed = standing = ""
    if claim.disputed:
        disputed = format_html(
            '<span class="mark"><span aria-hidden="true">⚑</span> {}</span>', _("called contested by the source")
        )
    if claim.standing != Standing.NORMAL:
        standing = format_html(
            '<span class="mark">{}: {}</span>', Standing(claim.standing).label, claim.standing_reason
        )
    return format_html("{}{}", disputed, standing) if disputed or standing else ""


def citation(claim, link):
    """Where a claim stands, and the work that it quotes there."""
    place = format_html(', <span class="locator">{}</span>', claim.locator) if claim.locator else ""
    cited = format_html('<cite class="citation">{}{}</cite>', link(claim.source), place)
    if not claim.quoted_source_id:
        return cited
    quoted = format_html(', <span class="locator">{}</span>', claim.quoted_locator) if claim.quoted_locator else ""
    return format_html(
        '{}\n<span class="quoting">{} <cite>{}</cite>{}</span>', cited, _("citing"), link(claim.quoted_source), quoted
    )


def wording(claim):
    return format_html('<q lang="{}">{}</q>', own_language(claim.source), claim.wording) if claim.wording else ""


def others(claim):
    """What the other claims about the same thing say, and how many times the lowest of all the highest is."""
    if claim.lowest is None:
        return "–"
    said = [grouped(number) for number in dict.fromkeys((claim.lowest, claim.highest))]
    if claim.disagreement == 1:
        return said[0]
    return format_html('{} <span class="minor">× {}</span>', " – ".join(said), f"{claim.disagreement:,.1f}")
