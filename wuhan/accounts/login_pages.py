"""The login: a password, a code for accounts with a second factor, and a wait after too many failures."""

import math
import time

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth import login as auth_login
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from wuhan.accounts import changes, kept_forms, passwords, second_factor, throttle
from wuhan.accounts.forms import CodeForm, LoginForm, OwnPasswordForm

# The session key for the first step's result, and the seconds until it expires.
PASSED = "password_passed"
SECONDS_FOR_CODE = 5 * 60


class PasswordStep(LoginView):
    """Asks for username and password. ``next`` is the URL to go to after the login."""

    authentication_form = LoginForm
    template_name = "accounts/login.html"
    next_page = "admin:index"

    def post(self, request, *args, **kwargs):
        if "username" in request.POST:
            return super().post(request, *args, **kwargs)
        # The page after too many failures leads here. The login form carries the kept form on.
        return self.render_to_response(self.get_context_data(form=LoginForm(request)))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **admin.site.each_context(self.request),
            title=_("Log in"),
            kept_form=kept_forms.from_login_page(self.request),
            **kwargs,
        )

    def form_valid(self, form):
        user, path, kept = form.get_user(), self.get_success_url(), kept_forms.from_login_page(self.request)
        if second_factor.enrolled_device(user) is None:
            return finish(self.request, user, path, kept)
        self.request.session[PASSED] = {
            "user": user.pk,
            "password": user.get_session_auth_hash(),
            "backend": user.backend,
            "until": time.time() + SECONDS_FOR_CODE,
            "path": path,
            "kept": kept,
        }
        return redirect("admin:login_code")


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class CodeStep(FormView):
    """Asks for a one-time code or a recovery code; the user is not logged in before."""

    form_class = CodeForm
    template_name = "accounts/code.html"

    def dispatch(self, request, *args, **kwargs):
        self.passed = request.session.get(PASSED)
        self.user = account_of(self.passed) if self.passed else None
        if self.user is None:
            if request.session.pop(PASSED, None):
                messages.warning(request, _("The code did not come in time. Please log in again."))
            return redirect("admin:login")
        self.credentials = {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(request, self.credentials):
            return get_lockout_response(request, credentials=self.credentials)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**admin.site.each_context(self.request), title=_("Second step"), **kwargs)

    def form_valid(self, form):
        code = form.cleaned_data["code"]
        if wait := second_factor.seconds_to_wait(self.user, code):
            form.add_error("code", too_soon(wait))
            return self.form_invalid(form)
        if not second_factor.take_code(self.user, code):
            form.add_error("code", _("This code is wrong, was used before, or is no longer valid."))
            user_login_failed.send(sender=__name__, credentials=self.credentials, request=self.request)
            return self.form_invalid(form)
        del self.request.session[PASSED]
        self.user.backend = self.passed["backend"]
        response = finish(self.request, self.user, self.passed["path"], self.passed["kept"])
        if not code.isdigit():
            warn_of_last_codes(self.request, second_factor.recovery_codes_left(self.user))
        return response


def account_of(passed: dict):
    """The account that passed the first step; None if the step expired, or if the account or password has changed."""
    if passed["until"] < time.time():
        return None
    user = get_user_model().objects.filter(pk=passed["user"], is_active=True).first()
    return user if user and constant_time_compare(passed["password"], user.get_session_auth_hash()) else None


def too_soon(seconds: int) -> str:
    return ngettext(
        "After a wrong code the next is not taken at once. Wait %(seconds)d second, and send a new one.",
        "After a wrong code the next is not taken at once. Wait %(seconds)d seconds, and send a new one.",
        seconds,
    ) % {"seconds": seconds}


def warn_of_last_codes(request, left: int):
    messages.warning(
        request,
        ngettext(
            "You logged in with a recovery code; %(left)d is left.",
            "You logged in with a recovery code; %(left)d are left.",
            left,
        )
        % {"left": left},
    )


def finish(request, user, path: str, kept: str):
    """Log the account in under a new session key, keep the form that was sent too late, and redirect to the path."""
    auth_login(request, user)
    # Nothing else deletes the rows of sessions that have expired.
    request.session.clear_expired()
    passwords.note_at_login(request, user)
    kept_forms.keep(request, path, kept)
    response = HttpResponseRedirect(path)
    throttle.remember(response, user)
    return response


class PasswordChange(PasswordChangeView):
    """Changes the user's own password. After a one-time password, the change opens the rest of the admin."""

    form_class = OwnPasswordForm
    success_url = reverse_lazy("admin:password_change_done")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        passwords.note_as_changed(self.request)
        changes.note(self.request, self.request.user, changes.PASSWORD)
        return response


def own_password_first(request):
    messages.warning(request, _("Your password was given to you by somebody else. Choose your own first."))
    return redirect("admin:password_change")


@never_cache
def ask_to_log_in(request):
    """The login page for a form that was sent without a session. The page carries the values that were sent."""
    kept = kept_forms.as_text(request.POST)
    context = {
        **admin.site.each_context(request),
        "title": _("Log in"),
        "form": LoginForm(request),
        "next": request.get_full_path(),
        "kept_form": kept,
        "session_ended": True,
        "too_long": not kept,
    }
    return render(request, "accounts/login.html", context, status=403)


@never_cache
def review_kept_form(request, sent, form_context):
    """The page that shows a kept form. Its button sends the values to the same URL, as the form would have done."""
    context = {
        **admin.site.each_context(request),
        "title": _("Review what you typed"),
        "opts": form_context["opts"],
        "is_popup": form_context["is_popup"],
        "values": kept_forms.labelled_values(sent, form_context),
        "sent": list(sent.lists()),
    }
    return render(request, "accounts/review_kept_form.html", context)


def locked_out(request, response, credentials):
    """The page after too many failed logins of an account from one address."""
    minutes = math.ceil(settings.AXES_COOLOFF_TIME.total_seconds() / 60)
    context = {
        "minutes": minutes,
        "next": request.POST.get("next", ""),
        "kept_form": kept_forms.from_login_page(request),
    }
    page = render(request, "accounts/locked_out.html", context, status=429)
    page["Retry-After"] = str(minutes * 60)
    return page
