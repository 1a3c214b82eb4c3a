"""The admin with a second factor, and with forms that outlast a session."""

from functools import wraps

from django.contrib.admin import AdminSite
from django.http import HttpResponseRedirect
from django.urls import path, reverse

from wuhan.accounts import enrolment, kept_forms, views


class Site(AdminSite):
    def get_urls(self):
        pages = {
            "second-factor/": ("second_factor", enrolment.StatusView),
            "second-factor/set-up/": ("second_factor_set_up", enrolment.SetUpView),
            "second-factor/confirm/": ("second_factor_confirm", enrolment.ConfirmView),
            "second-factor/recovery-codes/": ("second_factor_recovery_codes", enrolment.RecoveryCodesView),
            "second-factor/turn-off/": ("second_factor_turn_off", enrolment.TurnOffView),
        }
        return [
            path("login/code/", views.CodeStep.as_view(site=self), name="login_code"),
            *(
                path(address, self.admin_view(view.as_view(site=self)), name=name)
                for address, (name, view) in pages.items()
            ),
            *super().get_urls(),
        ]

    def login(self, request, extra_context=None):
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        return views.PasswordStep.as_view(site=self, extra_context=extra_context)(request)

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(view, cacheable)
        if not kept_forms.is_kept(view):
            return guarded

        @wraps(guarded)
        def keeping(request, *args, **kwargs):
            if request.method == "POST" and request.user.is_anonymous:
                return views.ask_to_log_in(request, self)
            if request.method == "GET" and self.has_permission(request) and (sent := kept_forms.take(request)):
                kept_forms.show_again(request, sent)
            return guarded(request, *args, **kwargs)

        return keeping
