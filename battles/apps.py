"""The app of the records and their pages."""

from django.apps import AppConfig
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _


class BattlesConfig(AppConfig):
    name = "battles"
    verbose_name = _("What the sources say")

    def ready(self):
        from battles.upgrades import prepare

        pre_migrate.connect(prepare, sender=self)
