"""A list answers any parameters with a page or a sentence, and always escapes typed text."""

import pytest
from django.urls import get_resolver, reverse
from hypothesis import given
from hypothesis import strategies as st

from battles.views.lists import RecordListView
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

LISTS = {
    pattern.name: pattern.callback.view_class
    for pattern in get_resolver("battles.urls").url_patterns
    if issubclass(pattern.callback.view_class, RecordListView)
}
HOSTILE = "<script>alert(1)</script>"
NEAR_VALUES = [
    "yes", "no", "casualties", "killed", "division", "the-one", "null", "None", "0", "1", "-1", "500", "501", "1000000",
    "1.5", "1e400", "nan", "Infinity", "-0", "０", "1938", "1938-13", "1938-02-30", "../1938", "1938-10/..", "[1938..]",
    "Y170000002", "-9999", "%", "_", "\\", "'", '"', "'; DROP TABLE x; --", HOSTILE, "\ud800", "\u202e", "\u200f",
    "\ufeff", "a" * 201, "9" * 40, "第106師團", "name", "-name", "--name", "figure", "-figure", "disagreement",
    "-disagreement", "csv", "json", "CSV", "belligerent", "kind", "zh-Hant", "長江以南", "a\tb",
    "a\nb", "\u0000", "{}", "%s", "%(a)s",
]  # fmt: skip
VALUES = st.text(max_size=30) | st.integers().map(str) | st.sampled_from(NEAR_VALUES) | st.dates().map(str)


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    """The same few records for all examples."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        side = factories.make_belligerent(slug="the-one")
        campaign = factories.make_campaign(slug="the-one", start="1938", end="1938-10")
        factories.make_engagement(slug="the-one", campaign=campaign, front="長江以南", start="1938-10")
        factories.make_claim(campaign=campaign, belligerent=side, unit=factories.make_unit(belligerent=side))
        factories.make_claim(campaign=campaign, belligerent=side, kind="strength", category="total", low=5, high=5)
        factories.make_commander(slug="the-one", born="1890")
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", LISTS)
@given(data=st.data())
def test_a_list_answers_any_parameters(client, rows, name, data):
    view = LISTS[name]()
    parameters = data.draw(
        st.dictionaries(
            st.sampled_from(sorted(view.parameters)) | st.text(max_size=8),
            st.lists(VALUES, min_size=1, max_size=3),
            max_size=4,
        )
    )
    encoded = {
        key.encode("utf-8", "surrogatepass"): [value.encode("utf-8", "surrogatepass") for value in values]
        for key, values in parameters.items()
    }
    response = client.get(reverse(f"battles:{name}"), encoded)
    assert response.status_code in (200, 400)
    if response.streaming:
        assert response.getvalue()
    else:
        assert HOSTILE not in response.content.decode()


@given(query=VALUES)
def test_search_answers_any_query(client, rows, query):
    response = client.get("/search/", {b"q": query.encode("utf-8", "surrogatepass")})
    assert response.status_code in (200, 400)
    assert HOSTILE not in response.content.decode()
