"""How a person last looked at each list of the admin."""

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _


class KeptList(models.Model):
    """A person last saw this list with these filters and this order, and hides these columns of it."""

    # Goes with its person: it says nothing about a record.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="kept_lists"
    )
    name = models.CharField(_("list"), max_length=100, help_text=_("The label of its model."))
    query = models.CharField(_("filters and order"), max_length=2000, blank=True)
    hidden = models.JSONField(_("hidden columns"), default=list, blank=True)

    class Meta:
        verbose_name = _("kept list")
        verbose_name_plural = _("kept lists")
        default_permissions = ()
        constraints = [
            UniqueConstraint(
                fields=["user", "name"],
                name="%(class)s_of_person",
                violation_error_message=_("A person has one kept list of each kind."),
            )
        ]

    def __str__(self):
        return f"{self.name}?{self.query}"
