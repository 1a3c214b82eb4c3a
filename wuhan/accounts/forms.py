"""Forms for the user's own account: login, password, one-time code."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth import authenticate
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wuhan.accounts import passwords, throttle


class LoginForm(AdminAuthenticationForm):
    """Username and password; refuses a one-time password that has expired, and a login that comes too soon."""

    # The table of failed logins limits the length.
    username = UsernameField(
        max_length=User.username.field.max_length, widget=forms.TextInput(attrs={"autofocus": True})
    )

    def clean(self):
        if wait := throttle.seconds_to_wait(self.request, self.cleaned_data.get("username", "")):
            sentence = ngettext(
                "The logins of many accounts have failed at your address. Wait %(seconds)d second, then log in.",
                "The logins of many accounts have failed at your address. Wait %(seconds)d seconds, then log in.",
                wait,
            )
            raise ValidationError(sentence, code="too_soon", params={"seconds": wait})
        return super().clean()

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if passwords.has_run_out(user):
            sentence = _(
                "This one-time password was valid for %(days)d days, which are over. Ask an administrator for another."
            )
            raise ValidationError(sentence, code="run_out", params={"days": passwords.DAYS_VALID})


class PasswordForm(forms.Form):
    """Asks for the user's password before a change of the second factor. A wrong one counts as a failed login."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_password(self):
        password = self.cleaned_data["password"]
        if authenticate(self.request, username=self.request.user.get_username(), password=password) is None:
            raise ValidationError(_("This is not your password."), code="wrong")
        return password


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false", "autofocus": True}
        ),
    )

    def clean_code(self):
        return "".join(self.cleaned_data["code"].split()).lower()


class OwnPasswordForm(AdminPasswordChangeForm):
    """The form with which a user chooses a new password. A wrong old one counts as a failed login."""

    def __init__(self, *args, request, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_old_password(self):
        password = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.get_username(), password=password) is None:
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return password

    def clean_new_password1(self):
        password = self.cleaned_data["new_password1"]
        # Not compared with the stored password: that would tell it to somebody who leaves the old one empty.
        if password == self.cleaned_data.get("old_password"):
            raise ValidationError(_("This is the password that you have now. Choose another."), code="same")
        return password
