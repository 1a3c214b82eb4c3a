"""Recent changes of all records: to be read, taken back set by set, and earlier states to be brought back."""

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from battles.admin.recorded import message_of
from battles.admin.safe_filters import ListAdmin
from battles.admin.undoing import UndoForm, may_undo
from battles.history.differences import with_differences
from battles.history.revert import restore
from battles.models import Campaign, Change, ChangeSet, Engagement
from battles.models.history import latest_changes
from battles.models.registry import record_models
from battles.review.permissions import is_editor
from battles.values.hierarchies import with_parts
from battles.values.keys import is_key

MOST_CHOICES = 50
MOST_LISTED = 100


class KindFilter(admin.SimpleListFilter):
    title = _("kind of record")
    parameter_name = "model"

    def lookups(self, request, model_admin):
        return [(model._meta.model_name, capfirst(model._meta.verbose_name_plural)) for model in record_models()]

    def queryset(self, request, changes):
        return changes.filter(model=self.value()) if self.value() else changes


class WhatFilter(admin.SimpleListFilter):
    """What became of the record; those deleted and not brought back are what an editor looks for."""

    title = _("what was done")
    parameter_name = "what"

    def lookups(self, request, model_admin):
        return [
            ("made", _("made")),
            ("changed", _("changed")),
            ("deleted", _("deleted")),
            ("gone", _("deleted, and not there")),
        ]

    def queryset(self, request, changes):
        match self.value():
            case "made":
                return changes.filter(before__isnull=True)
            case "changed":
                return changes.filter(before__isnull=False, after__isnull=False)
            case "deleted":
                return changes.filter(after__isnull=True)
            case "gone":
                return changes.filter(after__isnull=True).latest_of_each()
        return changes


class PersonFilter(admin.RelatedOnlyFieldListFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = _("person")


class CampaignFilter(admin.SimpleListFilter):
    """Changes of a campaign, of its parts and engagements, also of those that are gone, and of what is said of them."""

    title = _("campaign")
    parameter_name = "campaign"

    def lookups(self, request, model_admin):
        return [(campaign.slug, str(campaign)) for campaign in Campaign.objects.order_by("slug")[:MOST_CHOICES]]

    def queryset(self, request, changes):
        if not self.value():
            return changes
        campaign = Campaign.objects.filter(slug=self.value()).first()
        if campaign is None:
            return changes.none()
        campaigns = with_parts({campaign.pk}, Campaign.objects.order_by().values_list("pk", "part_of"))
        engagements = engagements_of(campaigns)
        about = Q(model="campaign", record_id__in=campaigns) | Q(model="engagement", record_id__in=engagements)
        return changes.filter(about | states_with(campaign_id=campaigns) | states_with(engagement_id=engagements))


def states_with(**links):
    """The condition that a state, before or after, links to one of the records, given as keys."""
    condition = Q()
    for name, keys in links.items():
        condition |= Q(**{f"before__{name}__in": keys}) | Q(**{f"after__{name}__in": keys})
    return condition


def engagements_of(campaigns):
    """The keys of all engagements that are, or were, a part of one of the campaigns, or of such an engagement."""
    there = Engagement.objects.order_by().values_list("pk", "part_of")
    own = set(Engagement.objects.filter(campaign__in=campaigns).values_list("pk", flat=True))
    own.update(
        Change.objects.filter(states_with(campaign_id=campaigns), model="engagement").values_list(
            "record_id", flat=True
        )
    )
    return with_parts(own, there)


@admin.register(Change)
class ChangeAdmin(ListAdmin, admin.ModelAdmin):
    list_display = ("made_at", "made_by", "kind", "identity", "what", "way", "message")
    list_display_links = ("identity",)
    list_select_related = ("change_set__made_by", "change_set__undone_by", "change_set__proposal__decided_by")
    list_filter = (
        WhatFilter,
        KindFilter,
        "change_set__way",
        CampaignFilter,
        ("change_set__made_by", PersonFilter),
    )
    date_hierarchy = "change_set__made_at"
    search_fields = ("identity", "change_set__message")
    show_full_result_count = False
    fields = readonly_fields = ("made_at", "made_by", "way", "message", "together", "record", "differences")
    change_form_template = "admin/battles/change_of_record.html"

    class Media:
        css = {"all": ["battles/admin.css"]}

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("when"), ordering="pk")
    def made_at(self, change):
        return date_format(localtime(change.change_set.made_at), "DATETIME_FORMAT")

    @admin.display(description=_("who"), ordering="change_set__made_by")
    def made_by(self, change):
        return change.change_set.made_by or _("by command")

    @admin.display(description=_("how"))
    def way(self, change):
        text = change.change_set.way_in_words
        if undone_by(change.change_set) is not None:
            text = _("%(way)s, taken back") % {"way": text}
        return format_html('<a href="{}">{}</a>', address_of(change.change_set), text)

    @admin.display(description=_("why"))
    def message(self, change):
        return change.change_set.message

    @admin.display(description=_("changed in one go"))
    def together(self, change):
        count = change.change_set.changes.count()
        text = ngettext(
            "%(count)d record: see it, or take it back", "%(count)d records: see all, or take all back", count
        )
        return format_html('<a href="{}">{}</a>', address_of(change.change_set), text % {"count": count})

    @admin.display(description=_("kind"), ordering="model")
    def kind(self, change):
        return apps.get_model("battles", change.model)._meta.verbose_name

    @admin.display(description=_("what"))
    def what(self, change):
        return _("deleted") if change.is_deletion else _("made") if change.is_new else _("changed")

    @admin.display(description=_("record"))
    def record(self, change):
        model = apps.get_model("battles", change.model)
        record = model._base_manager.filter(pk=change.record_id).first()
        if record is None:
            return _("%(kind)s %(name)s, which is there no more") % {"kind": self.kind(change), "name": change.identity}
        url = reverse(f"admin:battles_{change.model}_change", args=[record.pk])
        return format_html('{} <a href="{}">{}</a>', self.kind(change), url, record)

    @admin.display(description=_("differences"))
    def differences(self, change):
        (change,) = with_differences([change])
        return render_to_string("admin/battles/_differences.html", {"change": change})

    def get_urls(self):
        restoring = path(
            "<path:object_id>/restore/<str:side>/",
            self.admin_site.admin_view(self.restore_view),
            name="battles_change_restore",
        )
        undoing = path(
            "set/<int:change_set>/", self.admin_site.admin_view(self.undo_view), name="battles_changeset_undo"
        )
        return [restoring, undoing, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        change = self.get_object(request, unquote(object_id))
        states = ("before", "after") if change is not None and self.may_restore(request, change) else ()
        context = {"restorable": [side for side in states if getattr(change, side)]}
        if states:
            latest = latest_changes(apps.get_model("battles", change.model), [change.record_id])
            context["seen"] = latest[change.record_id]
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def restore_view(self, request, object_id, side):
        """Bring the record back to its state before or after the change."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        change = self.get_object(request, unquote(object_id))
        state = getattr(change, side, None) if side in ("before", "after") else None
        if state is None:
            raise Http404
        if not (self.has_view_permission(request, change) and self.may_restore(request, change)):
            raise PermissionDenied
        seen = request.POST.get("seen", "")
        seen = int(seen) if is_key(seen) else None
        try:
            record = restore(change, state, made_by=request.user, message=message_of(request), seen=seen)
        except ValidationError as error:
            reasons = " ".join(error.messages)
            messages.error(request, _("Nothing was restored. %(reasons)s") % {"reasons": reasons})
            return HttpResponseRedirect(reverse("admin:battles_change_change", args=[change.pk]))
        messages.success(request, _("“%(record)s” is as it was.") % {"record": record})
        return HttpResponseRedirect(reverse(f"admin:battles_{change.model}_change", args=[record.pk]))

    def undo_view(self, request, change_set):
        """All that was changed in one go: seen by who may see changes, and taken back by who may undo."""
        if not self.has_view_permission(request) or (request.method == "POST" and not may_undo(request.user)):
            raise PermissionDenied
        sets = ChangeSet.objects.select_related("made_by", "undoes", "undone_by__made_by", "proposal__decided_by")
        change_set = get_object_or_404(sets, pk=change_set)
        taken_back = undone_by(change_set)
        form = UndoForm(request.POST if request.method == "POST" else None)
        if taken_back is None and form.take_back(change_set, request.user):
            messages.success(request, _("All of it was taken back."))
            return HttpResponseRedirect(request.path)
        changes = change_set.changes.order_by("pk")
        context = self.admin_site.each_context(request) | {
            "title": _("Changed in one go"),
            "opts": self.opts,
            "media": self.media,
            "change_set": change_set,
            "undone_by": taken_back,
            "counts": counts_of(changes),
            "changes": [(self.kind(change), change) for change in with_differences(list(changes[:MOST_LISTED]))],
            "form": form if may_undo(request.user) else None,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/battles/change_set.html", context)

    def may_restore(self, request, change):
        """Whether the user may edit what others have made, and save the record; one that is gone is added again."""
        if not is_editor(request.user):
            return False
        model_admin = self.admin_site.get_model_admin(apps.get_model("battles", change.model))
        there = model_admin.model._base_manager.filter(pk=change.record_id).exists()
        return model_admin.has_change_permission(request) and (there or model_admin.has_add_permission(request))


def address_of(change_set):
    return reverse("admin:battles_changeset_undo", args=[change_set.pk])


def undone_by(change_set):
    """The set of changes that took this one back, or None."""
    return getattr(change_set, "undone_by", None)


def counts_of(changes):
    """How many records were made, changed and deleted."""
    made, deleted = Q(before__isnull=True), Q(after__isnull=True)
    return changes.order_by().aggregate(
        made=Count("pk", filter=made),
        changed=Count("pk", filter=~made & ~deleted),
        deleted=Count("pk", filter=deleted),
    )
