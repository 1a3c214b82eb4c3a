"""Failed logins in the admin; an administrator opens a closed account by deleting them."""

from axes.admin import AccessAttemptAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from battles.admin.index import IndexGroup
from battles.admin.safe_filters import ListAdmin

# The last two tables stay empty: logins go to the log, failures to AccessAttempt.
admin.site.unregister([AccessAttempt, AccessFailureLog, AccessLog])


@admin.register(AccessAttempt)
class FailedLoginsAdmin(ListAdmin, AccessAttemptAdmin):
    index_group = IndexGroup.ACCOUNTS
    index_place = 40
    index_name = _("Failed logins")
    # The library's own action checks no permission, and works during a login only.
    actions = ()
    filtered_fields = ("attempt_time", "path_info", "locked_out")

    def index_waiting(self, request):
        count = AccessAttempt.objects.count()
        text = ngettext("%(count)d failed login", "%(count)d failed logins", count) % {"count": count}
        return [(text, reverse(f"{self.admin_site.name}:axes_accessattempt_changelist"))] if count else []
