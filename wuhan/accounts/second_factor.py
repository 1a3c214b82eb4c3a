"""The second factor of an account: a device that makes one-time codes (TOTP, RFC 6238), and recovery codes."""

from base64 import b32encode
from textwrap import wrap

import segno
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

RECOVERY_CODES = 10


def enrolled_device(user) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def offered_device(user) -> TOTPDevice | None:
    """The device that was offered to the account and is not confirmed by a code yet."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


@transaction.atomic
def offer_device(user) -> TOTPDevice:
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="application", confirmed=False)


@transaction.atomic
def enrol(user, code: str) -> list[str] | None:
    """Confirm the offered device by its code; return the recovery codes, or None for a wrong code."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token(code):
        return None
    device.confirmed = True
    device.save()
    return new_recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user) -> list[str]:
    """Replace the recovery codes of the account; each code logs in once."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def turn_off(user):
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def device_for(user, code: str):
    """The device that the code belongs to by its form: six digits are a one-time code, all else is a recovery code."""
    if len(code) == 6 and code.isascii() and code.isdigit():
        return enrolled_device(user)
    return StaticDevice.objects.filter(user=user, confirmed=True).first()


def take_code(user, code: str) -> bool:
    """Use the code up; True if it logs in. Each wrong code doubles the wait before the next attempt."""
    device = device_for(user, code)
    return device is not None and verify_token(user, device.persistent_id, code) is not None


def seconds_to_wait(user, code: str) -> int:
    """The seconds until a code of this kind is accepted again after wrong ones; 0 for no wait."""
    device = device_for(user, code)
    if device is None:
        return 0
    allowed, reason = device.verify_is_allowed()
    return 0 if allowed else int((reason["locked_until"] - timezone.now()).total_seconds()) + 1


def secret_text(device: TOTPDevice) -> str:
    """The secret for typing: base 32, in groups of four."""
    return " ".join(wrap(b32encode(device.bin_key).decode(), 4))


def qr_code(device: TOTPDevice) -> str:
    """The data URI of an SVG image: the URL of the device as a QR code, black on white."""
    return segno.make_qr(device.config_url).svg_data_uri(scale=4, light="#fff")


def end_other_sessions(user, *, keep=None):
    """Log the account out of all sessions but the one with this key: they began without the second factor."""
    for session in Session.objects.filter(expire_date__gte=timezone.now()).exclude(session_key=keep).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
