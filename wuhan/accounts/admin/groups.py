"""Groups in the admin: the fixed roles, and groups that administrators add."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.models import Group, User

from battles.admin.index import IndexGroup
from battles.admin.safe_filters import ListAdmin
from wuhan.accounts.roles import ROLES, groups_to_give, permissions_to_give

admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(ListAdmin, DjangoGroupAdmin):
    """An administrator cannot give a group permissions beyond the administrator's own."""

    index_group = IndexGroup.ACCOUNTS
    index_place = 20
    filtered_fields = ()

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or is_within_reach(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or is_within_reach(request.user, obj))

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "permissions":
            kwargs["queryset"] = permissions_to_give(request.user)
        return super().formfield_for_manytomany(db_field, request=request, **kwargs)

    def delete_model(self, request, obj):
        self.delete_queryset(request, Group.objects.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        members = list(User.objects.filter(groups__in=queryset).values_list("pk", flat=True))
        super().delete_queryset(request, queryset)
        User.objects.filter(pk__in=members, groups=None, is_superuser=False).update(is_staff=False)


def is_within_reach(manager, group):
    return group.name not in ROLES and groups_to_give(manager).filter(pk=group.pk).exists()
