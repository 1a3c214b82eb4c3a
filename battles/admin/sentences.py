"""Records in words where Django takes ``str``, which of a statement is only its ref: messages, log, deletions."""

import json
from contextlib import contextmanager

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from battles.admin.history import may_undo
from battles.history.descriptions import describe
from battles.models.records import Record

# Django's own sentences, so that its catalogues have them.
OUTCOMES = {
    ADDITION: gettext_lazy("The {name} “{obj}” was added successfully."),
    CHANGE: gettext_lazy("The {name} “{obj}” was changed successfully."),
    DELETION: gettext_lazy("The {name} “{obj}” was deleted successfully."),
}
LONGEST_IN_LOG = LogEntry._meta.get_field("object_repr").max_length


def link_to(model_admin, record, words):
    """The words as a link to the form of the record."""
    opts = record._meta
    address = f"{model_admin.admin_site.name}:{opts.app_label}_{opts.model_name}_change"
    return format_html('<a href="{}">{}</a>', reverse(address, args=[quote(record.pk)]), words)


def undo_link(request, change_set):
    """A link to the page that undoes the set of changes; empty if there is none, or if the user may not undo it."""
    if change_set is None or change_set.pk is None or not may_undo(request.user):
        return ""
    if not request.user.has_perm("battles.view_change"):
        return ""
    return format_html(
        ' <a class="undo" href="{}">{}</a>',
        reverse("admin:battles_changeset_undo", args=[change_set.pk]),
        _("Undo"),
    )


class SentencesAdmin(admin.ModelAdmin):
    """Calls records by their descriptions."""

    @contextmanager
    def without_django_messages(self, request):
        """Leave out Django's messages: they come before the changes have a number, which the link to the undo needs."""
        request.has_own_messages = True
        yield
        request.has_own_messages = False

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        if not (level == messages.SUCCESS and getattr(request, "has_own_messages", False)):
            super().message_user(request, message, level, *args, **kwargs)

    def say_outcome(self, request, action, record, change_set):
        """Say that the record was added, changed or deleted, with links to it and to the undo."""
        words = record.description
        is_linked = action != DELETION and self.has_view_permission(request, record)
        sentence = format_html(
            OUTCOMES[action],
            name=self.opts.verbose_name,
            obj=link_to(self, record, words) if is_linked else words,
        )
        sentence = format_html("{}{}", sentence, undo_link(request, change_set))
        self.message_user(request, sentence, messages.SUCCESS)

    def log_addition(self, request, obj, message):
        return self.log(request, [obj], ADDITION, message)

    def log_change(self, request, obj, message):
        return self.log(request, [obj], CHANGE, message)

    def log_deletions(self, request, queryset):
        return self.log(request, queryset, DELETION)

    def log(self, request, records, action, message=""):
        kind = get_content_type_for_model(self.model)
        entries = [
            LogEntry(
                user=request.user,
                content_type=kind,
                object_id=record.pk,
                object_repr=record.description[:LONGEST_IN_LOG],
                action_flag=action,
                change_message=json.dumps(message) if isinstance(message, list) else message,
            )
            for record in records
        ]
        if len(entries) == 1:
            # Sends the signals of the log, as Django does for a single record.
            entries[0].save()
            return entries
        return LogEntry.objects.bulk_create(entries)

    @admin.display(description=gettext_lazy("select"))
    def action_checkbox(self, obj):
        # Not by a widget, whose template takes longer than the rest of the row.
        return format_html(
            '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">',
            ACTION_CHECKBOX_NAME,
            obj.pk,
            _("Select this object for an action - {}").format(obj.description),
        )

    def get_deleted_objects(self, objs, request):
        """As Django's. The rows that only connect two records are left out: they have no page and no name."""
        if not objs:
            return [], {}, set(), []
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        found = {each for rows in collector.model_objs.values() for each in rows} | set(collector.protected)
        described = describe(each for each in found if isinstance(each, Record))
        lacking = set()

        def in_words(record):
            if type(record)._meta.auto_created:
                return None
            kind = capfirst(record._meta.verbose_name)
            words = described.get((type(record), record.pk), str(record))
            if not self.admin_site.is_registered(type(record)):
                return f"{kind}: {words}"
            model_admin = self.admin_site.get_model_admin(type(record))
            if not model_admin.has_delete_permission(request, record):
                lacking.add(record._meta.verbose_name)
            return format_html("{}: {}", kind, link_to(model_admin, record, words))

        deleted = without_nothing(collector.nested(in_words))
        protected = [in_words(record) for record in sorted(collector.protected, key=lambda each: each.pk)]
        counts = {
            model._meta.verbose_name_plural: len(rows)
            for model, rows in collector.model_objs.items()
            if not model._meta.auto_created
        }
        return deleted, counts, lacking, protected


def without_nothing(nested):
    """The nested lists without their empty places."""
    kept = [without_nothing(each) if isinstance(each, list) else each for each in nested]
    return [each for each in kept if each not in (None, [])]
