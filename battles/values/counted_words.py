"""The words beside a number that say what is counted and what became of it: English, Chinese and Japanese.

Chinese and Japanese words stand here in simplified characters, because the reader of numerals folds its text to them:
戦死, 戰死 and 战死 are one entry.
"""

import re

PERSONS, OFFICERS, PERCENT = "persons", "officers", "percent"
MATERIEL = {"aircraft", "ships", "guns", "tanks"}
# Words of what is counted, by the value of the column ``counted``.
COUNTED_WORDS = {
    OFFICERS: "officer officers 军官 将校 将官 士官",
    PERSONS: (
        "men man soldier soldiers troop troops person persons people civilian civilians prisoner prisoners inhabitants "
        "residents survivors combatants effectives recruits casualties fatalities pows 兵力 官兵 将士 "
        "士兵 战士 军队 部队 大军 兵员 将兵 战俘 俘虏 捕虏 难民 平民 百姓 居民 住民 市民 民众 残部 守军 敌军 军民 "
        "人员 敌人"
    ),
    "armies": "armies",
    "corps": "corps",
    "divisions": "division divisions 师团 个师",
    "brigades": "brigade brigades 旅团 个旅",
    "regiments": "regiment regiments 联队 连队 个团",
    "battalions": "battalion battalions 大队 个营",
    "aircraft": "aircraft aeroplane aeroplanes airplane airplanes plane planes bomber bombers fighters 架 飞机 战机 "
    "敌机 日机 轰炸机 战斗机 航空机 机",
    "ships": "ship ships vessel vessels warship warships boat boats gunboat gunboats destroyers cruisers 艘 军舰 战舰 "
    "舰艇 舰船 船只 轮船 汽艇 汽船 只",
    "guns": "gun guns cannon cannons artillery howitzer howitzers mortars 门 火炮 大炮 野炮 山炮 炮",
    "tanks": "tank tanks 坦克 战车 坦克车",
    "bombs": "bomb bombs 炸弹 投弹 落弹 爆弹",
    "places": "places localities towns villages 处 村庄",
    PERCENT: "percent percentage 百分之",
    "days": "day days 天 日间 昼夜",
    "months": "month months",
}
# Measure words of persons; a noun behind them says more: 數百名軍官 counts officers.
PERSON_MEASURES = "人名员"
# A formation with its measure word, whose side may stand between them: 個中國軍, 个近卫师团.
FORMATION = re.compile(
    "(?:(?<=个)|(?<=个半)|个半?多?)[^，,。；;、个年月日0-9]{0,4}?(?P<name>集团军|方面军|军团|兵团|师团|旅团|联队|连队|大队|军(?![官队舰人])|师|旅|团|营)"
)
MONTHS = re.compile("(?:(?<=个半)|[个かヶケカ]半?[多余]?)月")
PER_CENT = re.compile(" ?(?:%|per ?cent(?![a-z]))")
# A day that is no date.
DAYS = re.compile("日(?![军方本机舰伪])")
FORMATIONS = {
    "师团": "divisions", "师": "divisions", "旅团": "brigades", "旅": "brigades", "联队": "regiments",
    "连队": "regiments", "团": "regiments", "大队": "battalions", "营": "battalions", "军": "corps",
}  # fmt: skip

KILLED, WOUNDED, MISSING, CAPTURED, BOTH = "killed", "wounded", "missing", "captured", "killed_and_wounded"
TOTAL, LOST, DAMAGED, SURVIVORS = "total", "lost", "damaged", "survivors"
# Words of what became of those counted, by the value of the column ``category``. A word of one character counts only
# directly before its number: 死300人, but not 死守.
CATEGORY_WORDS = {
    KILLED: "killed dead died deaths slain fatalities perished kia 阵亡 战死 战殁 战没 死亡 牺牲 击毙 炸死 打死 杀死 "
    "毙敌 殉国 遇难 丧生 死者 阵亡者 战死者 死 毙",
    WOUNDED: "wounded injured wia 负伤 受伤 伤者 轻伤 重伤 负伤者 伤",
    MISSING: "missing mia 失踪 失踪者 行方不明 行方不明者 下落不明",
    CAPTURED: "captured prisoner prisoners pow pows 俘虏 被俘 俘获 生俘 捕虏 缴获 卤获 战俘 俘",
    BOTH: "伤亡 死伤 死伤者 伤亡者",
    TOTAL: "casualties losses 损失 损耗 损害",
    LOST: "lost loss destroyed sunk 击落 击沉 击毁 摧毁 损毁 炸毁 炸沉 沉没 沈没 破坏 坠毁 被毁 丧失 歼灭 被歼 "
    "击坠 击灭 全灭 覆没",
    DAMAGED: "damaged 重创 受损 击伤 损坏 击破",
    SURVIVORS: "survivors survivor survived 残部 残存 幸存 生还 生存者",
    "engaged": "engaged committed 参战 投入 出动 参加",
    "reinforcement": "reinforcement reinforcements reinforced 增援 援军 补充 增兵 增派",
    "requested": "requested required needed 需要 要求 请求",
    "reserve": "reserve reserves 预备队 预备",
}
STRENGTH_CATEGORIES = {"engaged", "reinforcement", "requested", "reserve"}
# A more exact word beside these takes their place: “lost 3,200 killed” is killed.
GENERAL = {TOTAL, LOST}
TOGETHER = {
    frozenset({KILLED, WOUNDED}): BOTH,
    frozenset({MISSING, CAPTURED}): "missing_and_captured",
    frozenset({KILLED, WOUNDED, MISSING}): TOTAL,
    frozenset({KILLED, WOUNDED, CAPTURED}): TOTAL,
    frozenset({KILLED, WOUNDED, MISSING, CAPTURED}): TOTAL,
    frozenset({BOTH, MISSING}): TOTAL,
    frozenset({BOTH, CAPTURED}): TOTAL,
    frozenset({BOTH, MISSING, CAPTURED}): TOTAL,
}
CIVILIANS = "civilian civilians inhabitants residents 平民 百姓 居民 住民 市民 民众 难民"

# Words that stand in the place of a number: the source says that it is not known; it gives none; it gives no figure.
UNKNOWN = ("unknown", "not known", "unclear", "(?<!行方)(?<!下落)不明", "不详", "未详", "未知", "无从得知", "不得而知")
NOT_GIVEN = ("not given", "not stated", "none given", "no figure", "未载", "未记载", "没有记载", "未提及", "记载なし")
GUNS_AND_SHIPS = "(?! (?:artillery|guns?|tanks?|machine|cruisers?|bombers?|weapons))"
NOT_IN_FIGURES = (
    *(f"heavy{GUNS_AND_SHIPS}", f"light{GUNS_AND_SHIPS}", "severe", "enormous", "huge", "massive", "numerous"),
    *("countless", "many", "considerable", "substantial", "slight", "most"),
    *("惨重", "极大", "巨大", "重大", "甚大", "甚重", "甚众", "极重", "大批", "大量", "大部", "大多", "许多", "很多"),
    *("众多", "无数", "不少", "多数", "多く", "大幅", "倍增", "倍数", "轻微", "多日", "多年", "多次", "多人", "多处"),
    *("基本", "几乎全", "全部", "全数", "全军", "全员", "殆尽"),
)


def pattern_of(table: dict[str, str]) -> re.Pattern:
    """One pattern for all words of the table, the longest first; ``single`` is a word of one character."""
    every = sorted({word for entry in table.values() for word in entry.split()}, key=len, reverse=True)
    latin = "|".join(word for word in every if word.isascii() and word.isalpha())
    others = "|".join(word for word in every if not word.isascii() and len(word) > 1)
    single = "".join(word for word in every if not word.isascii() and len(word) == 1)
    return re.compile(rf"(?<![a-z])(?:{latin})(?![a-z])|{others}|(?P<single>[{single}])")


def values_of(table: dict[str, str]) -> dict[str, str]:
    return {word: value for value, entry in table.items() for word in entry.split()}


def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern:
    """One pattern for phrases, each a regular expression."""
    latin, others = ("|".join(one for one in phrases if one.isascii() == is_latin) for is_latin in (True, False))
    return re.compile(rf"(?<![a-z])(?:{latin})(?![a-z])|{others}")
