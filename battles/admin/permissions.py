"""Permissions for single records: contributors edit their own drafts and propose other changes; editors do all."""

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from battles.models.review import maker
from battles.review.permissions import is_editor, rows_made_by
from battles.values.choices import Status

PUBLICATION = (_("Status"), {"fields": (("status", "status_reason"),)})


@admin.display(description=_("status"), ordering="status")
def status_column(record):
    return format_html('<span class="status {}">{}</span>', record.status, record.get_status_display())


class StatusFilter(admin.SimpleListFilter):
    """Filters by status. Its parameter is not a lookup, because an add form takes its first values from lookups."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return Status.choices

    def queryset(self, request, rows):
        return rows.filter(status=self.value()) if self.value() else rows


class OwnDraftsFilter(admin.SimpleListFilter):
    title = _("whose drafts")
    parameter_name = "drafts"

    def lookups(self, request, model_admin):
        return [("mine", _("my drafts"))]

    def queryset(self, request, rows):
        return rows_made_by(rows.filter(status=Status.DRAFT), request.user) if self.value() else rows


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that the admin shows and does not change."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReviewedAdmin:
    """Rules for single records, beside Django's permissions for a kind of record."""

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        # The object of an inline is the record whose form it is in.
        if obj is None or isinstance(self, InlineModelAdmin) or is_editor(request.user):
            return True
        return obj.status == Status.PUBLISHED or self.is_own_draft(request, obj)

    def has_delete_permission(self, request, obj=None):
        return is_editor(request.user) and super().has_delete_permission(request, obj)

    def is_own_draft(self, request, record):
        if record.status != Status.DRAFT:
            return False
        # Cached, because a page of the admin asks about ten times.
        known = request.__dict__.setdefault("own_drafts", {})
        name = (record._meta.concrete_model, record.pk)
        if name not in known:
            known[name] = rows_made_by(self.model._base_manager.filter(pk=record.pk), request.user).exists()
        return known[name]

    def is_proposing(self, request, record):
        """Whether a change of the record by this user becomes a proposal."""
        return record is not None and record.status == Status.PUBLISHED and not is_editor(request.user)

    def rows_to_edit(self, request, rows):
        """The rows that the user may change or propose to change."""
        if is_editor(request.user):
            return rows
        own_draft = Q(status=Status.DRAFT, maker=request.user.pk)
        return rows.alias(maker=maker(rows.model)).filter(Q(status=Status.PUBLISHED) | own_draft)
