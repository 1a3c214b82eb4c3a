"""Accounts: logging in, the throttle, the second factor, and forms that outlast a session."""

import re
import time
from html import unescape

from django_otp.oath import TOTP

PASSWORD = "correct horse battery staple"


def send_password(client, username="editor", password=PASSWORD, **more):
    """Sends the login form. ``more`` goes to the client, REMOTE_ADDR for one, except ``data`` for further fields."""
    data = {"username": username, "password": password} | more.pop("data", {})
    return client.post("/admin/login/", data, **more)


def code_of(device, steps=0):
    """The code that the device shows, so many steps of 30 seconds from now."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


def hidden_fields(page):
    """What the login page carries along: where to go on to, and what was typed there."""
    found = re.findall(r'<input type="hidden" name="(next|kept_form)" value="([^"]*)">', page.content.decode())
    return {name: unescape(value) for name, value in found}
