"""One box for a figure in the claim form: it reads what people type, and fills the bounds and what else is said."""

from dataclasses import replace

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from battles.admin.forms import USE_SAVED, RecordForm
from battles.values.figure_phrases import PhraseReading, read_phrase
from battles.values.figures import plain
from battles.values.texts import clean_line, quotable

BOX = "figure_text"
FIGURE = ("low", "high", "qualifier")
# The box fills these only if its words say them.
SUBJECT = ("kind", "category", "counted")


def read_figure_of(model, text: str) -> PhraseReading:
    """The reading of a typed figure for a claim of this model; not sure if the model has no claims of its kind."""
    reading = read_phrase(text, typed=True)
    if reading.is_sure and reading.kind and reading.kind not in model.kinds:
        return replace(reading, is_sure=False, hint=_("Enter figures of this kind under “Figure claims”."))
    return reading


def shown(reading: PhraseReading) -> str:
    """The reading for people: the figure in words if it is sure, or else why not."""
    return reading.in_words if reading.is_sure else reading.hint


def columns(reading: PhraseReading) -> dict[str, str]:
    """The values of the columns as text, empty for those that the reading does not fill."""
    bounds = {"low": plain(reading.low), "high": plain(reading.high), "qualifier": reading.qualifier}
    return bounds | {name: getattr(reading, name) for name in SUBJECT}


class FigureBox(forms.TextInput):
    """A text box with a place beside it that says what was understood. The script asks the server while one types."""

    template_name = "admin/battles/figure_box.html"
    # Set by the form: the claims that it is for, and the address that reads a figure for them.
    model = None
    url = ""

    class Media:
        js = ["battles/figure_box.js"]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        own = context["widget"]["attrs"]
        reading_id = f"{own.get('id', name)}_reading"
        described = (own.get("aria-describedby", ""), reading_id)
        own |= {"aria-describedby": " ".join(filter(None, described)), "data-url": self.url}
        reading = read_figure_of(self.model, value) if value else PhraseReading()
        # Of a text that cannot be read, the error says why.
        return context | {"reading": reading.in_words if reading.is_sure else "", "reading_id": reading_id}


class FigureBoxField(forms.CharField):
    widget = FigureBox(attrs={"autocomplete": "off", "spellcheck": "false", "size": 40})

    def has_changed(self, initial, data):
        # The fields that the box fills have changed, and the box itself is not saved.
        return False


class FigureClaimForm(RecordForm):
    """The form of a figure claim. The box fills what nobody has filled by hand; the form of a saved claim has it empty.

    A field counts as filled by hand if it differs from what the form first showed.
    """

    figure_text = FigureBoxField(
        label=gettext_lazy("Figure in words"),
        required=False,
        help_text=gettext_lazy(
            "Type the figure as the source has it: c. 2,300, >40萬, 1,000–1,500, 數千, unknown, 12 guns. "
            "The fields below are filled from it."
        ),
    )

    # The address that reads a figure, set by get_form.
    figure_url = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if BOX in self.fields:
            widget = self.fields[BOX].widget
            widget.model, widget.url = self._meta.model, self.figure_url
            if self.instance.pk is None:
                # The kind of a saved claim is not changed by the words of its figure.
                widget.attrs["data-fills-kind"] = "true"

    def full_clean(self):
        problem = self.fill_from_box() if self.is_bound and BOX in self.fields else ""
        super().full_clean()
        if problem:
            # That a bound is missing is no second error.
            for name in [name for name in ("low", "high") if not self.is_filled_by_hand(name)]:
                self._errors.pop(name, None)
            self.add_error(BOX, problem)

    def fill_from_box(self) -> str:
        """Fill the fields from the box. Return the sentence about a text that cannot be read, or empty."""
        text = clean_line(self.data.get(self.add_prefix(BOX)) or "")
        ticked = self.data.getlist(USE_SAVED)
        if not text or any(self.add_prefix(name) in ticked for name in (*FIGURE, *SUBJECT)):
            return ""
        reading = read_figure_of(self._meta.model, text)
        wanted = self.wanted(reading)
        if not reading.is_sure:
            if reading.qualifier and all(self.has(name, wanted[name]) for name in FIGURE):
                return ""
            return f"{reading.hint} {_('Write it otherwise, or empty this box and fill in the fields below.')}"
        others = [name for name, value in wanted.items() if self.is_filled_by_hand(name) and not self.has(name, value)]
        if others:
            fields = (f"{self[name].label} {self.display(name, self[name].data) or '–'}" for name in others)
            values = {
                "text": quotable(text, None),
                "read": reading.in_words,
                "fields": pgettext("list", ", ").join(fields),
            }
            sentence = _(
                "“%(text)s” reads %(read)s, but the fields have: %(fields)s. Correct the fields, or empty this box."
            )
            return sentence % values
        for name, value in wanted.items():
            if not self.has(name, value):
                self.set_value(name, value)
        return ""

    def wanted(self, reading: PhraseReading) -> dict[str, str]:
        """The values that the fields of the form get from a reading."""
        read = columns(reading)
        names = [*FIGURE, *(name for name in SUBJECT if read[name] and self.offers(name, read[name]))]
        if self.instance.pk is not None:
            names = [name for name in names if name != "kind"]
        return {name: read[name] for name in names if name in self.fields}

    def offers(self, name: str, value: str) -> bool:
        return name in self.fields and self.fields[name].valid_value(value)

    def is_filled_by_hand(self, name: str) -> bool:
        field = self[name]
        return self.fields[name].has_changed(field.initial, field.data)

    def has(self, name: str, value: str) -> bool:
        """Whether the value that was sent for a field is this one."""
        field = self.fields[name]
        try:
            return field.to_python(self[name].data) == field.to_python(value)
        except ValidationError:
            return False
