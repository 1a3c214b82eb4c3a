"""Second factors in the admin: owner, date, and deletion when a device is lost."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from battles.admin.index import IndexGroup
from battles.admin.safe_filters import ListAdmin
from wuhan.accounts import changes, second_factor
from wuhan.accounts.roles import may_manage

# The library's own pages would show the secrets and let an administrator set them.
admin.site.unregister([StaticDevice, TOTPDevice])


@admin.register(TOTPDevice)
class SecondFactorAdmin(ListAdmin, admin.ModelAdmin):
    index_group = IndexGroup.ACCOUNTS
    index_place = 30
    index_name = _("Second factors")
    list_display = ("user", "confirmed", "created_at", "last_used_at")
    list_select_related = ("user",)
    filtered_fields = ()
    search_fields = ("user__username", "user__first_name", "user__last_name", "user__email")
    fields = ("user", "confirmed", "created_at", "last_used_at")
    readonly_fields = fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or may_manage(request.user, obj.user))

    def delete_model(self, request, obj):
        self.take_away(request, obj.user)

    def delete_queryset(self, request, queryset):
        for device in queryset.select_related("user"):
            self.take_away(request, device.user)

    def take_away(self, request, user):
        """Delete the device and end the sessions of its account. The password alone then logs in."""
        second_factor.turn_off(user)
        changes.note(request, user, changes.SECOND_FACTOR_DELETED)
        second_factor.end_other_sessions(user)
