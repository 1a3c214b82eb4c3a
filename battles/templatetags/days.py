"""Dates that lead to the page of a day."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import pgettext

from battles.values.date_words import date_in_words, period_in_words
from battles.values.edtf import day_text, parse

register = template.Library()
register.filter("day_words", date_in_words)


@register.simple_tag
def dated(date):
    """An EDTF date in words, as a link to the first day that it names."""
    address = reverse("battles:day_detail", args=[day_text(parse(date).sort_day)])
    return format_html('<a class="date" href="{}" title="{}">{}</a>', address, date, date_in_words(date))


@register.simple_tag
def period(event):
    """The dates of an event, each as a link to its day."""
    start, end = event.start, event.end
    if start and end and start != end:
        return format_html(period_in_words("{}", "{}"), dated(start), dated(end))
    if start:
        return dated(start)
    return format_html(pgettext("date", "until %(date)s") % {"date": "{}"}, dated(end)) if end else "–"
