"""Recent changes of all records: to be read, and earlier states to be brought back."""

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from battles.histories import with_differences
from battles.models import Campaign, Change, Engagement
from battles.models.records import Record
from battles.restoring import restore

MOST_CHOICES = 50


class KindFilter(admin.SimpleListFilter):
    title = _("kind of record")
    parameter_name = "model"

    def lookups(self, request, model_admin):
        return [(model._meta.model_name, capfirst(model._meta.verbose_name_plural)) for model in kinds()]

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


class CampaignFilter(admin.SimpleListFilter):
    """Changes of a campaign, of its engagements, and of what is said of any of them."""

    title = _("campaign")
    parameter_name = "campaign"

    def lookups(self, request, model_admin):
        return [(campaign.slug, str(campaign)) for campaign in Campaign.objects.order_by("slug")[:MOST_CHOICES]]

    def queryset(self, request, changes):
        campaign = Campaign.objects.filter(slug=self.value() or "").first()
        if campaign is None:
            return changes.none() if self.value() else changes
        engagements = list(Engagement.objects.filter(campaign=campaign).values_list("pk", flat=True))
        about = Q(model="campaign", record_id=campaign.pk) | Q(model="engagement", record_id__in=engagements)
        for state in ("before", "after"):
            about |= Q(**{f"{state}__campaign_id": campaign.pk}) | Q(**{f"{state}__engagement_id__in": engagements})
        return changes.filter(about)


@admin.register(Change)
class ChangeAdmin(admin.ModelAdmin):
    list_display = ("made_at", "made_by", "kind", "identity", "what", "way", "message")
    list_display_links = ("identity",)
    list_select_related = ("change_set__made_by",)
    list_filter = (
        WhatFilter,
        KindFilter,
        "change_set__way",
        CampaignFilter,
        ("change_set__made_by", admin.RelatedOnlyFieldListFilter),
    )
    date_hierarchy = "change_set__made_at"
    search_fields = ("identity", "change_set__message")
    show_full_result_count = False
    fields = readonly_fields = ("made_at", "made_by", "way", "message", "record", "differences")
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
        return change.change_set.made_at

    @admin.display(description=_("who"), ordering="change_set__made_by")
    def made_by(self, change):
        return change.change_set.made_by or _("by command")

    @admin.display(description=_("how"))
    def way(self, change):
        return change.change_set.get_way_display()

    @admin.display(description=_("why"))
    def message(self, change):
        return change.change_set.message

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
        return [restoring, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        change = self.get_object(request, unquote(object_id))
        states = ("before", "after") if change is not None and self.may_restore(request, change) else ()
        context = {"restorable": [side for side in states if getattr(change, side)]}
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
        try:
            record = restore(change, state, made_by=request.user, message=request.POST.get("_message", "").strip())
        except ValidationError as error:
            reasons = " ".join(error.messages)
            messages.error(request, _("Nothing was restored. %(reasons)s") % {"reasons": reasons})
            return HttpResponseRedirect(reverse("admin:battles_change_change", args=[change.pk]))
        messages.success(request, _("“%(record)s” is as it was.") % {"record": record})
        return HttpResponseRedirect(reverse(f"admin:battles_{change.model}_change", args=[record.pk]))

    def may_restore(self, request, change):
        """Whether the user may save the record; a record that is gone is added again."""
        model_admin = self.admin_site.get_model_admin(apps.get_model("battles", change.model))
        there = model_admin.model._base_manager.filter(pk=change.record_id).exists()
        return model_admin.has_change_permission(request) and (there or model_admin.has_add_permission(request))


def kinds():
    """The kinds of records that have a history of their own."""
    models = apps.get_app_config("battles").get_models()
    return [model for model in models if issubclass(model, Record) and not model._meta.proxy]
