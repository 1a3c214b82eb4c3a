"""Visitors that keep coming while a test does something to the site."""

from contextlib import contextmanager
from http.client import HTTPException
from itertools import count
from threading import Event, Thread

from tests.processes import PATIENCE

# Seconds until a visitor who got no answer comes again.
PAUSE = 0.05


class Load:
    """What the visitors saw: pairs of a path and an Answer, or of a path and the error where none came."""

    def __init__(self):
        self.answers = []
        self.over = Event()

    def read(self, visitor, paths):
        """Ask for the paths in turn until it is over."""
        while not self.over.is_set():
            for path in paths:
                self.note(path, lambda path=path: visitor.get(path))

    def note(self, path, ask):
        try:
            self.answers.append((path, ask()))
        except (OSError, HTTPException) as error:
            self.answers.append((path, error))
            self.over.wait(PAUSE)
            return None
        return self.answers[-1][1]

    def statuses(self, first=0):
        """Of the answers from that one on: their statuses, and the errors where none came."""
        return {getattr(answer, "status", repr(answer)) for _path, answer in self.answers[first:]}

    def add_records(self, editor, prefix, saved):
        """Save places and claims in turn until it is over; ``saved`` takes what the site said it has.

        That is the slugs of places, and of claims their place in the source.
        """
        editor.key_of("campaign"), editor.key_of("source")
        for number in count(1):
            if self.over.is_set():
                return
            name, add = f"{prefix}-{number}", (editor.add_place, editor.add_claim)[number % 2]
            answer = self.note("add", lambda name=name, add=add: add(name))
            if answer is not None and answer.status == 302:
                saved.append(name)
            else:
                self.over.wait(PAUSE)


@contextmanager
def visited(*visits):
    """Run each visit, a function of a Load, in a thread of its own until the block is left."""
    load = Load()
    threads = [Thread(target=visit, args=[load]) for visit in visits]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.over.set()
        for thread in threads:
            thread.join(PATIENCE)
        assert not any(thread.is_alive() for thread in threads), "A visitor does not come to an end."
