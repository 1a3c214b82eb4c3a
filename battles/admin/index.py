"""The index of the admin: its groups in the order of the work, the entries of each, and what waits there."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Count, TextChoices, Value
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from battles.models.registry import kinds
from battles.values.choices import Status


class IndexGroup(TextChoices):
    """The groups of the index. A ModelAdmin names its own as ``index_group``; without one it is in the last."""

    ENTER = "enter", _("Read and enter")
    SOURCES = "sources", _("Sources")
    ENTITIES = "entities", _("What they speak of")
    STATEMENTS = "statements", _("What they say")
    REVIEW = "review", _("Review and changes")
    ACCOUNTS = "accounts", _("Accounts")
    OTHER = "other", _("Other")


# The place in its group of an entry whose admin declares none.
LAST_PLACE = 100


@dataclass
class Entry:
    """A link of the index, with its lists as tabs if it has several."""

    name: str
    url: str
    add_url: str = ""
    place: int = LAST_PLACE
    model: type | None = None
    tabs: list["Entry"] = field(default_factory=list)
    # From a request to what waits behind the link: pairs of a text and an address.
    waiting: Callable | None = None
    found_waiting: list[tuple[str, str]] = field(default_factory=list)

    @property
    def lists(self):
        """The entries of its lists."""
        return self.tabs or [self]


@dataclass
class ShownGroup:
    """A group with the entries that the user may see."""

    key: str
    name: str
    entries: list[Entry]


def groups(site, request) -> list[ShownGroup]:
    """The groups of the index that the user has; no query but for the user's permissions.

    A ModelAdmin declares ``index_group``, ``index_place``, ``index_name``, ``index_tab_of`` (the model whose entry has
    its list as a tab), ``index_entries(request)`` for links besides its list, and ``index_waiting(request)``.
    """
    entries = {group: [] for group in IndexGroup}
    for model, model_admin in site._registry.items():
        found = entries[getattr(model_admin, "index_group", IndexGroup.OTHER)]
        if getattr(model_admin, "index_tab_of", None) is None:
            tabs = list(filter(None, (entry_of(site, request, part) for part in tabs_of(site, model))))
            if tabs:
                first = tabs[0]
                found.append(
                    Entry(
                        first.name, first.url, first.add_url, first.place, first.model,
                        tabs=tabs if len(tabs) > 1 else [], waiting=first.waiting,
                    )
                )  # fmt: skip
        if hasattr(model_admin, "index_entries"):
            found.extend(model_admin.index_entries(request))
    return [
        ShownGroup(group.value, group.label, sorted(found, key=lambda entry: (entry.place, entry.name)))
        for group, found in entries.items()
        if found
    ]


def tabs_of(site, model) -> list:
    """The model, and the models whose lists are tabs of its own."""
    return [model, *(part for part, each in site._registry.items() if getattr(each, "index_tab_of", None) is model)]


def entry_of(site, request, model) -> Entry | None:
    """The entry of a model; None if the user may not see its list."""
    model_admin = site._registry[model]
    permissions = model_admin.get_model_perms(request) if model_admin.has_module_permission(request) else {}
    if not (permissions.get("view") or permissions.get("change")):
        return None
    address = f"{site.name}:{model._meta.app_label}_{model._meta.model_name}"
    return Entry(
        name=str(getattr(model_admin, "index_name", capfirst(model._meta.verbose_name_plural))),
        url=reverse(f"{address}_changelist"),
        add_url=reverse(f"{address}_add") if permissions.get("add") else "",
        place=getattr(model_admin, "index_place", LAST_PLACE),
        model=model,
        waiting=getattr(model_admin, "index_waiting", None),
    )


def of_app(found, app_label) -> list[ShownGroup]:
    """The groups with only the lists of an app."""
    limited = [
        ShownGroup(each.key, each.name, [entry for entry in each.entries if is_of_app(entry, app_label)])
        for each in found
    ]
    return [each for each in limited if each.entries]


def is_of_app(entry, app_label):
    return entry.model is not None and entry.model._meta.app_label == app_label


def with_waiting(site, request) -> list[ShownGroup]:
    """The groups, with what waits: one query for the drafts, and those of each ``index_waiting``."""
    found, drafts = groups(site, request), drafts_of_kinds(request.user)
    for entry in (entry for each in found for entry in each.entries):
        if entry.model is not None and (count := drafts.get(entry.model._meta.model_name)):
            text = ngettext("%(count)s draft", "%(count)s drafts", count) % {"count": f"{count:,}"}
            entry.found_waiting.append((text, f"{entry.url}?status={Status.DRAFT}"))
        if entry.waiting is not None:
            entry.found_waiting += entry.waiting(request)
    return found


def drafts_of_kinds(user) -> dict[str, int]:
    """The number of drafts of each kind that the user may see; one query."""
    rows = [
        model._base_manager.filter(status=Status.DRAFT)
        .order_by()
        .values(kind_name=Value(name))
        .annotate(rows=Count("pk"))
        .values_list("kind_name", "rows")
        for name, model in kinds().items()
        if user.has_perm(f"battles.view_{name}") or user.has_perm(f"battles.change_{name}")
    ]
    return dict(rows[0].union(*rows[1:], all=True)) if rows else {}
