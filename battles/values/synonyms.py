"""The choices that people mean by other words: their labels, everyday synonyms, and words spelt much alike."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

MAX_NEAREST = 3
LONGEST_WORD = 60
NOT_A_LETTER = re.compile(r"[\W_]+")

# By the word in the form of ``plain_word``; of the values, those count that the column has.
SYNONYMS = {
    "casualty": ["casualties"],
    "losses": ["casualties", "materiel_losses", "lost"],
    "civilians": ["civilian_casualties"],
    "civilian": ["civilian_casualties"],
    "equipment": ["materiel_losses"],
    "troops": ["strength", "persons"],
    "size": ["strength"],
    "dead": ["killed"],
    "death": ["killed"],
    "deaths": ["killed"],
    "died": ["killed"],
    "fatalities": ["killed"],
    "kia": ["killed"],
    "fallen": ["killed"],
    "injured": ["wounded"],
    "wia": ["wounded"],
    "hurt": ["wounded"],
    "mia": ["missing"],
    "disappeared": ["missing"],
    "pow": ["captured"],
    "pows": ["captured"],
    "prisoner": ["captured"],
    "prisoners": ["captured"],
    "surrendered": ["captured"],
    "dead_and_wounded": ["killed_and_wounded"],
    "killed_or_wounded": ["killed_and_wounded"],
    "kia_and_wia": ["killed_and_wounded"],
    "missing_or_captured": ["missing_and_captured"],
    "sum": ["total"],
    "all": ["total"],
    "destroyed": ["lost"],
    "sunk": ["lost"],
    "shot_down": ["lost"],
    "survived": ["survivors"],
    "sick": ["unfit"],
    "committed": ["engaged"],
    "approximate": ["about"],
    "approximately": ["about"],
    "approx": ["about"],
    "circa": ["about"],
    "c": ["about"],
    "ca": ["about"],
    "estimated": ["about"],
    "estimate": ["about"],
    "around": ["about"],
    "roughly": ["about"],
    "nearly": ["about", "under"],
    "best": ["range", "about"],
    "best_estimate": ["range", "about"],
    "precise": ["exact"],
    "more_than": ["over"],
    "above": ["over"],
    "exceeding": ["over"],
    "minimum": ["at_least"],
    "min": ["at_least"],
    "less_than": ["under"],
    "fewer_than": ["under"],
    "below": ["under"],
    "maximum": ["at_most"],
    "max": ["at_most"],
    "up_to": ["at_most"],
    "between": ["range"],
    "some": ["several"],
    "heavy": ["unquantified"],
    "not_in_figures": ["unquantified"],
    "people": ["persons"],
    "men": ["persons"],
    "soldiers": ["persons"],
    "planes": ["aircraft"],
    "airplanes": ["aircraft"],
    "vessels": ["ships"],
    "artillery": ["guns"],
    "cannon": ["guns"],
    "percentage": ["percent"],
    "won": ["victory"],
    "win": ["victory"],
    "decisive_victory": ["victory"],
    "defeat": ["victory"],
    "draw": ["inconclusive", "stalemate"],
    "indecisive": ["inconclusive"],
    "deadlock": ["stalemate"],
    "retreat": ["withdrawal"],
    "taken": ["captured"],
    "fight": ["battle"],
    "combat": ["battle"],
    "airstrike": ["bombing"],
    "air_raid": ["bombing"],
    "counteroffensive": ["counterattack"],
    "defense": ["defence"],
    "offensive": ["advance"],
    "amphibious_landing": ["landing"],
    "paper": ["journal_article"],
    "article": ["journal_article", "encyclopedia_article", "web_article"],
    "website": ["web_page"],
    "wiki": ["encyclopedia_article"],
    "wikipedia": ["encyclopedia_article"],
    "memoir": ["book", "diary"],
    "dissertation": ["thesis"],
    "incollection": ["chapter"],
    "book_section": ["chapter"],
    "atlas": ["map", "book"],
    "oral_history": ["interview"],
    "typescript": ["manuscript"],
    "armor": ["armour"],
    "began": ["start"],
    "beginning": ["start"],
    "ended": ["end"],
    "live": ["published"],
    "public": ["published"],
    "y": ["yes"],
    "true": ["yes"],
    "1": ["yes"],
    "x": ["yes"],
    "n": ["no"],
    "false": ["no"],
    "0": ["no"],
}

# Sentences about words that say more than the value that they mean.
BEST = gettext_noop("The source's own best estimate goes in the column best.")
HINTS = {"defeat": gettext_noop("Name the side that won as the victor."), "best": BEST, "best_estimate": BEST}


def nearest_choices(text: str, choices: Iterable[tuple[str, str]]) -> list[str]:
    """Up to three values that the text may mean; ``choices`` are pairs of a value and its label."""
    word = plain_word(text)
    by_word = {}
    for value, label in choices:
        for form in (value, str(label)):
            by_word.setdefault(plain_word(form), value)
    if word in by_word:
        return [by_word[word]]
    values = set(by_word.values())
    synonyms = [value for value in SYNONYMS.get(word, ()) if value in values]
    if synonyms:
        return synonyms
    close = get_close_matches(word[:LONGEST_WORD], by_word, MAX_NEAREST)
    return list(dict.fromkeys(by_word[form] for form in close))


def hint_on(text: str) -> str:
    """The sentence about a word that says more than the value that it means; empty for other words."""
    hint = HINTS.get(plain_word(text))
    return _(hint) if hint else ""


def plain_word(text: str) -> str:
    """The word in small letters, its parts joined by underscores: “Killed & wounded” is killed_and_wounded."""
    return NOT_A_LETTER.sub("_", text.casefold().replace("&", " and ").replace("+", " and ")).strip("_")
