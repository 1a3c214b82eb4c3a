"""Short titles that several sources have, so that readers cannot tell these apart in tables."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from battles.checking.findings import Finding, warning
from battles.models import Source


def check_short_titles(sources: list[Source]) -> Iterator[Finding]:
    """A warning for each of these sources, saved or not, whose short title another one has too; one query."""
    slugs = defaultdict(set)
    for source in sources:
        if source.short_title:
            slugs[source.short_title].add(source.slug)
    others = Source.objects.filter(short_title__in=slugs).exclude(slug__in=[source.slug for source in sources])
    for short_title, slug in others.values_list("short_title", "slug"):
        slugs[short_title].add(slug)
    for source in sources:
        if same := sorted(slugs[source.short_title] - {source.slug} if source.short_title else ()):
            sentence = _("“%(slug)s” has the short title “%(title)s” too. Readers cannot tell the two works apart.")
            yield warning("short_title", source, sentence % {"slug": same[0], "title": source.short_title})
