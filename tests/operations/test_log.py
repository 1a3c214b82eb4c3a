"""The log of a running site: a line of JSON for each request and each bad one, and no warning without a cause."""

import json
import socket

import pytest

from tests.clusters import on_postgresql
from tests.processes import PATIENCE
from tests.sites import serving

pytestmark = [pytest.mark.slow, pytest.mark.both_engines]


@on_postgresql
def test_each_request_is_one_line_of_json(filled_environment, administrator):
    with serving(filled_environment, administrator) as site:
        answer = site.visitor().ask("HEAD", "/campaigns/")
        assert (answer.status, answer.body) == (200, b"")
        with socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE) as browser:
            browser.sendall(b"no request\r\n\r\n")
            assert browser.recv(4096).startswith(b"HTTP/1.1 400 ")
    lines = [json.loads(line) for line in site.log.read_text().splitlines()]
    (request,) = [line for line in lines if line.get("method") == "HEAD"]
    assert (request["logger"], request["path"], request["status"]) == ("wuhan.requests", "/campaigns/", 200)
    (warning,) = [line for line in lines if line["level"] == "WARNING"]
    assert warning["logger"] == "gunicorn.error"
    assert "Invalid HTTP request line: 'no request'" in warning["message"]
