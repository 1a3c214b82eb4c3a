"""What people did on the site ``before-corrections`` (see early_sites), and what it has of that after an upgrade.

The editor lisi

- changed the English name of a campaign through the admin's form, the slug of a place, and the notes of a claim and of
  an outcome;
- deleted a date claim, and a place with its name;
- changed the note of a place and undid it, changed the rank of a commander and reverted it;
- entered a source, a unit, a name and three claims with invisible characters and blanks, two of them alike on the
  screen, and withdrew the third;
- imported two new places and the note of a third, and undid an import of one new place and two changed ones.

The contributor zhangsan entered a draft and proposed another note for a place, and wangwu got a one-time password.
"""

import json

from django.contrib.auth import get_user_model
from django.core.management import call_command

from battles.history.undo import undo
from battles.models import (
    Campaign,
    Change,
    ChangeSet,
    DateClaim,
    FigureClaim,
    ImportRecord,
    Name,
    Place,
    Proposal,
    ProposalState,
    Source,
    Unit,
)
from tests.faults.soundness import wrong

# The ends of the refs of statements that lisi changed or deleted.
CHANGED_CLAIM, DELETED_DATE = "-22133d35f4", "-219f559f16"
EXPECTED = {
    "wrong": [],
    "accounts": {"admin": [], "lisi": ["editor"], "wangwu": ["contributor"], "zhangsan": ["contributor"]},
    "password": True,
    "edits": ["Battle of Xuzhou (Hsuchow)", "常州", True, False, False, "A county town."],
    "undone": ["", "Beiping (Beijing)", "Wuhan"],
    "own": ["李四回憶錄", "警衛團", "Café Guards", ["p. 12", "p. 12", "p. 40"], "The author withdrew it."],
    "history": [16, 28, [["places-of-lisi.csv", 2, 1, False], ["wrong-places.csv", 1, 2, True]]],
    "texts in the history": ["Café Guards", "李四回憶錄"],
    "waiting": [["place", 1], "draft"],
    "after undo": ["changzhou", False, "", True],
}


def report():
    """Print what the upgraded site has, as JSON; at last undo a rename, an import and a deletion."""
    users = get_user_model().objects
    lisi = users.get(username="lisi")
    memoirs = Source.objects.get(slug="memoirs-of-lisi")
    own_claims = FigureClaim.objects.filter(source=memoirs)
    imports = ImportRecord.objects.order_by("pk")
    found = {
        "accounts": {
            user.username: list(user.groups.values_list("name", flat=True)) for user in users.order_by("username")
        },
        "password": lisi.check_password("another long password 1"),
        "edits": [
            Campaign.objects.get(slug="battle-of-xuzhou").name_en,
            Place.objects.get(slug="changzhou-jiangsu").name,
            FigureClaim.objects.get(ref__endswith=CHANGED_CLAIM).note.endswith("Compare the memoirs."),
            DateClaim.objects.filter(ref__endswith=DELETED_DATE).exists(),
            Place.objects.filter(slug="zhejiang").exists(),
            Place.objects.get(slug="changde").note,
        ],
        "undone": [
            Place.objects.get(slug="anqing").note,
            *Place.objects.filter(slug__in=["beiping", "wuhan"]).order_by("slug").values_list("name_en", flat=True),
        ],
        "own": [
            memoirs.title,
            Unit.objects.get(slug="own-guard-regiment").name,
            Name.objects.get(source=memoirs).text,
            sorted(own_claims.values_list("locator", flat=True)),
            own_claims.get(locator="p. 40").status_reason,
        ],
        "history": [
            ChangeSet.objects.count(),
            Change.objects.count(),
            [[each.file_name, each.new, each.changed, each.undone_by is not None] for each in imports],
        ],
        "texts in the history": [
            Change.objects.get(model="name", after__language="en").after["text"],
            Change.objects.get(model="source", identity="memoirs-of-lisi").after["title"],
        ],
        "waiting": [
            [Proposal.objects.get(state=ProposalState.OPEN).model, Proposal.objects.count()],
            Place.objects.get(slug="draft-village").status,
        ],
    }
    for change in (
        Change.objects.get(before__slug="changzhou"),
        Change.objects.get(model="place", identity="zhejiang"),
    ):
        undo(change.change_set, made_by=lisi)
    call_command("undoimport", imports.first().pk, verbosity=0)
    found["after undo"] = [
        Place.objects.get(name="常州").slug,
        Place.objects.filter(slug="own-hill").exists(),
        Place.objects.get(slug="changde").note,
        Name.objects.filter(place__slug="zhejiang").exists(),
    ]
    found["wrong"] = wrong()
    print(json.dumps(found))
