"""Suggestions of existing slugs for a wrong one."""

from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

MAX_SUGGESTIONS = 200
MAX_REMEMBERED = 50_000


class Suggestions:
    """Sentences about slugs that no record has; the first two hundred name the nearest existing ones."""

    def __init__(self):
        self.known = {}

    def no_such(self, model, slug) -> str:
        if (model, slug) not in self.known and len(self.known) < MAX_SUGGESTIONS:
            self.known[model, slug] = nearest(model, slug)
        near = self.known.get((model, slug))
        sentence = (
            _("There is no %(kind)s “%(identifier)s”. Did you mean %(nearest)s?")
            if near
            else _("There is no %(kind)s “%(identifier)s”.")
        )
        kind, nearest_ones = model._meta.verbose_name, pgettext("list", " or ").join(near or ())
        return sentence % {"kind": kind, "identifier": slug, "nearest": nearest_ones}


def nearest(model, text) -> list[str]:
    """Up to three slugs of records that have the text in a name, or else slugs similar to it."""
    slugs = list(model.objects.search(text).values_list("slug", flat=True)[:3])
    if not slugs:
        slugs = get_close_matches(text, model.objects.values_list("slug", flat=True)[:MAX_REMEMBERED], 3)
    return slugs
