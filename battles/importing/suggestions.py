"""Suggestions of existing slugs for a wrong one."""

import re
from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from battles.models.terms import Term
from battles.resources.widgets import SEPARATOR
from battles.values.synonyms import nearest_choices
from battles.values.texts import quotable

MAX_SUGGESTIONS = 200
MAX_REMEMBERED = 50_000
# Marks that people write between the slugs of a list in place of the bar.
BETWEEN = re.compile(r"\s*(?:[|,;/+&、，；]|\band\b)\s*|\s+")
MOST_PARTS = 100


class Suggestions:
    """Sentences about slugs that no record has; the first two hundred name the nearest existing ones."""

    def __init__(self):
        self.known, self.parts = {}, {}

    def no_such(self, model, slug, *, in_list: bool) -> str:
        """The sentence about a slug; ``in_list`` if the column links to several records."""
        kind = model._meta.verbose_name
        if several := self.several(model, slug):
            values = {"text": quotable(slug), "kind": kind, "slugs": SEPARATOR.join(several)}
            if in_list:
                return _("“%(text)s” is read as one %(kind)s. Put | between several: %(slugs)s.") % values
            return _("“%(text)s”: this column links to one %(kind)s only.") % values
        if (model, slug) not in self.known and len(self.known) < MAX_SUGGESTIONS:
            self.known[model, slug] = nearest(model, slug)
        near = self.known.get((model, slug))
        sentence = (
            _("There is no %(kind)s “%(identifier)s”. Did you mean %(nearest)s?")
            if near
            else _("There is no %(kind)s “%(identifier)s”.")
        )
        nearest_ones = pgettext("list", " or ").join(near or ())
        return sentence % {"kind": kind, "identifier": quotable(slug), "nearest": nearest_ones}

    def several(self, model, text) -> list[str]:
        """The parts of the text if it names several records: a mark is between them, and one of them is a slug."""
        if (model, text) not in self.parts and len(self.parts) < MAX_SUGGESTIONS:
            parts = [part for part in BETWEEN.split(text) if part]
            is_several = 1 < len(parts) <= MOST_PARTS and model.objects.filter(slug__in=parts).exists()
            self.parts[model, text] = parts if is_several else []
        return self.parts.get((model, text), [])


def nearest(model, text) -> list[str]:
    """Up to three slugs of records that have the text in a name, or of terms that it means; or else similar ones."""
    slugs = list(model.objects.search(text).values_list("slug", flat=True)[:3])
    if not slugs and issubclass(model, Term):
        names = [(term.slug, getattr(term, column)) for term in model.objects.all() for column in model.name_columns]
        return nearest_choices(text, names)
    if not slugs:
        slugs = get_close_matches(text, model.objects.values_list("slug", flat=True)[:MAX_REMEMBERED], 3)
    return slugs
