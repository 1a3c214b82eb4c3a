"""Two editors at one record: a form that was opened before the other saved is not saved over it unseen."""

import hashlib
import json
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from battles.models.recording import columns_of, lists_of

DIGEST_LENGTH = 16
# The name of the boxes by which an editor takes over what another saved: each has the name of a field as its value.
TAKEN = "_take_theirs"


@dataclass(frozen=True)
class Conflict:
    """A field for which the form and the record, as somebody has saved it since, have two values."""

    box: BoundField
    mine: str
    theirs: str


def version_of(record) -> str:
    """A digest of all that the record states, as it was read; empty for a record that is not saved."""
    if record.pk is None:
        return ""
    state = [str(getattr(record, field.attname)) for field in columns_of(type(record))]
    state += [sorted(getattr(record, field.name).values_list("pk", flat=True)) for field in lists_of(type(record))]
    return hashlib.sha256(json.dumps(state).encode()).hexdigest()[:DIGEST_LENGTH]


class ConflictForm(forms.ModelForm):
    """A form that knows which version of its record its editor has seen."""

    seen = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conflicts = []
        if "seen" not in self.fields:
            return
        self.initial["seen"] = self.version = version_of(self.instance)
        if self.is_bound:
            self.take_theirs()

    def take_theirs(self):
        """Put the saved values into the fields that the editor has chosen to take over."""
        taken = self.data.getlist(TAKEN) if hasattr(self.data, "getlist") else ()
        for name in (name for name in self.fields if self.add_prefix(name) in taken):
            self.put(name, self[name].initial)

    def put(self, name, value):
        self.data = self.data.copy()
        value = self.fields[name].prepare_value(value)
        values = value if isinstance(value, list | tuple) else [] if value in (None, False) else [value]
        self.data.setlist(self.add_prefix(name), [getattr(item, "pk", item) for item in values])

    def has_changed(self):
        # Which version was seen is nothing that an editor types.
        return bool(set(self.changed_data) - {"seen"})

    def full_clean(self):
        super().full_clean()
        if not self.is_bound or "seen" not in self.fields or not self.version or not self.has_changed():
            return
        seen = self.data.get(self.add_prefix("seen"))
        if seen is None or seen == self.version:
            return
        for name in set(self.changed_data) - {"seen"}:
            box = self[name]
            mine, theirs = (in_words(box.field, value) for value in (box.value(), box.initial))
            self.conflicts.append(Conflict(box, mine, theirs))
        self.conflicts.sort(key=lambda conflict: list(self.fields).index(conflict.box.name))
        # Whoever sends the form once more has seen what stands beside it now.
        self.put("seen", self.version)
        self.add_error(
            None,
            _("Somebody else saved this record after you opened it. See what differs, and save again to save yours."),
        )


def in_words(field, value) -> str:
    """The value of a form field as its editor would read it."""
    value = field.prepare_value(value)
    if isinstance(field, forms.ModelChoiceField):
        keys = value if isinstance(value, list | tuple) else [value] if value not in (None, "") else []
        try:
            return ", ".join(map(str, field.queryset.filter(pk__in=[getattr(key, "pk", key) for key in keys])))
        except (ValueError, OverflowError):
            return ", ".join(map(str, keys))
    if isinstance(field, forms.BooleanField):
        return str(_("yes") if value in (True, "on", "True", "true") else _("no"))
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value or ""))
    return "" if value is None else str(value)
