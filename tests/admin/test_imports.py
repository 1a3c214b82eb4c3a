"""Import records in the admin can be viewed and not changed."""

import pytest

from battles.models import ImportRecord
from tests.admin import address
from tests.factories import make_importrecord

pytestmark = pytest.mark.django_db


def test_an_import_is_listed_and_can_be_read(admin_client):
    record = make_importrecord(file_name="seminar.csv", message="the seminar's table")
    listed = admin_client.get(address(ImportRecord, "changelist")).content.decode()
    assert "seminar.csv" in listed
    page = admin_client.get(address(ImportRecord, "change", record.pk)).content.decode()
    assert "the seminar&#x27;s table" in page
    assert 'name="_save"' not in page


def test_an_import_is_found_by_its_file_and_message(admin_client):
    make_importrecord(file_name="seminar.csv")
    make_importrecord(file_name="other.csv")
    listed = admin_client.get(address(ImportRecord, "changelist"), {"q": "seminar"}).content.decode()
    assert "seminar.csv" in listed
    assert "other.csv" not in listed


def test_import_records_cannot_be_added_or_deleted_by_hand(admin_client):
    record = make_importrecord()
    assert admin_client.get(address(ImportRecord, "add")).status_code == 403
    assert admin_client.post(address(ImportRecord, "delete", record.pk), {"post": "yes"}).status_code == 403
    assert admin_client.post(address(ImportRecord, "change", record.pk), {"message": "x"}).status_code == 403
    assert ImportRecord.objects.get().message == ""
