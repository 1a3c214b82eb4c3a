"""Pages of a list, found without reading the rows before them where possible."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.db.models import Count, Window
from django.utils.translation import gettext as _

from battles.filters.parameters import no_page, read_number
from battles.models import ClaimCount

EXCERPT_ROWS = 100


class CountedPaginator(Paginator):
    """Pages of rows that are already counted or estimated."""

    def __init__(self, rows, per_page, counts):
        super().__init__(rows, per_page)
        self.count, self.is_estimate, self.blocks = counts.total, not counts.is_exact, counts.blocks

    def read_page(self, given, rows):
        """The page that ``page`` asks for, with its rows from ``rows``. Raises BadRequest if there is none."""
        number = read_number(given, "page", default=1)
        if not self.is_estimate and number > self.num_pages:
            raise no_page(number, self.num_pages)
        found = self.rows_after((number - 1) * self.per_page, rows)
        if not found and number > 1:
            raise BadRequest(_("There is no page %d.") % number)
        return CountedPage(found, number, self)

    def rows_after(self, skipped, rows):
        """The rows of one page, and one more if another page follows.

        Their keys are found first, in an index if one has the order, so that skipped rows are not read.
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


class CountedPage(Page):
    """A page of a CountedPaginator."""

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


@dataclass(frozen=True)
class Excerpt:
    """The first of some rows, and the number of all of them."""

    rows: list
    total: int

    @classmethod
    def of(cls, queryset, limit=EXCERPT_ROWS):
        """The first rows of a queryset, in one query."""
        rows = list(queryset.annotate(rows_in_all=Window(Count("*")))[:limit])
        return cls(rows, rows[0].rows_in_all if rows else 0)

    @property
    def is_shortened(self):
        return self.total > len(self.rows)
