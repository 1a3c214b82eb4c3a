"""The changes of all records: their list, undoing a set of changes, and reverting a record to a version."""

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from battles.admin.index import IndexGroup
from battles.admin.kept_lists import KeptChangeList
from battles.admin.pages import admin_page
from battles.admin.permissions import ReadOnlyAdmin
from battles.admin.recorded import LONGEST_MESSAGE, message_of
from battles.admin.safe_filters import ListAdmin
from battles.history.descriptions import with_descriptions
from battles.history.differences import with_differences
from battles.history.revert import revert
from battles.history.undo import UndoRefused, undo
from battles.history.versions import latest_versions
from battles.models import Campaign, Change, ChangeSet, Engagement
from battles.models.history import UNDO
from battles.models.registry import kinds
from battles.review.permissions import is_editor
from battles.values.hierarchies import with_parts
from battles.values.keys import is_key

MOST_CHOICES = 50
MOST_LISTED = 100


def may_undo(user) -> bool:
    """Whether the user may undo sets of changes, those of others too; no other permission is needed."""
    return user.has_perm(f"battles.{UNDO}")


class UndoForm(forms.Form):
    """Asks for the reason of an undo. After ``undo``, ``refused`` has the UndoRefused if there was one."""

    message = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For the history of each record."),
    )
    refused = None

    def undo(self, change_set, made_by) -> bool:
        """Undo the set of changes if the form was sent and is valid; whether it is undone."""
        if not self.is_valid():
            return False
        try:
            undo(change_set, made_by=made_by, message=self.cleaned_data["message"])
        except UndoRefused as refused:
            self.refused = refused
        return self.refused is None


class KindFilter(admin.SimpleListFilter):
    title = _("kind of record")
    parameter_name = "model"

    def lookups(self, request, model_admin):
        return [(name, capfirst(model._meta.verbose_name_plural)) for name, model in kinds().items()]

    def queryset(self, request, changes):
        return changes.filter(model=self.value()) if self.value() else changes


class ActionFilter(admin.SimpleListFilter):
    """By what the change did to its record. Editors mostly look for records that are deleted now."""

    title = _("action")
    parameter_name = "what"

    def lookups(self, request, model_admin):
        return [
            ("made", _("made")),
            ("changed", _("changed")),
            ("deleted", _("deleted")),
            ("gone", _("deleted, and not added again")),
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
    """Changes of a campaign, its parts and engagements, deleted ones too, and of the statements about them."""

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
    """The condition that the state before or after links to a record with one of the keys."""
    condition = Q()
    for name, keys in links.items():
        condition |= Q(**{f"before__{name}__in": keys}) | Q(**{f"after__{name}__in": keys})
    return condition


def engagements_of(campaigns):
    """The keys of all engagements that are or were part of one of the campaigns, or of such an engagement."""
    parents = Engagement.objects.order_by().values_list("pk", "part_of")
    own = set(Engagement.objects.filter(campaign__in=campaigns).values_list("pk", flat=True))
    own.update(
        Change.objects.filter(states_with(campaign_id=campaigns), model="engagement").values_list(
            "record_id", flat=True
        )
    )
    return with_parts(own, parents)


class DescribedChanges(KeptChangeList):
    """The list of changes, with the records in words."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = with_descriptions(list(self.result_list))


@admin.register(Change)
class ChangeAdmin(ListAdmin, ReadOnlyAdmin):
    index_group = IndexGroup.REVIEW
    index_place = 30
    list_display = ("made_at", "made_by", "kind", "description", "action", "way", "message")
    list_display_links = ("description",)
    list_select_related = ("change_set__made_by", "change_set__undone_by", "change_set__proposal__decided_by")
    list_filter = (
        ActionFilter,
        KindFilter,
        "change_set__way",
        CampaignFilter,
        ("change_set__made_by", PersonFilter),
    )
    date_hierarchy = "change_set__made_at"
    search_fields = ("identity", "change_set__message")
    show_full_result_count = False
    fields = readonly_fields = ("made_at", "made_by", "way", "message", "whole_set", "record", "differences")
    change_form_template = "admin/battles/change_of_record.html"

    class Media:
        css = {"all": ["battles/admin.css"]}

    @admin.display(description=_("when"), ordering="pk")
    def made_at(self, change):
        return date_format(localtime(change.change_set.made_at), "DATETIME_FORMAT")

    def get_changelist(self, request, **kwargs):
        return DescribedChanges

    @admin.display(description=_("record"), ordering="identity")
    def description(self, change):
        return change.description

    @admin.display(description=_("who"), ordering="change_set__made_by")
    def made_by(self, change):
        return change.change_set.made_by or _("by command")

    @admin.display(description=_("how"))
    def way(self, change):
        text = change.change_set.way_in_words
        if undone_by(change.change_set) is not None:
            text = _("%(way)s, undone") % {"way": text}
        return format_html('<a href="{}">{}</a>', address_of(change.change_set), text)

    @admin.display(description=_("reason"))
    def message(self, change):
        return change.change_set.message

    @admin.display(description=_("set of changes"))
    def whole_set(self, change):
        count = change.change_set.changes.count()
        text = ngettext("%(count)d record: view or undo", "%(count)d records: view or undo", count)
        return format_html('<a href="{}">{}</a>', address_of(change.change_set), text % {"count": count})

    @admin.display(description=_("kind"), ordering="model")
    def kind(self, change):
        return apps.get_model("battles", change.model)._meta.verbose_name

    @admin.display(description=_("action"))
    def action(self, change):
        return _("deleted") if change.is_deletion else _("made") if change.is_new else _("changed")

    @admin.display(description=_("record"))
    def record(self, change):
        model = apps.get_model("battles", change.model)
        record = model.objects.with_links().filter(pk=change.record_id).first()
        if record is None:
            (change,) = with_descriptions([change])
            return _("%(kind)s %(name)s (deleted)") % {"kind": self.kind(change), "name": change.description}
        url = reverse(f"admin:battles_{change.model}_change", args=[record.pk])
        return format_html('{} <a href="{}">{}</a>', self.kind(change), url, record.description)

    @admin.display(description=_("differences"))
    def differences(self, change):
        (change,) = with_differences([change])
        return render_to_string("admin/battles/_differences.html", {"change": change})

    def get_urls(self):
        revert_page, undo_page = map(self.admin_site.admin_view, (self.revert_view, self.undo_view))
        return [
            path("<path:object_id>/restore/<str:side>/", revert_page, name="battles_change_restore"),
            path("set/<int:change_set>/", undo_page, name="battles_changeset_undo"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        change = self.get_object(request, unquote(object_id))
        sides = ("before", "after") if change is not None and self.may_revert(request, change) else ()
        context = {"sides": [side for side in sides if getattr(change, side)]}
        if change is not None:
            (change,) = with_descriptions([change])
            context["subtitle"] = change.description
        if sides:
            versions = latest_versions(apps.get_model("battles", change.model), [change.record_id])
            context["seen"] = versions[change.record_id]
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def revert_view(self, request, object_id, side):
        """Revert the record to its state before or after the change."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        change = self.get_object(request, unquote(object_id))
        state = getattr(change, side, None) if side in ("before", "after") else None
        if state is None:
            raise Http404
        if not (self.has_view_permission(request, change) and self.may_revert(request, change)):
            raise PermissionDenied
        seen = request.POST.get("seen", "")
        seen = int(seen) if is_key(seen) else None
        try:
            record = revert(change, state, made_by=request.user, message=message_of(request), seen=seen)
        except ValidationError as error:
            reasons = " ".join(error.messages)
            messages.error(request, _("Nothing was changed. %(reasons)s") % {"reasons": reasons})
            return HttpResponseRedirect(reverse("admin:battles_change_change", args=[change.pk]))
        messages.success(request, _("“%(record)s” was reverted.") % {"record": record.description})
        return HttpResponseRedirect(reverse(f"admin:battles_{change.model}_change", args=[record.pk]))

    def undo_view(self, request, change_set):
        """The page of a set of changes, with a form to undo it for users who may."""
        if not self.has_view_permission(request) or (request.method == "POST" and not may_undo(request.user)):
            raise PermissionDenied
        sets = ChangeSet.objects.select_related("made_by", "undoes", "undone_by__made_by", "proposal__decided_by")
        change_set = get_object_or_404(sets, pk=change_set)
        # Before the undo, which sets it on the instance even if it is refused.
        earlier_undo = undone_by(change_set)
        form = UndoForm(request.POST if request.method == "POST" else None)
        if earlier_undo is None and form.undo(change_set, request.user):
            messages.success(request, _("The set of changes was undone."))
            return HttpResponseRedirect(request.path)
        changes = change_set.changes.order_by("pk")
        context = {
            "title": _("Set of changes"),
            "change_set": change_set,
            "undone_by": earlier_undo,
            "counts": counts_of(changes),
            "changes": [
                (self.kind(change), change)
                for change in with_descriptions(with_differences(list(changes[:MOST_LISTED])))
            ],
            "form": form if may_undo(request.user) else None,
        }
        return admin_page(self, request, "change_set", context)

    def may_revert(self, request, change):
        """Whether the user is an editor who may change the record, or add it again if it was deleted."""
        if not is_editor(request.user):
            return False
        model_admin = self.admin_site.get_model_admin(apps.get_model("battles", change.model))
        exists = model_admin.model._base_manager.filter(pk=change.record_id).exists()
        return model_admin.has_change_permission(request) and (exists or model_admin.has_add_permission(request))


def address_of(change_set):
    return reverse("admin:battles_changeset_undo", args=[change_set.pk])


def undone_by(change_set):
    """The set of changes that undid this one, or None."""
    return getattr(change_set, "undone_by", None)


def counts_of(changes):
    """The numbers of records made, changed and deleted."""
    made, deleted = Q(before__isnull=True), Q(after__isnull=True)
    return changes.order_by().aggregate(
        made=Count("pk", filter=made),
        changed=Count("pk", filter=~made & ~deleted),
        deleted=Count("pk", filter=deleted),
    )
