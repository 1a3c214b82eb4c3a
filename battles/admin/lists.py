"""What all lists of the admin share: an address that no list can have is answered by the list."""

from django.contrib.admin.views.main import ERROR_FLAG, SEARCH_VAR
from django.http import HttpResponseRedirect


class ListAdmin:
    def changelist_view(self, request, extra_context=None):
        # PostgreSQL takes no NUL; other filters that cannot be read are sent here by Django itself.
        if any("\0" in value for name, value in request.GET.items() if name != SEARCH_VAR):
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
        return super().changelist_view(request, extra_context)
