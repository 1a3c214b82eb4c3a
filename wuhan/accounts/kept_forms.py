"""Record forms that were sent after the session ended: kept until after the login, then shown for review.

Until the login, the values travel in the login page itself, so that a stranger can leave nothing in the database.
Only forms of records are kept: they have no password and no file.
"""

import re
import time
from collections import defaultdict

from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import QueryDict

from battles.models.records import Record, records_for_links
from battles.values.keys import is_key

SESSION_KEY = "kept_form"
# In characters, URL-encoded: about 25,000 Chinese characters.
LIMIT = 250_000
SECONDS = 60 * 60


def is_kept(view) -> bool:
    """Whether the admin view shows the form of a record."""
    model = getattr(getattr(view, "__self__", None), "model", None)
    return model is not None and issubclass(model, Record) and view.__name__ in ("add_view", "change_view")


def as_text(sent: QueryDict) -> str:
    """The sent values as text, without the CSRF token; empty if they are too long."""
    sent = sent.copy()
    sent.pop("csrfmiddlewaretoken", None)
    return unless_too_long(sent.urlencode())


def from_login_page(request) -> str:
    """The text that the login page carried; empty if somebody forged a longer one than the site keeps."""
    return unless_too_long(request.POST.get("kept_form", ""))


def unless_too_long(text):
    return text if len(text) <= LIMIT else ""


def keep(request, path: str, text: str):
    """Keep the text for the form at this path, in the session of the account that has just logged in."""
    if text:
        request.session[SESSION_KEY] = {"path": path, "text": text, "until": time.time() + SECONDS}


def take(request) -> QueryDict | None:
    """Take the values for the form at the request's path out of the session; None if it has none."""
    kept = request.session.get(SESSION_KEY)
    if kept is None or kept["path"] != request.get_full_path():
        return None
    del request.session[SESSION_KEY]
    return QueryDict(kept["text"]) if time.time() <= kept["until"] else None


def may_be_sent(form_context: dict) -> bool:
    """Whether the user may save the record's form, and not only view it."""
    return form_context["has_add_permission" if form_context["add"] else "has_change_permission"]


def labelled_values(sent: QueryDict, form_context: dict) -> list[tuple[str, str]]:
    """Pairs of a label and a value, one for each visible field of the record's form that the user filled in.

    All linked records take one query.
    """
    forms = {"": form_context["adminform"].form}
    forms |= {inline.formset.prefix: inline.formset.empty_form for inline in form_context["inline_admin_formsets"]}
    visible, links = [], defaultdict(set)
    for name, values in sent.lists():
        prefix, number, field_name = re.fullmatch(r"(?:(\w+)-(\d{1,4})-)?(.*)", name, re.DOTALL).groups()
        form = forms.get(prefix or "")
        field = form.fields.get(field_name) if form else None
        if field is None or field.widget.is_hidden:
            continue
        values = values if isinstance(field, ModelMultipleChoiceField) else values[-1:]
        if isinstance(field, ModelChoiceField):
            values = [int(key) for key in values if is_key(key)]
            links[field.queryset.model].update(values)
        label = form[field_name].label
        visible.append((f"{label} ({int(number) + 1})" if number else label, form, field_name, values))
    linked = records_for_links(links)
    pairs = []
    for label, form, field_name, values in visible:
        field = form.fields[field_name]
        if isinstance(field, ModelChoiceField):
            records = linked[field.queryset.model]
            value = ", ".join(str(records[key]) for key in values if key in records)
        else:
            value = form.display(field_name, values[0])
        if value:
            pairs.append((label, value))
    return pairs
