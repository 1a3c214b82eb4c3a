"""The admin with a second factor, with own passwords, and with forms that outlast a session."""

from functools import wraps

from django.apps import apps
from django.contrib.admin import AdminSite
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from wuhan.accounts import kept_forms, login_pages, passwords, second_factor_pages

# The views that an account with a one-time password can open.
OPEN_VIEWS = ("password_change", "logout")


class Site(AdminSite):
    # The groups of the index are in the header instead.
    enable_nav_sidebar = False

    def get_urls(self):
        def page(view):
            return self.admin_view(view.as_view())

        return [
            path("login/code/", login_pages.CodeStep.as_view(), name="login_code"),
            path("second-factor/", page(second_factor_pages.StatusView), name="second_factor"),
            path("second-factor/set-up/", page(second_factor_pages.SetUpView), name="second_factor_set_up"),
            path("second-factor/confirm/", page(second_factor_pages.ConfirmView), name="second_factor_confirm"),
            path(
                "second-factor/recovery-codes/",
                page(second_factor_pages.RecoveryCodesView),
                name="second_factor_recovery_codes",
            ),
            path("second-factor/turn-off/", page(second_factor_pages.TurnOffView), name="second_factor_turn_off"),
            *super().get_urls(),
        ]

    def autocomplete_view(self, request):
        # Import late: this module is read before the admin of the records.
        from battles.admin.link_hits import RankedAutocompleteView

        return RankedAutocompleteView.as_view(admin_site=self)(request)

    def each_context(self, request):
        # Not at the top: the admins are registered with this site.
        from battles.admin.index import groups

        return super().each_context(request) | {"index_groups": groups(self, request)}

    def get_app_list(self, request, app_label=None):
        # Only Django's sidebar and index show it.
        return []

    def index(self, request, extra_context=None):
        from battles.admin.index import with_waiting

        context = {"index_groups": with_waiting(self, request), "app_list": []}
        return super().index(request, context | (extra_context or {}))

    def app_index(self, request, app_label, extra_context=None):
        """The groups of the index with the lists of one app."""
        from battles.admin.index import groups, of_app

        if not (found := of_app(groups(self, request), app_label)):
            raise Http404
        context = {"shown_groups": found, "title": apps.get_app_config(app_label).verbose_name, "app_label": app_label}
        context = self.each_context(request) | context | (extra_context or {})
        request.current_app = self.name
        return TemplateResponse(request, "admin/app_index.html", context)

    def login(self, request, extra_context=None):
        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        return login_pages.PasswordStep.as_view(extra_context=extra_context)(request)

    def password_change(self, request, extra_context=None):
        extra_context = self.each_context(request) | (extra_context or {})
        return login_pages.PasswordChange.as_view(extra_context=extra_context)(request)

    def admin_view(self, view, cacheable=False):
        # An account with a one-time password chooses its own before it reviews a kept form.
        return self.with_own_password(self.with_kept_form(super().admin_view(view, cacheable), view), view)

    def with_kept_form(self, guarded, view):
        if not kept_forms.is_kept(view):
            return guarded

        @wraps(guarded)
        def keeping(request, *args, **kwargs):
            if request.method == "POST" and request.user.is_anonymous:
                return login_pages.ask_to_log_in(request)
            response = guarded(request, *args, **kwargs)
            is_form = request.method == "GET" and response.status_code == 200
            if is_form and kept_forms.may_be_sent(response.context_data) and (sent := kept_forms.take(request)):
                return login_pages.review_kept_form(request, sent, response.context_data)
            return response

        return keeping

    def with_own_password(self, guarded, view):
        if getattr(view, "__name__", "") in OPEN_VIEWS:
            return guarded

        @wraps(guarded)
        def asking(request, *args, **kwargs):
            if passwords.has_to_change(request):
                return login_pages.own_password_first(request)
            return guarded(request, *args, **kwargs)

        return asking
