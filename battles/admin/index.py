"""The index of the admin: its groups in the order of the work, the entries of each, and what waits there."""

from dataclasses import dataclass, field

from django.db.models import Count, TextChoices, Value
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, ngettext

from battles.models.registry import kinds
from battles.values.choices import Status


class Group(TextChoices):
    """The groups of the index. A ModelAdmin names its own as ``index_group``."""

    ENTER = "enter", gettext_lazy("Read and enter")
    SOURCES = "sources", gettext_lazy("Sources")
    ENTITIES = "entities", gettext_lazy("What they speak of")
    STATEMENTS = "statements", gettext_lazy("What they say")
    REVIEW = "review", gettext_lazy("Review and changes")
    ACCOUNTS = "accounts", gettext_lazy("Accounts")
    OTHER = "other", gettext_lazy("Other")


# The place of an entry in its group that declares none.
LAST_PLACE = 100


@dataclass
class Entry:
    """A link of the index, with its lists as tabs if it has several."""

    name: str
    url: str
    add_url: str = ""
    place: int = LAST_PLACE
    key: str = ""
    view_only: bool = False
    tabs: list["Entry"] = field(default_factory=list)
    waiting: list[tuple[str, str]] = field(default_factory=list)

    @property
    def urls(self):
        return {self.url, *(tab.url for tab in self.tabs)}


def group_of(model_admin) -> Group:
    return getattr(model_admin, "index_group", Group.OTHER)


def groups(site, request) -> list[tuple[Group, list[Entry]]]:
    """The groups that are not empty for the user, each with its entries; no query but for the user's permissions."""
    entries = {group: [] for group in Group}
    for model, model_admin in site._registry.items():
        if getattr(model_admin, "index_tab_of", None) is not None:
            continue
        tabs = [entry_of(site, request, tab) for tab in tabs_of(site, model)]
        tabs = [tab for tab in tabs if tab is not None]
        if not tabs:
            continue
        first = tabs[0]
        if len(tabs) > 1:
            first = Entry(first.name, first.url, first.add_url, first.place, first.key, first.view_only, tabs)
        entries[group_of(model_admin)].append(first)
    for model_admin in site._registry.values():
        if links := getattr(model_admin, "index_links", None):
            for entry in links(request):
                entries[group_of(model_admin)].append(entry)
    return [
        (group, sorted(found, key=lambda entry: (entry.place, entry.name.casefold())))
        for group, found in entries.items()
        if found
    ]


def tabs_of(site, model) -> list:
    """The model, and the models whose lists are tabs of its list."""
    parts = [part for part, each in site._registry.items() if getattr(each, "index_tab_of", None) is model]
    return [model, *parts]


def entry_of(site, request, model) -> Entry | None:
    """The entry of a model; None if the user may not see its list, or if its admin wants none."""
    model_admin = site._registry[model]
    permissions = model_admin.get_model_perms(request)
    if not (model_admin.has_module_permission(request) and (permissions.get("view") or permissions.get("change"))):
        return None
    address = f"{site.name}:{model._meta.app_label}_{model._meta.model_name}"
    return Entry(
        name=capfirst(model._meta.verbose_name_plural),
        url=reverse(f"{address}_changelist"),
        add_url=reverse(f"{address}_add") if permissions.get("add") else "",
        place=getattr(model_admin, "index_place", LAST_PLACE),
        key=model._meta.label_lower,
        view_only=not permissions.get("change"),
    )


def with_waiting(site, request, found):
    """The groups, with the numbers of what waits behind their entries; a query for drafts and one for each declaration.

    A ModelAdmin declares them by ``index_waiting(request)``: pairs of a text and an address.
    """
    drafts = drafts_waiting(request)
    for _group, entries in found:
        for entry in entries:
            for part in entry.tabs[:1] or [entry]:
                app_label, _dot, name = part.key.partition(".")
                if not name:
                    continue
                if app_label == "battles" and (count := drafts.get(name)):
                    text = ngettext("%(count)s draft", "%(count)s drafts", count) % {"count": f"{count:,}"}
                    entry.waiting.append((text, f"{part.url}?status={Status.DRAFT}"))
                model_admin = next(
                    each for model, each in site._registry.items() if model._meta.label_lower == part.key
                )
                if declared := getattr(model_admin, "index_waiting", None):
                    entry.waiting += declared(request)
    return found


def drafts_waiting(request) -> dict[str, int]:
    """The number of drafts of each kind that the user may view; one query."""
    rows = [
        model._base_manager.filter(status=Status.DRAFT)
        .order_by()
        .annotate(kind=Value(name))
        .values("kind")
        .annotate(rows=Count("pk"))
        .values_list("kind", "rows")
        for name, model in kinds().items()
        if request.user.has_perm(f"battles.view_{name}") or request.user.has_perm(f"battles.change_{name}")
    ]
    if not rows:
        return {}
    first, *others = rows
    return dict(first.union(*others, all=True))
