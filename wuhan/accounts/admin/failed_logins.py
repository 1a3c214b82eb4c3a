"""Failed logins in the admin; an administrator opens a closed account by deleting them."""

from axes.admin import AccessAttemptAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin

from battles.admin.safe_filters import ListAdmin

# The last two tables stay empty: logins go to the log, failures to AccessAttempt.
admin.site.unregister([AccessAttempt, AccessFailureLog, AccessLog])


@admin.register(AccessAttempt)
class FailedLoginsAdmin(ListAdmin, AccessAttemptAdmin):
    # The library's own action checks no permission, and works during a login only.
    actions = ()
    filtered_fields = ("attempt_time", "path_info", "locked_out")
