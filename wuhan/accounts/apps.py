"""The app of accounts, the admin site, and the names of the libraries' apps in the admin."""

from axes.apps import AppConfig as AxesAppConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.apps import DefaultConfig as TOTPAppConfig


class AccountsConfig(AppConfig):
    name = "wuhan.accounts"
    verbose_name = _("Accounts")

    def ready(self):
        from wuhan.accounts.roles import bring_up_to_date

        post_migrate.connect(bring_up_to_date, sender=self)


class AdminConfig(DjangoAdminConfig):
    default_site = "wuhan.accounts.site.Site"


class FailedLoginsConfig(AxesAppConfig):
    verbose_name = _("Failed logins")


class SecondFactorsConfig(TOTPAppConfig):
    verbose_name = _("Second factors")
