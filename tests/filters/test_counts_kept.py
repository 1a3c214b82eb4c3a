"""The counts that PostgreSQL keeps always equal the rows, and long lists use them."""

import json
import random
from itertools import combinations

import pytest
from django.db import connection, transaction
from django.db.models.functions import Coalesce
from django.http import QueryDict

from battles.filters import counting
from battles.filters import lists as filters
from battles.filters.selection import Selection
from battles.models import CasualtyClaim, FigureClaim, FigureKind
from tests import factories
from tests.counts import counted, kept
from tests.views.test_facets import numbers

pytestmark = [
    pytest.mark.both_engines,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite counts on every page"),
]


def test_kept_counts_equal_counted_rows_after_any_changes():
    draw = random.Random(9)
    sides = [None, *(factories.make_belligerent() for _number in range(2))]
    sources = [factories.make_source() for _number in range(2)]
    campaign = factories.make_campaign()
    for _number in range(60):
        with transaction.atomic():
            for _write in range(draw.randint(1, 3)):
                claims = list(FigureClaim.objects.all())
                action = draw.choice(["add", "add", "change", "delete", "many", "undo"])
                if action in ("change", "delete", "many") and claims:
                    claim = draw.choice(claims)
                    if action == "delete":
                        claim.delete()
                    elif action == "many":
                        FigureClaim.objects.filter(source=claim.source).update(claimant=draw.choice(sides))
                    else:
                        claim.category, claim.disputed = draw.choice(["killed", "wounded"]), draw.random() < 0.5
                        claim.save()
                    continue
                savepoint = transaction.savepoint()
                factories.make_claim(
                    belligerent=draw.choice(sides),
                    source=draw.choice(sources),
                    campaign=campaign,
                    low=draw.randint(0, 9),
                    qualifier="over",
                    high=None,
                )
                (transaction.savepoint_rollback if action == "undo" else transaction.savepoint_commit)(savepoint)
    assert FigureClaim.objects.count() > 10
    assert kept() == counted()
    pairs = {(one, other) for one, _value, other, _other_value in kept() if other}
    assert set(combinations(["kind", "category", "disputed", "belligerent"], 2)) <= pairs


def test_changes_that_are_rolled_back_are_not_counted():
    factories.make_claim()
    before = kept()
    with transaction.atomic():
        factories.make_claim()
        transaction.set_rollback(True)
    assert kept() == before == counted()


def test_an_emptied_table_has_no_kept_counts():
    factories.make_claim()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE battles_figureclaim")
    assert kept() == {}


@pytest.fixture
def claims(monkeypatch):
    """More claims than a page counts."""
    monkeypatch.setattr(counting, "MOST_COUNTED", 5)
    monkeypatch.setattr(counting, "MOST_COUNTED_AGAIN", 5)
    sides = [factories.make_belligerent(slug=slug) for slug in ("china", "japan")]
    claims = []
    for number in range(24):
        strength = number % 4 == 0
        claims.append(
            factories.make_claim(
                belligerent=sides[number % 2], low=number, high=number,
                kind="strength" if strength else "casualties", category="total" if strength else "killed",
                disputed=number % 3 == 0,
            )
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE battles_figureclaim")
    return claims


QUERIES = ("", "belligerent=japan", "belligerent=china&belligerent=japan", "disputed=yes", "category=killed")


@pytest.mark.parametrize(
    ("model", "kinds", "queries"),
    [(FigureClaim, (), (*QUERIES, "kind=strength")), (CasualtyClaim, CasualtyClaim.kinds, QUERIES)],
)
def test_kept_counts_of_a_long_list_equal_counted_rows(claims, model, kinds, queries):
    for query in queries:
        selection = Selection(QueryDict(query), model.objects.all(), filters.claim_facets(kinds or FigureKind))
        fast, slow = counting.kept_counts(selection, kinds), counting.counted_rows(selection)
        assert fast.total == slow.total > 0, query
        told = [name for name in fast.by_facet if name not in ("engagement", "unit", "kind")]
        assert told
        for name in told:
            assert +fast.by_facet[name] == slow.by_facet[name], (query, name)


def test_pages_of_a_long_list_hold_each_claim_once(client, claims):
    FigureClaim.objects.filter(pk__in=[claim.pk for claim in claims[5:9]]).delete()
    expected = [claim.ref for claim in claims[:5] + claims[9:]]
    refs = []
    for page in (1, 2, 3):
        answer = client.get(f"/claims/?format=json&per_page=7&page={page}")
        refs += [row["ref"] for row in json.loads(answer.getvalue())]
    assert refs == expected


def test_a_search_with_many_results_estimates_their_number_and_has_its_last_page(client, claims):
    page = client.get("/claims/?q=china&per_page=5").content.decode()
    assert "About" in page
    assert "of about" in page
    assert client.get("/claims/?q=china&per_page=5&page=3").status_code == 200
    beyond = client.get("/claims/?q=china&per_page=5&page=9")
    assert beyond.status_code == 400
    assert "There is no page 9." in beyond.content.decode()


def test_a_long_list_shows_the_numbers(client, claims):
    page = client.get("/claims/?belligerent=japan").content.decode()
    assert numbers(page, "belligerent") == {"japan": 12, "china": 12}
    assert numbers(page, "kind") == {"casualties": 12}


def plan(queryset):
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        try:
            return queryset.explain()
        finally:
            cursor.execute("RESET enable_seqscan")


def test_each_index_serves_its_query(claims):
    rows = FigureClaim.objects
    assert "figureclaim_by_text" in plan(rows.filter(search_key__contains="万家岭").order_by().values("pk"))
    by_figure = Coalesce("low", "high")
    assert "figureclaim_by_figure " in plan(rows.order_by(by_figure.asc(nulls_last=True), "pk")[:5])
    assert "figureclaim_by_figure_down" in plan(rows.order_by(by_figure.desc(nulls_last=True), "-pk")[:5])
    assert "figureclaim_by_subject" in plan(rows.with_others().order_by().filter(pk=1).values("highest"))
