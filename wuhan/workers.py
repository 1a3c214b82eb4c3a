"""Gunicorn's worker with threads, none of which a slow client can keep, and which says what settings are wrong.

A proxy in front does this too, and better. This is for a site that is reached directly, or whose proxy is slow.
"""

import socket
import struct
import sys
import time
from contextlib import suppress

from django.core.exceptions import ImproperlyConfigured
from gunicorn.arbiter import Arbiter
from gunicorn.workers.gthread import _DEFER, ThreadWorker

# Seconds in which the line and headers of a request have to come.
HEAD = 5
# Seconds that a client may send nothing of a body, or take nothing of an answer, as the system wants them.
SILENCE = struct.pack("ll", 30, 0)


class Worker(ThreadWorker):
    def init_process(self):
        # The connections whose request is being read, with the moment until which its headers have to come.
        self.until = {}
        super().init_process()

    def load_wsgi(self):
        """Log wrong settings in a sentence; gunicorn would print them beside its log too. It stops at this status."""
        try:
            super().load_wsgi()
        except ImproperlyConfigured as error:
            self.log.critical("The settings are wrong: %s", error)
            sys.exit(Arbiter.WORKER_BOOT_ERROR)

    def handle(self, conn):
        # A new connection waits for its first bytes without a thread.
        if not conn.initialized and not conn.wait_for_data(0):
            return _DEFER
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            conn.sock.setsockopt(socket.SOL_SOCKET, option, SILENCE)
        self.until[conn] = time.monotonic() + HEAD
        try:
            return super().handle(conn)
        finally:
            self.until.pop(conn, None)

    def handle_request(self, req, conn):
        self.until.pop(conn, None)
        return super().handle_request(req, conn)

    def murder_pending(self):
        """Gunicorn calls this every second to close connections that have waited too long."""
        super().murder_pending()
        now = time.monotonic()
        for conn, until in list(self.until.items()):
            if until < now:
                # The thread that reads gets an end of the request.
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)
