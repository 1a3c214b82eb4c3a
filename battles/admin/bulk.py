"""Many records at once, published, withdrawn or deleted: by who has seen them as they are, and after a second look."""

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as ask_to_delete
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from battles.admin.recorded import recorded, typed_in
from battles.history.versions import changed_sentence
from battles.models.history import latest_changes
from battles.review.decisions import ReviewRefused, lock_as_seen, why_refused
from battles.review.permissions import is_editor
from battles.review.queue import steps_of
from battles.values.choices import Status
from battles.values.keys import is_key

# More would be a page that nobody reads.
MOST_ROWS = 2_000
# What a page of confirmation knew of its rows: the key of each, and of its latest change.
SEEN = "seen"
LINKED_MEANWHILE = _("Something came to link to it.")


def as_text(seen: dict[int, int]) -> str:
    return " ".join(f"{key}:{change}" for key, change in seen.items())


def read_seen(request) -> dict[int, int]:
    """What the page of confirmation knew; nothing if the request comes from no such page."""
    pairs = [pair.partition(":")[::2] for pair in request.POST.get(SEEN, "").split()[:MOST_ROWS]]
    return {int(key): int(change) for key, change in pairs if is_key(key) and is_key(change)}


def lock_all_as_seen(changes, model, seen):
    """The rows, locked; ReviewRefused, with the names of those that somebody has changed since they were shown."""
    rows, others = lock_as_seen(changes, model, seen)
    if others:
        raise ReviewRefused(changed_sentence(others))
    return rows


class BulkAdmin:
    """Actions of a list that ask once more, and refuse all where one of the rows was changed meanwhile."""

    actions = ("publish_selected", "withdraw_selected", "delete_selected")
    delete_selected_confirmation_template = "admin/battles/delete_selected.html"

    def has_publish_permission(self, request):
        return is_editor(request.user) and self.has_change_permission(request)

    @admin.action(permissions=["publish"], description=_("Publish selected %(verbose_name_plural)s"))
    def publish_selected(self, request, queryset):
        return self.set_status(request, queryset, Status.PUBLISHED)

    @admin.action(permissions=["publish"], description=_("Withdraw selected %(verbose_name_plural)s"))
    def withdraw_selected(self, request, queryset):
        return self.set_status(request, queryset, Status.WITHDRAWN)

    @admin.action(permissions=["delete"], description=_("Delete selected %(verbose_name_plural)s"))
    def delete_selected(self, request, queryset):
        seen, refusal = read_seen(request), ""
        rows = self.get_queryset(request).filter(pk__in=seen) if seen else queryset
        if seen and request.POST.get("post"):
            refusal = self.refusal_of(request, lambda changes: self.delete_as_seen(request, changes, seen, rows))
            if not refusal:
                sentence = ngettext("%(count)d record was deleted.", "%(count)d records were deleted.", len(seen))
                self.message_user(request, sentence % {"count": len(seen)}, messages.SUCCESS)
                return None
        shown = self.versions(request, rows)
        if shown is None:
            return None
        # Django's own deletes where it finds this, whatever its page has shown.
        request.POST = request.POST.copy()
        request.POST.pop("post", None)
        response = ask_to_delete(self, request, rows)
        response.context_data |= {"seen": as_text(shown), "refusal": refusal}
        return response

    def delete_as_seen(self, request, changes, seen, rows):
        lock_all_as_seen(changes, self.model, seen)
        _rows, _count, perms_needed, protected = self.get_deleted_objects(rows, request)
        if perms_needed:
            raise PermissionDenied
        if protected:
            raise ReviewRefused(LINKED_MEANWHILE)
        self.log_deletions(request, rows)
        self.delete_queryset(request, rows)

    def set_status(self, request, queryset, status):
        """Publish or withdraw the rows, once their editor has confirmed it on a page that shows them."""
        seen, refusal = read_seen(request), ""
        reason = typed_in(request, "reason", self.opts.get_field("status_reason").max_length)
        if seen and status == Status.WITHDRAWN and not reason:
            refusal = _("Say why it is withdrawn.")
        elif seen:
            values = {"status": status, "status_reason": reason if status == Status.WITHDRAWN else ""}
            refusal = self.refusal_of(request, lambda changes: self.set_as_seen(changes, seen, values))
            if not refusal:
                sentence = (
                    ngettext("%(count)d record is published.", "%(count)d records are published.", len(seen))
                    if status == Status.PUBLISHED
                    else ngettext("%(count)d record is withdrawn.", "%(count)d records are withdrawn.", len(seen))
                )
                self.message_user(request, sentence % {"count": len(seen)}, messages.SUCCESS)
                return None
        rows = self.get_queryset(request).filter(pk__in=seen) if seen else queryset
        shown = self.versions(request, rows)
        if shown is None:
            return None
        title = _("Publish") if status == Status.PUBLISHED else _("Withdraw")
        context = self.admin_site.each_context(request) | {
            "title": title,
            "subtitle": capfirst(self.opts.verbose_name_plural),
            "opts": self.opts,
            "media": self.media,
            "steps": list(steps_of(self.model, shown).values()),
            "seen": as_text(shown),
            "action": request.POST["action"],
            "is_withdrawal": status == Status.WITHDRAWN,
            "reason": reason,
            "refusal": refusal,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/battles/set_status.html", context)

    def versions(self, request, rows):
        """The key of each row, and of its latest change, read before the page reads the row; None of too many rows."""
        keys = list(rows.values_list("pk", flat=True)[: MOST_ROWS + 1])
        if len(keys) > MOST_ROWS:
            sentence = _("Choose at most %(limit)d at once. Nothing was changed.") % {"limit": MOST_ROWS}
            self.message_user(request, sentence, messages.ERROR)
            return None
        return latest_changes(self.model, keys)

    def set_as_seen(self, changes, seen, values):
        lock_all_as_seen(changes, self.model, seen)
        self.model.objects.filter(pk__in=seen).exclude(status=values["status"]).update(**values)

    def refusal_of(self, request, step):
        """Take the step, with the recording of what it does, and return why it was refused, if it was."""
        try:
            with recorded(request) as changes:
                step(changes)
        except ReviewRefused as error:
            return str(error)
        except (IntegrityError, OperationalError) as error:
            return why_refused(error)
        return ""

    def delete_view(self, request, object_id, extra_context=None):
        key = unquote(object_id)
        seen = as_text(latest_changes(self.model, [int(key)])) if is_key(key) else ""
        try:
            with recorded(request):
                return super().delete_view(request, object_id, {"seen": seen} | (extra_context or {}))
        except ReviewRefused as error:
            refusal = str(error)
        except IntegrityError:
            # The page that is shown now names it.
            refusal = LINKED_MEANWHILE
        except OperationalError as error:
            if request.method != "POST":
                raise
            refusal = why_refused(error)
        self.message_user(request, refusal, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def delete_model(self, request, obj):
        if seen := read_seen(request):
            with recorded(request) as changes:
                lock_all_as_seen(changes, self.model, {obj.pk: seen.get(obj.pk, 0)})
        super().delete_model(request, obj)
