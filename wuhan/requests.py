"""A reference and a line in the log for each request, and the address of its client."""

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
    """Gives each request a reference and logs its status. Comes before all other middleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Never taken from a header: a client must not choose the reference of a log line.
        request.reference = secrets.token_hex(6)
        token = current_request.set(request)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request.reference
            duration = round(time.perf_counter() - began, 4)
            fields = {"status": response.status_code, "duration": duration}
            if response.status_code == 400:
                fields["host"] = request.META.get("HTTP_HOST")
            logger.log(level_of(response.status_code), "answered", extra=fields)
            return response
        finally:
            current_request.reset(token)


def level_of(status: int) -> int:
    if status >= 500:
        return logging.ERROR
    return logging.WARNING if status >= 400 else logging.INFO


def user_id(request):
    """Return the primary key of the request's account, or None. Makes no query, as the database may be gone."""
    user = getattr(request, "user", None)
    # If the user is not loaded yet, loading it would read the session.
    if user is None or getattr(user, "_wrapped", None) is empty:
        return None
    return user.pk


def client_address(request) -> str | None:
    """Return the address of the client, for counting failed logins, or None if the server knows none.

    Reads only the last hop of X-Forwarded-For, and only from a proxy in TRUSTED_PROXIES: the proxy has seen that hop,
    and the client may have invented the others. Returns the /64 network of an IPv6 address, because a client can use
    any address of its network.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    address = read_address(peer)
    if peer in settings.TRUSTED_PROXIES:
        last_hop = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2]
        address = read_address(last_hop.strip()) or address
    if address is None:
        return None
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 6:
        address = ipaddress.ip_network((int(address) >> 64 << 64, 64)).network_address
    return str(address)


def read_address(text: str):
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
