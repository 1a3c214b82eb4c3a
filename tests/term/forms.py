"""Reads the values of a form from its page, as a browser would send them.

``response.context`` of Django's test client would mix up the pages of threads.
"""

from lxml import html

NOT_SENT = {"submit", "button", "file", "image", "reset"}


def fields_of(page: str) -> dict[str, list[str]]:
    """The values by the names of the fields. The empty row that an inline has as a pattern is left out."""
    found = {}
    for field in html.fromstring(page).iter("input", "select", "textarea"):
        name = field.get("name")
        if name and "__prefix__" not in name:
            for value in values_of(field):
                found.setdefault(name, []).append(value)
    return found


def values_of(field):
    if field.tag == "select":
        return [option.get("value") or "" for option in field.iter("option") if "selected" in option.attrib]
    if field.tag == "textarea":
        return [(field.text or "").removeprefix("\n")]
    kind = field.get("type")
    is_chosen = kind not in ("checkbox", "radio") or "checked" in field.attrib
    return [field.get("value") or ""] if is_chosen and kind not in NOT_SENT else []
