"""Security headers of every response, and the site behind HTTPS."""

import pytest
from django.conf import settings as site_settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.wuhan.test_settings import settings as settings_with

pytestmark = pytest.mark.django_db


def policy(answer):
    return dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))


@pytest.mark.parametrize("address", ["/", "/claims/?format=json", "/nowhere/", "/claims/?sort=x", "/admin/login/"])
def test_every_answer_comes_with_the_strict_policy(client, address):
    answer = client.get(address)
    assert policy(answer) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.fixture
def https(settings):
    """The settings of a site with a public name."""
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def test_plain_http_is_redirected_to_https_with_hsts(client, https):
    assert client.get("/claims/").headers["Location"] == "https://testserver/claims/"
    answer = client.get("/claims/", headers={"X-Forwarded-Proto": "https"})
    assert answer["Strict-Transport-Security"] == "max-age=31536000"


def test_cookies_of_a_public_site_are_limited_to_its_host():
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "TRUSTED_PROXIES", "SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    public = settings_with(names=names, ALLOWED_HOSTS="battles.example.org")
    assert public["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert public["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert public["TRUSTED_PROXIES"] == ["127.0.0.1", "::1", ""]
    assert public["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    private = settings_with(names=names)
    assert private["SESSION_COOKIE_NAME"] == "sessionid"
    assert private["TRUSTED_PROXIES"] == []


def test_proxy_on_another_machine_can_be_trusted():
    found = settings_with(names=["TRUSTED_PROXIES"], ALLOWED_HOSTS="a.example", TRUSTED_PROXIES="10.0.0.2, 10.0.0.3")
    assert found["TRUSTED_PROXIES"] == ["10.0.0.2", "10.0.0.3"]


@pytest.mark.parametrize("password", ["elevenchars", "password1234", "123456789012345", "okamura-yasuji"])
def test_password_that_is_easily_guessed_is_refused(django_user_model, password):
    with pytest.raises(ValidationError):
        validate_password(password, django_user_model(username="okamura-yasuji"))


def test_long_password_is_accepted(django_user_model):
    validate_password("correct horse battery staple", django_user_model(username="okamura-yasuji"))


def test_a_session_lasts_a_working_day(client, django_user_model):
    django_user_model.objects.create_superuser("admin", password="correct horse battery")
    client.post("/admin/login/", {"username": "admin", "password": "correct horse battery"})
    assert client.session.get_expiry_age() == site_settings.SESSION_COOKIE_AGE == 43_200
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
