"""One process of a term: some of the people, each in a thread of its own."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.test.utils import override_settings, setup_test_environment

from tests.conftest import PLAIN_STATIC_FILES
from tests.term.people import Contributor, Editor
from tests.term.replaying import present_states, replay


def play_and_replay(rows_of_import: int, **numbers):
    """Let all people work in this process; returns the reports of ``play`` and of ``replay``."""
    begin = present_states()
    return play(rows_of_import, first=0, step=1, **numbers), replay(begin)


def play(rows_of_import: int, *, first: int, step: int, contributors: int, editors: int, rounds: int, seed: int):
    """Let every ``step``-th person from ``first`` on work; returns a report of each."""
    Editor.rows_of_import = rows_of_import
    setup_test_environment()
    people = [
        *(Contributor(number, seed) for number in range(first, contributors, step)),
        *(Editor(number, seed) for number in range(first, editors, step)),
    ]
    connection.close()

    def work(person):
        try:
            return {"name": person.name} | person.work(rounds)
        finally:
            connection.close()

    with override_settings(STORAGES=PLAIN_STATIC_FILES), ThreadPoolExecutor(len(people)) as threads:
        return list(threads.map(work, people))
