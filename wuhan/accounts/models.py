"""One-time passwords of accounts."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class OneTimePassword(models.Model):
    """The account has a password that an administrator gave it, and must choose its own. The row has no password."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="one_time_password"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self):
        return str(self.pk)
