"""The words of a paragraph with all their marks, made without templates: a page has thousands of pieces."""

from django import template
from django.apps import apps
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from battles.markup import escaped, filled, joined

register = template.Library()

# A tip names the first few statements of a phrase.
MOST_IN_TIP = 4
TIP = '<span class="tip">{}{}</span>'
LINE = '<span class="line"><b>{}</b> {}</span>'


@register.simple_tag
def page_words(marked):
    """Gives each MarkedParagraph of a page its HTML: of its words, its references and its statements."""
    shown = Words()
    return [(each, *shown.paragraph(each)) for each in marked]


class Words:
    """The HTML of marks. That of a statement or a name is made once, because many marks share it."""

    def __init__(self):
        self.lines, self.addresses, self.names = {}, {}, {}
        self.reference = _("Reference %d")
        self.missing, self.elsewhere = _("The wording is missing."), _("“%s” is not in this paragraph.")

    def paragraph(self, marked):
        """The words of the paragraph, and the items of the lists of its references and its statements."""
        number = marked.paragraph.number
        first, *others = marked.parts
        words = [self.segments(first, number)]
        for reference, segments in enumerate(others, 1):
            words += [self.reference_mark(number, reference), self.segments(segments, number)]
        references = joined(
            '<li id="r{}-{}">{}</li>',
            (
                (number, reference, self.segments(segments, number))
                for reference, segments in enumerate(marked.references, 1)
            ),
        )
        return SafeString("".join(words)), references, SafeString("".join(map(self.statement, marked.statements)))

    def statement(self, listed):
        """A statement in the margin; ``listed`` is a pair of it and of whether its wording is found."""
        located, is_found = listed
        status = ""
        if located.status:
            status = filled(' <span class="status {}">{}</span>', located.statement.status, located.status)
        return filled(
            '<li><a href="{}"><span class="kind">{}</span> {}</a>{}{}</li>',
            *(self.address(located), located.kind, located.words),
            status,
            self.quoted(located.statement.wording, is_found),
        )

    def quoted(self, wording, is_found):
        if not wording:
            return filled('<span class="missing">{}</span>', self.missing)
        if not is_found:
            sentence = self.elsewhere % wording
            return filled('<span class="missing"><span aria-hidden="true">⚠</span> {}</span>', sentence)
        return filled("<q>{}</q>", wording)

    def address(self, located):
        model = type(located.statement)
        if model not in self.addresses:
            # The key takes the place of a number that the address has nowhere else.
            before, after = reverse(f"admin:battles_{model._meta.model_name}_change", args=[0]).rsplit("0", 1)
            self.addresses[model] = before, after
        return str(located.statement.pk).join(self.addresses[model])

    def reference_mark(self, number, reference):
        label = self.reference % reference
        return filled('<sup><a href="#r{}-{}" aria-label="{}">{}</a></sup>', number, reference, label, reference)

    def segments(self, segments, number):
        return SafeString("".join([self.segment(segment, number) for segment in segments]))

    def segment(self, segment, number):
        if segment.statements:
            return self.phrase(segment, number)
        if segment.names:
            return self.name(segment)
        return escaped(segment.words)

    def line(self, located):
        if located not in self.lines:
            self.lines[located] = filled(LINE, located.kind, located.words)
        return self.lines[located]

    def phrase(self, segment, number):
        """A phrase behind statements: a link to the form of the one, or to the list of several."""
        statements = segment.statements
        lines = SafeString("".join(map(self.line, statements[:MOST_IN_TIP])))
        more = len(statements) - MOST_IN_TIP
        rest = ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more} if more > 0 else ""
        href = self.address(statements[0]) if len(statements) == 1 else f"#s{number}"
        return filled('<a class="phrase" href="{}">{}' + TIP + "</a>", href, segment.words, lines, rest)

    def name(self, segment):
        """The name of an entity: a link to its form; of several entities, a link to each."""
        known = tuple(entity for name in segment.names for entity in name.entities)
        key = segment.words, known
        if key not in self.names:
            self.names[key] = name_of_one(segment.words, *known) if len(known) == 1 else name_of(segment.words, known)
        return self.names[key]


def name_of_one(words, entity):
    line = filled(LINE, kind_of(entity), entity.label)
    return filled('<a class="name" href="{}">{}' + TIP + "</a>", form_of(entity), words, line, "")


def name_of(words, entities):
    lines = joined(
        '<a class="line" href="{}"><b>{}</b> {}</a>',
        ((form_of(each), kind_of(each), each.label) for each in entities),
    )
    return filled(
        '<span class="name ambiguous" tabindex="0" role="group" aria-label="{}">{}' + TIP + "</span>",
        _("%(words)s: may be one of %(count)d") % {"words": words, "count": len(entities)},
        words,
        filled('<span class="line">{}</span>', _("May be one of these:")),
        lines,
    )


def kind_of(entity):
    return str(capfirst(apps.get_model("battles", entity.model_name)._meta.verbose_name))


def form_of(entity):
    return reverse(f"admin:battles_{entity.model_name}_change", args=[entity.pk])
