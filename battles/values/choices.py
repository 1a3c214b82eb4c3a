"""The choices of record columns: files and the database hold the values, people read the labels."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """Readers see only published records, and these link only to published records (see published_links)."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class SourceKind(TextChoices):
    BOOK = "book", _("book")
    JOURNAL_ARTICLE = "journal_article", _("journal article")
    NEWSPAPER = "newspaper", _("newspaper")
    ENCYCLOPEDIA_ARTICLE = "encyclopedia_article", _("encyclopedia article")
    WEB_PAGE = "web_page", _("web page")
    WEB_ARTICLE = "web_article", _("web article")
    ARCHIVAL_DOCUMENT = "archival_document", _("archival document")
    OFFICIAL_HISTORY = "official_history", _("official history")
    DIARY = "diary", _("diary")
    NOVEL = "novel", _("novel")
    DATASET = "dataset", _("data set")
    FILM = "film", _("film or broadcast")
    THESIS = "thesis", _("thesis")
    MAP = "map", _("map")
    CHAPTER = "chapter", _("chapter")
    INTERVIEW = "interview", _("interview")
    MANUSCRIPT = "manuscript", _("manuscript")
    OTHER = "other", _("other")


class Reliability(TextChoices):
    """Reliability of a source: the NATO (Admiralty) grades of AJP-2.1."""

    A = "A", _("A · completely reliable")
    B = "B", _("B · usually reliable")
    C = "C", _("C · fairly reliable")
    D = "D", _("D · not usually reliable")
    E = "E", _("E · unreliable")
    F = "F", _("F · cannot be judged")


class Outcome(TextChoices):
    VICTORY = "victory", _("victory")
    PYRRHIC_VICTORY = "pyrrhic_victory", _("Pyrrhic victory")
    INCONCLUSIVE = "inconclusive", _("inconclusive")
    STALEMATE = "stalemate", _("stalemate")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    CAPTURED = "captured", pgettext_lazy("outcome", "captured")
    RECAPTURED = "recaptured", _("recaptured")
    REPULSED = "repulsed", _("repulsed")
    OTHER = "other", _("other")


class EngagementKind(TextChoices):
    BATTLE = "battle", _("battle")
    SIEGE = "siege", _("siege")
    LANDING = "landing", _("landing")
    CROSSING = "crossing", _("river crossing")
    CAPTURE = "capture", _("capture")
    RECAPTURE = "recapture", _("recapture")
    BREAKTHROUGH = "breakthrough", _("breakthrough")
    ADVANCE = "advance", _("advance or offensive move")
    DEFENCE = "defence", _("defence or blocking action")
    COUNTERATTACK = "counterattack", _("counter-attack")
    ENCIRCLEMENT = "encirclement", _("encirclement")
    PURSUIT = "pursuit", _("pursuit")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    SWEEP = "sweep", _("sweep")
    RAID = "raid", _("raid or guerrilla action")
    AMBUSH = "ambush", _("ambush")
    SKIRMISH = "skirmish", _("skirmish")
    BLOCKADE = "blockade", _("blockade")
    AIR_BATTLE = "air_battle", _("air battle")
    BOMBING = "bombing", _("bombing")
    NAVAL_ACTION = "naval_action", _("naval action")
    BREACH = "breach", _("breach of a dyke")
    GAS_USE = "gas_use", _("use of gas")
    MASSACRE = "massacre", _("massacre")
    # A law, a conference, an arrival.
    EVENT = "event", _("event without fighting")
    OTHER = "other", _("other event")


# Kinds that lists of battles leave out, unless they are asked for.
WITHOUT_FIGHTING = [EngagementKind.EVENT]


class Echelon(TextChoices):
    """Sizes of units, on one scale for all sides: 集團軍 is an army group, 軍 of China a corps.

    China had 兵團 above the army group, and 軍團 between the army group and the corps, for which English has no names.
    """

    SUPREME_COMMAND = "supreme_command", _("supreme command")
    WAR_AREA = "war_area", _("war area or theatre army")
    BINGTUAN = "bingtuan", _("bingtuan (兵團)")
    ARMY_GROUP = "army_group", _("army group")
    ARMY = "army", _("army")
    MILITARY_REGION = "military_region", _("military region")
    JUNTUAN = "juntuan", _("juntuan (軍團)")
    CORPS = "corps", _("corps")
    DIVISION = "division", _("division")
    BRIGADE = "brigade", _("brigade")
    REGIMENT = "regiment", _("regiment")
    BATTALION = "battalion", _("battalion")
    DETACHMENT = "detachment", _("detachment")
    AIR_FORCE = "air_force", _("air force or air group")
    FLEET = "fleet", _("fleet or flotilla")
    MILITIA = "militia", _("militia or guerrilla force")
    OTHER = "other", _("other")


class Arm(TextChoices):
    INFANTRY = "infantry", _("infantry")
    CAVALRY = "cavalry", _("cavalry")
    ARTILLERY = "artillery", _("artillery")
    ENGINEERS = "engineers", _("engineers")
    ARMOUR = "armour", _("armour")
    AIR = "air", _("air")
    NAVAL = "naval", _("naval")
    GUERRILLA = "guerrilla", _("guerrilla")
    COMBINED = "combined", _("combined arms")
    OTHER = "other", _("other")


class AppointmentRole(TextChoices):
    COMMANDER = "commander", _("commander")
    ACTING_COMMANDER = "acting_commander", _("acting commander")
    DEPUTY_COMMANDER = "deputy_commander", _("deputy commander")
    CHIEF_OF_STAFF = "chief_of_staff", _("chief of staff")
    ACTING_CHIEF_OF_STAFF = "acting_chief_of_staff", _("acting chief of staff")
    NOMINAL_COMMANDER = "nominal_commander", _("nominal commander")
    OFFICE_HOLDER = "office_holder", _("holder of an office")
    MEMBER = "member", _("member")
    OTHER = "other", _("other")


class ParticipationRole(TextChoices):
    PARTICIPANT = "participant", _("participant")
    ATTACKER = "attacker", _("attacker")
    DEFENDER = "defender", _("defender")
    REINFORCEMENT = "reinforcement", _("reinforcement or relief")
    SUPPORT = "support", _("support")
    RESERVE = "reserve", _("reserve")
    COMMANDER = "commander", _("commander")
    PLANNER = "planner", _("planner, or issuer of the order")
    VICTIM = "victim", _("victim")
    OTHER = "other", _("other")


class FigureKind(TextChoices):
    CASUALTIES = "casualties", _("casualties")
    CIVILIAN_CASUALTIES = "civilian_casualties", _("civilian casualties")
    MATERIEL_LOSSES = "materiel_losses", _("losses of materiel")
    STRENGTH = "strength", _("strength")
    OTHER = "other", _("other figure")


class Category(TextChoices):
    KILLED = "killed", _("killed")
    WOUNDED = "wounded", _("wounded")
    MISSING = "missing", _("missing")
    CAPTURED = "captured", _("captured")
    KILLED_AND_WOUNDED = "killed_and_wounded", _("killed and wounded")
    MISSING_AND_CAPTURED = "missing_and_captured", _("missing and captured")
    TOTAL = "total", _("total")
    SURVIVORS = "survivors", _("survivors")
    UNFIT = "unfit", _("unfit")
    LOST = "lost", _("lost")
    DAMAGED = "damaged", _("damaged")
    PRESENT = "present", _("present")
    ENGAGED = "engaged", _("engaged")
    REINFORCEMENT = "reinforcement", _("reinforcement")
    RESERVE = "reserve", _("reserve")
    REQUESTED = "requested", _("requested")
    OTHER = "other", _("other")


def category_label(kind, category):
    """The label of a category of this kind. Chinese sources use one word for soldiers and another for civilians."""
    if (kind, category) == (FigureKind.CIVILIAN_CASUALTIES, Category.KILLED):
        return pgettext_lazy("civilians", "killed")
    return Category(category).label


LOSS_KINDS = [FigureKind.CASUALTIES, FigureKind.CIVILIAN_CASUALTIES, FigureKind.MATERIEL_LOSSES]

# Categories of forces that are not lost.
STRENGTH_ONLY = [
    Category.PRESENT,
    Category.ENGAGED,
    Category.REINFORCEMENT,
    Category.RESERVE,
    Category.REQUESTED,
]
LOSS_CATEGORIES = [category for category in Category if category not in STRENGTH_ONLY]
STRENGTH_CATEGORIES = [Category.TOTAL, *STRENGTH_ONLY, Category.OTHER]
CATEGORIES = dict.fromkeys(LOSS_KINDS, LOSS_CATEGORIES) | {
    FigureKind.STRENGTH: STRENGTH_CATEGORIES,
    FigureKind.OTHER: list(Category),
}


class Measure(TextChoices):
    """The measure of the figures that count a thing."""

    NUMBER = "number", _("a number of things")
    SHARE = "share", _("a share in percent, at most 100")
    UNNAMED = "unnamed", _("a number of things that the list does not name")


class ValueForm(TextChoices):
    """How an authority writes its identifiers."""

    AS_IS = "as_is", _("as they are")
    CAPITALS = "capitals", _("in capital letters")
    SMALL = "small", _("in small letters")
    ISBN = "isbn", _("ISBN, with its check digit")
    ISNI = "isni", _("ISNI, with its check digit")
    ISSN = "issn", _("ISSN, with its check digit")


class Qualifier(TextChoices):
    EXACT = "exact", _("exact")
    ABOUT = "about", _("about")
    OVER = "over", _("over")
    AT_LEAST = "at_least", _("at least")
    UNDER = "under", _("under")
    AT_MOST = "at_most", _("at most")
    RANGE = "range", _("range")
    SEVERAL = "several", _("several")
    UNQUANTIFIED = "unquantified", _("not in figures")
    # The source says that nobody knows.
    UNKNOWN = "unknown", _("unknown")
    # The source was read and says nothing of it.
    NOT_GIVEN = "not_given", _("not given")


WITHOUT_NUMBER = [Qualifier.UNQUANTIFIED, Qualifier.UNKNOWN, Qualifier.NOT_GIVEN]


class Standing(TextChoices):
    PREFERRED = "preferred", _("preferred")
    NORMAL = "normal", _("normal")
    DEPRECATED = "deprecated", _("deprecated")


class Origin(IntegerChoices):
    """The origin of a figure about a side."""

    OWN = 1, _("own admission")
    OTHER_SIDE = 2, _("claim of another side")
    THIRD_PARTY = 3, _("third party, or not stated")


class Boundary(TextChoices):
    START = "start", _("began")
    END = "end", _("ended")
    ON = "on", _("happened on")


class TextFormat(TextChoices):
    """How the text of a source is written."""

    PLAIN = "plain", _("plain text")
    WIKITEXT = "wikitext", _("wikitext")
    HTML = "html", "HTML"
