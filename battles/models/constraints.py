"""The rules of the data as database constraints, each with a message for editors."""

from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from battles.values.book_numbers import DOI
from battles.values.texts import SHOWN

SAME_EXCEPT_CASE = "told_apart"
NO_DOI = _("A DOI begins with 10., a number and a slash, such as 10.1000/182.")


def is_choice(field, choices):
    return CheckConstraint(
        name=f"%(class)s_{field}_known",
        condition=Q(**{f"{field}__in": choices.values}),
        violation_error_message=_("Choose one of the values that the list offers."),
    )


def is_choice_or_empty(field, choices):
    return CheckConstraint(
        name=f"%(class)s_{field}_known",
        condition=Q(**{f"{field}__in": ["", *choices.values]}),
        violation_error_message=_("Choose one of the values that the list offers, or none."),
    )


def is_identifier(field):
    return CheckConstraint(
        name=f"%(class)s_{field}_identifies",
        condition=Q(**{f"{field}__regex": "^[-a-zA-Z0-9_]+$"}),
        violation_error_message=_("Identifiers have letters without accents, digits, hyphens and underscores only."),
    )


def is_unique_ignoring_case(field):
    return UniqueConstraint(
        Lower(field),
        name=f"%(class)s_{field}_told_apart",
        violation_error_code=SAME_EXCEPT_CASE,
        violation_error_message=_("Another record has this slug with other capital letters. Choose another slug."),
    )


def has_text(field):
    """The text shows something."""
    return CheckConstraint(
        name=f"%(class)s_{field}_given",
        condition=Q(**{f"{field}__regex": SHOWN}),
        violation_error_message=_("A name or title is missing."),
    )


def is_doi(field):
    return CheckConstraint(
        name=f"%(class)s_{field}_is_doi",
        condition=Q(**{field: ""}) | Q(**{f"{field}__regex": DOI}),
        violation_error_message=NO_DOI,
    )


def is_date(field, day_field):
    return CheckConstraint(
        name=f"%(class)s_{field}_is_date",
        condition=Q(**{field: ""}) | Q(**{f"{day_field}__isnull": False}),
        violation_error_message=_("Write dates in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10."),
    )


def is_given_date(field, day_field):
    return CheckConstraint(
        name=f"%(class)s_{field}_is_date",
        condition=Q(**{f"{day_field}__isnull": False}),
        violation_error_message=_("Give a date in EDTF, such as 1938-07-26, 1938-10 or 1938-08/1938-10."),
    )


def are_dates_in_order(first, last):
    """The constraints of two dates, each with its DayField: ``start_sort`` of a first, ``end_last`` of a last one."""
    first_day, last_day = f"{first}_sort", f"{last}_last"
    in_order = CheckConstraint(
        name="%(class)s_dates_in_order",
        condition=Q(**{f"{first_day}__isnull": True})
        | Q(**{f"{last_day}__isnull": True})
        | Q(**{f"{first_day}__lte": F(last_day)}),
        violation_error_message=_("The end is before the beginning."),
    )
    return is_date(first, first_day), is_date(last, last_day), in_order


def is_not_itself(field):
    return CheckConstraint(
        name=f"%(class)s_{field}_is_another",
        condition=Q(**{f"{field}__isnull": True}) | ~Q(**{field: F("id")}),
        violation_error_message=_("A record cannot belong to itself."),
    )


def exactly_one(*fields, of):
    """Exactly one of the links is set; ``of`` is a word for them in the name of the constraint."""
    # The labels of these links are their field names, so the catalogues have them.
    labels = format_lazy(", ".join(["{}"] * len(fields)), *map(_, fields))
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return CheckConstraint(
        name=f"%(class)s_one_{of}",
        condition=condition,
        violation_error_message=format_lazy(_("Choose one, and only one, of {links}."), links=labels),
    )
