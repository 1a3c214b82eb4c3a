"""The roles as groups, with their permissions, and the rule for managing other accounts.

Each ``migrate`` gives the three groups exactly the permissions below, so that they include those of new models. The
admin does not edit these groups. For other sets of permissions, add groups with other names.
"""

from django.apps import apps as all_apps
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy

from battles.models.records import Record

# Permissions of administrators beside those on records, by app.
ACCOUNTS = {
    "auth": {f"{action}_{model}" for action in ("add", "change", "delete", "view") for model in ("user", "group")},
    "axes": {"view_accessattempt", "delete_accessattempt"},
    "otp_totp": {"view_totpdevice", "delete_totpdevice"},
}


def record_names() -> set[str]:
    return {
        model._meta.model_name for model in all_apps.get_app_config("battles").get_models() if issubclass(model, Record)
    }


def contributes(app_label: str, codename: str) -> bool:
    """Contributors view everything, and add and change records; without publish permission, only own drafts."""
    action, _, model = codename.partition("_")
    return app_label == "battles" and (action == "view" or (action in ("add", "change") and model in record_names()))


def edits(app_label: str, codename: str) -> bool:
    return app_label == "battles"


def administers(app_label: str, codename: str) -> bool:
    return edits(app_label, codename) or codename in ACCOUNTS.get(app_label, ())


LAST_SUPERUSER = gettext_lazy(
    "This is the last superuser who can log in. Make another account a superuser before you change or delete it."
)


# Rules by the name of the group.
ROLES = {"contributor": contributes, "editor": edits, "administrator": administers}


def bring_up_to_date(using, apps=all_apps, **kwargs):
    """After a migration, give each role exactly its permissions."""
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
        permissions = apps.get_model("auth", "Permission").objects.using(using)
    except LookupError:
        return
    codenames = permissions.values_list("pk", "content_type__app_label", "codename")
    for name, may in ROLES.items():
        group, _is_new = groups.get_or_create(name=name)
        group.permissions.set([key for key, app_label, codename in codenames if may(app_label, codename)])


def permissions_of(account) -> set[int]:
    """The keys of all permissions of the account, even if it is not active."""
    return set(
        Permission.objects.filter(Q(user=account) | Q(group__user=account)).order_by().values_list("pk", flat=True)
    )


def may_manage(manager, account) -> bool:
    """Whether the manager has every permission of the account.

    Setting its password, e-mail address or second factor takes the account over, and so gains its permissions.
    """
    return manager.is_superuser or (not account.is_superuser and permissions_of(account) <= permissions_of(manager))


def are_last_superusers(accounts) -> bool:
    """Whether no other superuser could log in. Within a transaction, superusers stay as they are until its end."""
    with transaction.atomic():
        superusers = User.objects.select_for_update().filter(is_superuser=True, is_active=True).order_by("pk")
        keys = set(superusers.values_list("pk", flat=True))
    return bool(keys) and keys <= {account.pk for account in accounts}


def permissions_to_give(manager):
    """The permissions that the manager may give to others: the manager's own."""
    return (
        Permission.objects.all() if manager.is_superuser else Permission.objects.filter(pk__in=permissions_of(manager))
    )


def groups_to_give(manager):
    """The groups that the manager may give to others: those with none but the manager's own permissions."""
    others = Permission.objects.exclude(pk__in=permissions_to_give(manager).values("pk"))
    return Group.objects.exclude(permissions__in=others).order_by("name")
