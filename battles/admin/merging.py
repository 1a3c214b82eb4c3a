"""Merging two records of one kind: chosen in the list or from a record's page, shown side by side, and confirmed."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from battles.admin.bulk import VERSIONS, BulkAdmin, lock_unchanged
from battles.admin.pages import admin_page
from battles.admin.recorded import message_of
from battles.checking.twins import twins_of
from battles.history.differences import as_list, display_value, names_of
from battles.history.merging import (
    BOTH,
    about_themselves,
    fields_to_choose,
    may_have_both,
    merge,
    repeated_statements,
    rows_to_move,
)
from battles.history.versions import format_versions, latest_versions, parse_versions
from battles.models.recording import recording
from battles.models.renaming import records_formerly
from battles.review.decisions import ReviewRefused, refusals
from battles.review.permissions import is_editor
from battles.values.choices import Status

MOST_TWINS = 10
# The names of the fields of the page.
WITH, STAYS, VALUE = "with", "stays", "value_"


@dataclass(frozen=True)
class Choice:
    """A field that differs: its name in the form, its label, and its value in each record as text."""

    name: str
    label: str
    values: list[tuple[str, str]]
    chosen: str
    may_have_both: bool


class MergingAdmin:
    """The action of the list, and the page that merges two records."""

    actions = (*BulkAdmin.actions, "merge_selected")

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [
            path("<path:object_id>/merge/", self.admin_site.admin_view(self.merge_view), name=name),
            *super().get_urls(),
        ]

    def has_merge_permission(self, request):
        may_write = self.has_change_permission(request) and self.has_delete_permission(request)
        return may_write and is_editor(request.user)

    @admin.action(permissions=["merge"], description=_("Merge two selected %(verbose_name_plural)s"))
    def merge_selected(self, request, queryset):
        records = list(queryset.order_by("pk")[:3])
        if len(records) != 2:
            self.message_user(request, _("Choose exactly two records to merge them."), messages.ERROR)
            return None
        return HttpResponseRedirect(self.merge_url(*records))

    def merge_url(self, record, other=None):
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_merge"
        return reverse(name, args=[record.pk], query={WITH: other.slug} if other else None)

    def change_url(self, record):
        name = f"{self.admin_site.name}:{record._meta.app_label}_{record._meta.model_name}_change"
        return reverse(name, args=[record.pk])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and not context["is_popup"] and self.has_merge_permission(request):
            context["merge_url"] = self.merge_url(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def merge_view(self, request, object_id):
        """Choose the other record, then the values; confirmed, the two become one."""
        if not self.has_merge_permission(request) or IS_POPUP_VAR in request.GET:
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, unquote(object_id))
        slug = request.POST.get(WITH, request.GET.get(WITH, "")).replace("\0", "").strip()
        other = self.record_with(slug) if slug else None
        if other is None or other.pk == record.pk:
            return self.page_of_choice(request, record, slug, other)
        refusal = ""
        if request.method == "POST":
            try:
                return self.merged(request, record, other)
            except ReviewRefused as error:
                refusal = str(error)
        return self.page_of_two(request, record, other, refusal)

    def record_with(self, slug):
        """The record that has the slug, or had it."""
        records = self.model._base_manager.all()
        return records.filter(slug=slug).first() or records_formerly(records, [slug]).get(slug)

    def page_of_choice(self, request, record, slug, other):
        refusal = ""
        if other is not None:
            refusal = _("This is the same record. Choose another.")
        elif slug:
            refusal = _("There is no %(kind)s “%(identifier)s”.") % {
                "kind": self.opts.verbose_name,
                "identifier": slug[:100],
            }
        twins = [(twin, self.merge_url(record, twin)) for twin in twins_of(record, MOST_TWINS)]
        context = {"title": _("Merge"), "original": record, "slug": slug[:100], "refusal": refusal, "twins": twins}
        return admin_page(self, request, "merge_choice", context)

    def page_of_two(self, request, record, other, refusal):
        # Read the versions before the page reads the rows.
        versions = latest_versions(self.model, [record.pk, other.pk])
        pair = [record, other]
        context = {
            "title": _("Merge"),
            "original": record,
            "pair": pair,
            "stays": request.POST.get(STAYS, str(record.pk)),
            "choices": self.choices(request, record, other),
            "moved": [
                (*label_of(each.field), [each.counts.get(one.pk, 0) for one in pair])
                for each in rows_to_move(record, other)
            ],
            "about_themselves": [
                (row, self.change_url(row), sentence) for row, sentence in about_themselves(record, other)[:MOST_TWINS]
            ],
            "repeated": [
                (each.model._meta.verbose_name_plural, each.number, each.refs)
                for each in repeated_statements(record, other)
            ],
            "becomes_published": {record.status, other.status} > {Status.PUBLISHED},
            "versions": format_versions(versions),
            "with_slug": other.slug,
            "refusal": refusal,
            "BOTH": BOTH,
        }
        return admin_page(self, request, "merge", context)

    def choices(self, request, record, other):
        """The fields that differ. An empty value is not offered first."""
        fields = fields_to_choose(record, other)
        linked = {}
        for field, *values in fields:
            if field.is_relation:
                linked.setdefault(field.related_model, set()).update(*map(as_list, values))
        names = {model: names_of(model, keys) for model, keys in linked.items()}
        found = []
        for field, *values in fields:
            first = other if values[0] in (None, "", []) else record
            found.append(
                Choice(
                    f"{VALUE}{field.name}",
                    capfirst(field.verbose_name),
                    [
                        (str(one.pk), display_value(field, value, names))
                        for one, value in zip((record, other), values, strict=True)
                    ],
                    request.POST.get(
                        f"{VALUE}{field.name}", BOTH if may_have_both(field) and all(values) else str(first.pk)
                    ),
                    may_have_both(field),
                )
            )
        return found

    def merged(self, request, record, other):
        """The response after the two were merged. ReviewRefused if they cannot be, or were changed meanwhile."""
        pair = {str(one.pk): one for one in (record, other)}
        stays = pair.get(request.POST.get(STAYS, ""))
        if stays is None:
            raise ReviewRefused(_("Choose the record that stays."))
        goes = other if stays is record else record
        seen = parse_versions(request.POST.get(VERSIONS, ""), limit=2)
        seen = {one.pk: seen.get(one.pk, 0) for one in pair.values()}
        chosen = {}
        for field, *_values in fields_to_choose(record, other):
            value = request.POST.get(f"{VALUE}{field.name}", "")
            if value in pair:
                chosen[field.name] = pair[value].pk
            elif value == BOTH and may_have_both(field):
                chosen[field.name] = BOTH
        names = {"goes": goes, "slug": goes.slug, "stays": stays}
        message = message_of(request) or _("“%(goes)s” (%(slug)s) was merged into “%(stays)s”.") % names
        with refusals(), recording(made_by=request.user, message=message) as changes:
            lock_unchanged(changes, self.model, seen)
            merge(stays, goes, chosen, changes)
        count = changes.change_set.changes.count()
        done = ngettext(
            "“%(goes)s” was merged into this record: %(count)d record was changed. You can undo this in the list of "
            "changes.",
            "“%(goes)s” was merged into this record: %(count)d records were changed. You can undo this in the list of "
            "changes.",
            count,
        )
        self.message_user(request, done % {"goes": names["goes"], "count": count}, messages.SUCCESS)
        return HttpResponseRedirect(self.change_url(stays))


def label_of(field):
    """The name of the rows with this link, and which of their links it is if they have several of the kind."""
    opts = field.model._meta
    links = [
        one for one in (*opts.concrete_fields, *opts.local_many_to_many) if one.related_model is field.related_model
    ]
    return opts.verbose_name_plural, field.verbose_name if len(links) > 1 or field.model is field.related_model else ""
