"""Failed logins: seen by administrators, who open a closed account by deleting them."""

from axes.admin import AccessAttemptAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin

from battles.admin.safe_filters import ListAdmin

# The last two are always empty here: logins stand in the log of the site, failed ones in access attempts.
admin.site.unregister([AccessAttempt, AccessFailureLog, AccessLog])


@admin.register(AccessAttempt)
class FailedLoginsAdmin(ListAdmin, AccessAttemptAdmin):
    # The library's own action asks for no permission, and works during a login only.
    actions = ()
