"""Actions of a list that publish, withdraw or delete many records, and the deletion of one, each after confirmation."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import DELETION
from django.contrib.admin.utils import model_ngettext, unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from battles.admin.pages import admin_page
from battles.admin.recorded import posted_text, recorded
from battles.admin.saving import Submission
from battles.admin.sentences import undo_link
from battles.history.versions import changed_sentence, format_versions, latest_versions, parse_versions
from battles.models.database_errors import explain
from battles.review.decisions import ReviewRefused, lock_as_seen, refusals
from battles.review.permissions import is_editor
from battles.review.queue import reviewed_records
from battles.values.choices import Status
from battles.values.keys import is_key

# Nobody reads a page of confirmation with more rows.
MOST_ROWS = 2_000
# The hidden field of a page of confirmation: the version of each row that the page shows.
VERSIONS = "versions"
LINKED_SINCE = _("Another record links to it since you opened the page.")


def lock_unchanged(changes, model, versions):
    """Lock the records. Raises ReviewRefused, with their names, if some have later versions."""
    _records, changed = lock_as_seen(changes, model, versions)
    if changed:
        raise ReviewRefused(changed_sentence(changed))


class BulkAdmin:
    """Actions that ask for confirmation, and are refused if one of the rows has a later version by then."""

    actions = ("publish_selected", "withdraw_selected", "change_fields", "delete_selected")

    def has_publish_permission(self, request):
        return is_editor(request.user) and self.has_change_permission(request)

    @admin.action(permissions=["publish"], description=_("Publish selected %(verbose_name_plural)s"))
    def publish_selected(self, request, queryset):
        return self.set_status(request, queryset, Status.PUBLISHED)

    @admin.action(permissions=["publish"], description=_("Withdraw selected %(verbose_name_plural)s"))
    def withdraw_selected(self, request, queryset):
        return self.set_status(request, queryset, Status.WITHDRAWN)

    def set_status(self, request, queryset, status):
        """Publish or withdraw the rows, after confirmation."""
        is_withdrawal = status == Status.WITHDRAWN
        reason = posted_text(request, "reason", self.opts.get_field("status_reason").max_length)

        def write(rows):
            if is_withdrawal and not reason:
                raise ReviewRefused(_("Say why it is withdrawn."))
            rows.exclude(status=status).update(status=status, status_reason=reason if is_withdrawal else "")

        def outcome(count):
            if is_withdrawal:
                return ngettext("%(count)d record is now withdrawn.", "%(count)d records are now withdrawn.", count)
            return ngettext("%(count)d record is now published.", "%(count)d records are now published.", count)

        def context(versions):
            return {
                "title": _("Withdraw") if is_withdrawal else _("Publish"),
                "subtitle": capfirst(self.opts.verbose_name_plural),
                "records": list(reviewed_records(self.model, versions).values()),
                "action": request.POST["action"],
                "is_withdrawal": is_withdrawal,
                "reason": reason,
            }

        return self.after_confirmation(request, queryset, write, outcome, "set_status", context)

    @admin.action(permissions=["delete"], description=_("Delete selected %(verbose_name_plural)s"))
    def delete_selected(self, request, queryset):
        def write(rows):
            _deletable, _counts, lacking, protected = self.get_deleted_objects(rows, request)
            if lacking:
                raise PermissionDenied
            if protected:
                raise ReviewRefused(LINKED_SINCE)
            self.log_deletions(request, rows)
            self.delete_queryset(request, rows)

        def outcome(count):
            return ngettext("%(count)d record was deleted.", "%(count)d records were deleted.", count)

        def context(versions):
            rows = self.get_queryset(request).filter(pk__in=versions)
            deletable, counts, lacking, protected = self.get_deleted_objects(rows, request)
            name = model_ngettext(rows)
            title = _("Cannot delete %(name)s") if lacking or protected else _("Delete multiple objects")
            return {
                "title": title % {"name": name},
                "objects_name": str(name),
                "deletable_objects": [deletable],
                "model_count": dict(counts).items(),
                "perms_lacking": lacking,
                "protected": protected,
                "action_checkbox_name": ACTION_CHECKBOX_NAME,
            }

        return self.after_confirmation(request, queryset, write, outcome, "delete_selected", context)

    def after_confirmation(self, request, queryset, write, outcome, template, context):
        """If the request confirms, write the rows. If it does not, or writing is refused, show the confirmation page.

        ``write`` takes the rows, ``outcome`` gives the message for their number, and ``context`` gives the context of
        the template for the versions of the rows.
        """
        confirmed, refusal = self.confirmed_versions(request), ""
        rows = self.get_queryset(request).filter(pk__in=confirmed) if confirmed else queryset
        if confirmed:
            try:
                with refusals(), recorded(request) as changes:
                    lock_unchanged(changes, self.model, confirmed)
                    write(rows)
            except ReviewRefused as error:
                refusal = str(error)
            else:
                count = len(confirmed)
                sentence = format_html(
                    "{}{}", outcome(count) % {"count": count}, undo_link(request, changes.change_set)
                )
                self.message_user(request, sentence, messages.SUCCESS)
                return None
        # Read the versions before the page reads the rows.
        keys = list(rows.values_list("pk", flat=True)[: MOST_ROWS + 1])
        if len(keys) > MOST_ROWS:
            sentence = _("Choose at most %(limit)d at once. Nothing was changed.") % {"limit": MOST_ROWS}
            self.message_user(request, sentence, messages.ERROR)
            return None
        versions = latest_versions(self.model, keys)
        shared = {"versions": format_versions(versions), "refusal": refusal}
        return admin_page(self, request, template, shared | context(versions))

    def confirmed_versions(self, request):
        """The versions that the page of confirmation showed; none for a request that comes from the list."""
        return parse_versions(request.POST.get(VERSIONS, ""), limit=MOST_ROWS)

    def delete_view(self, request, object_id, extra_context=None):
        key = unquote(object_id)
        versions = format_versions(latest_versions(self.model, [int(key)])) if is_key(key) else ""
        submission = Submission.of(request)
        try:
            with recorded(request) as changes:
                response = super().delete_view(request, object_id, {"versions": versions} | (extra_context or {}))
            if submission.saved is not None:
                self.say_outcome(request, DELETION, submission.saved, changes.change_set)
            return response
        except ReviewRefused as error:
            refusal = str(error)
        except IntegrityError:
            # The page names the record that links to it.
            refusal = LINKED_SINCE
        except OperationalError as error:
            refusal = explain(error) if request.method == "POST" else ""
            if not refusal:
                raise
        self.message_user(request, refusal, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def delete_model(self, request, obj):
        if confirmed := self.confirmed_versions(request):
            with recorded(request) as changes:
                lock_unchanged(changes, self.model, {obj.pk: confirmed.get(obj.pk, 0)})
        super().delete_model(request, obj)
        Submission.of(request).saved = obj

    def response_delete(self, request, obj_display, obj_id):
        # delete_view has its own message once the deletion is recorded.
        with self.without_django_messages(request):
            return super().response_delete(request, obj_display, obj_id)
