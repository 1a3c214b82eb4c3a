"""The admin of any record, of entities, and of statements with their citation."""

from urllib.parse import parse_qsl

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten
from django.contrib.admin.views.main import PAGE_VAR
from django.db.models import Count, DecimalField, F, URLField
from django.forms import Script
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from battles.admin.bulk import BulkAdmin
from battles.admin.field_changes import FieldChangeAdmin
from battles.admin.forms import (
    LinkSelect,
    LinkSelectMultiple,
    LinksField,
    NumberField,
    RecordForm,
    RecordFormSet,
    StatementFormSet,
)
from battles.admin.index import IndexGroup
from battles.admin.merging import MergingAdmin
from battles.admin.permissions import PUBLICATION, OwnDraftsFilter, ReviewedAdmin, StatusFilter, status_column
from battles.admin.safe_filters import ListAdmin
from battles.admin.saving import RecordFormAdmin, Submission
from battles.admin.spreadsheets import SpreadsheetAdmin
from battles.checking import check_columns
from battles.history.differences import with_differences
from battles.models import Change, Comment, Proposal, ProposalState
from battles.models.published_links import links_of
from battles.review.permissions import is_editor
from battles.values.choices import Status

# No name or wording is longer than this. A longer search would find nothing, and SQLite refuses it.
LONGEST_SEARCH = 200
CHANGES_PER_PAGE = 50

CITATION_FIELDS = ("source", "locator", "wording", "quoted_source", "quoted_locator")
CITATION = (_("Where it stands"), {"fields": (CITATION_FIELDS[:2], CITATION_FIELDS[2])})
EVENT = (
    _("About"),
    {"fields": (("campaign", "engagement"),), "description": _("Choose a campaign or an engagement, not both.")},
)
FOLDED = "collapse"


def more(*fields):
    """The last part of a statement's form, which is folded while its fields are empty."""
    return _("More"), {"fields": (*fields, CITATION_FIELDS[3:], "note", "ref"), "classes": (FOLDED,)}


class DatedF(F):
    """The sort column of a date in a list: undated rows come last in both directions."""

    def asc(self, **kwargs):
        return super().asc(nulls_last=True)

    def desc(self, **kwargs):
        return super().desc(nulls_last=True)


def column(field, label, *, day=None):
    """A column of a list that shows a linked record, or an EDTF date that sorts by the column ``day``.

    Django sets ``nowrap`` on foreign key columns; a function column wraps.
    """

    @admin.display(description=label, ordering=DatedF(day) if day else field)
    def shown(record):
        return getattr(record, field)

    shown.__name__ = field
    return shown


@admin.display(description=_("source"), ordering="source")
def source_title(statement):
    return statement.source.short_name


@admin.display(description=_("wording"), ordering="wording")
def in_words(statement):
    return format_html("<q>{}</q>", Truncator(statement.wording).chars(40)) if statement.wording else ""


SOURCE_COLUMNS = (source_title, "locator", in_words)


@admin.display(description=_("event"))
def event(statement):
    """The column of a list that shows the campaign or the engagement of a statement."""
    return statement.campaign or statement.engagement


class MostUsedFilter(admin.RelatedFieldListFilter):
    """A filter by a linked record. It offers the most used records only, because a kind may have thousands."""

    LIMIT = 25

    def field_choices(self, field, request, model_admin):
        rows = model_admin.get_queryset(request).filter(**{f"{field.name}__isnull": False}).order_by()
        used = rows.values_list(field.name).annotate(rows=Count("pk")).order_by("-rows", field.name)
        return field.get_choices(
            include_blank=False,
            limit_choices_to={"pk__in": [key for key, _rows in used[: self.LIMIT]]},
            ordering=self.field_admin_ordering(field, request, model_admin),
        )


class LinkingAdmin:
    """Links to other records: chosen by search, and read in the same query as the record."""

    form = RecordForm
    formfield_overrides = {DecimalField: {"form_class": NumberField}, URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request):
        return super().get_queryset(request).with_links()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(
            db_field, request, **{"widget": LinkSelect(db_field, self.admin_site)} | kwargs
        )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs = {"widget": LinkSelectMultiple(db_field, self.admin_site), "form_class": LinksField} | kwargs
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class RecordAdmin(
    RecordFormAdmin, ListAdmin, BulkAdmin, FieldChangeAdmin, SpreadsheetAdmin, LinkingAdmin, admin.ModelAdmin
):
    """Any record: its list with a search in any script, its form, its history, and the records that link to it."""

    index_group = IndexGroup.ENTITIES
    # Django shows a search box only if there are search fields. get_search_results does not use them.
    search_fields = ("search_key",)
    # The number of all rows is not worth a query on each page of the list.
    show_full_result_count = False
    object_history_template = "admin/battles/record_history.html"
    delete_confirmation_template = "admin/battles/delete_record.html"

    class Media:
        js = [Script("battles/record-form.js", defer=True)]

    def get_search_results(self, request, queryset, search_term):
        if len(search_term) > LONGEST_SEARCH:
            return queryset.none(), False
        return queryset.search(search_term), False

    def get_changeform_initial_data(self, request):
        """The values in the URL; for other fields, those of the filters in the list that the editor came from."""
        filters = parse_qsl(request.GET.get("_changelist_filters", ""))
        chosen = {
            lookup.partition("__")[0]: value for lookup, value in filters if lookup.endswith(("__exact", "__id__exact"))
        }
        # A new record of an editor is published unless the editor chooses otherwise.
        status = {"status": Status.PUBLISHED} if is_editor(request.user) else {}
        return chosen | status | super().get_changeform_initial_data(request)

    def get_columns(self, request):
        first, *others = super().get_columns(request)
        return (first, status_column, *others)

    def get_list_filter(self, request):
        own = () if is_editor(request.user) else (OwnDraftsFilter,)
        return (StatusFilter, *own, *super().get_list_filter(request))

    def get_view_on_site_url(self, obj=None):
        is_public = obj is not None and obj.status == Status.PUBLISHED and hasattr(obj, "get_absolute_url")
        return obj.get_absolute_url() if is_public else None

    def get_fieldsets(self, request, obj=None):
        publication = [PUBLICATION] if is_editor(request.user) else []
        return [*super().get_fieldsets(request, obj), *publication]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        for finding in check_columns(obj):
            messages.warning(request, finding.sentence)

    def history_view(self, request, object_id, extra_context=None):
        response = super().history_view(request, object_id, extra_context)
        if isinstance(response, TemplateResponse):
            record = response.context_data["object"]
            response.context_data |= {"title": _("History"), "subtitle": record.description}
            changes = Change.objects.of(record).select_related(
                "change_set__made_by", "change_set__proposal__decided_by"
            )
            page = self.get_paginator(request, changes, CHANGES_PER_PAGE).get_page(request.GET.get(PAGE_VAR, 1))
            page.object_list = with_differences(list(page.object_list))
            response.context_data |= {
                "changes": page,
                "page_range": page.paginator.get_elided_page_range(page.number),
            }
        return response

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and not context["is_popup"]:
            context |= self.review_of(request, obj)
            context["links_here"] = list(self.links_here(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def review_of(self, request, record):
        """The comments on the record, and the open proposals to change it that the user may see."""
        about = {"model": record._meta.concrete_model._meta.model_name, "record_id": record.pk}
        proposals = Proposal.objects.filter(state=ProposalState.OPEN, **about).select_related("made_by")
        return {
            "comments": list(Comment.objects.filter(**about).select_related("made_by")),
            "proposals": list(proposals if is_editor(request.user) else proposals.filter(made_by=request.user)),
        }

    def links_here(self, request, record):
        """Yield a dict for each field that links to this record, except those of the inlines.

        It has the number of linking rows, and the URLs of their list and of a form that adds one.
        """
        inlines = {(inline.model, inline.fk_name) for inline in self.get_inlines(request, record)}
        for model in apps.get_app_config("battles").get_models():
            fields = [field for field in links_of(model) if field.related_model is self.model]
            if not fields or (model, None) in inlines or not self.admin_site.is_registered(model):
                continue
            model_admin = self.admin_site.get_model_admin(model)
            if not model_admin.has_view_permission(request):
                continue
            address = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            for field in fields:
                if (model, field.name) in inlines:
                    continue
                count = model_admin.get_queryset(request).filter(**{field.name: record}).count()
                yield {
                    "name": model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural,
                    "role": field.verbose_name if len(fields) > 1 or model is self.model else "",
                    "count": count,
                    "list_url": f"{reverse(f'{address}_changelist')}?{field.name}__id__exact={record.pk}",
                    "add_url": f"{reverse(f'{address}_add')}?{field.name}={record.pk}"
                    if model_admin.has_add_permission(request)
                    else "",
                }


class EntityAdmin(MergingAdmin, RecordAdmin):
    """An entity, with the names that sources give it."""

    prepopulated_fields = {"slug": ("name_en",)}

    def get_inlines(self, request, obj):
        # The ref of a statement contains the slug of its entity, so the entity is saved first.
        return super().get_inlines(request, obj) if obj else ()


class StatementAdmin(RecordAdmin):
    """A statement, with its citation in the same place on every form."""

    index_group = IndexGroup.STATEMENTS
    save_as = True
    common_columns = CITATION_FIELDS

    # The fields besides the citation whose values “Save and add another” copies to the next form.
    carry_over_subject = ()

    @property
    def carry_over(self):
        return ("source", "locator", "quoted_source", *self.carry_over_subject)

    def get_fieldsets(self, request, obj=None):
        """Open the folded parts in which a field has a value."""
        initial = self.get_changeform_initial_data(request) if obj is None else {}
        return [
            (title, options | {"classes": ()} if self.is_filled(options, obj, initial) else options)
            for title, options in super().get_fieldsets(request, obj)
        ]

    def is_filled(self, options, statement, initial) -> bool:
        """Whether the part of the form is folded, and one of its fields has a value besides the ref and defaults."""
        if FOLDED not in options.get("classes", ()):
            return False
        for name in set(flatten(options["fields"])) - {"ref"}:
            field = self.opts.get_field(name)
            value = field.value_from_object(statement) if statement else initial.get(name)
            if value not in (None, "", field.get_default()):
                return True
        return False

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return (*readonly, "ref") if obj else readonly


class RecordInline(ReviewedAdmin, LinkingAdmin, admin.TabularInline):
    """Records about a record, on its form. Each row links to a form of its own, which has all fields."""

    template = "admin/battles/edit_inline.html"
    formset = RecordFormSet
    extra = 0
    show_change_link = True

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return self.rows_to_edit(request, rows) if self.has_change_permission(request) else rows

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.submission = Submission.of(request)
        return formset

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        if not self.has_change_permission(request, obj):
            return fields
        own = ("status",) if is_editor(request.user) else ()
        return (*fields, *own, "version")

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "status":
            # A row without a choice keeps its status.
            kwargs["required"] = False
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class StatementInline(RecordInline):
    """Statements about a record, on its form."""

    formset = StatementFormSet
