"""The web servers: clients that send a part of a request, or nothing, do not keep the others from the site."""

import logging
import os
import selectors
import socket
import struct
from threading import Thread
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.workers import gthread

from tests.processes import PATIENCE
from wuhan import workers
from wuhan.management.commands.quickstart import make_server

HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
BODY = HEAD + b"\r\nabc"
WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


def application(environ, start_response):
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def fail():
    raise ImproperlyConfigured("There is no secret key.")


def make_worker(*listeners):
    settings = Config()
    settings.set("threads", 2)
    log = logging.getLogger(__name__)
    log.access = lambda *arguments: None
    app = SimpleNamespace(cfg=settings, wsgi=fail)
    return workers.Worker(1, os.getppid(), listeners, app, PATIENCE, settings, log)


@pytest.fixture
def address(monkeypatch):
    """The address of a worker with two threads that runs in this process, and whose patience is at its end at once."""
    monkeypatch.setattr(workers, "HEAD", 0)
    monkeypatch.setattr(workers, "SILENCE", struct.pack("ll", 0, 1_000))
    # Without the site's own rule, a connection without a request would keep its thread for so long.
    monkeypatch.setattr(gthread, "DEFAULT_WORKER_DATA_TIMEOUT", 10 * PATIENCE)
    listener = socket.create_server(("127.0.0.1", 0))
    worker = make_worker(listener)
    worker.wsgi, worker.until = application, {}
    worker.tpool, worker.poller = worker.get_thread_pool(), selectors.DefaultSelector()
    worker.method_queue.init()
    thread = Thread(target=worker.run, daemon=True)
    thread.start()
    yield listener.getsockname()
    worker.handle_exit(None, None)
    thread.join(PATIENCE)
    worker.tmp.close()


@pytest.mark.parametrize("part", [b"", HEAD, BODY], ids=["nothing", "headers", "body"])
def test_a_request_is_answered_while_others_do_not_come_to_an_end(address, part):
    others = [socket.create_connection(address, timeout=PATIENCE) for _number in range(6)]
    for other in others:
        other.sendall(part)
    with socket.create_connection(address, timeout=PATIENCE) as browser:
        browser.sendall(WHOLE)
        assert browser.recv(4096).startswith(b"HTTP/1.1 200 OK")
    for other in others:
        other.close()


def test_wrong_settings_are_one_line_of_the_log_and_stop_gunicorn(caplog):
    worker = make_worker()
    with pytest.raises(SystemExit) as ended:
        worker.load_wsgi()
    worker.tmp.close()
    assert ended.value.code == Arbiter.WORKER_BOOT_ERROR
    assert caplog.messages == ["The settings are wrong: There is no secret key."]


def test_quickstart_answers_a_request_while_many_connections_are_idle():
    listener = socket.create_server(("127.0.0.1", 0))
    server = make_server(listener, application)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    idle = [socket.create_connection(listener.getsockname(), timeout=PATIENCE) for _number in range(120)]
    with socket.create_connection(listener.getsockname(), timeout=PATIENCE) as browser:
        browser.sendall(WHOLE)
        assert browser.recv(4096).startswith(b"HTTP/1.1 200 OK")
    for other in idle:
        # It was not closed to make room.
        other.setblocking(False)
        with pytest.raises(BlockingIOError):
            other.recv(1)
        other.close()
    # As Ctrl+C does.
    server.trigger.pull_trigger(server.close)
    server.task_dispatcher.shutdown()
    thread.join(PATIENCE)
