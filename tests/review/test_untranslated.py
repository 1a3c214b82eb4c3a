"""No page of the review has English in it where its reader has chosen Chinese."""

import pytest

from battles import models
from tests.admin import address, submit
from tests.factories import make_campaign, make_claim, make_source
from tests.review import make_draft
from tests.untranslated import english_in
from tests.wuhan.test_untranslated import FIXED_IN_DJANGO, NAMES

pytestmark = pytest.mark.django_db
every_language = pytest.mark.parametrize("language", ["zh-hant", "zh-hans"])
# What people are called here, and the form of a note that checkrecords asks for.
OWN_NAMES = {"contributor", "editor", "五百 is read as 100"}


@every_language
def test_no_page_of_the_review_has_english(editing, contributing, contributor, language):
    source, campaign = make_source(title="史料", title_en=""), make_campaign(name="武漢會戰", name_en="", slug="wuhan")
    claim = make_claim(source=source, campaign=campaign, ref="short")
    draft = make_draft(models.FigureClaim, contributor, source=source, campaign=campaign, wording="五百", locator="")
    submit(contributing, address(models.Campaign, "change", campaign.pk), note="註")
    # The message that it was proposed, in the language of then.
    contributing.get("/admin/")
    queue = "/admin/battles/proposal/"
    names = NAMES | FIXED_IN_DJANGO | OWN_NAMES | {row.ref for row in (claim, draft)} | {"wuhan"}

    def english(client, url, **sent):
        options = {"headers": {"accept-language": language}, "follow": True}
        response = client.post(url, sent, **options) if sent else client.get(url, **options)
        return english_in(response.content.decode(), names=names)

    values = [item.value for item in editing.get(queue).context["page"]]
    found = {
        "queue": english(editing, queue),
        "no comment": english(editing, queue, decision="send_back", chosen=values),
        "nothing chosen": english(editing, queue, decision="publish"),
        "forged": english(editing, queue, decision="publish", chosen="x"),
        "sent back": english(editing, queue, decision="send_back", chosen=values, comment="何處"),
        "again": english(editing, queue, decision="publish", chosen=values),
        "mine": english(contributing, f"{queue}mine/"),
        "draft": english(contributing, address(models.FigureClaim, "change", draft.pk)),
        "proposing": english(contributing, address(models.FigureClaim, "change", claim.pk)),
        "proposed": english(editing, address(models.Campaign, "change", campaign.pk)),
        "index": english(editing, "/admin/"),
    }
    claims = address(models.FigureClaim, "changelist")
    for action in ("publish_selected", "withdraw_selected", "delete_selected"):
        chosen = {"action": action, "_selected_action": draft.pk}
        stale = chosen | {"versions": f"{draft.pk}:0", "reason": "誤", "post": "yes"}
        found |= {action: english(editing, claims, **chosen), f"{action} again": english(editing, claims, **stale)}
    models.FigureClaim.objects.filter(pk=claim.pk).update(status="withdrawn", status_reason="重複")
    found["withdrawn"] = english(editing, claim.get_absolute_url())
    assert {page: texts for page, texts in found.items() if texts} == {}
