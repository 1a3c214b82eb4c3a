"""Lists that come back as their person left them: filters, search and order, and the columns that are shown."""

from contextlib import suppress

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import label_for_field
from django.contrib.admin.views.main import ERROR_FLAG, ORDER_VAR, PAGE_VAR, ChangeList
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils.text import capfirst

from battles.models import KeptList

# The parameter of links that show the whole list, and forget how it was seen last.
SHOW_ALL = "_show_all"
# The parameters that say nothing about how the list is seen.
PASSING = {PAGE_VAR, ERROR_FLAG, SHOW_ALL, "_changelist_filters"}
LONGEST_QUERY = KeptList._meta.get_field("query").max_length


class KeptChangeList(ChangeList):
    def get_query_string(self, new_params=None, remove=None):
        """As Django's. A link that takes the last filter away says so, or the list would come back with it."""
        query = super().get_query_string(new_params, remove)
        return query if query != "?" else f"?{SHOW_ALL}=1"

    @property
    def show_all_link(self):
        return f"?{SHOW_ALL}=1"

    @property
    def is_narrowed(self):
        return bool(self.query or self.has_active_filters)


class KeptListAdmin(admin.ModelAdmin):
    """Keeps for each person the last query of the list, and the columns that the person hides."""

    def get_changelist(self, request, **kwargs):
        return KeptChangeList

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_columns"
        return [path("columns/", self.admin_site.admin_view(self.columns_view), name=name), *super().get_urls()]

    def kept_list(self, request) -> KeptList:
        """The kept list of the person, new if there is none; one query for each request."""
        known = request.__dict__.setdefault("kept_lists", {})
        name = self.opts.label_lower
        if name not in known:
            kept = KeptList.objects.filter(user=request.user.pk, name=name).first()
            known[name] = kept or KeptList(user=request.user, name=name)
        return known[name]

    def keep(self, request, **values):
        """Save the values if they differ. The list is shown even if the database is too busy to save them."""
        kept = self.kept_list(request)
        if all(getattr(kept, name) == value for name, value in values.items()):
            return
        with suppress(OperationalError), transaction.atomic():
            saved, _is_new = KeptList.objects.update_or_create(user=request.user, name=kept.name, defaults=values)
            request.kept_lists[kept.name] = saved

    def changelist_view(self, request, extra_context=None):
        is_kept = request.method == "GET" and IS_POPUP_VAR not in request.GET and self.has_view_permission(request)
        if is_kept and (SHOW_ALL in request.GET or ERROR_FLAG in request.GET):
            # A query that was kept can have become invalid: a field that is gone, a value that is no longer a choice.
            self.keep(request, query="")
            if SHOW_ALL in request.GET:
                return HttpResponseRedirect(request.path)
        elif is_kept and not request.GET and (query := self.kept_list(request).query):
            return HttpResponseRedirect(f"{request.path}?{query}")
        title = capfirst(self.opts.verbose_name_plural)
        context = {"columns": self.column_choices(request), "title": title}
        response = super().changelist_view(request, context | (extra_context or {}))
        if is_kept and response.status_code == 200 and request.GET:
            query = request.GET.copy()
            for name in [name for name in query if name in PASSING or not any(query.getlist(name))]:
                del query[name]
            text = query.urlencode()
            self.keep(request, query=text if len(text) <= LONGEST_QUERY else "")
        return response

    def get_columns(self, request):
        """All columns that the person may see; a subclass adds its own here."""
        return super().get_list_display(request)

    def get_list_display(self, request):
        hidden = set(self.kept_list(request).hidden) & self.names_to_choose(request)
        return tuple(column for column in self.get_columns(request) if name_of(column) not in hidden)

    def names_to_choose(self, request) -> set[str]:
        """The names of the columns that may be hidden: all but the first, and those that lead to the record."""
        _first, *others = map(name_of, self.get_columns(request))
        return {*others} - set(self.list_display_links or ())

    def column_choices(self, request):
        """Triples of the name and the label of each column that may be hidden, and whether it is shown."""
        hidden, names = set(self.kept_list(request).hidden), self.names_to_choose(request)
        return [
            (name_of(column), label_for_field(column, self.model, self), name_of(column) not in hidden)
            for column in self.get_columns(request)
            if name_of(column) in names
        ]

    def columns_view(self, request):
        """Keep which columns are shown. The order of the list is forgotten, because it counts columns."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        shown = self.names_to_choose(request) if "all" in request.POST else set(request.POST.getlist("column"))
        query = QueryDict(self.kept_list(request).query, mutable=True)
        query.pop(ORDER_VAR, None)
        self.keep(request, hidden=sorted(self.names_to_choose(request) - shown), query=query.urlencode())
        address = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return HttpResponseRedirect(reverse(address))


def name_of(column) -> str:
    return column if isinstance(column, str) else column.__name__
