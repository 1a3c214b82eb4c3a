"""The log of a running site: one line for each request, and no warning without a cause."""

import json

import pytest

from tests.clusters import on_postgresql
from tests.sites import serving

pytestmark = [pytest.mark.slow, pytest.mark.both_engines]


@on_postgresql
def test_a_request_for_the_head_of_a_page_is_one_line(filled_environment, administrator):
    with serving(filled_environment, administrator) as site:
        answer = site.visitor().ask("HEAD", "/campaigns/")
        assert (answer.status, answer.body) == (200, b"")
    lines = [json.loads(line) for line in site.log.read_text().splitlines()]
    (request,) = [line for line in lines if line.get("method") == "HEAD"]
    assert (request["logger"], request["path"], request["status"]) == ("wuhan.requests", "/campaigns/", 200)
    assert [line["message"] for line in lines if line["level"] == "WARNING"] == []
