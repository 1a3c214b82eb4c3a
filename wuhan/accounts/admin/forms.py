"""Forms with which administrators add and change accounts."""

from django import forms
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from battles.admin.spreadsheets import ENCODING_CHOICES
from wuhan.accounts.accounts_table import is_taken
from wuhan.accounts.roles import LAST_SUPERUSER, are_last_superusers, groups_to_give


class AccountForm(forms.ModelForm):
    """An account with its roles. ``manager`` is the user of the form, who can give no role with more permissions."""

    manager = None
    groups = forms.ModelMultipleChoiceField(
        Group.objects.none(),
        label=_("Roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a role an account cannot log in."),
    )

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "groups", "is_active", "is_superuser")
        field_classes = {"username": UsernameField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = groups_to_give(self.manager)

    def clean_username(self):
        username = self.cleaned_data["username"]
        if is_taken(username, but_for=self.instance):
            raise ValidationError(_("There is an account of this name."), code="taken")
        return username

    def clean(self):
        sent = super().clean()
        stays = all(sent.get(name, getattr(self.instance, name)) for name in ("is_superuser", "is_active"))
        if not stays and are_last_superusers([self.instance]):
            raise ValidationError(LAST_SUPERUSER, code="last_superuser")
        return sent


class TableOfAccountsForm(forms.Form):
    file = forms.FileField(label=_("File"))
    role = forms.ModelChoiceField(
        Group.objects.none(),
        label=_("Role"),
        required=False,
        empty_label=_("as the file says"),
        help_text=_("For rows that name none."),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"), required=False, choices=[("", _("as the file shows")), *ENCODING_CHOICES]
    )

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = groups
