"""Pages for the user's own second factor: set it up, make new recovery codes, turn it off."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from wuhan.accounts import changes, second_factor
from wuhan.accounts.forms import CodeForm, PasswordForm


class AccountPage:
    """A page in the admin: for users with a second factor, without one, or (``requires_device`` is None) for all."""

    title = gettext_lazy("Second factor")
    requires_device = None

    def dispatch(self, request, *args, **kwargs):
        self.device = second_factor.enrolled_device(request.user)
        if self.requires_device is not None and self.requires_device != (self.device is not None):
            return redirect("admin:second_factor")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**admin.site.each_context(self.request), title=self.title, **kwargs)


class StatusView(AccountPage, TemplateView):
    template_name = "accounts/second_factor.html"

    def get_context_data(self, **kwargs):
        codes_left = second_factor.recovery_codes_left(self.request.user)
        latest = changes.latest_changes(self.request.user)
        return super().get_context_data(device=self.device, codes_left=codes_left, changes=latest, **kwargs)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class PasswordPage(AccountPage, FormView):
    """Asks for the password, then does an action. ``explanation`` is about the action, ``button`` starts it."""

    form_class = PasswordForm
    template_name = "accounts/password.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}


class SetUpView(PasswordPage):
    requires_device = False
    title = gettext_lazy("Set up a second factor")
    button = gettext_lazy("Go on")
    explanation = gettext_lazy(
        "From then on, the login asks for your password and for a code that an application on your phone or computer "
        "makes anew every 30 seconds. Any application for one-time codes (TOTP) will do."
    )

    def form_valid(self, form):
        second_factor.offer_device(self.request.user)
        return redirect("admin:second_factor_confirm")


class RecoveryCodesView(PasswordPage):
    requires_device = True
    title = gettext_lazy("New recovery codes")
    button = gettext_lazy("Make new codes")
    explanation = gettext_lazy("The recovery codes that you have now will no longer log in.")

    def form_valid(self, form):
        codes = second_factor.new_recovery_codes(self.request.user)
        changes.note(self.request, self.request.user, changes.RECOVERY_CODES)
        return recovery_codes_page(self, codes)


class TurnOffView(PasswordPage):
    requires_device = True
    title = gettext_lazy("Turn off the second factor")
    button = gettext_lazy("Turn it off")
    explanation = gettext_lazy("From then on, your password alone logs in. The recovery codes are deleted.")

    def form_valid(self, form):
        second_factor.turn_off(self.request.user)
        changes.note(self.request, self.request.user, changes.SECOND_FACTOR_DELETED)
        messages.success(self.request, _("The second factor is off."))
        return redirect("admin:second_factor")


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ConfirmView(AccountPage, FormView):
    """Shows the secret, and confirms the device once it has made a correct code."""

    requires_device = False
    title = gettext_lazy("Set up a second factor")
    form_class = CodeForm
    template_name = "accounts/confirm.html"

    def dispatch(self, request, *args, **kwargs):
        self.offered = second_factor.offered_device(request.user)
        return super().dispatch(request, *args, **kwargs) if self.offered else redirect("admin:second_factor")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            qr_code=second_factor.qr_code(self.offered), secret=second_factor.secret_text(self.offered), **kwargs
        )

    def form_valid(self, form):
        codes = second_factor.enrol(self.request.user, form.cleaned_data["code"])
        if codes is None:
            form.add_error("code", _("This is not the code that the application shows now. Is its clock right?"))
            return self.form_invalid(form)
        changes.note(self.request, self.request.user, changes.SECOND_FACTOR_ADDED)
        second_factor.end_other_sessions(self.request.user, keep=self.request.session.session_key)
        self.request.session.cycle_key()
        return recovery_codes_page(self, codes)


def recovery_codes_page(view, codes: list[str]):
    """The page that shows the recovery codes, once."""
    context = admin.site.each_context(view.request) | {"title": _("Recovery codes"), "codes": codes}
    return view.response_class(view.request, "accounts/recovery_codes.html", context)
