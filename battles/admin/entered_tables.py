"""The page on which an editor enters or pastes a table. What is entered goes through the preview of imports."""

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from battles.admin.link_hits import link_hits
from battles.admin.pages import admin_page
from battles.admin.spreadsheets import UploadForm
from battles.filters.parameters import read_choice, read_number
from battles.importing import uploads
from battles.importing.entered_tables import (
    FILE_NAME,
    MOST_ROWS,
    EnteredTable,
    check_entered,
    missing_headings,
    read_entered,
    read_upload,
    read_wordings,
    with_common_cells,
    with_slugs,
    without_common_cells,
)
from battles.importing.states import UNFINISHED
from battles.models import ImportRecord
from battles.models.database_errors import explain
from battles.models.fields import LinesField
from battles.models.statements import Statement
from battles.resources import resource_of
from battles.resources.base import STATUS
from battles.resources.table_templates import choices_of
from battles.resources.widgets import LinksWidget, LinkWidget, YesNoWidget
from battles.tabular import TableError
from battles.values.choices import Status

COMMON = "common"
CSS, SCRIPT = "battles/entered-table.css", "battles/entered-table.js"


class TableForm(forms.Form):
    """The rows as text with tabs, and how they are to be imported. The page shows the text as a grid."""

    rows = forms.CharField(
        label=gettext_lazy("Rows"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "cols": 100, "wrap": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "The first line has the headings, and each other line a row. Put tabs between the cells, "
            "or paste a table from a spreadsheet."
        ),
        error_messages={"required": gettext_lazy("The table is empty. Enter a row.")},
    )
    new_status = forms.ChoiceField(
        label=gettext_lazy("New rows are"),
        choices=[(status.value, status.label) for status in (Status.PUBLISHED, Status.DRAFT)],
        initial=Status.PUBLISHED,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Existing records keep their status."),
    )
    message = UploadForm.base_fields["message"]


class TableEntryAdmin:
    """A page to enter a table of records, which is then previewed, imported and undone as a file is."""

    # The headings of the columns that an empty table begins with; empty for all that are not said once.
    table_columns = ()
    # The headings that are offered first to be said once for all rows.
    common_columns = ()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        views = {"enter-table": self.table_view, "check-table": self.check_table, "table-links": self.table_links}
        own = [
            path(f"{route}/", self.admin_site.admin_view(view), name=f"{name}_{route.replace('-', '_')}")
            for route, view in views.items()
        ]
        return own + super().get_urls()

    # The CSRF token is in the body. A body that is too long is answered here.
    @method_decorator(csrf_exempt)
    def table_view(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied
        try:
            return csrf_protect(self.enter_table)(request)
        except RequestDataTooBig:
            return self.table_page(request, TableForm(), self.common_form(request), refusal=too_long(), status=413)

    def enter_table(self, request):
        if request.method != "POST":
            return self.table_page(request, *self.first_forms(request))
        common = self.common_form(request, request.POST)
        form, refusal, status = TableForm(request.POST), "", 200
        if form.is_valid() and common.is_valid():
            try:
                table = self.whole_table(form, common)
                return self.import_table(request, table, form.cleaned_data)
            except TableError as error:
                form.add_error("rows", str(error))
            except (OSError, OperationalError) as error:
                if not (refusal := explain(error)):
                    raise
                status = 503
        return self.table_page(request, form, common, refusal=refusal, status=status)

    def import_table(self, request, table, values):
        record = self.start_import(request, table, new_status=values["new_status"], message=values["message"])
        if replaced := self.unfinished_import(request):
            uploads.discard(replaced)
        return HttpResponseRedirect(self.import_url(record))

    def start_import(self, request, table, **values) -> ImportRecord:
        """The import of the table, which is checked; ``values`` are columns of the import."""
        kind, _resource = resource_of(self.model)
        file = table.as_file(values.pop("file_name", FILE_NAME))
        uploads.discard_old()
        record = uploads.receive(kind, file, made_by=request.user, file_format="csv", **values)
        uploads.start_first_check(record)
        return record

    def import_url(self, record):
        return reverse(f"{self.admin_site.name}:battles_importrecord_change", args=[record.pk])

    def whole_table(self, form, common) -> EnteredTable:
        """The table of valid forms, with what is said once, and with slugs in place of names."""
        resource = self.table_resource()
        table = with_common_cells(read_entered(form.cleaned_data["rows"], resource), common.cells())
        if not table.rows:
            raise TableError(_("The table is empty. Enter a row."))
        if missing := missing_headings(table, resource):
            for heading in missing:
                common.add_error(heading, needed())
            raise TableError(_("Something that every row needs is missing."))
        return with_slugs(table, resource)

    def table_resource(self):
        return resource_of(self.model, with_status=True)[1]

    def common_form(self, request, sent=None):
        """The form of what is the same in every row: a field for each column, none of them required."""
        resource = self.table_resource()
        fields = {}
        for heading in resource.headings:
            if heading in (resource.identity, STATUS):
                continue
            field = fields[heading] = self.formfield_for_dbfield(resource.columns[heading].field, request)
            field.required = False
        form = type("CommonForm", (CommonForm,), fields | {"columns": resource.columns})
        return form(sent, prefix=COMMON, initial=self.get_changeform_initial_data(request))

    def first_forms(self, request):
        """The forms of an empty table, or of the file of an import that the address names."""
        resource, record, common = self.table_resource(), self.unfinished_import(request), self.common_form(request)
        if record is None:
            return TableForm(initial={"rows": "\t".join(self.first_columns(resource)) + "\n"}), common
        try:
            table = read_upload(record, resource)
        except TableError as error:
            raise BadRequest(str(error)) from error
        table, cells = without_common_cells(table, self.common_columns)
        common.initial |= {heading: form_value(resource.columns[heading], cell) for heading, cell in cells.items()}
        initial = {"rows": table.as_text(), "new_status": record.new_status, "message": record.message}
        return TableForm(initial=initial), common

    def first_columns(self, resource):
        said_once = {*self.common_columns, "note", STATUS}
        if issubclass(self.model, Statement):
            # A new statement gets its ref from its content.
            said_once |= {resource.identity}
        return self.table_columns or [heading for heading in resource.headings if heading not in said_once]

    def unfinished_import(self, request):
        """The import that the address names, if it waits to be confirmed or was refused; None without one."""
        if "import" not in request.GET:
            return None
        kind, _resource = resource_of(self.model)
        key = read_number(request.GET, "import", default=0)
        record = ImportRecord.objects.filter(pk=key, kind=kind, state__in=UNFINISHED).first()
        if record is None:
            raise Http404(_("There is no such import."))
        return record

    def table_page(self, request, form, common, *, refusal="", status=200):
        resource = self.table_resource()
        context = {
            "title": _("Enter a table"),
            "subtitle": self.opts.verbose_name_plural,
            "form": form,
            "first_fields": [common[heading] for heading in self.common_columns],
            "more_fields": [field for field in common if field.name not in self.common_columns],
            "refusal": refusal,
            "has_errors": bool(form.errors or common.errors),
            "media": self.media + common.media + forms.Media(css={"all": [CSS]}, js=[forms.Script(SCRIPT, defer=True)]),
            "columns": [self.column_for_page(heading, column) for heading, column in resource.columns.items()],
            "most_rows": MOST_ROWS,
            # The grid needs the width.
            "is_nav_sidebar_enabled": False,
        }
        response = admin_page(self, request, "table_form", context)
        response.status_code = status
        return response

    def column_for_page(self, heading, column):
        """The properties of a column that the script of the page needs."""
        field = column.field
        return {
            "heading": heading,
            "label": str(field.verbose_name),
            "help": str(field.help_text),
            "choices": choices_of(column),
            "isLink": isinstance(column, LinkWidget | LinksWidget),
            "hasLines": isinstance(field, LinesField),
        }

    def check_table(self, request):
        """The errors and remarks of a table, as JSON, and the slugs that stand for names."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form, common = TableForm(request.POST), self.common_form(request, request.POST)
        if not form.is_valid():
            return JsonResponse({"problem": " ".join(form.errors.get("rows", form.non_field_errors()))})
        common_errors = {} if common.is_valid() else {name: " ".join(errors) for name, errors in common.errors.items()}
        resource = self.table_resource()
        try:
            as_sent = read_entered(form.cleaned_data["rows"], resource)
        except TableError as error:
            return JsonResponse({"problem": str(error)})
        whole_table = with_common_cells(as_sent, common.cells())
        cells_read, hints = read_wordings(whole_table, resource)
        read = [
            {"line": line, "heading": heading, "cell": cell}
            for line, heading, cell in cells_read
            if heading in as_sent.headings
        ]
        table = with_slugs(whole_table, resource)
        if missing := missing_headings(table, resource):
            return JsonResponse({"common": dict.fromkeys(missing, needed()) | common_errors, "read": read})
        outcome = check_entered(table, resource, form.cleaned_data["new_status"])
        slugs = [
            {"line": line, "heading": heading, "cell": cell}
            for (line, cells), (_line, before) in zip(table.rows, as_sent.rows, strict=True)
            for heading, cell, was in zip(as_sent.headings, cells, before, strict=False)
            if was and cell != was
        ]
        result = outcome.result
        return JsonResponse(
            {
                "errors": [
                    {"line": each.line, "heading": each.column, "message": each.message} for each in outcome.errors
                ],
                "remarks": [{"line": line, "message": message} for line, message in [*hints.items(), *outcome.remarks]],
                "read": read,
                "slugs": slugs,
                "common": common_errors,
                "counts": [result.new, result.changed, result.unchanged] if result else [0, 0, 0],
            }
        )

    def table_links(self, request):
        """Records that a cell may link to, as JSON: those found by the text in the address."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        columns = self.table_resource().columns
        links = [name for name, column in columns.items() if isinstance(column, LinkWidget | LinksWidget)]
        heading = read_choice(request.GET, "heading", links, default=next(iter(links), ""))
        if not links:
            return JsonResponse({"hits": []})
        related_admin = self.admin_site.get_model_admin(columns[heading].field.related_model)
        if not related_admin.has_view_permission(request):
            raise PermissionDenied
        return JsonResponse({"hits": link_hits(related_admin, request, request.GET.get("q", ""))})


def form_value(column, cell: str):
    """The value of a form field for the cell of a file."""
    if isinstance(column, LinkWidget):
        return column.field.related_model.objects.filter(slug=cell).values_list("pk", flat=True).first()
    return cell == "yes" if isinstance(column, YesNoWidget) else cell


def needed():
    return _("This is needed: say it here for all rows, or make it a column of the table.")


class CommonForm(forms.Form):
    """The values that are the same in every row. Its fields are those of the record's form."""

    # The columns of the records, by heading.
    columns = {}

    def clean(self):
        """Check each value as the cell of a file, so that an error stands beside its field."""
        values = super().clean()
        for heading, cell in self.cells().items():
            try:
                if cell:
                    self.columns[heading].clean(cell)
            except forms.ValidationError as error:
                self.add_error(heading, error)
        return values

    def cells(self) -> dict[str, str]:
        """The cells by heading, as a file has them; of fields without errors."""
        values = getattr(self, "cleaned_data", {})
        return {heading: self.columns[heading].render(value) for heading, value in values.items()}


def too_long():
    return _("The table is too long for this page. Save it as a file, and import the file.")
