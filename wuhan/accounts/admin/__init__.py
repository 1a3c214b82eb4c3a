"""Accounts, groups, failed logins and second factors in the admin, for administrators who are no superusers."""

from wuhan.accounts.admin import groups, second_factors, users

__all__ = ["groups", "second_factors", "users"]
