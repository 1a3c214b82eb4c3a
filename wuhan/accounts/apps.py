"""The app of accounts, and the admin with its own login."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "wuhan.accounts"
    verbose_name = _("Accounts")


class AdminConfig(DjangoAdminConfig):
    default_site = "wuhan.accounts.site.Site"
