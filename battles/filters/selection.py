"""The rows of a list that meet its filters, or all of its filters but one."""

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from battles.filters.facets import shortened
from battles.values.folding import fold_terms

MAX_QUERY_LENGTH = 200
MAX_VALUES = 50


class Selection:
    """The rows of a list that meet its filters.

    ``given`` is a QueryDict without empty values, ``rows`` are all rows of the list. BadRequest for a wrong value.
    """

    def __init__(self, given, rows, facets, ranges=()):
        self.model = rows.model
        self.facets, self.ranges = facets, ranges
        self.query = read_query(given)
        # The chosen keys by facet.
        self.chosen = {
            facet.name: facet.keys(self.model, read_values(given, facet.name))
            for facet in facets
            if facet.name in given
        }
        # The names of the facets that limit the rows: by chosen values, or by those that they leave out.
        self.limiting = {*self.chosen, *(facet.name for facet in facets if facet.left_out)}
        self.conditions = [condition for each in ranges if (condition := each.read(given)) is not None]
        self.searched = rows.search(self.query) if self.query else rows
        self.rows = self.rows_but(None)

    @property
    def is_of_facets_alone(self):
        """Whether there is neither a search nor a range."""
        return not self.query and not self.conditions

    def rows_but(self, facet):
        """The rows that meet all filters but this one."""
        rows = self.searched
        for each in self.facets:
            if each is facet or each.name not in self.limiting:
                continue
            if each.name in self.chosen:
                rows = rows.filter(each.condition(self.model, self.chosen[each.name]))
            else:
                rows = rows.exclude(each.condition(self.model, each.left_out))
        return rows.filter(*self.conditions)


def read_values(given, name):
    """The values of a parameter that may be repeated, each once."""
    values = list(dict.fromkeys(given.getlist(name)))
    if len(values) > MAX_VALUES:
        raise BadRequest(
            _("“%(name)s” has %(number)d values; it may have up to %(limit)d.")
            % {"name": name, "number": len(values), "limit": MAX_VALUES}
        )
    return values


def read_query(given):
    """The text of a search, without spaces around it. Raises BadRequest if it has nothing to search for."""
    text = given.get("q", "").strip()
    if len(text) > MAX_QUERY_LENGTH:
        raise BadRequest(
            _("The search has %(length)d characters; it may have up to %(limit)d.")
            % {"length": len(text), "limit": MAX_QUERY_LENGTH}
        )
    if text and not fold_terms(text):
        raise BadRequest(_("“%s” has no letter and no digit to search for.") % shortened(text))
    return text
