"""Forms of records: links chosen by search, numbers as text, and every refusal told in a sentence."""

from decimal import Decimal

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from battles.admin.conflicts import ConflictForm
from battles.models.constraints import SAME_EXCEPT_CASE
from battles.values.figures import plain
from battles.values.keys import is_key


class SearchedChoice:
    """A box that searches as one types, safe with a value that is no key."""

    # The record that the row links to, where it came with the row: showing it then costs no query.
    loaded = None

    def optgroups(self, name, value, attr=None):
        groups = super().optgroups(name, [], attr)
        options = groups[0][1]
        for record in self.chosen([key for key in value if is_key(key)]):
            label = self.choices.field.label_from_instance(record)
            options.append(self.create_option(name, record.pk, label, True, len(options)))
        return groups

    def chosen(self, keys):
        if self.loaded is not None and keys == [str(self.loaded.pk)]:
            return [self.loaded]
        return self.choices.queryset.filter(pk__in=keys)


class LinkSelect(SearchedChoice, AutocompleteSelect):
    pass


class LinkSelectMultiple(SearchedChoice, AutocompleteSelectMultiple):
    pass


class LinksField(forms.ModelMultipleChoiceField):
    """Several linked records; anything that is no key is refused before the database sees it."""

    def clean(self, value):
        for key in value or ():
            if not is_key(key):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key}
                )
        return super().clean(value)


class NumberField(forms.DecimalField):
    """A number typed as text: a browser's number box drops what it cannot read, and turns with the mouse wheel."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 18})

    def prepare_value(self, value):
        return plain(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget):
        return {}


class RecordForm(ConflictForm):
    """A form that shows links without a query for each, and finds a place for every error."""

    # Why the database refused these values, where it did.
    refusal = None
    is_proposing = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.is_proposed = self.is_proposing
        for name, field in self.fields.items():
            box = getattr(field.widget, "widget", field.widget)
            if isinstance(box, LinkSelect) and self._meta.model._meta.get_field(name).is_cached(self.instance):
                box.loaded = getattr(self.instance, name)

    def full_clean(self):
        super().full_clean()
        taken, others = (self._errors.get(name) for name in ("slug", NON_FIELD_ERRORS))
        if taken and others:
            # A slug that is the very one of another record is also one that differs from it in no more than capitals.
            others.data = [error for error in others.data if error.code != SAME_EXCEPT_CASE]
            if not others.data:
                del self._errors[NON_FIELD_ERRORS]
        if self.refusal and not self._errors:
            self.add_error(None, self.refusal)

    def add_error(self, field, error):
        """Errors of columns that the form does not show stand above it, instead of stopping the page."""
        if field is None and hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                super().add_error(self.shown(name), errors)
        else:
            super().add_error(self.shown(field), error)

    def shown(self, name):
        if name in (None, NON_FIELD_ERRORS) or name not in self.fields or self.fields[name].widget.is_hidden:
            return None
        return name


class StatementFormSet(BaseInlineFormSet):
    """The statements about one record; a new row that repeats another is told so."""

    # A form says itself how many rows it has, and each takes ten milliseconds.
    MOST_NEW_ROWS = 100

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.max_num = self.absolute_max = len(self.get_queryset()) + self.MOST_NEW_ROWS

    def get_queryset(self):
        rows = super().get_queryset()
        if self.is_bound and connection.in_atomic_block and rows._result_cache is None:
            # Whoever saves one of them at this moment is waited for, and then noticed.
            rows = self._queryset = rows.select_for_update(of=("self",), no_key=True)
        return rows

    def clean(self):
        super().clean()
        self.refuse_others()
        seen = set()
        for form in self.extra_forms:
            ref = form.instance.ref
            if not ref or not form.is_valid() or self._should_delete_form(form):
                continue
            if ref in seen:
                form.add_error(None, _("This row repeats another: the same source says the same at the same place."))
            seen.add(ref)

    @property
    def initial_forms(self):
        # The page shows as many of them as there are rows: what was typed into a row that is gone stands last.
        return sorted(super().initial_forms, key=lambda form: form.instance.pk is None)

    def refuse_others(self):
        """Refuse rows that this form did not have, of another record or not its editor's, and those that are gone."""
        name = self.model._meta.pk.name
        keys = [form[name].value() for form in self.initial_forms if form.instance.pk is None]
        keys = list(filter(is_key, keys))
        if keys and self.model._base_manager.filter(pk__in=keys).exists():
            raise ValidationError(_("One of the rows that were sent is not of this form. Open the form again."))
        if keys:
            raise ValidationError(
                _("Somebody deleted one of these rows after you opened the form. Open the form again.")
            )
