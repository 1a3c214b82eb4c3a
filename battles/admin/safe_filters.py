"""Lists of the admin: filtered as their own pages filter them, and by nothing that a database cannot take."""

from django.contrib.admin.views.main import ERROR_FLAG, SEARCH_VAR
from django.db import NotSupportedError
from django.http import HttpResponseRedirect

# No page of the admin writes them: two run a pattern of anybody's making, and all fail only once the rows are read.
REFUSED_LOOKUPS = {"regex", "iregex", "range", "contained_by"}
# What filters fail with otherwise: SQLite looks for no number beyond 64 bits, and not into JSON; no year is that late.
UNANSWERABLE = (NotSupportedError, OverflowError)


class ListAdmin:
    """A list that answers a filter of an address which somebody has made up as it answers any that cannot be read."""

    def lookup_allowed(self, lookup, value, request):
        return not REFUSED_LOOKUPS & set(lookup.split("__")) and super().lookup_allowed(lookup, value, request)

    def changelist_view(self, request, extra_context=None):
        # Django itself sends filters here that it cannot read. PostgreSQL takes no NUL.
        without_filters = HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
        if any("\0" in value for name, values in request.GET.lists() for value in values if name != SEARCH_VAR):
            return without_filters
        try:
            return super().changelist_view(request, extra_context)
        except UNANSWERABLE:
            if request.method != "GET":
                raise
            return without_filters
