"""Slows logins from an address where the logins of many accounts failed.

A browser that has logged in to the account before is not slowed, so an office goes on working while one of its machines
tries passwords.
"""

import math
from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from wuhan.requests import client_address

# From so many accounts on, one login in so many seconds is taken from the address.
ACCOUNTS = 10
SECONDS = 10
COOKIE = "logged_in_before"
COOKIE_AGE = timedelta(days=90)


def seconds_to_wait(request, username: str) -> int:
    now = timezone.now()
    failures = AccessAttempt.objects.filter(
        ip_address=client_address(request), attempt_time__gte=now - settings.AXES_COOLOFF_TIME
    ).aggregate(accounts=Count("username", distinct=True), last=Max("attempt_time"))
    if failures["accounts"] < ACCOUNTS or has_logged_in_before(request, username):
        return 0
    return max(0, math.ceil(SECONDS - (now - failures["last"]).total_seconds()))


def has_logged_in_before(request, username: str) -> bool:
    key = request.get_signed_cookie(COOKIE, default=None, max_age=COOKIE_AGE)
    return key is not None and User.objects.filter(pk=key, username=username).exists()


def remember(response, user):
    """Note in the browser that it has logged in to the account."""
    response.set_signed_cookie(
        COOKIE,
        user.pk,
        max_age=COOKIE_AGE,
        path=reverse("admin:login"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
