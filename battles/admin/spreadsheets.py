"""Import and export in the admin: the pages of django-import-export, with the importer of this app."""

from django import forms
from django.conf import settings
from django.contrib.admin.options import IS_POPUP_VAR, IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from import_export.admin import ImportExportMixin

from battles.admin.recorded import LONGEST_MESSAGE
from battles.admin.safe_filters import UNANSWERABLE
from battles.filters.parameters import read_choice
from battles.importing import uploads
from battles.models.database_errors import explain
from battles.resources import resource_of
from battles.resources.downloads import attachment, download
from battles.resources.table_templates import TEMPLATE_FORMATS, template
from battles.review.permissions import is_editor
from battles.tabular import ENCODINGS, FORMATS, TableError
from battles.values.choices import Status

# The bytes that a request may have besides its file.
ROOM_FOR_FORM = 100_000
FORMAT_CHOICES = [(name, name.upper()) for name in FORMATS]
ENCODING_CHOICES = [(name, format_lazy("{} · {}", name, encoding.label)) for name, encoding in ENCODINGS.items()]


def too_long():
    return _("The file is longer than %(limit)s. Split it, or import it with the command importcsv.") % {
        "limit": filesizeformat(settings.UPLOAD_LIMIT)
    }


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"), max_length=255, required=False)
    pasted = forms.CharField(
        label=_("Or a pasted table"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "wrap": "off", "spellcheck": "false"}),
        help_text=_("Copied from a spreadsheet or a web page, with its headings."),
    )
    file_format = forms.ChoiceField(label=_("Format"), required=False, choices=[("", _("Detect")), *FORMAT_CHOICES])
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=[("", _("Detect")), *ENCODING_CHOICES],
        help_text=_("If it cannot be detected, you choose from samples of the text."),
    )
    new_status = forms.ChoiceField(
        label=_("New rows are"),
        choices=[(status.value, status.label) for status in (Status.DRAFT, Status.PUBLISHED)],
        initial=Status.DRAFT,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Unless the file has a column “status”. Existing records keep their status."),
    )
    leave_out = forms.BooleanField(
        label=_("Leave out columns with unknown headings"),
        required=False,
        help_text=_("The record of the import names them."),
    )
    message = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For the record of the import and the history of each row."),
    )

    def clean_new_status(self):
        return self.cleaned_data["new_status"] or Status.DRAFT

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(too_long())
        return file

    def clean(self):
        values = super().clean()
        pasted = values.pop("pasted", "")
        if "file" not in self.errors and bool(values.get("file")) == bool(pasted.strip()):
            both = _("Choose a file or paste a table, not both.")
            self.add_error("file", both if pasted.strip() else _("Choose a file, or paste a table."))
        elif pasted.strip():
            values["file"] = SimpleUploadedFile("pasted-table.tsv", pasted.encode(), "text/tab-separated-values")
        return values


class ExportForm(forms.Form):
    file_format = forms.ChoiceField(
        label=_("Format"), choices=FORMAT_CHOICES, initial=FORMATS[0], widget=forms.RadioSelect
    )


class SpreadsheetAdmin(ImportExportMixin):
    """Import and export by buttons above the list, and export of the selected rows by an action."""

    import_export_change_list_template = "admin/battles/change_list.html"
    import_template_name = "admin/battles/import_form.html"
    export_template_name = "admin/battles/export_form.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_template"
        own = [path("template/", self.admin_site.admin_view(self.template_action), name=name)]
        # The library's second page would import a file without the preview of this app.
        return own + [url for url in super().get_urls() if not (url.name or "").endswith("_process_import")]

    def has_import_permission(self, request):
        may_write = self.has_add_permission(request) and self.has_change_permission(request)
        return may_write and is_editor(request.user)

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    # The CSRF token is in the body, which must not be read before its length is checked.
    @method_decorator(csrf_exempt)
    def import_action(self, request, **kwargs):
        if not self.has_import_permission(request):
            raise PermissionDenied
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_LIMIT + ROOM_FOR_FORM:
            return self.import_page(request, UploadForm(), refusal=too_long(), status=413)
        try:
            return csrf_protect(self.upload)(request)
        except RequestDataTooBig:
            refusal = _("The pasted table is too long. Save it as a file, and upload the file.")
            return self.import_page(request, UploadForm(), refusal=refusal, status=413)

    def upload(self, request):
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if not form.is_valid():
            return self.import_page(request, form)
        kind, _resource = resource_of(self.model)
        try:
            uploads.discard_old()
            record = uploads.receive(kind, form.cleaned_data.pop("file"), made_by=request.user, **form.cleaned_data)
            uploads.start_first_check(record)
        except (OSError, OperationalError) as error:
            if not (sentence := explain(error)):
                raise
            return self.import_page(request, form, refusal=sentence, status=503)
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:battles_importrecord_change", args=[record.pk]))

    def import_page(self, request, form, **context):
        return self.form_page(request, self.import_template_name, _("Import"), form, **context)

    def template_action(self, request):
        """A file to fill in and import, in the format of the URL."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        file_format = read_choice(request.GET, "format", TEMPLATE_FORMATS, default=TEMPLATE_FORMATS[0])
        kind, resource = resource_of(self.model, with_status=True)
        return attachment(template(resource, file_format), f"{kind}-template", file_format)

    def export_action(self, request):
        if not self.has_export_permission(request):
            raise PermissionDenied
        rows = self.rows_listed(request)
        if rows is None:
            changelist = reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist")
            return HttpResponseRedirect(f"{changelist}?{ERROR_FLAG}=1")
        form, refusal = ExportForm(request.POST if request.method == "POST" else None), ""
        if form.is_valid():
            try:
                return download(rows, form.cleaned_data["file_format"], with_status=True)
            except TableError as error:
                refusal = str(error)
        return self.form_page(
            request, self.export_template_name, _("Export"), form, refusal=refusal, row_count=rows.count()
        )

    def rows_listed(self, request):
        """The rows of the list as the URL filters, searches and sorts them; None for an invalid URL."""
        if any("\0" in value for value in request.GET.values()):
            return None
        try:
            rows = self.get_export_queryset(request)
            # Fail now, not in the middle of the file.
            rows.exists()
            return rows
        except (IncorrectLookupParameters, *UNANSWERABLE):
            return None

    def form_page(self, request, template, title, form, *, status=200, **context):
        _kind, resource = resource_of(self.model, with_status=True)
        context |= self.admin_site.each_context(request) | {
            "title": title,
            "subtitle": self.opts.verbose_name_plural,
            "opts": self.opts,
            "form": form,
            "resource": resource,
            "upload_limit": settings.UPLOAD_LIMIT,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, context, status=status)

    def get_actions(self, request):
        actions = super().get_actions(request)
        if IS_POPUP_VAR not in request.GET and self.has_export_permission(request):
            for name, label in FORMAT_CHOICES:
                description = format_lazy(_("Export selected %(verbose_name_plural)s as {format}"), format=label)
                actions[f"export_{name}"] = export_as(name), f"export_{name}", description
        return actions


def export_as(name):
    """The action that sends the selected rows in the format."""

    def action(model_admin, request, queryset):
        if not model_admin.has_export_permission(request):
            raise PermissionDenied
        try:
            return download(queryset, name, with_status=True)
        except TableError as error:
            model_admin.message_user(request, str(error), "ERROR")

    return action
