"""One-time passwords: made up for an account, shown once, changed by its owner at the first login, within 30 days."""

import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from wuhan.accounts.models import OneTimePassword

# Letters and digits that are not taken for one another when they are typed from paper: 31 of them, 79 bits in all.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
PARTS, PART_LENGTH = 4, 4
# How long one logs in: a list of them that is found later opens nothing.
DAYS_VALID = 30

# In the session of an account that has to choose a password of its own. Whoever is given a new one-time password is
# logged out by that, so that the login is the only place to ask.
SESSION_KEY = "one_time_password"


def give_one_time_password(user) -> str:
    """Sets a password for the account, which is not saved by this, and returns it."""
    while True:
        password = "-".join("".join(secrets.choice(ALPHABET) for _ in range(PART_LENGTH)) for _ in range(PARTS))
        try:
            validate_password(password, user)
        except ValidationError:
            continue
        user.set_password(password)
        return password


def note_as_given(user):
    """From now on the saved account has to change its password before anything else, and within DAYS_VALID."""
    OneTimePassword.objects.update_or_create(user=user, defaults={"given_at": timezone.now()})


def has_run_out(user) -> bool:
    """Whether the account has a one-time password that was given too long ago to log in."""
    long_ago = timezone.now() - timedelta(days=DAYS_VALID)
    return OneTimePassword.objects.filter(user=user, given_at__lt=long_ago).exists()


def note_at_login(request, user):
    if OneTimePassword.objects.filter(user=user).exists():
        request.session[SESSION_KEY] = True


def has_to_change(request) -> bool:
    return SESSION_KEY in request.session


def note_as_changed(request):
    OneTimePassword.objects.filter(user=request.user).delete()
    request.session.pop(SESSION_KEY, None)
