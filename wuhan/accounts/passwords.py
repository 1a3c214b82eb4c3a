"""One-time passwords: generated, shown once, valid for 30 days, replaced by the owner at the first login."""

from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import get_random_string

from wuhan.accounts.models import OneTimePassword

# 31 letters and digits without similar pairs, because people type them from paper; a password has 79 bits.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
PARTS, PART_LENGTH = 4, 4
# An old list of passwords is useless to its finder.
DAYS_VALID = 30

# Marks the session of an account that has to choose its own password. A new one-time password ends all sessions of the
# account, so the login sets the mark.
SESSION_KEY = "one_time_password"


def give_one_time_password(user) -> str:
    """Set a generated password on the account, without saving it, and return the password."""
    password = "-".join(get_random_string(PART_LENGTH, ALPHABET) for _ in range(PARTS))
    user.set_password(password)
    return password


def note_as_given(user):
    """Require the saved account to change its password first, and within DAYS_VALID."""
    OneTimePassword.objects.update_or_create(user=user, defaults={"given_at": timezone.now()})


def has_run_out(user) -> bool:
    """Whether the account has a one-time password that has expired."""
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
