"""Readers see published records only: a draft and a withdrawn copy of every record change no page."""

import re

import pytest
from django.db import connection

from battles import models
from battles.models.records import Entity
from battles.models.registry import kinds
from battles.values.choices import Status
from tests.admin import MAKERS, MODELS, label

MARK = "UNSEEN"
SEARCHES = ("Okamura", "106", "wuhan", "254628", "xyzzy", "武漢", MARK)
LISTS = ("campaigns", "engagements", "units", "commanders", "places", "belligerents", "sources")
CLAIMS = ("claims", "casualty-claims", "strength-claims")
OWN_TEXTS = (
    *("text", "office", "wording", "note", "locator", "front", "rank", "authors", "publisher", "scope"),
    "attributed_to",
)
# These pages list the values that a parameter may have.
WRONG = (
    "/engagements/?front=nowhere",
    "/sources/?language=xx",
    "/engagements/?campaign=nowhere",
    "/claims/?page=99999",
)
# An error page shows this reference to its line in the log.
REFERENCE = re.compile("<code>[0-9a-f]{12}</code>")


def addresses(records):
    """Yield each list in all its forms, and some records of each kind in all of theirs."""
    yield from ("/", "/days/", "/days/1938-09-06/", "/days/1938-10-25/", "/disagreements/")
    for about in ("figures", "meanings", "dates", "outcomes"):
        yield from (f"/disagreements/?about={about}", f"/disagreements/?about={about}&format=csv")
    for name in (*LISTS, *CLAIMS):
        yield from (f"/{name}/", f"/{name}/?format=csv", f"/{name}/?format=json", f"/{name}/?q=106")
    yield from (
        "/claims/?sort=-disagreement",
        "/claims/?kind=casualties&category=killed",
        "/claims/?campaign=battle-of-wuhan",
    )
    yield from ("/engagements/?sort=-claims", "/sources/?sort=-quoted", "/units/?sort=-participations")
    for query in SEARCHES[-1 - records :]:
        yield from (f"/search/?q={query}", f"/claims/?q={query}", f"/engagements/?q={query}", f"/sources/?q={query}")
    yield from WRONG
    for model in (*(found for found in kinds().values() if issubclass(found, Entity)), models.Source):
        for record in model.objects.published()[:records]:
            address = record.get_absolute_url()
            yield from (address, f"{address}?format=json")
    for campaign in models.Campaign.objects.published()[:records]:
        address = campaign.get_absolute_url()
        yield from (f"{address}timeline/", f"{address}order-of-battle/", f"{address}order-of-battle/?date=1938-09-06")
    for claim in models.FigureClaim.objects.published()[: 3 * records]:
        yield claim.get_absolute_url()


def bring_counts_up_to_date():
    """PostgreSQL counts when a transaction commits, and the transaction of this test never does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def contents(client, found):
    answers = {address: client.get(address) for address in found}
    assert {address for address, answer in answers.items() if answer.status_code != 200} == set(WRONG)
    return {address: REFERENCE.sub("", answer.getvalue().decode("utf-8-sig")) for address, answer in answers.items()}


def copy_of(row, status):
    """Return a copy of the record that readers must not see, with other words and figures."""
    model, mark = type(row), f"{MARK}{status}"
    values = {
        field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields if not field.primary_key
    }
    for name in ("slug", "ref"):
        if name in values:
            values[name] = f"{status}-{row.pk}"
    if model is models.Identifier:
        values["value"] += f"0{len(status)}"
    for name in ("name", "name_en", "title", "title_en", *OWN_TEXTS):
        if name in values:
            values[name] = f"{values[name]}{mark}"[-100:]
    if values.get("low") is not None and values.get("high") in (values["low"], None):
        values["low"] *= 7
        values["high"] = values["high"] and values["low"]
    return model(**values | {"status": status, "status_reason": f"{mark}reason" if status == "withdrawn" else ""})


@pytest.mark.both_engines(quick=False)
def test_drafts_and_withdrawn_copies_change_no_page(client, documents, request):
    bring_counts_up_to_date()
    found = sorted(set(addresses(records=6 if request.config.getoption("thorough") else 1)))
    before = contents(client, found)
    assert len(before) > 80
    for model in kinds().values():
        rows = list(model.objects.published())
        for status in (Status.DRAFT, Status.WITHDRAWN):
            copies = model.objects.bulk_create([copy_of(row, status) for row in rows])
            for field in model._meta.local_many_to_many:
                for row, copy in zip(rows, copies, strict=True):
                    getattr(copy, field.name).set(getattr(row, field.name).all())
    assert models.FigureClaim.objects.count() == 3 * models.FigureClaim.objects.published().count()
    bring_counts_up_to_date()
    after = contents(client, found)
    for address, page in before.items():
        assert after[address] == page, address


@pytest.mark.parametrize("model", [model for model in MODELS if hasattr(model, "get_absolute_url")], ids=label)
def test_a_draft_has_no_page(client, db, model):
    record = MAKERS[model]()
    assert client.get(record.get_absolute_url()).status_code == 200
    copy = copy_of(record, Status.DRAFT)
    copy.save()
    for query in ("", "?format=json"):
        assert client.get(f"{copy.get_absolute_url()}{query}").status_code == 404
