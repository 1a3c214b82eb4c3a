"""Reading public pages from streaming replicas: which reads may go there, and what a session that wrote must see."""

from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connection, connections

from wuhan.replication import PRIMARY_POSITION, Watch

# Who somebody is and what they may do is never asked of a copy.
APPS_READ_FROM_REPLICAS = {"battles"}
COOKIE = "read_after"
# Seconds. By then every replica in use is past the position, or nothing is left to catch up with.
COOKIE_AGE = 3600
# Later than any position: this session reads from the primary only.
UNKNOWN_POSITION = 2**63 - 1

_source = ContextVar("database read from", default=DEFAULT_DB_ALIAS)


@contextmanager
def reading_from(alias):
    token = _source.set(alias)
    try:
        yield
    finally:
        _source.reset(token)


class ReplicaRouter:
    """Reads go where ``reading_from`` says, writes and locks to the primary."""

    def db_for_read(self, model, **hints):
        return _source.get() if model._meta.app_label in APPS_READ_FROM_REPLICAS else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == DEFAULT_DB_ALIAS


class ReplicaMiddleware:
    """Makes pages that say ``reads_replica`` on a replica, and again on the primary if that fails.

    Whoever was shown any other page, and so may have written, has a cookie with the position that the primary's log
    had then; they read from replicas that are past it, or else from the primary.
    """

    def __init__(self, get_response):
        replicas = [alias for alias in connections if alias != DEFAULT_DB_ALIAS]
        if not replicas:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.watch = Watch(replicas)

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "was_on_primary", False):
            response.set_cookie(
                COOKIE,
                str(position()),
                max_age=COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def process_view(self, request, view, args, kwargs):
        reads_replica = getattr(getattr(view, "view_class", None), "reads_replica", None)
        if not reads_replica:
            request.was_on_primary = reads_replica is None
            return None
        replica = self.watch.choose(read_position(request.COOKIES.get(COOKIE, "")))
        if replica is None:
            return None
        try:
            with reading_from(replica):
                response = view(request, *args, **kwargs)
        except (OperationalError, InterfaceError) as error:
            self.watch.leave_out(replica, error)
            # Django makes the page itself then: on the primary.
            return None
        if response.streaming:
            response.streaming_content = self.stream(
                replica, response.streaming_content, lambda: view(request, *args, **kwargs).streaming_content
            )
        return response

    def stream(self, replica, pieces, repeat):
        """The pieces as the replica gives them; where it fails on the way, the rest as the primary has it."""
        pieces, sent, digest = iter(pieces), 0, sha256()
        try:
            while True:
                with reading_from(replica):
                    piece = next(pieces, None)
                if piece is None:
                    return
                sent += len(piece)
                digest.update(piece)
                yield piece
        except (OperationalError, InterfaceError) as error:
            self.watch.leave_out(replica, error)
        yield from rest(iter(repeat()), sent, digest.digest())


def rest(pieces, sent, digest):
    """What follows the bytes that were sent. Raises ConnectionAbortedError if the pieces begin in another way."""
    again, missing = sha256(), sent
    for piece in pieces:
        begin, piece = piece[:missing], piece[missing:]
        again.update(begin)
        missing -= len(begin)
        if missing == 0:
            break
    else:
        piece = b""
    if missing or again.digest() != digest:
        # The records were changed in between: half of one state and half of another would be no file.
        raise ConnectionAbortedError("The file changed while its replica failed; it was broken off.")
    yield piece
    yield from pieces


def position() -> int:
    """How far the primary's log is, with all that this process has written."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(PRIMARY_POSITION)
            return cursor.fetchone()[0]
    except Error:
        return UNKNOWN_POSITION


def read_position(text: str) -> int:
    if not text:
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else UNKNOWN_POSITION
