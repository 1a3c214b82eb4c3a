"""Lists of the admin that refuse filters which a database cannot run."""

from django.contrib.admin.views.main import ERROR_FLAG, SEARCH_VAR
from django.db import NotSupportedError
from django.http import HttpResponseRedirect

# No page of the admin uses these. Two take a regular expression from the user; all of them fail only when the query is
# evaluated.
REFUSED_LOOKUPS = {"regex", "iregex", "range", "contained_by"}
# Errors of other filters: SQLite takes no number beyond 64 bits and no containment in JSON; Python has no year so late.
UNANSWERABLE = (NotSupportedError, OverflowError)


class ListAdmin:
    """Treats unsupported filters in the URL as invalid."""

    # The only fields that filters in the URL may name, or None for all. Rows with secrets need it: filters by a field
    # that no page shows would tell its value.
    filtered_fields = None

    def lookup_allowed(self, lookup, value, request):
        field, *others = lookup.split("__")
        if self.filtered_fields is not None and field not in self.filtered_fields:
            return False
        return not REFUSED_LOOKUPS & {field, *others} and super().lookup_allowed(lookup, value, request)

    def changelist_view(self, request, extra_context=None):
        # Django redirects here for invalid filters. PostgreSQL takes no NUL.
        without_filters = HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
        if any("\0" in value for name, values in request.GET.lists() for value in values if name != SEARCH_VAR):
            return without_filters
        try:
            return super().changelist_view(request, extra_context)
        except UNANSWERABLE:
            if request.method != "GET":
                raise
            return without_filters
