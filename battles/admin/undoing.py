"""The taking back of sets of changes: who may, the message, and the reasons where it is refused."""

from django import forms
from django.utils.translation import gettext_lazy as _

from battles.admin.recorded import LONGEST_MESSAGE
from battles.history.undo import UndoRefused, undo
from battles.models.history import UNDO


def may_undo(user) -> bool:
    """Whether the user is trusted with what others have changed: to take it back needs this permission alone."""
    return user.has_perm(f"battles.{UNDO}")


class UndoForm(forms.Form):
    """Asks why a set of changes is taken back. After ``take_back``, ``refused`` has the UndoRefused if it was."""

    message = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Why, for the history of each row."),
    )
    refused = None

    def take_back(self, change_set, made_by) -> bool:
        """Whether the form was sent rightly, and all of the changes are taken back."""
        if not self.is_valid():
            return False
        try:
            undo(change_set, made_by=made_by, message=self.cleaned_data["message"])
        except UndoRefused as refused:
            self.refused = refused
        return self.refused is None
