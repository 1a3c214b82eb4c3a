"""Filters by the values that a column has, any number of which can be chosen."""

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from battles.models.renaming import records_formerly
from battles.values.display_names import plain_names, short_name

# Values that an error message names at most.
MAX_NAMED = 60


def shortened(text):
    """A text for a message: its first forty characters if it is longer."""
    text = text.replace("\x00", "\ufffd")
    return text if len(text) <= 40 else f"{text[:40]}…"


def wrong_value(name, value, allowed):
    sentence = _("“%(value)s” is not valid for %(name)s; choose one of: %(allowed)s.")
    if not allowed:
        sentence = _("“%(value)s” is not valid for %(name)s: no record has a %(name)s.")
    return BadRequest(sentence % {"value": shortened(value), "name": name, "allowed": ", ".join(allowed)})


class FormerValues(Exception):
    """Values of a parameter are former slugs; ``present`` has the slugs of today by them. The same page is meant."""

    def __init__(self, name: str, present: dict[str, str]):
        self.name, self.present = name, present
        super().__init__(name)


class Facet:
    """A column to filter by, named as its CSV heading.

    ``value`` is the text in the URL; ``key`` is what the database stores.
    """

    # The model of the linked records; None if the column is no link.
    linked_model = None
    # Whether a row has several values, in a table of their own.
    is_list = False
    # The keys of the rows that a list leaves out as long as no value is chosen.
    left_out = ()

    def __init__(self, name, label):
        self.name, self.label = name, label

    @property
    def column(self):
        """The column that holds the keys."""
        return self.name

    def keys(self, model, values):
        """The keys of the values.

        Raises BadRequest if one is not valid for the column, and FormerValues if it is the former slug of a record.
        """
        raise NotImplementedError

    def read_key(self, text):
        """The key from its text in the database; None for no value."""
        return text or None

    def knows(self, key):
        """Whether the list offers the key."""
        return True

    def condition(self, model, keys):
        return Q(**{f"{self.column}__in": keys})

    def number(self, key, numbers):
        """The number of rows for the key; ``numbers`` are those for all keys in use."""
        return numbers.get(key, 0)

    def describe(self, key, records):
        """The value and the label of a key; ``records`` has the linked records by key."""
        return key, key


class ChoiceFacet(Facet):
    """A column with fixed choices."""

    def __init__(self, name, label, choices):
        super().__init__(name, label)
        self.labels = dict(getattr(choices, "choices", choices))

    def keys(self, model, values):
        for value in values:
            if value not in self.labels:
                raise wrong_value(self.name, value, self.labels)
        return values

    def knows(self, key):
        return key in self.labels

    def describe(self, key, records):
        return key, self.labels[key]


class LeavingOutFacet(ChoiceFacet):
    """A column of which a list leaves out the rows with some choices; ``any`` is the value for all rows."""

    ANY = "any"

    def __init__(self, name, label, choices, *, left_out):
        super().__init__(name, label, choices)
        self.left_out = left_out
        self.labels_with_any = {self.ANY: gettext_lazy("any"), **self.labels}

    def keys(self, model, values):
        for value in values:
            if value not in self.labels_with_any:
                raise wrong_value(self.name, value, self.labels_with_any)
        return values

    def condition(self, model, keys):
        return Q() if self.ANY in keys else super().condition(model, keys)

    def number(self, key, numbers):
        return sum(numbers.values()) if key == self.ANY else super().number(key, numbers)

    def describe(self, key, records):
        return key, self.labels_with_any[key]


class YesOrNoFacet(Facet):
    """A column that is true or false, written as in CSV."""

    LABELS = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")}

    def keys(self, model, values):
        for value in values:
            if value not in self.LABELS:
                raise wrong_value(self.name, value, self.LABELS)
        return [value == "yes" for value in values]

    def read_key(self, text):
        # PostgreSQL says true, and SQLite 1.
        return text in ("true", "1")

    def describe(self, key, records):
        value = "yes" if key else "no"
        return value, self.LABELS[value]


class TextFacet(Facet):
    """A column of text; its values are the texts in use."""

    def keys(self, model, values):
        known = model.objects.published().order_by()
        found = set(known.filter(**{f"{self.name}__in": values}).values_list(self.name, flat=True).distinct())
        for value in values:
            if value not in found:
                others = known.exclude(**{self.name: ""}).values_list(self.name, flat=True).distinct()
                raise wrong_value(self.name, value, others.order_by(self.name)[:MAX_NAMED])
        return values


class LinkFacet(Facet):
    """A link to a record, by slug."""

    def __init__(self, name, label, linked_model):
        super().__init__(name, label)
        self.linked_model = linked_model

    @property
    def column(self):
        return f"{self.name}_id"

    def keys(self, model, values):
        records = self.linked_model.objects.published()
        keys = dict(records.filter(slug__in=values).values_list("slug", "pk"))
        if former := records_formerly(records, [value for value in values if value not in keys]):
            raise FormerValues(self.name, {slug: record.slug for slug, record in former.items()})
        for value in values:
            if value not in keys:
                raise BadRequest(
                    _("“%(value)s” is not valid for %(name)s: there is no %(kind)s with this slug.")
                    % {
                        "value": shortened(value),
                        "name": self.name,
                        "kind": self.linked_model._meta.verbose_name,
                    }
                )
        return [keys[value] for value in values]

    def read_key(self, text):
        return int(text) if text else None

    def describe(self, key, records):
        record = records[key]
        return record.slug, short_name(record) if hasattr(record, "short_title") else plain_names(record)


class TermFacet(LinkFacet):
    """A link to a term, by slug."""

    def describe(self, key, records):
        return records[key].slug, records[key].label


class OptionalLinkFacet(LinkFacet):
    """A link to a record, by slug; ``none`` finds the rows without a link. No record has the key that stands for it."""

    NONE, NO_KEY = "none", 0

    def __init__(self, name, label, linked_model, none_label):
        super().__init__(name, label, linked_model)
        self.none_label = none_label

    def keys(self, model, values):
        keys = super().keys(model, [value for value in values if value != self.NONE])
        return [self.NO_KEY, *keys] if self.NONE in values else keys

    def read_key(self, text):
        return int(text) if text else self.NO_KEY

    def condition(self, model, keys):
        condition = super().condition(model, keys)
        return condition | Q(**{f"{self.column}__isnull": True}) if self.NO_KEY in keys else condition

    def describe(self, key, records):
        return super().describe(key, records) if key else (self.NONE, self.none_label)


class LinkListFacet(LinkFacet):
    """Links to several records."""

    is_list = True

    def through(self, model):
        """The model of the links, and its columns for the row and for the linked record."""
        field = model._meta.get_field(self.name)
        return field.remote_field.through, field.m2m_column_name(), field.m2m_reverse_name()

    def condition(self, model, keys):
        through, own, other = self.through(model)
        return Q(pk__in=through.objects.filter(**{f"{other}__in": keys}).values(own))
