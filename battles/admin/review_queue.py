"""The pages of the review: the queue, in which editors decide on many items at once, and a contributor's own work."""

from collections import defaultdict

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from battles.admin.index import Entry, IndexGroup
from battles.admin.pages import admin_page
from battles.admin.recorded import posted_text
from battles.filters.parameters import read_choice, read_page
from battles.history.descriptions import with_descriptions
from battles.history.versions import changed_sentence
from battles.models import Proposal
from battles.models.registry import kinds
from battles.review.decisions import ReviewRefused, accept, decline, publish, retract, send_back
from battles.review.permissions import is_editor, kinds_of
from battles.review.queue import count_waiting, load, parse_value, people_waiting, waiting, work_of
from battles.values.keys import is_key

ITEMS_PER_PAGE = 25
LONGEST_COMMENT = 2_000
PUBLISH, SEND_BACK = "publish", "send_back"


class Selection:
    """The items that an editor selected: by model the versions of drafts that the page showed, and proposals."""

    def __init__(self, values):
        self.drafts = defaultdict(dict)
        if not values:
            raise ReviewRefused(_("Select at least one item."))
        try:
            items = [parse_value(value) for value in values]
        except ValueError as error:
            raise BadRequest(_("The form has an item that is neither a draft nor a proposal.")) from error
        keys = [key for is_proposal, _kind, key, _version in items if is_proposal]
        for is_proposal, kind, key, version in items:
            if not is_proposal:
                self.drafts[kinds()[kind]][key] = version
        found = Proposal.objects.select_related("made_by").prefetch_related("proposed_changes").in_bulk(keys)
        self.proposals = list(found.values())

    @property
    def kinds(self):
        names = {change.model for proposal in self.proposals for change in proposal.proposed_changes.all()}
        return names | {model._meta.model_name for model in self.drafts}


@admin.register(Proposal)
class ReviewAdmin(admin.ModelAdmin):
    index_group = IndexGroup.REVIEW

    class Media:
        css = {"all": ["battles/review.css"]}

    def get_urls(self):
        pages = {
            "": ("changelist", self.queue_view),
            "mine/": ("mine", self.mine_view),
            "<path:object_id>/take-back/": ("take_back", self.retract_view),
        }
        return [
            path(address, self.admin_site.admin_view(view), name=f"battles_proposal_{name}")
            for address, (name, view) in pages.items()
        ]

    def has_module_permission(self, request):
        # The index has the entries below.
        return False

    def index_entries(self, request):
        """The queue for editors, and the own work of everybody who may enter records."""
        name = f"{self.admin_site.name}:battles_proposal"
        names = kinds_of(request.user)
        if names and is_editor(request.user):
            yield Entry(str(_("Review queue")), reverse(f"{name}_changelist"), place=10, waiting=self.queue_waiting)
        if names:
            yield Entry(str(_("My work")), reverse(f"{name}_mine"), place=20)

    def queue_waiting(self, request):
        count = count_waiting(kinds_of(request.user))
        sentence = ngettext("%(number)s item waits for review", "%(number)s items wait for review", count)
        address = reverse(f"{self.admin_site.name}:battles_proposal_changelist")
        return [(sentence % {"number": f"{count:,}"}, address)] if count else []

    def has_view_permission(self, request, obj=None):
        return is_editor(request.user)

    def has_add_permission(self, request):
        return False

    has_change_permission = has_delete_permission = has_view_permission

    def queue_view(self, request):
        if not is_editor(request.user):
            raise PermissionDenied
        try:
            if request.method == "POST":
                return self.decide(request)
            return self.queue_page(request)
        except BadRequest as error:
            return render(request, "400.html", {"reason": str(error)}, status=400)

    def queue_page(self, request, *, refusal="", comment=""):
        names = kinds_of(request.user)
        asked_for = request.GET.get("person", "").strip()
        also = {int(asked_for)} if is_key(asked_for) else set()
        people = {str(person.pk): person for person in people_waiting(names, also)} if names else {}
        kind = read_choice(request.GET, "kind", names)
        person = read_choice(request.GET, "person", list(people))
        choose_all = read_choice(request.GET, "choose", ["all"])
        rows = waiting([kind] if kind else names, made_by=person or None) if names else Proposal.objects.none()
        # After a decision the queue is shorter: the page that was the last may not exist any more.
        page = read_page(request.GET, rows, ITEMS_PER_PAGE, or_last=True)
        page.object_list = load(page.object_list)
        labels = {name: capfirst(model._meta.verbose_name_plural) for name, model in kinds().items()}
        context = {
            "title": _("Review queue"),
            "page": page,
            "people": people,
            "person": person,
            "kinds": {name: labels[name] for name in names},
            "kind": kind,
            "refusal": refusal,
            "comment": comment,
            "selected": [item.value for item in page] if choose_all else request.POST.getlist("chosen"),
            "longest_comment": LONGEST_COMMENT,
        }
        return admin_page(self, request, "review/queue", context)

    def decide(self, request):
        """Publish and accept the selected items, or send them back; then show the queue again."""
        comment = posted_text(request, "comment", LONGEST_COMMENT)
        decisions = {PUBLISH: self.publish, SEND_BACK: self.send_back}
        decision = read_choice(request.POST, "decision", list(decisions))
        try:
            if not decision:
                raise ReviewRefused(_("Choose to publish the items or to send them back."))
            selection = Selection(request.POST.getlist("chosen"))
            if not selection.kinds <= set(kinds_of(request.user)):
                raise PermissionDenied
            if decision == SEND_BACK and not comment:
                raise ReviewRefused(_("Write a comment that says why you send the items back."))
            decisions[decision](request, selection, comment)
        except ReviewRefused as error:
            return self.queue_page(request, refusal=str(error), comment=comment)
        return HttpResponseRedirect(request.get_full_path())

    def publish(self, request, selection, comment):
        published, skipped = publish(selection.drafts, made_by=request.user, comment=comment)
        if count := len(published):
            sentence = ngettext("%(count)d draft was published.", "%(count)d drafts were published.", count)
            messages.success(request, sentence % {"count": count})
        self.warn_of_skipped(request, skipped)
        # After the drafts, since proposals may link to them.
        if count := self.decide_on_each(request, selection.proposals, accept, comment):
            sentence = ngettext("%(count)d proposal was accepted.", "%(count)d proposals were accepted.", count)
            messages.success(request, sentence % {"count": count})

    def send_back(self, request, selection, comment):
        sent_back, skipped = send_back(selection.drafts, made_by=request.user, comment=comment)
        self.warn_of_skipped(request, skipped)
        if count := len(sent_back) + self.decide_on_each(request, selection.proposals, decline, comment):
            sentence = ngettext("%(count)d item was sent back.", "%(count)d items were sent back.", count)
            messages.success(request, sentence % {"count": count})

    def decide_on_each(self, request, proposals, decision, comment):
        """Decide on the proposals one by one, with a message for each that is refused; the number of the others."""
        count = 0
        for proposal in proposals:
            try:
                decision(proposal, decided_by=request.user, comment=comment)
                count += 1
            except ReviewRefused as error:
                changes = with_descriptions(list(proposal.proposed_changes.all()))
                names = ", ".join(f"“{change.description}”" for change in changes)
                sentence = _("The proposal for %(names)s was skipped. %(reason)s")
                messages.error(request, sentence % {"names": names, "reason": error})
        return count

    def warn_of_skipped(self, request, names):
        if names:
            messages.warning(request, changed_sentence(names))

    def mine_view(self, request):
        """The user's own drafts and proposals, with their state."""
        try:
            page = read_page(request.GET, work_of(request.user), ITEMS_PER_PAGE)
        except BadRequest as error:
            return render(request, "400.html", {"reason": str(error)}, status=400)
        page.object_list = load(page.object_list)
        return admin_page(self, request, "review/mine", {"title": _("My work"), "page": page})

    def retract_view(self, request, object_id):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        key = unquote(object_id)
        proposal = Proposal.objects.filter(pk=key).select_related("made_by").first() if is_key(key) else None
        if proposal is None:
            raise Http404(_("There is no such proposal."))
        if proposal.made_by != request.user:
            raise PermissionDenied
        try:
            retract(proposal)
            messages.success(request, _("The proposal was retracted."))
        except ReviewRefused as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:battles_proposal_mine"))
