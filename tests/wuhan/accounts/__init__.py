"""Accounts: the login, its throttle, the second factor, and kept forms."""

import re
import time
from html import unescape

from django_otp.oath import TOTP

PASSWORD = "correct horse battery staple"


def send_password(client, username="editor", password=PASSWORD, **more):
    """Send the login form. ``data`` has more fields; other keywords, such as REMOTE_ADDR, go to the client."""
    data = {"username": username, "password": password} | more.pop("data", {})
    return client.post("/admin/login/", data, **more)


def code_of(device, steps=0):
    """The code of the device, ``steps`` of 30 seconds from now."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


def hidden_fields(page):
    """The hidden fields of the login page: the next URL and the kept form."""
    found = re.findall(r'<input type="hidden" name="(next|kept_form)" value="([^"]*)">', page.content.decode())
    return {name: unescape(value) for name, value in found}
