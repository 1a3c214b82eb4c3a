"""How the form of a record is shown, checked and saved."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib.admin.models import ADDITION, CHANGE
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from battles.admin.permissions import ReviewedAdmin
from battles.admin.recorded import message_of
from battles.admin.sentences import SentencesAdmin
from battles.history.versions import with_versions
from battles.models.database_errors import explain
from battles.models.recording import recording
from battles.models.records import Record
from battles.review.decisions import propose
from battles.review.permissions import is_editor
from battles.values.choices import Status


@dataclass
class Submission:
    """A record's form that a user has sent, and its outcome so far."""

    # A contributor changes a published record: the changes are rolled back and kept as a proposal.
    is_proposal: bool = False
    # The record as the valid form of a proposal would have it.
    proposed: Record | None = None
    # The sentence that says why the database refused the changes; the form is shown again with it.
    refusal: str = ""
    # The record that was saved, and whether it is new; None for a popup, which shows no message.
    saved: Record | None = None
    is_new: bool = False

    @classmethod
    def of(cls, request) -> "Submission":
        """The submission of the request: the same one for the record's form and for its inlines."""
        return request.__dict__.setdefault("submission", cls())


class RecordFormAdmin(ReviewedAdmin, SentencesAdmin):
    """Saves the form of a record, or keeps it as a proposal, or shows it again with a conflict or a refusal.

    Django calls these methods in this order:

    1. ``changeform_view`` opens the transaction of a form that was sent. In it, a contributor's change of a published
       record is found to be a proposal. All other steps happen within this one.
    2. ``get_object`` reads the record with its version. For a form that was sent, it locks the record first, so that
       the second of two editors waits for the first.
    3. ``get_form``, and ``get_formset`` of each inline, give the forms their ``Submission``.
    4. ``RecordForm.full_clean`` adds an error for a conflict: the record has a later version than the editor saw. It
       adds the refusal as an error too, and asks what the editor has to see first (see questions). A form with errors
       goes on with step 7.
    5. ``save_model`` and ``save_related`` of Django save the record and the rows of its inlines.
    6. ``response_add`` or ``response_change`` chooses the next page; for a proposal, it only notes the record.
    7. ``render_change_form`` shows a form that was not sent, or that has errors, with both versions of a conflict.

    Then ``changeform_view`` commits the changes. Those of a proposal are rolled back and kept as a ``Proposal``. Where
    the database refuses them, steps 2 to 4 and 7 show the form again with the refusal.
    """

    # The fields whose values the next form takes over after “Save and add another”.
    carry_over = ()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        if request.method != "POST":
            return view()
        submission = Submission.of(request)
        try:
            with transaction.atomic():
                submission.is_proposal = self.proposes(request, object_id)
                who_and_why = {"made_by": request.user, "message": message_of(request)}
                with recording(**who_and_why, preview=submission.is_proposal) as changes:
                    response = view()
                if submission.saved is not None:
                    action = ADDITION if submission.is_new else CHANGE
                    self.say_outcome(request, action, submission.saved, changes.change_set)
                if submission.proposed is not None:
                    proposal = propose(submission.proposed, changes.changed_rows, **who_and_why)
                    response = self.response_propose(request, submission.proposed, proposal)
            return response
        except (IntegrityError, OperationalError) as error:
            submission.refusal = explain(error)
            if not submission.refusal:
                raise
            return view()

    def proposes(self, request, object_id) -> bool:
        """Whether the form that was sent is a proposal; then its record stays locked."""
        is_new = object_id is None or (self.save_as and "_saveasnew" in request.POST)
        if is_new or is_editor(request.user):
            return False
        return self.is_proposing(request, self.get_object(request, unquote(object_id)))

    def get_object(self, request, object_id, from_field=None):
        field = self.opts.get_field(from_field) if from_field else self.opts.pk
        is_sent = request.method == "POST" and connection.in_atomic_block
        try:
            records = self.get_queryset(request).filter(**{field.name: field.to_python(object_id)})
            return with_versions(records, lock=is_sent).get()
        except (self.model.DoesNotExist, ValidationError, ValueError):
            return None

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.submission = Submission.of(request)
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (None, {"fields": ("version",), "classes": ("hidden",)})]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        forms = [context["adminform"].form]
        for inline in context["inline_admin_formsets"]:
            forms += inline.formset.initial_forms
        context["conflicts"] = [form for form in forms if form.conflicts]
        context["questions"] = context["adminform"].form.questions
        context["is_proposing"] = change and self.is_proposing(request, obj)
        context["save_labels"] = self.save_labels(request, is_new=add, is_proposing=context["is_proposing"])
        if obj is not None:
            context["subtitle"] = obj.description
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_labels(self, request, *, is_new, is_proposing) -> dict[str, str]:
        """The labels of the buttons, which say what becomes of the record: also for a status other than published."""
        saved, another = _("Save"), _("Save and add another")
        if is_new and is_editor(request.user):
            return {
                "save": _("Publish"),
                "save_unpublished": _("Save draft"),
                "another": _("Publish and add another"),
                "another_unpublished": _("Save draft and add another"),
            }
        if is_new or is_proposing:
            saved, another = _("Propose"), _("Propose and add another")
        return {"save": saved, "save_unpublished": saved, "another": another, "another_unpublished": another}

    def response_add(self, request, obj, post_url_continue=None):
        self.note_saved(request, obj, is_new=True)
        with self.without_django_messages(request):
            response = super().response_add(request, obj, post_url_continue)
        return self.with_carry_over(request, obj, response)

    def response_change(self, request, obj):
        submission = Submission.of(request)
        if submission.is_proposal:
            submission.proposed = obj
            # changeform_view responds after the changes are rolled back.
            return HttpResponse()
        self.note_saved(request, obj, is_new="_saveasnew" in request.POST)
        with self.without_django_messages(request):
            response = super().response_change(request, obj)
        return self.with_carry_over(request, obj, response)

    def note_saved(self, request, record, *, is_new):
        """``changeform_view`` says what was saved once the changes are recorded; a popup only closes."""
        if IS_POPUP_VAR not in request.POST:
            submission = Submission.of(request)
            submission.saved, submission.is_new = record, is_new

    def response_propose(self, request, proposed, proposal):
        """The next page after a proposal, or after a form that proposes nothing."""
        record = self.get_queryset(request).get(pk=proposed.pk)
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, record)
        sentence = (
            _("Your change of “%(record)s” was proposed. Readers see it once an editor has accepted it.")
            if proposal
            else _("You changed nothing in “%(record)s”, so nothing was proposed.")
        )
        self.message_user(request, sentence % {"record": record.description})
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        if "_addanother" in request.POST:
            add_url = reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_add")
            return self.with_carry_over(request, proposed, HttpResponseRedirect(add_url))
        return self.response_post_save_change(request, record)

    def with_carry_over(self, request, record, response):
        """The response; where it leads to another form, its address has the values that the form takes over."""
        if "_addanother" not in request.POST or IS_POPUP_VAR in request.POST:
            return response
        url = urlsplit(response.url)
        values = dict(parse_qsl(url.query))
        for name in self.carry_over:
            value = self.opts.get_field(name).value_from_object(record)
            # An empty value is carried over too, or a filter of the list would fill it in.
            values[name] = "" if value is None else value
        if record.status != Status.WITHDRAWN and is_editor(request.user):
            values["status"] = record.status
        return HttpResponseRedirect(url._replace(query=urlencode(values)).geturl())
