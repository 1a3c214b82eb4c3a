"""Works with titles, names and dates that are difficult for the formats of reference managers."""

from battles.models import Source


def make_work(**values):
    """A source that is not saved; the formats need no database."""
    return Source(**{"slug": "a-work", "title": "武漢會戰", "kind": "book"} | values)


CHAPTER = {
    "title": "武漢會戰中的第九戰區",
    "authors": "愛瀾",
    "kind": "chapter",
    "editors": "鄧正兵|Müller, Jörg",
    "translators": "Hsu Long-hsuen",
    "container": "抗戰史論集",
    "volume": "2",
    "issue": "7",
    "pages": "12–15",
    "edition": "3",
    "publisher": "正中書局",
    "place": "台北",
    "issued": "1974-10",
    "isbn": "7-5633-5509-X",
    "doi": "10.1000/a_b",
}


NASTY = [
    "日本人眼裡的武漢會戰—《武漢會戰日方資料叢編》評介",
    "薛岳（第1兵团总司令）“天炉战法”与『萬家嶺』",
    'He said "100% & more" for $5 #1, a_b',
    "Balanced {braces} and {{two}} of them",
    "The end of the line \\",
    "\\textbf{not a command} \\% \\",
    "A ~ tilde, 'quotes', ''two'', `one`, ``two``",
    "1937--1945 --- a dash, ?` and !`",
    "Ōsaka, Müller, François, č, ſ, – — …",
    "@book{not-an-entry, title = {x}},",
    "TY  - BOOK",
    "ER  - ",
    "<i>italics</i> &amp; <script>",
    "  spaces   and\nlines\r\n\u2028 ",
    "and",
]
