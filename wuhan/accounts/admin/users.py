"""Accounts in the admin: added by hand or from a table, with roles and one-time passwords."""

from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from battles.admin.index import IndexGroup
from battles.admin.safe_filters import ListAdmin
from battles.tabular import TableError
from wuhan.accounts import changes, passwords
from wuhan.accounts.accounts_table import HEADINGS, TableOfAccounts, as_csv
from wuhan.accounts.admin.forms import AccountForm, TableOfAccountsForm
from wuhan.accounts.roles import LAST_SUPERUSER, are_last_superusers, groups_to_give, may_manage

admin.site.unregister(User)


@admin.register(User)
class UserAdmin(ListAdmin, DjangoUserAdmin):
    index_group = IndexGroup.ACCOUNTS
    index_place = 10
    """Django's admin of users, without a way to become or make a superuser: managers give only their own permissions.

    Passwords are generated here and shown once. Permissions come from roles only.
    """

    form = add_form = AccountForm
    add_form_template = None
    change_form_template = "accounts/user_change_form.html"
    change_list_template = "accounts/user_change_list.html"
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", ("first_name", "last_name"), "email", "groups", "is_active")}),
        (None, {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", ("first_name", "last_name"), "email", "groups")}),)
    list_display = ("username", "first_name", "last_name", "email", "roles", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    filtered_fields = list_filter

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, (None, {"fields": ("is_superuser",)})] if request.user.is_superuser else fieldsets

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.manager = request.user
        return form

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or may_manage(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or may_manage(request.user, obj))

    def get_deleted_objects(self, objs, request):
        deleted, counts, permissions_lacking, protected = super().get_deleted_objects(objs, request)
        if not permissions_lacking and are_last_superusers(objs):
            protected = [*protected, LAST_SUPERUSER]
        return deleted, counts, permissions_lacking, protected

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, user):
        return ", ".join(sorted(group.name for group in user.groups.all()))

    def get_urls(self):
        from_table = path("from-table/", self.admin_site.admin_view(self.from_table), name="auth_user_from_table")
        return [from_table, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # The next page shows the one-time password of a new account; other buttons would skip it.
        buttons = {"show_save_and_add_another": not add, "show_save_and_continue": not add}
        context |= buttons | {"may_give_password": bool(obj) and self.has_change_permission(request, obj)}
        context["changes"] = changes.latest_changes(obj) if obj else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    @sensitive_variables("password")
    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            return
        password = passwords.give_one_time_password(obj)
        super().save_model(request, obj, form, change)
        passwords.note_as_given(obj)
        request.made = [(obj, password)]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        user = form.instance
        user.is_staff = user.is_superuser or user.groups.exists()
        user.save(update_fields=["is_staff"])

    def response_add(self, request, obj, post_url_continue=None):
        return self.passwords_page(request, request.made)

    def user_change_password(self, request, id, form_url=""):
        """Replace the password of the account by a one-time password."""
        user = self.get_object(request, unquote(id))
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if user is None:
            raise Http404(_("There is no such account."))
        if user == request.user:
            return redirect("admin:password_change")
        if request.method != "POST":
            title = _("New one-time password")
            return self.page(request, "accounts/new_password.html", title, original=user)
        password = passwords.give_one_time_password(user)
        with transaction.atomic():
            user.save(update_fields=["password"])
            passwords.note_as_given(user)
            changes.note(request, user, changes.PASSWORD)
            # Somebody who forgot a password has mostly closed the login by trying.
            AccessAttempt.objects.filter(username=user.username).delete()
        return self.passwords_page(request, [(user, password)])

    def from_table(self, request):
        """Add accounts from the rows of a file, and show their passwords once or send them as a file."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        groups = groups_to_give(request.user)
        form = TableOfAccountsForm(request.POST or None, request.FILES or None, groups=groups)
        context = {"form": form, "headings": HEADINGS, "days": passwords.DAYS_VALID}
        if request.method == "POST" and form.is_valid():
            table = TableOfAccounts(groups, form.cleaned_data["role"], form.cleaned_data["encoding"])
            try:
                made = table.make(form.cleaned_data["file"])
            except TableError as error:
                made, context["refusal"] = [], str(error)
            for user, _password in made:
                self.log_addition(request, user, [{"added": {}}])
            if made:
                return passwords_file(made) if "download" in request.POST else self.passwords_page(request, made)
            context["errors"] = table.errors
        return self.page(request, "accounts/from_table.html", _("Make accounts from a table"), **context)

    def passwords_page(self, request, made):
        title = _("One-time passwords")
        return self.page(request, "accounts/one_time_passwords.html", title, made=made, days=passwords.DAYS_VALID)

    def page(self, request, template, title, **context):
        context |= self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        return TemplateResponse(request, template, context)


def passwords_file(made):
    headers = {"Content-Disposition": 'attachment; filename="accounts.csv"'}
    return HttpResponse(as_csv(made), content_type="text/csv; charset=utf-8", headers=headers)
