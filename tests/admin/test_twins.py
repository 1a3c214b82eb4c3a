"""The form for a new record warns once of records that may be the same."""

import pytest

from battles import models
from battles.checking.twins import twins_of
from tests.admin import address, errors, submission, submit
from tests.factories import make_belligerent, make_place, make_source, make_unit

pytestmark = pytest.mark.django_db

ADD = address(models.Place, "add")


def answered(page):
    """The form as it is shown, sent by “Save anyway”."""
    return submission(page) | {
        "_confirmed": [question.key for question in page.context["questions"]],
        "_save": "Save anyway",
    }


def test_the_form_shows_the_twins_once_and_saves_anyway(admin_client):
    known = make_place(slug="wuhan", name="武漢", name_en="Wuhan")
    page = submit(admin_client, ADD, slug="new", name="武汉")
    assert errors(page) == {"__all__": ["This is not saved yet. Read “Before it is saved”, then save again."]}
    text = page.content.decode()
    assert "There are records that may be the same." in text
    assert f'href="{address(models.Place, "change", known.pk)}"' in text
    assert 'value="Save anyway"' in text
    assert models.Place.objects.count() == 1
    assert admin_client.post(ADD, answered(page)).status_code == 302
    assert models.Place.objects.count() == 2


def test_another_twin_is_another_question(admin_client):
    make_place(name="武漢")
    page = submit(admin_client, ADD, slug="new", name="武漢")
    make_place(name="武漢")
    assert admin_client.post(ADD, answered(page)).status_code == 200
    assert models.Place.objects.count() == 2


def test_a_new_name_and_an_old_record_are_saved_at_once(admin_client):
    known = make_place(name="武漢")
    make_place(name="武漢")
    assert submit(admin_client, ADD, slug="new", name="漢口").status_code == 302
    assert submit(admin_client, address(models.Place, "change", known.pk), note="checked").status_code == 302


def test_a_unit_of_another_side_is_saved_at_once(admin_client):
    make_unit(name="第1師團")
    values = {"slug": "new", "name": "第1師團", "echelon": "division"}
    assert (
        submit(admin_client, address(models.Unit, "add"), **values, belligerent=make_belligerent()).status_code == 302
    )


def test_a_source_with_the_same_isbn_is_shown(admin_client):
    known = make_source(title="武漢會戰", isbn="978-7-101-00001-6")
    values = {"slug": "new", "title": "Other", "kind": "book", "isbn": "7101000010"}
    page = submit(admin_client, address(models.Source, "add"), **values)
    assert [question.records for question in page.context["questions"]] == [[known]]


def test_the_warning_takes_two_queries(admin_client, django_assert_num_queries):
    for number in range(5):
        make_place(name="武漢", slug=f"place-of-{number}")
    with django_assert_num_queries(2):
        twins_of(models.Place(name="武漢"), 10)
