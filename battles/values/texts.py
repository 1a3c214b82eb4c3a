"""One form for texts that look the same: normal form C, plain spaces, and no characters that show nothing."""

import re
import unicodedata

# These are parts of character classes, for regular expressions of Python and of PostgreSQL.
UNUSUAL_BLANKS = r"\u0009\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
BLANKS = rf"\u0020{UNUSUAL_BLANKS}"
LINE_ENDS = r"\u000a-\u000d\u0085\u2028\u2029"
# Control characters, Unicode's Default_Ignorable_Code_Point, and noncharacters.
INVISIBLE = (
    r"\u0001-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\ufffe\uffff"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# A text that shows something matches this.
SHOWN = f"[^{BLANKS}{LINE_ENDS}{INVISIBLE}]"
SHOWN_CHARACTER = re.compile(SHOWN)

# No database takes the NUL, and no encoding the halves of surrogate pairs.
UNWANTED = re.compile(rf"[\u0000\ud800-\udfff{INVISIBLE}]")
NOT_ON_A_LINE = re.compile(rf"[\u0000\ud800-\udfff{INVISIBLE}{LINE_ENDS}{UNUSUAL_BLANKS}]|  |^ | $")
NOT_SEEN = re.compile(rf"[\u0000\ud800-\udfff\ue000-\uf8ff{INVISIBLE}{LINE_ENDS}{UNUSUAL_BLANKS}]")
UNUSUAL_BLANK = re.compile(f"[{UNUSUAL_BLANKS}]")
BLANKS_AND_LINE_ENDS = re.compile(f"[{BLANKS}{LINE_ENDS}]+")
UNUSUAL_LINE_END = re.compile(r"[\u000b\u000c\u0085\u2028\u2029]")
# The blocks of Unicode's emoji variation sequences. Kana and blanks between them look the same with a selector.
PICTURES = (
    r"\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935\u2b05-\u2b55"
    r"\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff"
)
VIRAMAS = r"\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2"
ARABIC = r"\u0620-\u06d3\u0750-\u077f\u08a0-\u08c9"
# Invisible characters that change what is shown: joiners of Indic and Arabic letters and of pictures, and selectors of
# pictures, of Han characters and of Mongolian letters.
NEEDED = re.compile(
    rf"(?<=[{VIRAMAS}])[\u200c\u200d]|\u200d(?=[{VIRAMAS}])|(?<=[{ARABIC}])\u200c(?=[{ARABIC}])"
    rf"|(?<=[{PICTURES}])\u200d(?=[{PICTURES}])|(?<=[{PICTURES}])[\ufe0e\ufe0f](?![\ufe0e\ufe0f])"
    r"|(?<=[#*0-9])\ufe0f(?=\u20e3)"
    r"|(?<=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af])[\U000e0100-\U000e01ef]|(?<=[\u1820-\u18aa])[\u180b-\u180d]"
)

LONGEST_QUOTE = 100


def shows_something(text: str) -> bool:
    return SHOWN_CHARACTER.search(text) is not None


def clean_line(text: str) -> str:
    """The text on one line: blanks and line ends are single spaces, and none is at either end."""
    if text.isascii() and text.isprintable() and not ("  " in text or text[:1] == " " or text[-1:] == " "):
        return text
    if not NOT_ON_A_LINE.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    return BLANKS_AND_LINE_ENDS.sub(" ", visible(UNUSUAL_BLANK.sub(" ", text))).strip(" ")


def clean_text(text: str) -> str:
    """The text of several lines: its line ends and runs of spaces stay."""
    if text.isascii() and text.isprintable() and text[:1] != " " and text[-1:] != " ":
        return text
    return visible(UNUSUAL_BLANK.sub(" ", UNUSUAL_LINE_END.sub("\n", text))).strip(" \r\n")


def visible(text: str) -> str:
    """The text in normal form C without invisible characters, but for those that a script needs."""
    while True:
        needed = {match.start() for match in NEEDED.finditer(text)}
        shown = UNWANTED.sub(lambda match, needed=needed: match[0] if match.start() in needed else "", text)
        shown = unicodedata.normalize("NFC", shown)
        if shown == text:
            return text
        # The text that is left may need less: a selector of a picture that followed nothing visible.
        text = shown


def quotable(text: str, longest: int | None = LONGEST_QUOTE) -> str:
    """The text as a sentence quotes it: cut if it is long, and with code points for characters that nobody sees."""
    cut = text if longest is None or len(text) <= longest else f"{text[:longest]}…"
    return NOT_SEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", cut)
