"""Changes of an account, its password and its second factor, as its owner and administrators see them."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_noop

LATEST = 5

# Messages in the form of Django's admin, which translates them when it shows them.
PASSWORD = {"changed": {"fields": ["password"]}}
RECOVERY_CODES = {"changed": {"fields": [gettext_noop("recovery codes")]}}
SECOND_FACTOR_ADDED = {"added": {"name": gettext_noop("second factor"), "object": "TOTP"}}
SECOND_FACTOR_DELETED = {"deleted": {"name": "second factor", "object": "TOTP"}}


def note(request, user, change: dict):
    """Record the change of the account by the user of the request."""
    LogEntry.objects.log_actions(request.user.pk, [user], CHANGE, [change], single_object=True)


def latest_changes(user):
    about_accounts = ContentType.objects.get_for_model(User)
    entries = LogEntry.objects.filter(content_type=about_accounts, object_id=str(user.pk))
    return entries.select_related("user").order_by("-action_time", "-pk")[:LATEST]
