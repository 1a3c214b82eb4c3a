"""The parts that all pages of the admin share: the way to the page, and the tabs of a list."""

from django import template
from django.urls import reverse
from django.utils.text import capfirst

register = template.Library()


@register.inclusion_tag("admin/battles/_breadcrumbs.html", takes_context=True)
def way_here(context, parent_url="", parent=""):
    """The links from the index to this page: its group, its list, its record; or the parent that is given."""
    opts, title = context.get("opts"), context.get("title")
    groups = context.get("index_groups", ())
    group, _entry = entry_with(groups, opts)
    links, here = [(parent_url, parent)] if parent else [], title
    path = context["request"].path
    if group is None:
        group = next((each for each in groups if any(entry.url == path for entry in each.entries)), None)
        opts = None
    if group is not None:
        links.append((f"{reverse('admin:index')}#{group.key}", group.name))
    if opts is not None and group is not None:
        list_url = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        name = capfirst(opts.verbose_name_plural)
        if "cl" in context:
            return {"links": links, "here": name}
        links.append((list_url, name))
        record = next(filter(None, (context.get(name) for name in ("original", "object", "record"))), None)
        if isinstance(record, opts.model) and record.pk:
            words = getattr(record, "description", str(record))
            url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])
            if path == url:
                return {"links": links, "here": words}
            links.append((url, words))
    return {"links": links, "here": here}


@register.filter
def chosen_choice(choices):
    """The choice of a filter of a list; empty if it shows all."""
    return next((str(choice["display"]) for choice in choices[1:] if choice.get("selected")), "")


@register.inclusion_tag("admin/battles/_tabs.html", takes_context=True)
def list_tabs(context):
    """The lists of the entry that this list belongs to, if they are several."""
    _group, entry = entry_with(context.get("index_groups", ()), context["cl"].opts)
    return {"tabs": entry.tabs if entry else (), "here": context["request"].path}


def entry_with(groups, opts):
    """The group and the entry of a model, which may be one of its tabs; None for both if the user has none."""
    for group in groups:
        for entry in group.entries:
            if opts is not None and any(each.model is opts.model for each in entry.lists):
                return group, entry
    return None, None
