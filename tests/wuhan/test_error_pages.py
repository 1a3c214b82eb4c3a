"""Error pages explain the error and show its reference in the log; neither page nor log has a secret."""

import io
import json
import logging
import re
from itertools import count
from types import SimpleNamespace

import pytest
from django.conf import settings as site_settings
from django.db import OperationalError
from django.test import Client
from django.urls import path

from battles.views.home import HomeView
from tests.processes import manage
from wuhan import requests
from wuhan.logs import JSONFormatter

pytestmark = pytest.mark.django_db
SECRET = "hunter2-hunter2"


def fail(request):
    raise RuntimeError("something broke")


def fail_without_the_database(request):
    raise OperationalError("connection failed")


def fail_with_a_password_in_scope(request):
    password = request.POST["password"]
    return len(password) / 0


def refuse(request):
    from django.core.exceptions import PermissionDenied

    raise PermissionDenied


class Failing:
    """The URLs of the site, and some that fail."""

    from wuhan.urls import handler400, handler404, handler500
    from wuhan.urls import urlpatterns as site_urls

    urlpatterns = [
        path("fail/", fail),
        path("fail/database/", fail_without_the_database),
        path("fail/password/", fail_with_a_password_in_scope),
        path("refuse/", refuse),
        path("admin/fail/", fail),
        path("admin/refuse/", refuse),
        *site_urls,
    ]


@pytest.fixture
def log():
    """The lines of the log so far, as a function."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JSONFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def client(settings):
    settings.ROOT_URLCONF = Failing
    return Client(raise_request_exception=False)


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/claims/?sort=nonsense", 400, "“nonsense” is not valid for sort"),
        ("/refuse/", 403, "You may not do this."),
        ("/nowhere/", 404, "No page has this address."),
        ("/fail/", 500, "An error on this site prevented the page from loading."),
        ("/fail/database/", 503, "The database does not answer just now."),
    ],
)
def test_error_page_explains_the_error_and_shows_its_reference(client, log, address, status, sentence):
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    (reference,) = re.findall(r"<code>([0-9a-f]{12})</code>", page)
    assert answer["X-Request-ID"] == reference
    line = log()[-1]
    assert (line["request"], line["status"], line["path"]) == (reference, status, address.partition("?")[0])
    assert len(re.findall("<h1", page)) == 1


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/admin/nowhere/", 404),
        ("/admin/battles/place/?slug__regex=a", 400),
        ("/admin/battles/proposal/?kind=nonsense", 400),
        ("/admin/auth/user/0/password/", 404),
        ("/admin/fail/", 500),
        ("/admin/refuse/", 403),
    ],
)
def test_no_error_page_of_the_admin_is_stored(client, admin_user, address, status):
    client.force_login(admin_user)
    answer = client.get(address)
    assert answer.status_code == status
    assert "no-store" in answer["Cache-Control"]


def test_form_of_the_admin_without_a_csrf_token_is_not_stored(settings):
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "admin"})
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (403, True)


def test_cause_of_an_error_is_logged_with_its_reference(client, log):
    reference = client.get("/fail/")["X-Request-ID"]
    causes = [line["error"] for line in log() if line["request"] == reference and "error" in line]
    assert len(causes) == 1
    assert causes[0].endswith("RuntimeError: something broke")
    assert [line["level"] for line in log()] == ["ERROR", "ERROR"]


def test_form_without_a_csrf_token_gets_an_explanation(settings):
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "admin"})
    assert answer.status_code == 403
    assert "Go back, open the page anew and send it again." in answer.content.decode()
    assert answer["X-Request-ID"] in answer.content.decode()


def test_form_that_is_too_large_gets_an_explanation(client, log):
    body = "username=" + "x" * 3_000_000
    answer = client.post("/admin/login/", body, "application/x-www-form-urlencoded")
    assert "The form is too large." in answer.content.decode()
    assert answer["X-Request-ID"] in answer.content.decode()


def test_form_with_too_many_fields_gets_an_explanation(client):
    body = "&".join(f"field-{number}=" for number in range(10_001))
    answer = client.post("/admin/login/", body, "application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert "The form has too many fields." in answer.content.decode()


def test_log_line_has_these_fields_and_no_query_string(client, log, admin_user, monkeypatch):
    client.force_login(admin_user)
    # A clock that goes on by a second each time it is read.
    monkeypatch.setattr(requests, "time", SimpleNamespace(perf_counter=count().__next__))
    client.get("/admin/?token=" + SECRET)
    line = log()[-1]
    assert set(line) == {
        *("time", "level", "logger", "message", "request", "user", "method", "path", "status", "duration")
    }
    assert (line["method"], line["path"], line["user"], line["level"]) == ("GET", "/admin/", admin_user.pk, "INFO")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])
    assert line["duration"] == 1


def test_logging_makes_no_query(client, log, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.cookies["sessionid"] = "x" * 32
        client.get("/nowhere/")
    assert log()[-1]["user"] is None


def test_the_login_is_logged_with_the_account(client, log, django_user_model):
    user = django_user_model.objects.create_superuser("admin", password=SECRET)
    client.post("/admin/login/", {"username": "admin", "password": SECRET})
    assert (log()[-1]["path"], log()[-1]["user"]) == ("/admin/login/", user.pk)


def test_line_breaks_in_a_url_do_not_split_a_log_line(client, log):
    client.get("/nowhere/%0A%7B%22level%22%3A%20%22forged%22%7D%E2%80%A8/")
    assert len(log()) == 1
    assert log()[0]["level"] == "WARNING"


def test_a_client_cannot_choose_its_reference(client):
    assert client.get("/nowhere/", headers={"X-Request-ID": "chosen"})["X-Request-ID"] != "chosen"


@pytest.mark.parametrize("address", ["/fail/", "/fail/password/", "/fail/database/", "/admin/login/", "/refuse/"])
def test_no_secret_of_a_request_is_in_the_page_or_the_log(settings, log, address):
    settings.ROOT_URLCONF = Failing
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = SECRET
    answer = client.post(
        f"{address}?token={SECRET}",
        {"username": "admin", "password": SECRET, "token": SECRET, "code": SECRET},
        headers={"Authorization": f"Bearer {SECRET}", "X-Api-Key": SECRET, "Referer": f"http://testserver/?{SECRET}"},
    )
    assert log()
    # The form that chooses a language has the URL of the page.
    page = re.sub(r'<input type="hidden" name="next" value="[^"]*">', "", answer.content.decode())
    assert SECRET not in page + str(answer.headers)
    assert SECRET not in json.dumps(log())


def test_no_secret_of_the_site_is_in_the_page_or_the_log(client, log, monkeypatch):
    def read_a_setting_that_is_missing(self, request, *args, **kwargs):
        raise LookupError(f"{type(site_settings).__name__} has no such setting")

    monkeypatch.setattr(site_settings, "SECRET_KEY", SECRET)
    monkeypatch.setitem(site_settings.DATABASES["default"], "PASSWORD", SECRET)
    monkeypatch.setattr(HomeView, "dispatch", read_a_setting_that_is_missing)
    answer = client.get("/")
    assert answer.status_code == 500
    assert SECRET not in answer.content.decode()
    assert "LookupError" in json.dumps(log())
    assert SECRET not in json.dumps(log())


SHOW_A_PAGE = """
from django.test import Client
answer = Client(raise_request_exception=False).get("/", headers={"Host": "localhost"})
print(answer.status_code, answer.content.decode())
"""


@pytest.mark.both_engines
def test_password_of_the_database_is_not_shown_when_the_connection_fails(environment):
    environment |= {"DATABASE_URL": f"postgres://editor:{SECRET}@127.0.0.1:1/nothing", "SECRET_KEY": SECRET * 5}
    done = manage(environment, "shell", "--no-imports", "-c", SHOW_A_PAGE)
    assert done.stdout.startswith("503 ")
    assert "The database does not answer just now." in done.stdout
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert "connection failed" in lines[0]["error"]
    assert lines[0]["request"] in done.stdout
    assert SECRET not in done.stdout + done.stderr


def test_error_page_works_without_its_stylesheet(client, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    settings.STATIC_ROOT = tmp_path
    page = client.get("/fail/").content.decode()
    assert "An error on this site prevented the page from loading." in page
    assert "stylesheet" not in page


def test_a_host_that_is_not_of_the_site_is_one_line_of_the_log(client, log):
    assert client.get("/campaigns/", headers={"host": "evil.example"}).status_code == 400
    (line,) = log()
    assert (line["level"], line["path"], line["status"], line["host"]) == (
        "WARNING",
        "/campaigns/",
        400,
        "evil.example",
    )
