"""Pages of a list, found without going through the rows before them where that can be told."""

from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.db.models import Count, Window
from django.utils.translation import gettext as _

from battles.filters.parameters import MAX_DIGITS, read_number
from battles.models import ClaimCount

EXCERPT_ROWS = 100


class CountedPaginator(Paginator):
    """Pages of rows whose number is known, or estimated, before."""

    def __init__(self, rows, per_page, counts):
        super().__init__(rows, per_page)
        self.count, self.is_estimate, self.blocks = counts.total, not counts.is_exact, counts.blocks

    def read_page(self, given, rows):
        """The page that the parameter ``page`` asks for, with its rows from ``rows``; BadRequest if there is none."""
        number = read_number(given, "page", default=1, largest=10**MAX_DIGITS - 1)
        if not self.is_estimate and number > self.num_pages:
            raise self.no_page(number)
        found = self.rows_after((number - 1) * self.per_page, rows)
        if not found and number > 1:
            raise self.no_page(number)
        return CountedPage(found, number, self)

    def rows_after(self, skipped, rows):
        """The rows of one page and one more, which shows whether a page follows where their number is an estimate.

        Their keys are found first, in an index where it has the order, so that the rows passed over are never read.
        """
        order = self.object_list.query.order_by or self.object_list.model._meta.ordering
        keys = self.object_list.values("pk")
        if self.blocks and order == ("pk",):
            for block in sorted(self.blocks):
                if skipped < self.blocks[block]:
                    keys = keys.filter(pk__gte=block * ClaimCount.BLOCK_SIZE)
                    break
                skipped -= self.blocks[block]
        return list(rows.filter(pk__in=keys[skipped : skipped + self.per_page + 1]).order_by(*order))

    def no_page(self, number):
        if self.is_estimate:
            return BadRequest(_("There is no page %d.") % number)
        return BadRequest(
            _("There is no page %(number)d: the last one is %(last)d.") % {"number": number, "last": self.num_pages}
        )


class CountedPage(Page):
    """One of those pages, with its rows in the order of the list."""

    def __init__(self, rows, number, paginator):
        self.follows = len(rows) > paginator.per_page
        super().__init__(rows[: paginator.per_page], number, paginator)

    def has_next(self):
        return self.follows

    def end_index(self):
        return self.start_index() + len(self.object_list) - 1 if self.object_list else 0

    def next_page_number(self):
        return self.number + 1

    def previous_page_number(self):
        return self.number - 1


class Excerpt:
    """The first rows of a queryset and the number of all its rows, in one query."""

    def __init__(self, queryset, limit=EXCERPT_ROWS):
        self.rows = list(queryset.annotate(rows_in_all=Window(Count("*")))[:limit])
        self.total = self.rows[0].rows_in_all if self.rows else 0

    @property
    def is_shortened(self):
        return self.total > len(self.rows)
