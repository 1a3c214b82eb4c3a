"""Rows of figure claims, made without templates: a list may have five hundred."""

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from battles.markup import escaped, filled, joined
from battles.models import FigureKind, Source, Standing
from battles.templatetags.records import cited, linked, meaning, own_language, prose, readable_date
from battles.values.display_names import readers_script
from battles.values.figures import grouped

register = template.Library()

# The form of each row of a table. The labels are in front of the cells where there is no room for their heading.
ROW = (
    '<tr>\n<th scope="row" class="figure" data-label="{}"><a href="{}">{}</a></th>\n'
    '<td data-label="{}">{}<span class="minor">{}{}</span>{}</td>\n'
    '<td class="whose" data-label="{}">{}{}</td>\n'
    '<td data-label="{}">{}</td>\n'
    '<td data-label="{}"><cite class="citation">{}{}</cite>{}</td>\n'
    '<td data-label="{}">{}</td>\n{}</tr>\n'
)
# For parts that a row lacks; escaped once, because most rows lack some.
NOTHING = escaped("")


@register.simple_tag
def claim_rows(claims, columns=()):
    """A table row for each figure claim; the column ``disagreement`` adds the range of the other claims."""
    rows = ClaimRows("disagreement" in columns)
    return joined("{}", ((rows.row(claim),) for claim in claims))


class ClaimRows:
    """The labels of one table, and the links and meanings that many of its rows share."""

    def __init__(self, with_others):
        self.with_others = with_others
        labels = (_("Figure"), _("Of what"), _("Whose"), _("In"), _("Source and place"), _("In its words"))
        self.labels = [escaped(label) for label in labels]
        self.others_label = escaped(_("Others say"))
        self.reader = readers_script()
        self.links, self.meanings = {}, {}
        self.kinds = {kind: escaped(kind.label) for kind in FigureKind}

    def link(self, record):
        key = (type(record), record and record.pk)
        if key not in self.links:
            link = cited if isinstance(record, Source) else linked
            self.links[key] = escaped(link(record, self.reader))
        return self.links[key]

    def row(self, claim):
        figure, of_what, whose, event, source, words = self.labels
        return filled(
            ROW,
            *(figure, claim.get_absolute_url(), claim.figure),
            *(of_what, self.meaning(claim), self.kinds[claim.kind]),
            narrowing(claim) if claim.scope or claim.as_of else NOTHING,
            marks(claim) if claim.disputed or claim.standing != Standing.NORMAL else NOTHING,
            *(whose, self.link(claim.belligerent)),
            filled('<span class="minor">{}</span>', self.link(claim.unit)) if claim.unit_id else NOTHING,
            *(event, self.link(claim.event)),
            *(source, self.link(claim.source), in_place(claim.locator)),
            self.quoted(claim) if claim.quoted_source_id else NOTHING,
            *(words, wording(claim)),
            self.others(claim) if self.with_others else NOTHING,
        )

    def meaning(self, claim):
        key = (claim.kind, claim.category, claim.counted_id)
        if key not in self.meanings:
            self.meanings[key] = escaped(capfirst(meaning(claim)))
        return self.meanings[key]

    def quoted(self, claim):
        """The work that the source quotes for a claim."""
        return filled(
            '\n<span class="quoting">{} <cite>{}</cite>{}</span>',
            _("citing"),
            self.link(claim.quoted_source),
            in_place(claim.quoted_locator),
        )

    def others(self, claim):
        """The range of the other claims about the same thing, and the highest of all divided by the lowest."""
        said = times = ""
        if claim.lowest is None:
            said = "–"
        else:
            said = " – ".join(grouped(number) for number in dict.fromkeys((claim.lowest, claim.highest)))
            if claim.disagreement != 1:
                times = filled(' <span class="minor">× {}</span>', f"{claim.disagreement:,.1f}")
        return filled('<td data-label="{}">{}{}</td>\n', self.others_label, said, times)


def narrowing(claim):
    """The scope of a figure, and its date."""
    scope = claim.scope and filled(' · <span lang="{}">{}</span>', prose(claim.scope), claim.scope)
    return filled("{}{}", scope, claim.as_of and filled(" · {} {}", _("as of"), readable_date(claim.as_of)))


def marks(claim):
    """The marks of a disputed figure and of a standing other than normal."""
    disputed = standing = ""
    if claim.disputed:
        disputed = filled(
            '<span class="mark"><span aria-hidden="true">⚑</span> {}</span>', _("contested according to the source")
        )
    if claim.standing != Standing.NORMAL:
        label = Standing(claim.standing).label
        reason = claim.standing_reason
        standing = filled('<span class="mark">{}: <span lang="{}">{}</span></span>', label, prose(reason), reason)
    return filled("{}{}", disputed, standing)


def in_place(locator):
    return filled(', <span class="locator">{}</span>', locator) if locator else NOTHING


def wording(claim):
    return filled('<q lang="{}">{}</q>', own_language(claim.source), claim.wording) if claim.wording else NOTHING
