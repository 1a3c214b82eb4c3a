"""Rows of figure claims, made in one piece: a list may have five hundred, too many for nested templates."""

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from battles.figures import grouped
from battles.models import FigureKind, Standing
from battles.templatetags.records import in_words, linked, meaning, own_language, prose

register = template.Library()

ROW = (
    '<tr>\n<th scope="row" class="figure" data-label="{figure_label}"><a href="{address}">{figure}</a></th>\n'
    '<td data-label="{meaning_label}">{meaning}<span class="minor">{details}</span>{marks}</td>\n'
    '<td class="whose" data-label="{side_label}">{side}{unit}</td>\n'
    '<td data-label="{event_label}">{event}</td>\n'
    '<td data-label="{source_label}">{citation}</td>\n'
    '<td data-label="{wording_label}">{wording}</td>\n{others}</tr>\n'
)


@register.simple_tag
def claim_rows(claims, columns=()):
    """A table row for each figure claim; ``disagreement`` among the columns adds what others say of the same."""
    rows = Rows("disagreement" in columns)
    return format_html_join("", "{}", ((rows.row(claim),) for claim in claims))


class Rows:
    """What the rows of one table share: labels, and the links and meanings that many claims have in common."""

    def __init__(self, with_others):
        self.with_others = with_others
        labels = {
            "figure_label": _("Figure"),
            "meaning_label": _("Of what"),
            "side_label": _("Whose"),
            "event_label": _("In"),
            "source_label": _("Source and place"),
            "wording_label": _("In its words"),
        }
        self.labels = {name: conditional_escape(label) for name, label in labels.items()}
        self.others_label = conditional_escape(_("Others say"))
        self.links, self.meanings = {}, {}

    def link(self, record):
        key = (type(record), record and record.pk)
        if key not in self.links:
            self.links[key] = conditional_escape(linked(record))
        return self.links[key]

    def row(self, claim):
        return format_html(
            ROW,
            **self.labels,
            address=claim.get_absolute_url(),
            figure=claim.figure,
            meaning=self.meaning(claim),
            details=details(claim),
            marks=marks(claim) if claim.disputed or claim.standing != Standing.NORMAL else "",
            side=self.link(claim.belligerent),
            unit=format_html('<span class="minor">{}</span>', self.link(claim.unit)) if claim.unit_id else "",
            event=self.link(claim.event),
            citation=self.citation(claim),
            wording=wording(claim),
            others=self.others(claim) if self.with_others else "",
        )

    def meaning(self, claim):
        key = (claim.kind, claim.category, claim.counted)
        if key not in self.meanings:
            self.meanings[key] = conditional_escape(capfirst(meaning(claim)))
        return self.meanings[key]

    def citation(self, claim):
        """Where a claim stands, and the work that it quotes there."""
        cited = format_html('<cite class="citation">{}{}</cite>', self.link(claim.source), in_place(claim.locator))
        if not claim.quoted_source_id:
            return cited
        quoted = self.link(claim.quoted_source)
        return format_html(
            '{}\n<span class="quoting">{} <cite>{}</cite>{}</span>',
            cited,
            _("citing"),
            quoted,
            in_place(claim.quoted_locator),
        )

    def others(self, claim):
        """What the other claims about the same thing say, and how many times the lowest of all the highest is."""
        said = times = ""
        if claim.lowest is None:
            said = "–"
        else:
            said = " – ".join(grouped(number) for number in dict.fromkeys((claim.lowest, claim.highest)))
            if claim.disagreement != 1:
                times = format_html(' <span class="minor">× {}</span>', f"{claim.disagreement:,.1f}")
        return format_html('<td data-label="{}">{}{}</td>\n', self.others_label, said, times)


def details(claim):
    """The kind of figure, what it covers, and when it held."""
    kind = FigureKind(claim.kind).label
    if not claim.scope and not claim.as_of:
        return kind
    scope = claim.scope and format_html('<span lang="{}">{}</span>', prose(claim.scope), claim.scope)
    parts = [kind, scope, claim.as_of and format_html("{} {}", _("as of"), in_words(claim.as_of))]
    return format_html_join(" · ", "{}", ((part,) for part in parts if part))


def marks(claim):
    """That a figure is contested, or stands otherwise than normally."""
    disputed = standing = ""
    if claim.disputed:
        disputed = format_html(
            '<span class="mark"><span aria-hidden="true">⚑</span> {}</span>', _("called contested by the source")
        )
    if claim.standing != Standing.NORMAL:
        label = Standing(claim.standing).label
        reason = claim.standing_reason
        standing = format_html('<span class="mark">{}: <span lang="{}">{}</span></span>', label, prose(reason), reason)
    return format_html("{}{}", disputed, standing)


def in_place(locator):
    return format_html(', <span class="locator">{}</span>', locator) if locator else ""


def wording(claim):
    return format_html('<q lang="{}">{}</q>', own_language(claim.source), claim.wording) if claim.wording else ""
