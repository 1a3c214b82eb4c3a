"""manage.py: what it writes where the output is not UTF-8, and what it says of an error."""

import json
import sys
from io import BytesIO, TextIOWrapper

import pytest
from django.core.management import call_command

import manage
from battles.models import ImportRecord, Place
from tests import factories


@pytest.fixture
def run(monkeypatch):
    """Run a command of manage.py whose output has the encoding; its exit status, and what it wrote."""

    def run(*arguments, encoding="utf-8"):
        output = TextIOWrapper(BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", output)
        monkeypatch.setattr(sys, "argv", ["manage.py", *arguments])
        status = 0
        try:
            manage.main()
        except SystemExit as ended:
            status = ended.code
        output.flush()
        return status, output.buffer.getvalue().decode(encoding)

    return run


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gb2312"])
def test_a_report_is_written_where_the_output_is_not_utf_8(run, encoding):
    factories.make_claim(wording="約三百人—é", low=400, high=400, qualifier="exact")
    _status, as_utf_8 = run("checkrecords")
    assert "約三百人—é" in as_utf_8
    _status, report = run("checkrecords", encoding=encoding)
    assert len(report.splitlines()) == len(as_utf_8.splitlines())
    for name in ("utf-8", encoding):
        _status, report = run("checkrecords", "--format", "json", encoding=name)
        assert any("約三百人—é" in finding["sentence"] for finding in json.loads(report)["findings"])


def test_the_help_of_a_command_is_written_in_ascii(run):
    status, text = run("importcsv", "--help", encoding="ascii")
    assert status == 0
    assert "usage:" in text


@pytest.mark.django_db
def test_a_file_whose_name_is_not_utf_8_is_imported(tmp_path):
    path = tmp_path / "\udcff\udce6.csv"
    path.write_text("slug,name\nhankow,漢口\n", encoding="utf-8")
    call_command("importcsv", "places", str(path), verbosity=0)
    assert ImportRecord.objects.get().file_name == "��.csv"
    assert Place.objects.get().slug == "hankow"
