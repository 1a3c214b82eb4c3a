"""Imports in the admin: preview, confirm, discard and undo."""

from functools import partial

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.db.models import Count, Q
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from battles import record_sets
from battles.admin.history import UndoForm, may_undo
from battles.admin.index import Entry, IndexGroup
from battles.admin.pages import admin_page
from battles.admin.permissions import ReadOnlyAdmin
from battles.admin.safe_filters import ListAdmin
from battles.admin.spreadsheets import ENCODING_CHOICES
from battles.filters.parameters import read_choice, read_page
from battles.history.descriptions import describe_identities, with_descriptions
from battles.history.differences import with_differences
from battles.importing import uploads
from battles.importing.background import rows_done
from battles.importing.previews import Group, PreviewRows, preview_headings
from battles.importing.states import UNDER_WAY, UNFINISHED
from battles.models import FigureClaim, ImportRecord, ImportState, Source
from battles.models.database_errors import explain
from battles.models.registry import kinds
from battles.resources import RESOURCES
from battles.review.permissions import is_editor

ROWS_PER_PAGE = 50
# The states in which an import waits for a person.
WAITING = (ImportState.CHECKED, ImportState.REFUSED, ImportState.FAILED)

# Rows that an update of the documents' records removed; a file removes none.
REMOVED = "removed"

GROUP_LABELS = {
    Group.WRONG: _("Errors"),
    Group.REMARKS: _("Remarks"),
    Group.NEW: _("New"),
    Group.CHANGED: _("Changed"),
    REMOVED: _("Removed"),
}

# The changes of an import in each group.
GROUP_CONDITIONS = {
    Group.NEW: Q(before__isnull=True),
    Group.CHANGED: Q(before__isnull=False, after__isnull=False),
    REMOVED: Q(after__isnull=True),
}


class EncodingForm(forms.Form):
    encoding = forms.ChoiceField(label=_("Encoding"), choices=ENCODING_CHOICES)


@admin.display(description=_("undone at"))
def undone_at(record):
    return record.undone_by and record.undone_by.made_at


@admin.register(ImportRecord)
class ImportRecordAdmin(ListAdmin, ReadOnlyAdmin):
    """Import records, read only: for users who may view all, or who may import records of the kind."""

    index_group = IndexGroup.ENTER
    index_place = 50
    list_display = (
        "made_at", "kind", "file_name", "state", undone_at, "new", "changed", "removed", "unchanged", "wrong",
        "made_by", "message",
    )  # fmt: skip
    list_filter = ("state", "kind", "made_at")
    list_select_related = ("made_by", "change_set__undone_by")
    search_fields = ("file_name", "message", "file_sha256")
    date_hierarchy = "made_at"

    class Media:
        css = {"all": ["battles/admin.css", "battles/imports.css"]}

    def get_urls(self):
        steps = {
            "confirm": self.confirm,
            "discard": self.discard,
            "read-as": self.use_encoding,
            "leave-out": self.leave_out,
            "run-again": self.run_again,
            "undo": self.undo,
        }
        own = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(partial(self.run_step, step)),
                name=f"battles_importrecord_{name.replace('-', '_')}",
            )
            for name, step in steps.items()
        ]
        return own + super().get_urls()

    def index_entries(self, request):
        """The ways to read and enter, for who may import figures and read the texts of sources."""
        figures, sources = (self.admin_site.get_model_admin(model) for model in (FigureClaim, Source))
        if sources.has_view_permission(request) and is_editor(request.user):
            url = reverse(f"{self.admin_site.name}:battles_source_changelist")
            yield Entry(str(_("Read a source at its desk")), url, place=10)
        if figures.has_import_permission(request):
            url = reverse(f"{self.admin_site.name}:battles_figureclaim_enter_table")
            yield Entry(str(_("Enter a table of figures")), url, place=20)

    def has_view_permission(self, request, obj=None):
        if super().has_view_permission(request, obj):
            return True
        kinds = self.kinds_to_import(request)
        return obj.kind in kinds if obj else bool(kinds)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_import_permission(self, request, record):
        return record.kind in self.kinds_to_import(request)

    def kinds_to_import(self, request):
        return {kind for kind in RESOURCES if self.records_admin(kind).has_import_permission(request)}

    def index_waiting(self, request):
        """The imports that wait for somebody: ready to be confirmed, with errors, or failed."""
        address = reverse(f"{self.admin_site.name}:battles_importrecord_changelist")
        counts = self.get_queryset(request).filter(state__in=WAITING).order_by().values_list("state")
        return [
            (f"{count:,} · {ImportState(state).label}", f"{address}?state__exact={state}")
            for state, count in counts.annotate(rows=Count("pk")).order_by("state")
        ]

    def records_admin(self, kind):
        return self.admin_site.get_model_admin(RESOURCES[kind]._meta.model)

    def get_queryset(self, request):
        records = super().get_queryset(request).select_related("made_by", "change_set__undone_by__made_by")
        if super().has_view_permission(request):
            return records
        return records.filter(kind__in=self.kinds_to_import(request))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST" or not self.has_view_permission(request, record):
            raise PermissionDenied
        try:
            return self.record_page(request, record)
        except BadRequest as error:
            return render(request, "400.html", {"reason": str(error)}, status=400)

    def record_page(self, request, record):
        context = self.page_context(record) | {
            "may_import": self.has_import_permission(request, record),
            "may_undo": may_undo(request.user),
            "is_interrupted": uploads.is_interrupted(record),
            "table_url": self.table_url(record),
        }
        if record.state in UNDER_WAY:
            rows = record.new + record.changed + record.unchanged if record.state == ImportState.IMPORTING else 0
            context |= {"rows_done": rows_done(uploads.folder_of(record)), "rows_in_all": rows}
        elif self.may_view_rows(request, record):
            if record.state == ImportState.IMPORTED:
                context |= self.written_rows(request, record)
            else:
                context |= self.preview_rows(request, record)
        return admin_page(self, request, "importrecord/detail", context)

    def may_view_rows(self, request, record):
        """Whether the user may view records of the import's kind; an update of the documents' records has all kinds."""
        if record.kind != record_sets.NAME:
            return self.records_admin(record.kind).has_view_permission(request)
        return all(self.admin_site.get_model_admin(model).has_view_permission(request) for model in kinds().values())

    def records_opts(self, record):
        """The options of the model that the import is of; None for one of all kinds."""
        return None if record.kind == record_sets.NAME else self.records_admin(record.kind).opts

    def page_context(self, record):
        records_opts = self.records_opts(record)
        kind = records_opts.verbose_name_plural if records_opts else _("records of the documents")
        return {
            "title": _("Import of %(kind)s") % {"kind": kind},
            "subtitle": record.file_name,
            "record": record,
            "records_opts": records_opts,
        }

    def table_url(self, record):
        """The address of the page that shows the rows as a table to change; "" for a file that it cannot show."""
        if record.state not in UNFINISHED or uploads.encodings_possible(record) or uploads.is_long(record):
            return ""
        opts = self.records_admin(record.kind).opts
        return f"{reverse(f'{self.admin_site.name}:battles_{opts.model_name}_enter_table')}?import={record.pk}"

    def preview_rows(self, request, record):
        """The tabs of the preview, and a page of the tab in the URL."""
        folder = uploads.preview_folder(record)
        rows = {group: PreviewRows(folder, group) for group in Group}
        first = next((group for group in Group if rows[group]), Group.NEW)
        chosen = Group(read_choice(request.GET, "rows", list(Group), default=first))
        page = read_page(request.GET, rows[chosen], ROWS_PER_PAGE)
        headings = preview_headings(folder)
        identity = made_identity(record, headings, page) if chosen == Group.NEW else ""
        if chosen == Group.NEW:
            headings, page.object_list = filled_columns(headings, page.object_list)
        if chosen in (Group.CHANGED, Group.REMARKS):
            described = describe_identities(RESOURCES[record.kind]._meta.model, [row["identity"] for row in page])
            for row in page:
                row["description"] = described.get(row["identity"], "")
        candidates = uploads.encodings_possible(record)
        return {
            "made_identity": identity,
            "has_unknown_headings": uploads.has_unknown_headings(record),
            "tabs": [(group, GROUP_LABELS[group], len(rows[group])) for group in Group] if any(rows.values()) else [],
            "chosen": chosen,
            "page": page,
            "headings": headings,
            "mistakes": uploads.repeated_mistakes(record) if page.number == 1 else [],
            "candidates": candidates,
            "encoding_form": EncodingForm(initial={"encoding": candidates[0][0]}) if candidates else None,
        }

    def written_rows(self, request, record):
        """The tabs of the imported rows, and a page of the tab in the URL."""
        if record.change_set is None:
            return {"tabs": []}
        counts = {Group.NEW: record.new, Group.CHANGED: record.changed}
        if record.removed:
            counts[REMOVED] = record.removed
        first = next((group for group, count in counts.items() if count), Group.NEW)
        chosen = read_choice(request.GET, "rows", list(counts), default=first)
        changes = record.change_set.changes.filter(GROUP_CONDITIONS[chosen]).order_by("pk")
        page = read_page(request.GET, changes, ROWS_PER_PAGE)
        page.object_list = with_descriptions(list(page.object_list))
        if chosen != Group.NEW:
            with_differences(page.object_list)
        records_opts = self.records_opts(record)
        for change in page.object_list:
            change.record_opts = records_opts or apps.get_model("battles", change.model)._meta
        return {
            "tabs": [(group, GROUP_LABELS[group], count) for group, count in counts.items()],
            "chosen": chosen,
            "page": page,
            "are_gone": chosen == (Group.NEW if record.undone_by else REMOVED),
        }

    def run_step(self, step, request, object_id):
        """Run one of the steps of ``get_urls`` on the import."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404(_("There is no such import."))
        return step(request, record)

    def confirm(self, request, record):
        return self.run_and_redirect(request, record, partial(uploads.confirm, record, request.user))

    def run_again(self, request, record):
        return self.run_and_redirect(request, record, partial(uploads.run_again, record))

    def leave_out(self, request, record):
        return self.run_and_redirect(request, record, partial(uploads.leave_out_columns, record))

    def use_encoding(self, request, record):
        def step():
            form = EncodingForm(request.POST)
            if not form.is_valid():
                raise BadRequest(_("Choose one of the encodings in the list."))
            return uploads.use_encoding(record, form.cleaned_data["encoding"])

        return self.run_and_redirect(request, record, step)

    def discard(self, request, record):
        response = self.run_and_redirect(request, record, partial(uploads.discard, record))
        if response.status_code == 302 and not ImportRecord.objects.filter(pk=record.pk).exists():
            messages.success(request, _("The file was discarded. Nothing was imported."))
            changelist = f"{self.admin_site.name}:battles_{self.records_admin(record.kind).opts.model_name}_changelist"
            return HttpResponseRedirect(reverse(changelist))
        return response

    def run_and_redirect(self, request, record, step):
        """Check permission, run the step, redirect to the import. The step returns False if it did nothing."""
        if not self.has_import_permission(request, record):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            if not step():
                messages.warning(
                    request, _("This import has changed since you opened it. Nothing was done. Reload the page.")
                )
        except (OSError, OperationalError) as error:
            if not (sentence := explain(error)):
                raise
            messages.error(request, sentence)
        return HttpResponseRedirect(self.address(record))

    def address(self, record):
        return reverse(f"{self.admin_site.name}:battles_importrecord_change", args=[record.pk])

    def undo(self, request, record):
        if not may_undo(request.user):
            raise PermissionDenied
        if record.change_set is None or record.undone_by is not None:
            messages.warning(request, _("There is nothing to undo."))
            return HttpResponseRedirect(self.address(record))
        form = UndoForm(request.POST if request.method == "POST" else None)
        if form.undo(record.change_set, request.user):
            messages.success(request, _("The import was undone."))
            return HttpResponseRedirect(self.address(record))
        return admin_page(self, request, "importrecord/undo", self.page_context(record) | {"form": form})


def made_identity(record, headings, rows):
    """The heading of the identity, if one of the rows has an identity that is made and not its own cell; or ""."""
    identity = RESOURCES[record.kind]().identity
    place = headings.index(identity) if identity in headings else None
    are_given = (place is not None and row["cells"][place] == row["identity"] for row in rows)
    return "" if all(are_given) else identity


def filled_columns(headings, rows):
    """The headings of the columns that are not empty in all rows, and the rows with the cells of these only."""
    filled = [number for number in range(len(headings)) if any(row["cells"][number] for row in rows)]
    for row in rows:
        row["cells"] = [row["cells"][number] for number in filled]
    return [headings[number] for number in filled], rows
