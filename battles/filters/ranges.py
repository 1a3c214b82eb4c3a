"""Filters by a range, which may be open at either end."""

import re
from decimal import Decimal

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from battles.filters.facets import shortened
from battles.values import edtf

# Like the column: up to twelve digits before the point and two after it.
PLAIN_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")


class Range:
    """A filter with the parameters ``<name>_from`` and ``<name>_to``."""

    hint = ""

    def __init__(self, name, label):
        self.name, self.label = name, label
        self.parameters = (f"{name}_from", f"{name}_to")

    def read(self, given):
        """The condition of the two parameters, None without both. Raises BadRequest if one cannot be read."""
        texts = [given.get(parameter, "") for parameter in self.parameters]
        if not any(texts):
            return None
        low, high = (
            self.read_end(parameter, text, last=last) if text else None
            for parameter, text, last in zip(self.parameters, texts, (False, True), strict=True)
        )
        if low is not None and high is not None and high < low:
            raise BadRequest(
                _("The range of %(name)s ends before it begins: from “%(low)s” to “%(high)s”.")
                % {"name": self.name, "low": shortened(texts[0]), "high": shortened(texts[1])}
            )
        return self.condition(low, high)

    def described(self, given):
        """The range for its form: label, hint, and the name and text of each end."""
        ends = [{"name": name, "text": given.get(name, "")} for name in self.parameters]
        return {"label": self.label, "hint": self.hint, "first": ends[0], "last": ends[1]}


class NumberRange(Range):
    """Figures whose bounds overlap the range; one bound alone counts as both."""

    hint = gettext_lazy("digits, such as 1000")

    def read_end(self, parameter, text, *, last):
        if not PLAIN_NUMBER.fullmatch(text):
            raise BadRequest(
                _("“%(value)s” is not valid for %(name)s: give a number in plain digits, such as 254628 or 5.5.")
                % {"value": shortened(text), "name": parameter}
            )
        return Decimal(text)

    def condition(self, low, high):
        condition = Q()
        if low is not None:
            condition &= Q(GreaterThanOrEqual(Coalesce("high", "low"), low))
        if high is not None:
            condition &= Q(LessThanOrEqual(Coalesce("low", "high"), high))
        return condition


class DateRange(Range):
    """Dates of which a possible day is in the range."""

    hint = gettext_lazy("such as 1938-10 or 1938-10-25")

    def __init__(self, name, label, first, last=None):
        super().__init__(name, label)
        self.first, self.last = first, last or first

    def read_end(self, parameter, text, *, last):
        try:
            span = edtf.parse(text)
        except ValueError:
            span = None
        day = span and (span.last_day if last else span.sort_day)
        if day is None:
            raise BadRequest(
                _("“%(value)s” is not valid for %(name)s: give a date such as 1938, 1938-10 or 1938-10-25.")
                % {"value": shortened(text), "name": parameter}
            )
        return day

    def condition(self, low, high):
        condition = Q()
        if low is not None:
            condition &= Q(**{f"{self.last}__gte": low}) | Q(
                **{f"{self.last}__isnull": True, f"{self.first}__gte": low}
            )
        if high is not None:
            condition &= Q(**{f"{self.first}__lte": high})
        return condition
