"""Visitors that keep coming while a test does something to the site."""

import time
from contextlib import contextmanager
from http.client import HTTPException
from threading import Event, Thread

# Seconds until one that got no answer comes again.
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
            time.sleep(PAUSE)
            return None
        return self.answers[-1][1]

    def statuses(self):
        return {getattr(answer, "status", repr(answer)) for _path, answer in self.answers}

    def add_places(self, editor, prefix, saved):
        """Save one place after the other until it is over; ``saved`` takes the slugs that the site said it has."""
        number = 0
        while not self.over.is_set():
            number += 1
            slug = f"{prefix}-{number}"
            answer = self.note("add", lambda slug=slug: editor.add_place(slug))
            if answer is not None and answer.status == 302:
                saved.append(slug)
            elif answer is None or answer.status != 200:
                time.sleep(PAUSE)


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
            thread.join()
