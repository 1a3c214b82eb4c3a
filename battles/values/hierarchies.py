"""Hierarchies of rows that link to rows of their own table: their order, circles and parts."""

from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

# A record at the top is on the first level. No war of history needs ten.
MAX_LEVELS = 50


def in_layers(rows):
    """Sort rows into layers: each follows the rows it links to. Rows in or behind a cycle are returned separately.

    ``rows`` are triples of a row, its name, and the names that it links to. The time is linear in the links.
    """
    places = {}
    for place, (_row, name, _links) in enumerate(rows):
        places.setdefault(name, place)
    sorter = TopologicalSorter()
    for place, (_row, _name, links) in enumerate(rows):
        sorter.add(place, *(places[link] for link in links if link in places))
    with suppress(CycleError):
        sorter.prepare()
    layers, left = [], set(range(len(rows)))
    while layer := sorted(sorter.get_ready()):
        layers.append([rows[place][0] for place in layer])
        sorter.done(*layer)
        left.difference_update(layer)
    return layers, [rows[place][0] for place in sorted(left)]


def in_circle(parents):
    """The set of names that are their own ancestors; ``parents`` maps each name to its parent or None."""
    settled, circling = set(), set()
    for name in parents:
        chain = {}
        while name is not None and name not in settled and name not in chain:
            chain[name] = len(chain)
            name = parents.get(name)
        if name in chain:
            circling |= {member for member, place in chain.items() if place >= chain[name]}
        settled |= chain.keys()
    return circling


def levels(parents):
    """The level of each name, 1 for those without a parent, None in or behind a circle; ``parents`` as above."""
    found = {}
    for name in parents:
        chain = {}
        while name is not None and name not in found and name not in chain:
            chain[name] = True
            name = parents.get(name)
        level = None if name in chain else 0 if name is None else found[name]
        for member in reversed(chain):
            found[member] = level = None if level is None else level + 1
    return found


def nearest(name, names, parents):
    """The name, or else its nearest ancestor, that is among the names; None if none is. It is in no circle."""
    while name is not None and name not in names:
        name = parents.get(name)
    return name


def with_parts(keys, rows):
    """The set of the keys and of all their parts at any depth; ``rows`` are pairs of key and parent key."""
    parts = {}
    for key, parent in rows:
        parts.setdefault(parent, []).append(key)
    found, waiting = set(), list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += parts.get(key, [])
    return found
