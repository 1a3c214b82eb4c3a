"""The form of a source: its folded groups, and the checks of its numbers."""

import re

import pytest
from django.db import connection

from battles.models import Source
from tests.admin import address, errors, submit
from tests.factories import make_source

pytestmark = pytest.mark.django_db

WRONG = "978-7-5633-5509-8"
VALUES = {"title": "戰史", "slug": "history", "kind": "book"}


def test_rare_fields_are_folded(admin_client):
    page = admin_client.get(address(Source, "add")).content.decode()
    folded = re.findall(r"<details><summary>\s*<h2[^>]*>(.*?)</h2>", page)
    assert folded == ["In a journal or book", "Editors, translators and edition", "Text for checking"]


@pytest.mark.parametrize(
    ("values", "box", "words"),
    [
        ({"isbn": WRONG}, "isbn", "has a wrong check digit"),
        ({"isbn": "12"}, "isbn", "is no ISBN"),
        ({"doi": "182"}, "doi", "A DOI begins with 10."),
    ],
)
def test_a_wrong_number_is_told_beside_its_field(admin_client, values, box, words):
    response = submit(admin_client, address(Source, "add"), **VALUES | values)
    ((name, sentences),) = errors(response).items()
    assert name == box
    assert len(sentences) == 1
    assert words in sentences[0]
    assert not Source.objects.exists()


def test_labels_and_addresses_are_taken_off(admin_client):
    numbers = {"isbn": "ISBN 978-7-5633-5509-9", "doi": "https://doi.org/10.1000/182"}
    submit(admin_client, address(Source, "add"), **VALUES | numbers)
    source = Source.objects.get()
    assert (source.isbn, source.doi) == ("978-7-5633-5509-9", "10.1000/182")


def test_a_source_with_a_wrong_isbn_of_old_is_saved_with_a_warning(admin_client):
    source = make_source()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE battles_source SET isbn = %s WHERE id = %s", [WRONG, source.pk])
    response = submit(admin_client, address(Source, "change", source.pk), note="read again")
    assert response.status_code == 302
    source.refresh_from_db()
    assert (source.note, source.isbn) == ("read again", WRONG)
    told = [str(message) for message in admin_client.get("/admin/").context["messages"]]
    assert any("has a wrong check digit" in sentence for sentence in told)
    refused = submit(admin_client, address(Source, "change", source.pk), isbn="978-7-5633-5509-7")
    assert list(errors(refused)) == ["isbn"]
