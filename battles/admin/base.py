"""What the admins of all records share: entities in their own right, and statements with their citation."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import PAGE_VAR
from django.db import IntegrityError, OperationalError, connection
from django.db.models import Count, DecimalField, F, URLField
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from battles.admin.bulk import BulkAdmin
from battles.admin.forms import LinkSelect, LinkSelectMultiple, LinksField, NumberField, RecordForm, StatementFormSet
from battles.admin.permissions import PUBLICATION, OwnDraftsFilter, ReviewedAdmin, StatusFilter, status_column
from battles.admin.recorded import message_of, recorded
from battles.admin.safe_filters import ListAdmin
from battles.admin.spreadsheets import SpreadsheetAdmin
from battles.history.differences import with_differences
from battles.models import Change, Comment, Proposal, ProposalState
from battles.models.recording import recording
from battles.models.records import Record
from battles.review.decisions import propose, why_refused
from battles.review.permissions import is_editor
from battles.values.choices import Status

# As long as a name or a wording can be. A longer search is in no record, and too much for SQLite.
LONGEST_SEARCH = 200
CHANGES_PER_PAGE = 50

CITATION_FIELDS = ("source", "locator", "wording", "quoted_source", "quoted_locator")
CITATION = (
    _("Citation"),
    {"fields": (CITATION_FIELDS[:2], CITATION_FIELDS[2], CITATION_FIELDS[3:])},
)
EVENT = (
    _("About"),
    {"fields": (("campaign", "engagement"),), "description": _("Choose a campaign or an engagement, not both.")},
)
EDITORIAL = (None, {"fields": ("note", "ref")})


class Proposed(Exception):
    """What was saved is proposed only: all of it is rolled back, and kept apart.

    ``record`` is the one whose form it was, ``differences`` what was to become of it and of others on its form.
    """

    def __init__(self, record, differences):
        self.record, self.differences = record, differences
        super().__init__(record)


class DatedF(F):
    """The sort column of a date in a list: undated rows come last in both directions."""

    def asc(self, **kwargs):
        return super().asc(nulls_last=True)

    def desc(self, **kwargs):
        return super().desc(nulls_last=True)


def date_column(field, label, *, sort):
    """A column of a list that shows an EDTF date and sorts by its day."""

    @admin.display(description=label, ordering=DatedF(sort))
    def column(record):
        return getattr(record, field)

    column.__name__ = field
    return column


def link_column(field, label):
    """A column of a list that shows a linked record; Django keeps long links on one line, and the rest out of sight."""

    @admin.display(description=label, ordering=field)
    def column(record):
        return getattr(record, field)

    column.__name__ = field
    return column


@admin.display(description=_("source"), ordering="source")
def source_title(statement):
    return Truncator(statement.source.title).chars(40)


SOURCE_COLUMNS = (source_title, "locator")


@admin.display(description=_("event"))
def event(statement):
    """The column of a list for what a statement is about."""
    return statement.campaign or statement.engagement


class MostUsedFilter(admin.RelatedFieldListFilter):
    """The records that most rows of the list link to, so that a sidebar never has thousands."""

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
    """Links to other records: chosen by search, and read together with the row."""

    form = RecordForm
    formfield_overrides = {DecimalField: {"form_class": NumberField}, URLField: {"assume_scheme": "https"}}

    def get_autocomplete_fields(self, request):
        return [field.name for field in (*self.opts.concrete_fields, *self.opts.many_to_many) if field.is_relation]

    def get_queryset(self, request):
        return super().get_queryset(request).with_links()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(
            db_field, request, **{"widget": LinkSelect(db_field, self.admin_site)} | kwargs
        )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs = {"widget": LinkSelectMultiple(db_field, self.admin_site), "form_class": LinksField} | kwargs
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class RecordAdmin(ReviewedAdmin, ListAdmin, BulkAdmin, SpreadsheetAdmin, LinkingAdmin, admin.ModelAdmin):
    """Any record: found in any script, and refused by a sentence of the form, whatever is typed."""

    # Makes the search box appear; what it finds is RecordQuerySet.search.
    search_fields = ("search_key",)
    object_history_template = "admin/battles/record_history.html"
    delete_confirmation_template = "admin/battles/delete_record.html"

    # What the next record most likely shares with the one just saved.
    kept = ()

    # Where the request has a ``refusal``, the form that was sent is shown with this sentence, and not saved.
    obeys_refusal = True

    def get_search_results(self, request, queryset, search_term):
        if len(search_term) > LONGEST_SEARCH:
            return queryset.none(), False
        return queryset.search(search_term), False

    def get_changeform_initial_data(self, request):
        """The values in the address, and before them the filters of the list that the editor comes from."""
        filters = parse_qsl(request.GET.get("_changelist_filters", ""))
        chosen = {
            lookup.partition("__")[0]: value for lookup, value in filters if lookup.endswith(("__exact", "__id__exact"))
        }
        return chosen | super().get_changeform_initial_data(request)

    def get_list_display(self, request):
        first, *others = super().get_list_display(request)
        return (first, status_column, *others)

    def get_list_filter(self, request):
        own = () if is_editor(request.user) else (OwnDraftsFilter,)
        return (StatusFilter, *own, *super().get_list_filter(request))

    def get_view_on_site_url(self, obj=None):
        is_public = obj is not None and obj.status == Status.PUBLISHED and hasattr(obj, "get_absolute_url")
        return obj.get_absolute_url() if is_public else None

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        form.is_proposing = self.is_proposing(request, obj)
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = [*super().get_fieldsets(request, obj)]
        if is_editor(request.user):
            fieldsets.append(PUBLICATION)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (None, {"fields": ("seen",), "classes": ("hidden",)})]

    def get_object(self, request, object_id, from_field=None):
        record = super().get_object(request, object_id, from_field)
        if record is None or request.method != "POST" or not connection.in_atomic_block:
            return record
        # The second of two editors waits here for the first, and reads the record as the first has saved it.
        self.model._base_manager.select_for_update(no_key=True).filter(pk=record.pk).first()
        return super().get_object(request, object_id, from_field)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            with recorded(request):
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Proposed as made:
            return self.propose(request, made)
        except (IntegrityError, OperationalError) as error:
            # All is rolled back by now; the second time the form is shown, with what the database said.
            request.refusal = why_refused(error)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and self.is_proposing(request, form.instance):
            with recording() as changes:
                raise Proposed(form.instance, list(changes.find_differences()))

    def propose(self, request, made):
        """Keep what the user would change, and go where a form goes that was saved."""
        if propose(made.record, made.differences, made_by=request.user, message=message_of(request)):
            sentence = _("Your change of “%(record)s” was proposed. Readers see it once an editor has accepted it.")
        else:
            sentence = _("“%(record)s” is as it was: nothing was changed, and nothing proposed.")
        record = self.model._base_manager.get(pk=made.record.pk)
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, record)
        self.message_user(request, sentence % {"record": record})
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        if "_addanother" in request.POST:
            address = reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_add")
            return self.with_next(request, made.record, HttpResponseRedirect(address))
        return self.response_post_save_change(request, record)

    def history_view(self, request, object_id, extra_context=None):
        response = super().history_view(request, object_id, extra_context)
        if isinstance(response, TemplateResponse):
            changes = Change.objects.of(response.context_data["object"]).select_related(
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
        forms = [context["adminform"].form]
        for inline in context["inline_admin_formsets"]:
            forms += inline.formset.initial_forms
        context["conflicts"] = [form for form in forms if form.conflicts]
        context["is_proposing"] = change and self.is_proposing(request, obj)
        if obj is not None and not context["is_popup"]:
            context |= self.review_of(request, obj)
            context["links_here"] = list(self.links_here(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def review_of(self, request, record):
        """What is said of the record in its review, and the proposals to change it that wait."""
        about = {"model": record._meta.concrete_model._meta.model_name, "record_id": record.pk}
        waiting = Proposal.objects.filter(state=ProposalState.OPEN, **about).select_related("made_by")
        return {
            "comments": list(Comment.objects.filter(**about).select_related("made_by")),
            "proposals": list(waiting if is_editor(request.user) else waiting.filter(made_by=request.user)),
        }

    def links_here(self, request, record):
        """For each kind of record that links to this one, and is not on this page: how many, and the ways there."""
        on_page = {(inline.model, inline.fk_name) for inline in self.get_inlines(request, record)}
        for model in apps.get_app_config("battles").get_models():
            fields = [
                field
                for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
                if issubclass(model, Record) and field.related_model is self.model
            ]
            if not fields or (model, None) in on_page:
                continue
            model_admin = self.admin_site.get_model_admin(model)
            if not model_admin.has_view_permission(request):
                continue
            address = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            for field in fields:
                if (model, field.name) in on_page:
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

    def response_add(self, request, obj, post_url_continue=None):
        return self.with_next(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request, obj):
        return self.with_next(request, obj, super().response_change(request, obj))

    def with_next(self, request, obj, response):
        """The response; where it leads to a form for another record, that form begins with what is kept."""
        if "_addanother" not in request.POST or IS_POPUP_VAR in request.POST:
            return response
        address = urlsplit(response.url)
        kept = dict(parse_qsl(address.query))
        for name in self.kept:
            value = self.opts.get_field(name).value_from_object(obj)
            # What is empty is kept empty too, or a filter of the list would fill it in.
            kept[name] = "" if value is None else value
        if obj.status == Status.PUBLISHED and is_editor(request.user):
            kept["status"] = obj.status
        return HttpResponseRedirect(address._replace(query=urlencode(kept)).geturl())


class EntityAdmin(RecordAdmin):
    """An entity, with the names that sources give it."""

    prepopulated_fields = {"slug": ("name_en",)}

    def get_inlines(self, request, obj):
        # A statement needs the slug of what it is about: first the entity is saved, then what is said of it.
        return super().get_inlines(request, obj) if obj else ()


class StatementAdmin(RecordAdmin):
    """A statement, with its citation in the same place on every form."""

    save_as = True

    # What the next statement most likely shares with the one just saved, beside its source.
    kept_subject = ()

    @property
    def kept(self):
        return ("source", "locator", "quoted_source", *self.kept_subject)

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return (*readonly, "ref") if obj else readonly


class StatementInline(ReviewedAdmin, LinkingAdmin, admin.TabularInline):
    """Statements about the record whose form this is; what a row has no room for is one click away."""

    formset = StatementFormSet
    extra = 0
    show_change_link = True

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return self.rows_to_edit(request, rows) if self.has_change_permission(request) else rows

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.is_proposing = self.is_proposing(request, obj)
        return formset

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        if not self.has_change_permission(request, obj):
            return fields
        own = ("status",) if is_editor(request.user) else ()
        return (*fields, *own, "seen")

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "status":
            # A row that says nothing of it stays what it is.
            kwargs["required"] = False
        return super().formfield_for_choice_field(db_field, request, **kwargs)
