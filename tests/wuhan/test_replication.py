"""The usable replicas, by their positions."""

import psycopg
import pytest

from wuhan import replication
from wuhan.replication import MAX_LAG, PRIMARY_POSITION, Watch


class Servers:
    """Positions of the primary and of two replicas; None is a server that is gone."""

    def __init__(self, monkeypatch):
        self.now, self.primary, self.replicas = 1000.0, 0, {"replica_1": 0, "replica_2": 0}
        self.watch = Watch(list(self.replicas))
        monkeypatch.setattr(self.watch, "ask", self.ask)
        monkeypatch.setattr(self.watch, "start", lambda: None)
        monkeypatch.setattr(replication.time, "monotonic", lambda: self.now)

    def ask(self, alias, sql):
        found = self.primary if sql == PRIMARY_POSITION else self.replicas[alias]
        if found is None:
            raise psycopg.OperationalError("gone")
        return found

    def after(self, seconds, **positions):
        """The usable replicas after these seconds, with the servers at these positions."""
        self.now += seconds
        self.primary = positions.pop("primary", self.primary)
        self.replicas |= positions
        self.watch.look()
        return set(self.watch.positions)

    def chosen(self, after):
        return {self.watch.choose(after) for _ in range(50)}


@pytest.fixture
def servers(monkeypatch):
    return Servers(monkeypatch)


def test_before_the_first_check_all_is_read_from_the_primary(servers):
    assert servers.chosen(after=0) == {None}


def test_session_reads_from_replicas_past_its_position(servers):
    assert servers.after(0, primary=100, replica_1=150, replica_2=120) == {"replica_1", "replica_2"}
    assert servers.chosen(after=0) == {"replica_1", "replica_2"}
    assert servers.chosen(after=150) == {"replica_1"}
    assert servers.chosen(after=151) == {None}


def test_a_replica_too_far_behind_is_left_out_until_it_has_caught_up(servers):
    both, first = {"replica_1", "replica_2"}, {"replica_1"}
    assert servers.after(0, primary=100, replica_1=100, replica_2=100) == both
    assert servers.after(1, primary=200, replica_1=200) == both
    assert servers.after(MAX_LAG - 1, primary=300, replica_1=300) == both
    assert servers.after(1, primary=300) == first
    assert servers.after(1, replica_2=300) == both


def test_a_replica_of_a_primary_that_writes_nothing_is_not_behind(servers):
    for _look in range(10):
        assert servers.after(MAX_LAG, primary=100, replica_1=100, replica_2=100) == {"replica_1", "replica_2"}


def test_a_replica_that_is_gone_is_left_out(servers):
    assert servers.after(0, primary=100, replica_1=None, replica_2=100) == {"replica_2"}
    assert servers.after(1, replica_1=100, replica_2=None) == {"replica_1"}


def test_while_the_primary_is_gone_the_usable_replicas_stay_the_same(servers):
    servers.after(0, primary=100, replica_1=100, replica_2=None)
    assert servers.after(10 * MAX_LAG, primary=None) == {"replica_1"}


def test_replica_left_out_after_a_failed_page_is_not_read_until_the_next_check(servers):
    servers.after(0, primary=100, replica_1=100, replica_2=100)
    servers.watch.leave_out("replica_1", RuntimeError("connection reset"))
    assert servers.chosen(after=0) == {"replica_2"}
    assert servers.after(1) == {"replica_1", "replica_2"}
