"""Names of known entities in a text: all of them in one pass, found as the search finds them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from battles.models import Belligerent, Campaign, Change, Commander, Engagement, Name, Place, Unit
from battles.models.statements import NAMED
from battles.values.choices import Status
from battles.values.folding import DIGITS, fold_with_places
from battles.values.romanisation import name_keys

ENTITIES = (Campaign, Engagement, Unit, Commander, Place, Belligerent)
# One character of a Chinese name, or two letters, is too little to know an entity by.
SHORTEST, SHORTEST_LATIN = 2, 3
START = 2
KEPT_TEXTS = 4_096


@dataclass(frozen=True, slots=True)
class Known:
    """An entity that may be meant: the name of its model, its key, and its own names."""

    model_name: str
    pk: int
    label: str


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in a text, from ``start`` to ``end``, and the entities that have it: several if it is ambiguous."""

    start: int
    end: int
    entities: tuple[Known, ...]


class NameIndex:
    """The folded names of all entities."""

    def __init__(self, names: dict[str, set[Known]]):
        self.names = {key: tuple(sorted(known, key=lambda each: each.label)) for key, known in names.items()}
        # For the first characters of names, the lengths that these have, the longest first.
        lengths = defaultdict(set)
        for key in names:
            lengths[key[:START]].add(len(key))
        self.lengths = {start: sorted(found, reverse=True) for start, found in lengths.items()}
        # A page is opened again after every mark of reading.
        self.names_in = lru_cache(maxsize=KEPT_TEXTS)(lambda text: tuple(self.find_names(text)))

    def find_names(self, text: str) -> Iterator[FoundName]:
        """The names in the text, from left to right; of overlapping ones the first, and the longest of these."""
        key, starts, ends = fold_with_places(text)
        place = 0
        while place < len(key):
            for length in self.lengths.get(key[place : place + START], ()):
                known = self.names.get(key[place : place + length])
                is_cut = place + length > len(key)
                if known and not is_cut and is_whole(text, key, place, place + length, starts, ends):
                    # The key of 第106師團 begins at its number.
                    has_prefix = key[place] == "#" and text[starts[place] - 1 : starts[place]] == "第"
                    yield FoundName(starts[place] - has_prefix, ends[place + length - 1], known)
                    place += length
                    break
            else:
                place += 1


def is_whole(text, key, first, end, starts, ends) -> bool:
    """Whether the name is not within a longer word or number."""
    before, after = starts[first], ends[end - 1]
    if is_latin(key[first]) and before and is_latin(text[before - 1]):
        return False
    if is_latin(key[end - 1]) and after < len(text) and is_latin(text[after]):
        return False
    return not (key[end - 1] in DIGITS and end < len(key) and key[end] in DIGITS)


def is_latin(character: str) -> bool:
    return character < "\u2e80" and character.isalpha()


def is_long_enough(key: str) -> bool:
    letters = key.strip("#0123456789")
    return bool(letters) and len(key) >= (SHORTEST_LATIN if is_latin(letters[0]) else SHORTEST)


def read_names() -> NameIndex:
    """The names that entities have themselves, and those that sources give them; seven queries."""
    names, known = defaultdict(set), {}
    for model in ENTITIES:
        rows = model.objects.exclude(status=Status.WITHDRAWN).order_by().values_list("pk", "name", "name_en")
        for pk, name, name_en in rows:
            label = f"{name} · {name_en}" if name_en and name_en != name else name
            entity = known[model._meta.model_name, pk] = Known(model._meta.model_name, pk, label)
            for key in {*name_keys(name), *name_keys(name_en)}:
                names[key].add(entity)
    given = Name.objects.exclude(status=Status.WITHDRAWN).order_by().values_list("search_key", *NAMED)
    for keys, *links in given:
        entity = next((known.get((name, pk)) for name, pk in zip(NAMED, links, strict=True) if pk is not None), None)
        for key in keys.split("\n") if entity else ():
            names[key].add(entity)
    return NameIndex({key: entities for key, entities in names.items() if is_long_enough(key)})


def kept_until_a_change(read):
    """A function that keeps the result of ``read`` until a record has changed, which takes one query to know."""
    kept = {}

    def current():
        last = Change.objects.order_by("-pk").values_list("pk", "change_set__made_at").first()
        # Read before the names: a change in between is seen next time.
        if kept.get("at", ()) != last:
            kept.update(at=last, result=read())
        return kept["result"]

    return current


current_names = kept_until_a_change(read_names)
