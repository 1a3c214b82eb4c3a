"""How far each replica is behind the primary; a thread of each process checks once a second."""

import logging
import os
import random
import time
from collections import deque
from threading import Lock, Thread

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

logger = logging.getLogger(__name__)

# Seconds that a replica may be behind, and seconds between two checks.
MAX_LAG = 5
LOOK_EVERY = 1
STATEMENT_TIMEOUT = "2s"

# A position is the number of bytes since the beginning of the write-ahead log.
PRIMARY_POSITION = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"
REPLICA_POSITION = (
    "SELECT CASE WHEN pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint END"
)


class Watch:
    """Keeps the position of each replica that may be read from.

    A replica is usable while it has replayed everything that the primary had written MAX_LAG seconds ago. Only the
    clock of this machine counts. While the primary does not answer, the set of usable replicas stays the same.
    """

    def __init__(self, replicas: list[str]):
        self.replicas = replicas
        self.positions: dict[str, int] = {}
        self.written: deque[tuple[float, int]] = deque()
        self.connections: dict[str, psycopg.Connection] = {}
        self.lock = Lock()
        self.process = None

    def choose(self, after: int) -> str | None:
        """Return a usable replica that has replayed the log up to ``after``, or None."""
        self.start()
        usable = [replica for replica, position in self.positions.copy().items() if position >= after]
        return random.choice(usable) if usable else None

    def leave_out(self, replica: str, error: Exception):
        """Stop reading from the replica until a check finds it usable."""
        if self.positions.pop(replica, None) is not None:
            logger.warning("%s is left out: %s", replica, first_line(error))

    def start(self):
        # A server forks its processes, and a thread exists only in the process that started it.
        with self.lock:
            if self.process != os.getpid():
                self.process = os.getpid()
                Thread(target=self.run, name="replicas", daemon=True).start()

    def run(self):
        while True:
            try:
                self.look()
            except Exception:
                # Do not read from unchecked replicas. The thread must go on.
                self.positions.clear()
                logger.exception("The check of the replicas failed.")
            time.sleep(LOOK_EVERY)

    def look(self):
        self.look_at_primary()
        if not self.written:
            return
        for replica in self.replicas:
            try:
                position = self.ask(replica, REPLICA_POSITION)
            except psycopg.Error as error:
                self.leave_out(replica, error)
                continue
            if position is None or position < self.written[0][1]:
                self.leave_out(replica, RuntimeError("too far behind, or no longer a replica"))
                continue
            if replica not in self.positions:
                logger.info("%s is read from", replica)
            self.positions[replica] = position

    def look_at_primary(self):
        try:
            self.written.append((time.monotonic(), self.ask(DEFAULT_DB_ALIAS, PRIMARY_POSITION)))
        except psycopg.Error as error:
            logger.warning("The primary does not answer: %s", first_line(error))
        while len(self.written) > 1 and self.written[1][0] <= self.written[-1][0] - MAX_LAG:
            self.written.popleft()

    def ask(self, alias, sql):
        try:
            if alias not in self.connections:
                parameters = connections[alias].get_connection_params()
                self.connections[alias] = psycopg.connect(**parameters, autocommit=True)
                self.connections[alias].execute(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'")
            return self.connections[alias].execute(sql).fetchone()[0]
        except psycopg.Error:
            if failed := self.connections.pop(alias, None):
                failed.close()
            raise


def first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
