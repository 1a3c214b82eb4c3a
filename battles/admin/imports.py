"""Import records: to be read, not edited."""

from django.contrib import admin

from battles.models import ImportRecord


@admin.register(ImportRecord)
class ImportRecordAdmin(admin.ModelAdmin):
    list_display = ("made_at", "kind", "file_name", "new", "changed", "unchanged", "made_by", "message")
    list_filter = ("kind", "made_at")
    list_select_related = ("made_by",)
    search_fields = ("file_name", "message", "file_sha256")
    date_hierarchy = "made_at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
