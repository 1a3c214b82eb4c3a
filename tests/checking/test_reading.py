"""The numbers of document 002 are found and read as people entered them."""

import pytest

from tests.checking.reading import DOCUMENTS, measure

pytestmark = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"the texts are not in {DOCUMENTS}")


@pytest.fixture(scope="module")
def measured():
    return measure()


def test_the_numbers_of_claims_are_found(measured):
    assert measured.with_number > 70
    assert len(measured.not_found) <= 0.05 * measured.with_number


def test_hardly_any_open_number_is_no_claim(measured):
    assert measured.open_numbers > 70
    assert len(measured.no_figure) <= 10


def test_figures_are_prefilled_as_they_were_entered(measured):
    assert measured.exact >= 0.85 * measured.claims


def test_no_wrong_figure_is_filled_without_a_mark_of_doubt(measured):
    assert (measured.wrong, measured.clicked_wrong) == ([], [])
