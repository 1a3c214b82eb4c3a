"""Former slugs of records: read only, as they are kept when records are renamed or merged."""

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from battles.admin.index import IndexGroup
from battles.admin.permissions import ReadOnlyAdmin
from battles.admin.safe_filters import ListAdmin
from battles.models import FormerSlug
from battles.models.renaming import SLUGGED


@admin.register(FormerSlug)
class FormerSlugAdmin(ListAdmin, ReadOnlyAdmin):
    index_group = IndexGroup.REVIEW
    index_place = 60
    list_display = ("slug", "kind", "leads_to")
    list_select_related = SLUGGED
    search_fields = ("slug",)
    fields = readonly_fields = ("slug", "kind", "leads_to")

    def get_queryset(self, request):
        """Those of the kinds of records that the user may view."""
        seen = Q()
        for kind in SLUGGED:
            if request.user.has_perm(f"battles.view_{kind}"):
                seen |= Q(**{f"{kind}__isnull": False})
        rows = super().get_queryset(request).select_related(*SLUGGED)
        return rows.filter(seen) if seen else rows.none()

    @admin.display(description=_("kind of record"))
    def kind(self, row):
        return row.record._meta.verbose_name

    @admin.display(description=_("leads to"))
    def leads_to(self, row):
        url = reverse(f"admin:battles_{row.record._meta.model_name}_change", args=[row.record.pk])
        return format_html('<a href="{}">{}</a>', url, row.record)
