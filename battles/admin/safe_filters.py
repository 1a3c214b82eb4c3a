"""Lists of the admin that refuse filters and selections which a database cannot run."""

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import BadRequest
from django.db import DataError, NotSupportedError

from battles.admin.kept_lists import KeptListAdmin
from battles.values.keys import is_key

# No page of the admin uses these. Two take a regular expression from the user; all of them fail only when the query is
# evaluated.
REFUSED_LOOKUPS = {"regex", "iregex", "range", "contained_by"}
# Errors of other filters: SQLite takes no number beyond 64 bits and no containment in JSON, PostgreSQL no number with
# more than 131,072 digits; Python has no year before 1 or after 9999.
UNANSWERABLE = (DataError, NotSupportedError, OverflowError, ValueError)


class ListAdmin(KeptListAdmin):
    """Treats unsupported filters in the URL as invalid."""

    # The only fields that filters in the URL may name, or None for all. Rows with secrets need it: filters by a field
    # that no page shows would tell its value.
    filtered_fields = None

    def lookup_allowed(self, lookup, value, request):
        field, *others = lookup.split("__")
        if self.filtered_fields is not None and field not in self.filtered_fields:
            return False
        return not REFUSED_LOOKUPS & {field, *others} and super().lookup_allowed(lookup, value, request)

    def get_changelist_instance(self, request):
        # Django then shows the list without filters. PostgreSQL takes no NUL.
        if any("\0" in value for name, values in request.GET.lists() for value in values if name != SEARCH_VAR):
            raise IncorrectLookupParameters
        try:
            return super().get_changelist_instance(request)
        except UNANSWERABLE as error:
            raise IncorrectLookupParameters from error

    def response_action(self, request, queryset):
        if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest
        return super().response_action(request, queryset)
