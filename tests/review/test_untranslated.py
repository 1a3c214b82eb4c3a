"""No page of the review has English text for a reader who chose Chinese."""

import pytest

from battles import models
from tests.admin import address, submit
from tests.factories import make_campaign, make_claim, make_source
from tests.review import make_draft
from tests.untranslated import english_in
from tests.wuhan.test_untranslated import FIXED_IN_DJANGO, NAMES

pytestmark = pytest.mark.django_db
every_language = pytest.mark.parametrize("language", ["zh-hant", "zh-hans"])
# The names of users, and the form of a note that checkrecords asks for.
OWN_NAMES = {"contributor", "editor", "五百 is read as 100"}


@every_language
def test_no_page_of_the_review_has_english(editor_client, contributor_client, contributor, language):
    source, campaign = make_source(title="史料", title_en=""), make_campaign(name="武漢會戰", name_en="", slug="wuhan")
    claim = make_claim(source=source, campaign=campaign, ref="short")
    draft = make_draft(models.FigureClaim, contributor, source=source, campaign=campaign, wording="五百", locator="")
    submit(contributor_client, address(models.Campaign, "change", campaign.pk), note="註")
    # The message that it was proposed, in the language of then.
    contributor_client.get("/admin/")
    queue = "/admin/battles/proposal/"
    names = NAMES | FIXED_IN_DJANGO | OWN_NAMES | {row.ref for row in (claim, draft)} | {"wuhan"}

    def english(client, url, **sent):
        options = {"headers": {"accept-language": language}, "follow": True}
        response = client.post(url, sent, **options) if sent else client.get(url, **options)
        return english_in(response.content.decode(), names=names)

    values = [item.value for item in editor_client.get(queue).context["page"]]
    found = {
        "queue": english(editor_client, queue),
        "no comment": english(editor_client, queue, decision="send_back", chosen=values),
        "nothing chosen": english(editor_client, queue, decision="publish"),
        "forged": english(editor_client, queue, decision="publish", chosen="x"),
        "sent back": english(editor_client, queue, decision="send_back", chosen=values, comment="何處"),
        "again": english(editor_client, queue, decision="publish", chosen=values),
        "mine": english(contributor_client, f"{queue}mine/"),
        "draft": english(contributor_client, address(models.FigureClaim, "change", draft.pk)),
        "proposing": english(contributor_client, address(models.FigureClaim, "change", claim.pk)),
        "proposed": english(editor_client, address(models.Campaign, "change", campaign.pk)),
        "index": english(editor_client, "/admin/"),
    }
    claims = address(models.FigureClaim, "changelist")
    for action in ("publish_selected", "withdraw_selected", "delete_selected"):
        chosen = {"action": action, "_selected_action": draft.pk}
        stale = chosen | {"versions": f"{draft.pk}:0", "reason": "誤", "post": "yes"}
        found |= {
            action: english(editor_client, claims, **chosen),
            f"{action} again": english(editor_client, claims, **stale),
        }
    models.FigureClaim.objects.filter(pk=claim.pk).update(status="withdrawn", status_reason="重複")
    found["withdrawn"] = english(editor_client, claim.get_absolute_url())
    assert {page: texts for page, texts in found.items() if texts} == {}
