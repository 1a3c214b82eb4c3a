"""One process of the term in small: some of the people, each in a thread of its own."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.test.utils import override_settings, setup_test_environment

from tests.conftest import PLAIN_STATIC_FILES
from tests.term.people import Contributor, Editor


def play(first: int, step: int, contributors: int, editors: int, rounds: int, seed: int):
    """Let every ``step``-th person from ``first`` on work; prints what each was told as JSON."""
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
        json.dump(list(threads.map(work, people)), sys.stdout)
