"""The action of a list that sets fields of many records at once, through the preview of imports."""

from django import forms
from django.contrib import admin, messages
from django.db import OperationalError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from battles.admin.entered_tables import TableEntryAdmin
from battles.admin.pages import admin_page
from battles.admin.recorded import message_of
from battles.importing.entered_tables import MOST_ROWS, EnteredTable
from battles.models.database_errors import explain
from battles.review.queue import summary_of
from battles.values.keys import is_key

FIELDS_FILE = "changed-fields.csv"
# The records that the page names. It counts the others.
MOST_NAMED = 10
KEYS = "keys"
# The name of the boxes that say which fields change; the value of each is a heading.
TICKED = "change"


class FieldChangeAdmin(TableEntryAdmin):
    """Sets the fields that an editor ticks to one value each, in all selected records."""

    @admin.action(permissions=["import"], description=_("Change fields of selected %(verbose_name_plural)s"))
    def change_fields(self, request, queryset):
        keys = self.keys_to_change(request, queryset)
        if len(keys) > MOST_ROWS:
            sentence = _("Choose at most %(limit)d at once. Nothing was changed.") % {"limit": MOST_ROWS}
            self.message_user(request, sentence, messages.ERROR)
            return None
        is_sent, refusal = KEYS in request.POST, ""
        values = self.common_form(request, request.POST if is_sent else None)
        ticked = [heading for heading in request.POST.getlist(TICKED) if heading in values.fields]
        if is_sent:
            for heading in values.fields.keys() - set(ticked):
                # A value without its tick is not used, so its errors do not matter.
                values.errors.pop(heading, None)
            if not ticked:
                refusal = _("Tick the fields to change.")
            elif values.is_valid():
                try:
                    return self.preview_changes(request, keys, values, ticked)
                except (OSError, OperationalError) as error:
                    if not (refusal := explain(error)):
                        raise
        rows = self.get_queryset(request).filter(pk__in=keys)
        context = {
            "title": _("Change fields"),
            "subtitle": self.opts.verbose_name_plural,
            "keys": " ".join(map(str, keys)),
            "records": [(record.pk, summary_of(record)) for record in rows[:MOST_NAMED]],
            "others": max(0, len(keys) - MOST_NAMED),
            "fields": [(field, field.name in ticked) for field in values],
            "refusal": refusal,
            "media": self.media + values.media,
        }
        return admin_page(self, request, "change_fields", context)

    def keys_to_change(self, request, queryset) -> list[int]:
        """The keys of the selected records, or of those on the page that was sent."""
        if KEYS in request.POST:
            sent = {int(key) for key in request.POST[KEYS].split()[: MOST_ROWS + 1] if is_key(key)}
            queryset = self.get_queryset(request).filter(pk__in=sent)
        return list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST_ROWS + 1])

    def preview_changes(self, request, keys, values: forms.Form, ticked: list[str]):
        """Check the changes as an import, and go to its preview."""
        identity = self.table_resource().identity
        identities = self.model.objects.filter(pk__in=keys).order_by(identity).values_list(identity, flat=True)
        cells = values.cells()
        new_cells = [cells[heading] for heading in ticked]
        rows = [(line, [each, *new_cells]) for line, each in enumerate(identities, 2)]
        table = EnteredTable([identity, *ticked], rows)
        record = self.start_import(request, table, file_name=FIELDS_FILE, message=message_of(request))
        return HttpResponseRedirect(self.import_url(record))
