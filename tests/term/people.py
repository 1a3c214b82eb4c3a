"""A seminar at work: contributors who enter, correct and propose, and editors who review, import and undo."""

import random
from collections import Counter
from itertools import cycle

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from battles import models
from battles.history.undo import UndoRefused, undo
from battles.history.versions import latest_versions
from battles.importing import uploads
from battles.review import decisions
from battles.review.permissions import rows_made_by
from battles.values.choices import Status
from tests.admin import address
from tests.term.forms import fields_of

REVIEWED_AT_ONCE = 25
# The note of every attempt that the site has to refuse.
OVERSTEPPED = "overstepped"


class Person:
    """A person with an account, who keeps a list of all that the site has acknowledged."""

    role = ""
    # Tasks in a round.
    pace = 1
    tasks = ()

    def __init__(self, number: int, seed: int):
        self.name = f"{self.role}-{number}"
        self.user, is_new = User.objects.get_or_create(username=self.name, is_staff=True)
        if is_new:
            self.user.groups.add(Group.objects.get(name=self.role))
        self.client = Client()
        self.client.force_login(self.user)
        self.random = random.Random(f"{seed} {self.name}")
        # All tasks in turn, in an order that differs from person to person.
        self.to_do = cycle(self.random.sample(self.tasks, len(self.tasks)))
        # Pairs of a note that was saved or proposed and of the note before it. No note is used twice.
        self.saved, self.proposed = [], []
        self.counts = Counter()
        self.last = 0
        self.forms = {}

    def work(self, rounds: int):
        for _round in range(rounds * self.pace):
            task = next(self.to_do)
            try:
                outcome = getattr(self, task)()
            except (OperationalError, decisions.ReviewRefused):
                # SQLite lets one write at a time, and refuses a writer that has waited too long.
                outcome = "busy"
            self.counts[f"{task}: {outcome}"] += 1
        return {"saved": self.saved, "proposed": self.proposed, "counts": self.counts}

    def new_name(self, kind: str) -> str:
        self.last += 1
        return f"{kind}-{self.name}-{self.last}"

    def any_of(self, rows):
        keys = list(rows.values_list("pk", flat=True)[:400])
        return rows.model._base_manager.filter(pk=self.random.choice(keys)).first() if keys else None

    def send(self, url, note, kept, **values):
        """Fill in a form and send it; returns the outcome in a word."""
        values = {name: getattr(value, "pk", value) for name, value in values.items()}
        form = self.form(url)
        if form is None:
            return "gone"
        answer = self.client.post(url, form | {"note": note} | values)
        if answer.status_code == 302 and answer.url == reverse("admin:index"):
            # The record is gone, which the site says on that page.
            return "gone"
        if answer.status_code == 302:
            kept.append((note, form["note"][0]))
            return "done"
        return "refused" if answer.status_code == 200 else f"status {answer.status_code}"

    def form(self, url):
        """The values of a form as it is opened, or None if its record is gone. That for a new record is opened once."""
        if url.endswith("/add/") and url in self.forms:
            return self.forms[url]
        answer = self.client.get(url)
        if answer.status_code == 302:
            return None
        fields = fields_of(answer.content.decode())
        self.forms[url] = fields
        return fields


class Contributor(Person):
    role = "contributor"
    tasks = (*["enter_claim"] * 4, "enter_source", "enter_place", *["correct"] * 4, *["propose"] * 3, "overstep")

    def enter_source(self):
        slug = self.new_name("source")
        values = {"slug": slug, "title": slug, "kind": "book"}
        return self.send(address(models.Source, "add"), self.new_name("entered"), self.saved, **values)

    def enter_place(self):
        slug = self.new_name("place")
        return self.send(address(models.Place, "add"), self.new_name("entered"), self.saved, slug=slug, name=slug)

    def enter_claim(self):
        number = self.random.randint(1, 100_000)
        values = {
            "campaign": self.any_of(models.Campaign.objects.published()),
            "source": self.any_of(models.Source.objects.exclude(status=Status.WITHDRAWN)),
            "kind": "casualties", "category": self.random.choice(["killed", "wounded"]), "counted": "persons",
            "qualifier": "exact", "low": number, "high": number, "locator": self.new_name("p"),
        }  # fmt: skip
        return self.send(address(models.FigureClaim, "add"), self.new_name("entered"), self.saved, **values)

    def correct(self):
        """Change an own draft."""
        drafts = rows_made_by(models.FigureClaim.objects.filter(status=Status.DRAFT), self.user)
        claim = self.any_of(drafts)
        if claim is None:
            return "nothing to do"
        url = address(models.FigureClaim, "change", claim.pk)
        # A draft that is published before it is saved becomes a proposal.
        note = self.new_name("corrected")
        before = models.Proposal.objects.filter(made_by=self.user).count()
        outcome = self.send(url, note, kept := [])
        is_proposed = models.Proposal.objects.filter(made_by=self.user).count() > before
        (self.proposed if is_proposed else self.saved).extend(kept)
        return outcome

    def propose(self):
        model = self.random.choice([models.FigureClaim, models.Place, models.Campaign])
        record = self.any_of(model.objects.published())
        if record is None:
            return "nothing to do"
        return self.send(address(model, "change", record.pk), self.new_name("proposed"), self.proposed)

    def overstep(self):
        """Try to change or delete the draft of another contributor."""
        others = models.FigureClaim.objects.filter(status=Status.DRAFT).exclude(
            pk__in=rows_made_by(models.FigureClaim.objects.all(), self.user).values("pk")
        )
        if (claim := self.any_of(others)) is None:
            return "nothing to do"
        page = self.random.choice(["change", "delete"])
        sent = {"note": OVERSTEPPED, "status": "published", "post": "yes"}
        return f"status {self.client.post(address(models.FigureClaim, page, claim.pk), sent).status_code}"


class Editor(Person):
    role = "editor"
    pace = 3
    tasks = (*["publish"] * 4, *["decide"] * 5, *["correct"] * 4, "send_back", "import_places", "undo", "withdraw")
    rows_of_import = 400

    def waiting(self, model, most):
        keys = list(model.objects.filter(status=Status.DRAFT).order_by("pk").values_list("pk", flat=True)[:most])
        return latest_versions(model, keys)

    def publish(self):
        kinds = models.Source, models.Place, models.FigureClaim
        seen = {model: self.waiting(model, REVIEWED_AT_ONCE) for model in kinds}
        try:
            published, left_out = decisions.publish(seen, made_by=self.user)
        except decisions.ReviewRefused:
            return "refused"
        self.counts["published"] += len(published)
        self.counts["changed since they were looked at"] += len(left_out)
        return "done"

    def send_back(self):
        seen = {models.FigureClaim: self.waiting(models.FigureClaim, 2)}
        decisions.send_back(seen, made_by=self.user, comment="Which page?")
        return "done"

    def decide(self):
        done = 0
        for proposal in list(models.Proposal.objects.filter(state="open").order_by("pk")[:5]):
            try:
                if self.random.random() < 0.8:
                    decisions.accept(proposal, decided_by=self.user)
                else:
                    decisions.decline(proposal, decided_by=self.user, comment="Not in the source.")
                done += 1
            except decisions.ReviewRefused:
                self.counts["proposals overtaken"] += 1
        self.counts["proposals decided"] += done
        return "done"

    def correct(self):
        model = self.random.choice([models.FigureClaim, models.Campaign])
        record = self.any_of(model.objects.published())
        if record is None:
            return "nothing to do"
        return self.send(address(model, "change", record.pk), self.new_name("edited"), self.saved)

    def import_places(self):
        """Import a file of new places."""
        rows = ["slug,name,note"]
        for _number in range(self.rows_of_import):
            slug, note = self.new_name("imported"), self.new_name("note")
            rows.append(f"{slug},{slug},{note}")
        file = SimpleUploadedFile("places.csv", "\n".join(rows).encode())
        record = uploads.receive("places", file, made_by=self.user, new_status=Status.PUBLISHED)
        uploads.start(record)
        uploads.confirm(record, self.user)
        record.refresh_from_db()
        if record.state != models.ImportState.IMPORTED:
            return record.state
        self.saved += [(row.rpartition(",")[2], "") for row in rows[1:]]
        return "done"

    def undo(self):
        sets = models.ChangeSet.objects.filter(undone_by=None).exclude(way=models.Way.UNDO).exclude(changes=None)
        if (change_set := self.any_of(sets.order_by("-pk"))) is None:
            return "nothing to do"
        try:
            undo(change_set, made_by=self.user)
        except UndoRefused:
            return "refused"
        return "done"

    def withdraw(self):
        claim = self.any_of(models.FigureClaim.objects.published())
        if claim is None:
            return "nothing to do"
        url = address(models.FigureClaim, "change", claim.pk)
        reason = {"status": "withdrawn", "status_reason": "Counted twice."}
        return self.send(url, self.new_name("withdrawn"), self.saved, **reason)
