"""Hierarchies of rows that link to rows of their own table: their order, circles and parts."""

from collections import defaultdict


def in_layers(rows):
    """Layers of rows that link only to earlier layers or to rows outside; and the rows that are left, with circles.

    ``rows`` are triples of a row, its name, and the names that it links to. The time is linear in the links.
    """
    names = {name for _row, name, _links in rows}
    waiting = {}
    followers = defaultdict(list)
    layer = []
    for number, (_row, name, links) in enumerate(rows):
        within = {link for link in links if link in names and link != name}
        if name in links:
            within.add(name)
        waiting[number] = len(within)
        for link in within:
            followers[link].append(number)
        if not within:
            layer.append(number)
    layers = []
    while layer:
        layers.append([rows[number][0] for number in layer])
        following = []
        for number in layer:
            del waiting[number]
            for follower in followers.pop(rows[number][1], ()):
                waiting[follower] -= 1
                if not waiting[follower]:
                    following.append(follower)
        layer = following
    return layers, [rows[number][0] for number in waiting]


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
