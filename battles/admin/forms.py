"""Forms of records: links chosen by search, numbers as text, conflicts, and a place for every error."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection
from django.forms.boundfield import BoundField
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from battles.admin.questions import CONFIRMED, questions_about
from battles.history.versions import with_versions
from battles.models.constraints import SAME_EXCEPT_CASE
from battles.models.records import UNPUBLISHED
from battles.values.figures import plain
from battles.values.keys import is_key
from battles.values.texts import clean_line
from battles.values.typed_numbers import not_a_number

# The name of the boxes that choose the saved value in a conflict; the value of each is the name of a field.
USE_SAVED = "_use_saved"


class SearchedChoice:
    """A search field for links that accepts values which are not keys."""

    # The linked record, if it was read with the row: showing it then takes no query.
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
    def build_attrs(self, base_attrs, extra_attrs=None):
        # The button that empties the whole list would stand among its items, where screen readers expect none.
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class LinksField(forms.ModelMultipleChoiceField):
    """Several linked records; refuses values that are not keys before the query."""

    def clean(self, value):
        for key in value or ():
            if not is_key(key):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key}
                )
        return super().clean(value)


class TermField(forms.ModelChoiceField):
    """A term, chosen by its slug from a menu in the reader's language."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"to_field_name": "slug"})

    def label_from_instance(self, term):
        return term.label

    def prepare_value(self, value):
        """The slug of a term, which records and the filters of lists give by its key."""
        slugs = self.queryset.filter(pk=value).values_list("slug", flat=True) if is_key(str(value)) else ()
        return next(iter(slugs), super().prepare_value(value))


class NumberField(forms.DecimalField):
    """A number typed as text: a browser's number input drops invalid text and changes with the mouse wheel."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 18})
    # The name of the field, set by the form.
    column = ""

    def to_python(self, value):
        text = clean_line(value) if isinstance(value, str) else value
        try:
            return super().to_python(text)
        except ValidationError:
            raise ValidationError(not_a_number(str(text), self.column), code="invalid") from None

    def prepare_value(self, value):
        return plain(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget):
        return {}


class VersionField(forms.CharField):
    """The version of the record that the editor saw, hidden in the form; the editor does not change it."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


@dataclass(frozen=True)
class Conflict:
    """A field whose value in the form differs from the one that another editor has saved since."""

    field: BoundField
    yours: str
    saved: str


class RecordForm(forms.ModelForm):
    """The form of a record: it detects conflicts and shows every error, without a query for each link."""

    version = VersionField(label="", required=False)

    # The saving.Submission of the request, set by get_form and get_formset.
    submission = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conflicts, self.questions = [], []
        if "version" in self.fields:
            self.initial["version"] = str(getattr(self.instance, "version", ""))
            if self.is_bound:
                self.use_saved_values()
        for name, field in self.fields.items():
            if isinstance(field, NumberField):
                field.column = name
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, LinkSelect) and self._meta.model._meta.get_field(name).is_cached(self.instance):
                widget.loaded = getattr(self.instance, name)

    def use_saved_values(self):
        """Put the saved value into each field for which the editor has ticked it."""
        ticked = self.data.getlist(USE_SAVED)
        for name in [name for name in self.fields if self.add_prefix(name) in ticked]:
            self.set_value(name, self[name].initial)

    def set_value(self, name, value):
        """Replace the value that was sent for a field."""
        value = self.fields[name].prepare_value(value)
        values = value if isinstance(value, list | tuple) else [] if value in (None, False) else [value]
        self.data = self.data.copy()
        self.data.setlist(self.add_prefix(name), [getattr(item, "pk", item) for item in values])

    def full_clean(self):
        super().full_clean()
        self.find_conflicts()
        self.drop_second_error_of_slug()
        # The empty form of an inline is never bound, and shows no error.
        if self.is_bound and self.submission.refusal and not self._errors:
            self.add_error(None, self.submission.refusal)
        # Rows of inlines have a prefix.
        if self.is_bound and not self.prefix and not self._errors:
            self.ask()

    def ask(self):
        """Refuse the form once for each question that the editor has not seen; a form that is shown again has it."""
        confirmed = self.data.getlist(CONFIRMED)
        self.questions = list(questions_about(self))
        if any(question.key not in confirmed for question in self.questions):
            self.add_error(None, _("This is not saved yet. Read “Before it is saved”, then save again."))

    def find_conflicts(self):
        """Refuse the form where its record has a later version than the editor saw."""
        seen, latest = self.data.get(self.add_prefix("version")), self.initial.get("version")
        if not latest or seen in (None, latest) or not self.has_changed():
            return
        for name in [name for name in self.fields if name in self.changed_data]:
            field = self[name]
            yours, saved = (self.display(name, value) for value in (field.value(), field.initial))
            self.conflicts.append(Conflict(field, yours, saved))
        # The page shows both versions now.
        self.set_value("version", latest)
        self.add_error(
            None,
            _("Somebody else saved this record after you opened it. Compare the two versions, then save again."),
        )

    def drop_second_error_of_slug(self):
        """A slug in use breaks two rules: keep only the “taken” error."""
        taken, others = (self._errors.get(name) for name in ("slug", NON_FIELD_ERRORS))
        if taken and others:
            others.data = [error for error in others.data if error.code != SAME_EXCEPT_CASE]
            if not others.data:
                del self._errors[NON_FIELD_ERRORS]

    def add_error(self, field, error):
        """Show errors of columns that the form does not have above the form."""
        if field is not None or not hasattr(error, "error_dict"):
            super().add_error(self.shown(field), error)
            return
        for name, errors in error.error_dict.items():
            # The links of a proposal are checked when an editor accepts it.
            errors = [error for error in errors if not (self.submission.is_proposal and error.code == UNPUBLISHED)]
            if errors:
                super().add_error(self.shown(name), errors)

    def shown(self, name):
        """The field beside which an error is shown; None for the place above the form."""
        if name in (None, NON_FIELD_ERRORS) or name not in self.fields or self.fields[name].widget.is_hidden:
            return None
        return name

    def display(self, name, value) -> str:
        """The value of the field as text; of links, the names of the records."""
        field = self.fields[name]
        value = field.prepare_value(value)
        if isinstance(field, TermField):
            return ", ".join(term.label for term in field.queryset.filter(slug=value))
        if isinstance(field, forms.ModelChoiceField):
            keys = value if isinstance(value, list | tuple) else [value] if value not in (None, "") else []
            keys = [getattr(key, "pk", key) for key in keys]
            records = field.queryset.filter(pk__in=[key for key in keys if is_key(key)])
            return ", ".join(map(str, records))
        if isinstance(field, forms.BooleanField):
            return str(_("yes") if value in (True, "on", "True", "true") else _("no"))
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value or ""))
        return "" if value is None else str(value)


class RecordFormSet(BaseInlineFormSet):
    """The records about one record, on its form."""

    # The browser sends the number of rows, and each takes ten milliseconds.
    MOST_NEW_ROWS = 100

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.max_num = self.absolute_max = len(self.get_queryset()) + self.MOST_NEW_ROWS

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            is_sent = self.is_bound and connection.in_atomic_block
            self._queryset = with_versions(super().get_queryset(), lock=is_sent)
        return self._queryset

    def add_fields(self, form, index):
        """Name each field: the headings of the table are no labels."""
        super().add_fields(form, index)
        for field in form.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs["aria-label"] = capfirst(field.label)
                inner = getattr(field.widget, "widget", field.widget)
                inner.attrs["aria-label"] = capfirst(field.label)

    def clean(self):
        super().clean()
        self.refuse_others()

    @property
    def initial_forms(self):
        # The admin pairs these forms with the rows in order, so forms of rows deleted since come last.
        return sorted(super().initial_forms, key=lambda form: form.instance.pk is None)

    def refuse_others(self):
        """Refuse rows of other records, rows that the user may not change, and rows that were deleted."""
        name = self.model._meta.pk.name
        keys = [form[name].value() for form in self.initial_forms if form.instance.pk is None]
        keys = list(filter(is_key, keys))
        if keys and self.model._base_manager.filter(pk__in=keys).exists():
            raise ValidationError(_("One of the rows does not belong to this form. Open the form again."))
        if keys:
            raise ValidationError(
                _("Somebody deleted one of these rows after you opened the form. Open the form again.")
            )


class StatementFormSet(RecordFormSet):
    """The statements about one record; a new row that repeats another has an error."""

    def clean(self):
        super().clean()
        seen = set()
        for form in self.extra_forms:
            ref = form.instance.ref
            if not ref or not form.is_valid() or self._should_delete_form(form):
                continue
            if ref in seen:
                form.add_error(None, _("This row repeats another: the same source says the same at the same place."))
            seen.add(ref)
