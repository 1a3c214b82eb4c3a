"""The review: what waits for an editor, decided one by one or many at once; and to each what is his own work."""

from collections import defaultdict

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from battles.admin.recorded import posted_text
from battles.filters.parameters import read_choice, read_page
from battles.models import Proposal
from battles.models.database_errors import explain
from battles.models.registry import kinds
from battles.review.decisions import ReviewRefused, accept, decline, publish, send_back, take_back
from battles.review.permissions import is_editor
from battles.review.queue import DRAFT, PROPOSAL, kinds_of, load, people_waiting, waiting, work_of
from battles.values.keys import is_key

ITEMS_PER_PAGE = 25
LONGEST_COMMENT = 2_000
PUBLISH, SEND_BACK = "publish", "send_back"


class Chosen:
    """What an editor has ticked: drafts by kind, each with the change that the page knew of, and proposals."""

    def __init__(self, values):
        self.drafts, self.proposals = defaultdict(dict), []
        if not values:
            raise ReviewRefused(_("Nothing was chosen: tick what you have looked at."))
        for value in values:
            sort, kind, key, last_change = value.split("-") if value.count("-") == 3 else [""] * 4
            if sort not in (DRAFT, PROPOSAL) or kind not in kinds() or not (is_key(key) and is_key(last_change)):
                raise BadRequest(_("The form names something that is no draft and no proposal."))
            if sort == DRAFT:
                self.drafts[kinds()[kind]][int(key)] = int(last_change)
            else:
                self.proposals.append(int(key))
        found = Proposal.objects.select_related("made_by").prefetch_related("proposed_changes").in_bulk(self.proposals)
        self.proposals = list(found.values())

    @property
    def kinds(self):
        names = {change.model for proposal in self.proposals for change in proposal.proposed_changes.all()}
        return names | {model._meta.model_name for model in self.drafts}


@admin.register(Proposal)
class ReviewAdmin(admin.ModelAdmin):
    class Media:
        css = {"all": ["battles/review.css"]}

    def get_urls(self):
        pages = {
            "": ("changelist", self.queue_view),
            "mine/": ("mine", self.mine_view),
            "<path:object_id>/take-back/": ("take_back", self.take_back_view),
        }
        return [
            path(address, self.admin_site.admin_view(view), name=f"battles_proposal_{name}")
            for address, (name, view) in pages.items()
        ]

    def has_module_permission(self, request):
        # The index of the admin links to it in words of its own.
        return False

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
        # What waits gets less while one decides: who was on the last page may be beyond it now.
        page = read_page(request.GET, rows, ITEMS_PER_PAGE, or_last=True)
        page.object_list = load(page.object_list)
        labels = {name: capfirst(model._meta.verbose_name_plural) for name, model in kinds().items()}
        context = {
            "title": _("What waits for review"),
            "page": page,
            "people": people,
            "person": person,
            "kinds": {name: labels[name] for name in names},
            "kind": kind,
            "refusal": refusal,
            "comment": comment,
            "chosen": [item.value for item in page] if choose_all else request.POST.getlist("chosen"),
            "longest_comment": LONGEST_COMMENT,
        }
        return self.page(request, "queue", context)

    def page(self, request, name, context):
        request.current_app = self.admin_site.name
        context = self.admin_site.each_context(request) | {"opts": self.opts, "media": self.media} | context
        return TemplateResponse(request, f"admin/battles/review/{name}.html", context)

    def decide(self, request):
        """Publish and accept what was chosen, or send it back, and show what waits then."""
        comment = posted_text(request, "comment", LONGEST_COMMENT)
        steps = {PUBLISH: self.publish, SEND_BACK: self.send_back}
        decision = read_choice(request.POST, "decision", list(steps))
        try:
            if not decision:
                raise ReviewRefused(_("Choose whether it is published or goes back."))
            chosen = Chosen(request.POST.getlist("chosen"))
            if not chosen.kinds <= set(kinds_of(request.user)):
                raise PermissionDenied
            if decision == SEND_BACK and not comment:
                raise ReviewRefused(_("Say in the comment why it goes back."))
            steps[decision](request, chosen, comment)
        except ReviewRefused as error:
            return self.queue_page(request, refusal=str(error), comment=comment)
        except OperationalError as error:
            return self.queue_page(request, refusal=explain(error), comment=comment)
        return HttpResponseRedirect(request.get_full_path())

    def publish(self, request, chosen, comment):
        published, left_out = publish(chosen.drafts, made_by=request.user, comment=comment)
        if count := len(published):
            sentence = ngettext("%(count)d draft was published.", "%(count)d drafts were published.", count)
            messages.success(request, sentence % {"count": count})
        self.name_left_out(request, left_out)
        # After the drafts, which proposals may link to.
        accepted = self.each(request, chosen.proposals, accept, comment)
        if accepted:
            sentence = ngettext("%(count)d proposal was accepted.", "%(count)d proposals were accepted.", accepted)
            messages.success(request, sentence % {"count": accepted})

    def send_back(self, request, chosen, comment):
        sent_back, left_out = send_back(chosen.drafts, made_by=request.user, comment=comment)
        self.name_left_out(request, left_out)
        if count := len(sent_back) + self.each(request, chosen.proposals, decline, comment):
            sentence = ngettext("%(count)d was sent back.", "%(count)d were sent back.", count)
            messages.success(request, sentence % {"count": count})

    def each(self, request, proposals, decision, comment):
        """Decide on each of the proposals for itself, tell of those that are refused, and count the others."""
        count = 0
        for proposal in proposals:
            try:
                decision(proposal, decided_by=request.user, comment=comment)
                count += 1
            except (ReviewRefused, OperationalError) as error:
                names = ", ".join(f"“{change.identity}”" for change in proposal.proposed_changes.all())
                reason = error if isinstance(error, ReviewRefused) else explain(error)
                sentence = _("The proposal for %(names)s was left as it is. %(reason)s")
                messages.error(request, sentence % {"names": names, "reason": reason})
        return count

    def name_left_out(self, request, names):
        if names:
            sentence = _("Left as it is, since it was changed after this page was shown: %(names)s. Look again.")
            messages.warning(request, sentence % {"names": ", ".join(f"“{name}”" for name in names)})

    def mine_view(self, request):
        """The drafts and proposals of whoever asks, with what became of them."""
        try:
            page = read_page(request.GET, work_of(request.user), ITEMS_PER_PAGE)
        except BadRequest as error:
            return render(request, "400.html", {"reason": str(error)}, status=400)
        page.object_list = load(page.object_list)
        return self.page(request, "mine", {"title": _("My work"), "page": page})

    def take_back_view(self, request, object_id):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        key = unquote(object_id)
        proposal = Proposal.objects.filter(pk=key).select_related("made_by").first() if is_key(key) else None
        if proposal is None:
            raise Http404(_("There is no such proposal."))
        if proposal.made_by != request.user:
            raise PermissionDenied
        try:
            take_back(proposal)
            messages.success(request, _("The proposal was taken back."))
        except ReviewRefused as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:battles_proposal_mine"))
