"""Accounts, groups, failed logins and second factors in the admin, for administrators who are not superusers."""

from wuhan.accounts.admin import failed_logins, groups, second_factors, users

__all__ = ["failed_logins", "groups", "second_factors", "users"]
