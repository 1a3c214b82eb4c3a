"""The queue shows all fields of a draft, and all fields that a proposal changes."""

import pytest
from django.db import connection

from battles import models
from tests.admin import address, submit
from tests.factories import make_campaign, make_place, make_source
from tests.review import make_draft, new_name
from tests.review.test_queue import QUEUE, items

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def test_a_draft_is_shown_with_summary_citation_wording_note_contributor_and_findings(editor_client, contributor):
    source = make_source(title="武漢會戰史料")
    campaign = make_campaign(name="武漢會戰", name_en="")
    make_draft(
        models.FigureClaim, contributor, source=source, campaign=campaign, locator="p. 328", wording="五百人", low=400,
        high=400, note="see table",
    )  # fmt: skip
    page = editor_client.get(QUEUE).content.decode()
    for said in ("400 · 武漢會戰 · casualties · killed · persons", "武漢會戰史料, p. 328", "五百人", "see table"):
        assert said in page
    assert "contributor" in page
    # 五百 is 500: what checkrecords finds, and only of this record.
    (item,) = items(editor_client)
    assert [finding.rule for finding in item.records[0].findings] == ["reading"]
    assert item.records[0].findings[0].sentence in page.replace("&#x27;", "'")


def test_a_draft_is_shown_with_all_other_fields_that_have_a_value(editor_client, contributor):
    place, war = make_place(name="武昌"), make_campaign(name="抗日戰爭", name_en="")
    campaign = make_draft(models.Campaign, contributor, name="武漢會戰", start="1938-06-11", part_of=war)
    campaign.places.add(place)
    make_draft(models.FigureClaim, contributor, attributed_to="軍令部", scope="killed in hospital")
    page = editor_client.get(QUEUE).content.decode()
    other_fields = {
        item.kind: {fact.field: fact.after for fact in item.records[0].other_fields} for item in items(editor_client)
    }  # fmt: skip
    assert other_fields == {
        "campaign": {"Slug": campaign.slug, "Start": "1938-06-11", "Part of": str(war), "Places": str(place)},
        "figureclaim": {"Scope": "killed in hospital", "Attributed to": "軍令部"},
    }
    for said in ("1938-06-11", "抗日戰爭", "武昌", "killed in hospital", "軍令部"):
        assert f"<dd>{said}" in page


def test_a_draft_deleted_while_the_page_is_made_is_shown_as_deleted(editor_client, contributor):
    place = make_draft(models.Place, contributor)
    deleted = []

    def delete_first(execute, sql, params, many, context):
        # The states of rows are read as JSON, after the rows.
        if "JSON" in sql.upper() and not deleted:
            deleted.append(place.pk)
            models.Place._base_manager.filter(pk=place.pk)._raw_delete("default")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(delete_first):
        page = editor_client.get(QUEUE).content.decode()
    assert deleted == [place.pk]
    assert "This draft was deleted." in page


def test_a_row_added_by_a_proposal_is_shown_without_a_status(editor_client, contributor_client):
    campaign, source = make_campaign(), make_source()
    submit(contributor_client, address(models.Campaign, "change", campaign.pk), **new_name(campaign, source))
    (item,) = items(editor_client)
    said = {difference.field for difference in item.records[0].change.differences}
    assert {"Name", "Locator"} <= said
    assert "Status" not in said
