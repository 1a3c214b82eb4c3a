"""The roles, as groups: what each may do, and whose account may be managed by whom.

The three groups are what stands here, on every site: each ``migrate`` gives them just these permissions of the apps
named here, so that those of a later model reach them too, and takes away what somebody gave them beside. In the admin
nobody can. Who needs another set of permissions makes a group of another name, which nothing here touches.
"""

from django.apps import apps as all_apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from battles.models.records import Record

# What administrators manage beside records, by app.
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
    """To see all, and to add and change records: without the permission to publish, one's own drafts."""
    action, _, model = codename.partition("_")
    return app_label == "battles" and (action == "view" or (action in ("add", "change") and model in record_names()))


def edits(app_label: str, codename: str) -> bool:
    return app_label == "battles"


def administers(app_label: str, codename: str) -> bool:
    return edits(app_label, codename) or codename in ACCOUNTS.get(app_label, ())


# By the name of the group.
ROLES = {"contributor": contributes, "editor": edits, "administrator": administers}


def bring_up_to_date(app_config, using, apps=all_apps, **kwargs):
    """After a migration: gives each role just what it may do in this app, of the permissions that there are."""
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
        permissions = apps.get_model("auth", "Permission").objects.using(using)
    except LookupError:
        return
    if app_config.label not in ("battles", *ACCOUNTS):
        return
    codenames = permissions.filter(content_type__app_label=app_config.label).values_list("pk", "codename")
    for name, may in ROLES.items():
        group, _is_new = groups.get_or_create(name=name)
        due = {key for key, codename in codenames if may(app_config.label, codename)}
        given = set(group.permissions.filter(content_type__app_label=app_config.label).values_list("pk", flat=True))
        group.permissions.remove(*given - due)
        group.permissions.add(*due - given)


def permissions_of(account) -> set[int]:
    """The keys of all permissions that the account has, or would have if it were not closed."""
    return set(
        Permission.objects.filter(Q(user=account) | Q(group__user=account)).order_by().values_list("pk", flat=True)
    )


def may_manage(manager, account) -> bool:
    """Whether the manager has every permission that the account has: else managing it would be a way to more of them.

    A password, an e-mail address or a second factor set by another is the other's account.
    """
    return manager.is_superuser or (not account.is_superuser and permissions_of(account) <= permissions_of(manager))


def permissions_to_give(manager):
    """The permissions that the manager may give to others: those that he has."""
    return (
        Permission.objects.all() if manager.is_superuser else Permission.objects.filter(pk__in=permissions_of(manager))
    )


def groups_to_give(manager):
    """The groups that the manager may put others into: those that have no permission beyond his own."""
    beyond = Permission.objects.exclude(pk__in=permissions_to_give(manager).values("pk"))
    return Group.objects.exclude(permissions__in=beyond).order_by("name")
