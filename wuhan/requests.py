"""Requests: a reference and one line in the log for each, and the address that it came from."""

import ipaddress
import logging
import secrets
import time
from contextvars import ContextVar

from django.conf import settings
from django.utils.functional import empty

logger = logging.getLogger(__name__)
current_request = ContextVar("current_request", default=None)


class RequestMiddleware:
    """Gives each request its reference, and logs how it was answered. Stands before all other middleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Made here, never taken from a header: what a stranger sends must not name a line of the log.
        request.reference = secrets.token_hex(6)
        token = current_request.set(request)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request.reference
            duration = round(time.perf_counter() - began, 4)
            logger.log(
                level_of(response.status_code), "answered", extra={"status": response.status_code, "duration": duration}
            )
            return response
        finally:
            current_request.reset(token)


def level_of(status: int) -> int:
    if status >= 500:
        return logging.ERROR
    return logging.WARNING if status >= 400 else logging.INFO


def user_id(request):
    """The primary key of the request's account, or None; never a query, so that the database may be gone."""
    user = getattr(request, "user", None)
    # Nobody asked for the user of this request so far, and asking would read the session.
    if user is None or getattr(user, "_wrapped", None) is empty:
        return None
    return user.pk


def client_address(request) -> str | None:
    """The address of the client, for counting failed logins; None where the server knows none.

    Of X-Forwarded-For only the last hop counts, and only from a proxy of TRUSTED_PROXIES: that hop the proxy has seen,
    the ones before it are whatever the client wrote. An IPv6 client can take any address of its /64, which therefore
    counts as one.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if address in settings.TRUSTED_PROXIES:
        last_hop = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        address = last_hop if is_address(last_hop) else address
    if not is_address(address):
        return None
    address = ipaddress.ip_address(address)
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 6:
        address = ipaddress.ip_network((int(address) >> 64 << 64, 64)).network_address
    return str(address)


def is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
