"""Uploads of files in the admin, and the pages of their imports."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from battles.models import ImportRecord
from tests.admin import address


def csv_of(*rows, encoding="utf-8"):
    """The rows, dicts of cells without commas, as the bytes of a CSV file."""
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    return "".join(f"{line}\n" for line in lines).encode(encoding)


def upload(client, model, data, name="table.csv", **values):
    """Send a file to be imported into the model; the answer, and the record if there is one."""
    file = SimpleUploadedFile(name, data)
    response = client.post(address(model, "import"), {"file": file} | values)
    return response, ImportRecord.objects.order_by("-pk").first()


def page_of(client, record, **query):
    return client.get(address(ImportRecord, "change", record.pk), query)


def step(record, name):
    return reverse(f"admin:battles_importrecord_{name}", args=[record.pk])
