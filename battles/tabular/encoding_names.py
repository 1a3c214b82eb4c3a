"""The encodings of text files that Python reads, by their names in forms and commands.

The codecs are the text encodings of https://docs.python.org/3/library/codecs.html#standard-encodings.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True, slots=True)
class Encoding:
    codec: str
    label: Promise


UNICODE = gettext_lazy("Unicode")
WESTERN = gettext_lazy("Western European")
CENTRAL = gettext_lazy("Central European")
SOUTHERN = gettext_lazy("Southern European")
NORTHERN = gettext_lazy("Northern European")
BALTIC = gettext_lazy("Baltic")
CELTIC = gettext_lazy("Celtic")
ROMANIAN = gettext_lazy("Romanian")
CROATIAN = gettext_lazy("Croatian")
ICELANDIC = gettext_lazy("Icelandic")
PORTUGUESE = gettext_lazy("Portuguese")
CYRILLIC = gettext_lazy("Cyrillic: Russian, Bulgarian, Serbian")
UKRAINIAN = gettext_lazy("Ukrainian")
KAZAKH = gettext_lazy("Kazakh")
TAJIK = gettext_lazy("Tajik")
GREEK = gettext_lazy("Greek")
TURKISH = gettext_lazy("Turkish")
HEBREW = gettext_lazy("Hebrew")
ARABIC = gettext_lazy("Arabic")
PERSIAN = gettext_lazy("Persian")
URDU = gettext_lazy("Urdu")
VIETNAMESE = gettext_lazy("Vietnamese")
THAI = gettext_lazy("Thai")
KOREAN = gettext_lazy("Korean")
JAPANESE = gettext_lazy("Japanese")
MAINLAND = gettext_lazy("Chinese, mainland; also GBK and GB 2312")

# Those that spreadsheets save come first. Programs save in the Windows code pages, not in the bare standards.
LIKELY = {
    "utf-8": ("utf-8", UNICODE),
    "utf-16-le": ("utf-16-le", gettext_lazy("Unicode, 16 bits, low byte first")),
    "utf-16-be": ("utf-16-be", gettext_lazy("Unicode, 16 bits, high byte first")),
    "gb18030": ("gb18030", MAINLAND),
    "big5": ("cp950", gettext_lazy("Chinese, Taiwan")),
    "big5-hkscs": ("big5hkscs", gettext_lazy("Chinese, Hong Kong")),
    "shift-jis": ("cp932", JAPANESE),
    "windows-949": ("cp949", KOREAN),
    "windows-1252": ("cp1252", WESTERN),
    "windows-1251": ("cp1251", CYRILLIC),
    "windows-1250": ("cp1250", CENTRAL),
    "windows-1253": ("cp1253", GREEK),
    "windows-1254": ("cp1254", TURKISH),
    "windows-1255": ("cp1255", HEBREW),
    "windows-1256": ("cp1256", ARABIC),
    "windows-1257": ("cp1257", BALTIC),
    "windows-1258": ("cp1258", VIETNAMESE),
    "windows-874": ("cp874", THAI),
}
# The names of the others are those of their codecs, with hyphens.
OTHERS = {
    UNICODE: "utf-7 utf-32-le utf-32-be",
    MAINLAND: "gbk gb2312 hz",
    JAPANESE: (
        "euc-jp euc-jis-2004 euc-jisx0213 iso2022-jp iso2022-jp-1 iso2022-jp-2 iso2022-jp-2004 iso2022-jp-3 "
        "iso2022-jp-ext shift-jis-2004 shift-jisx0213"
    ),
    KOREAN: "euc-kr iso2022-kr johab",
    CYRILLIC: "koi8-r cp866 iso8859-5 mac-cyrillic cp855",
    UKRAINIAN: "koi8-u cp1125",
    KAZAKH: "kz1048 ptcp154",
    TAJIK: "koi8-t",
    WESTERN: "latin-1 iso8859-15 mac-roman cp850 cp858 cp437 hp-roman8 cp037 cp1140 cp500 cp273",
    CENTRAL: "iso8859-2 iso8859-16 mac-latin2 cp852",
    SOUTHERN: "iso8859-3",
    NORTHERN: "iso8859-10 cp865",
    BALTIC: "iso8859-4 iso8859-13 cp775",
    CELTIC: "iso8859-14",
    ROMANIAN: "mac-romanian",
    CROATIAN: "mac-croatian",
    ICELANDIC: "mac-iceland cp861",
    PORTUGUESE: "cp860",
    gettext_lazy("French of Canada"): "cp863",
    GREEK: "iso8859-7 mac-greek cp737 cp869 cp875",
    TURKISH: "iso8859-9 mac-turkish cp857 cp1026",
    HEBREW: "iso8859-8 cp862 cp856 cp424",
    ARABIC: "iso8859-6 mac-arabic cp720 cp864",
    PERSIAN: "mac-farsi",
    URDU: "cp1006",
    THAI: "iso8859-11 tis-620",
}
ENCODINGS = {name: Encoding(codec, label) for name, (codec, label) in LIKELY.items()} | {
    name: Encoding(name.replace("-", "_"), label) for label, names in OTHERS.items() for name in names.split()
}
