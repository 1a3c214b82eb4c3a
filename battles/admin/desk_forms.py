"""The form by which an editor gives a source its text: pasted, or as a file."""

import re

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from battles.admin.spreadsheets import ENCODING_CHOICES
from battles.checking.printed import HTML, format_of
from battles.reading.texts import GivenText
from battles.tabular import ENCODINGS, EncodingUnknown, TableError
from battles.tabular.encodings import MARKS, UTF_16, encoding_of
from battles.values.choices import TextFormat

# Bytes. Two million Chinese characters have six megabytes.
LARGEST_TEXT = 10 << 20
NOT_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,40})|<\?xml[^>]{0,200}?encoding=["']([\w-]{2,40})""",
    re.IGNORECASE,
)
START = 4_096


def too_large():
    return _("The text is larger than %(limit)s and was not read. Give a part of it, or its plain text.") % {
        "limit": filesizeformat(LARGEST_TEXT)
    }


class TextForm(forms.Form):
    words = forms.CharField(
        label=_("Paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("Plain text, wikitext or HTML. Each line is a paragraph, and locators name it by its number: ¶16."),
    )
    file = forms.FileField(label=_("Or choose a file"), required=False, max_length=255)
    file_format = forms.ChoiceField(label=_("Format"), required=False, choices=[("", _("Detect")), *TextFormat.choices])
    encoding = forms.ChoiceField(
        label=_("Encoding of the file"), required=False, choices=[("", _("Detect")), *ENCODING_CHOICES]
    )
    # The version that the editor saw, or 0.
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args, slug, **kwargs):
        super().__init__(*args, **kwargs)
        self.slug = slug
        # The encodings to choose from, if none can be detected.
        self.candidates = []

    def clean(self):
        data = super().clean()
        words, file = data.get("words", ""), data.get("file")
        if "file" in self.errors:
            return data
        if file and words.strip():
            raise forms.ValidationError(_("Paste the text or choose a file, not both. Nothing was saved."))
        if not file and not words.strip():
            raise forms.ValidationError(_("Paste the text, or choose its file."))
        data["given"] = self.read_file(file) if file else self.read_pasted(words)
        return data

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_TEXT:
            raise forms.ValidationError(too_large())
        return file

    def read_pasted(self, words):
        # Browsers send each line end as two characters.
        words = words.replace("\r\n", "\n")
        content = words.encode("utf-8", "surrogatepass")
        return self.given(content, words, f"{self.slug}.txt", "utf-8")

    def read_file(self, file):
        content = file.read()
        chosen = self.cleaned_data.get("encoding") or declared_encoding(content)
        if NOT_IN_TEXT.search(content) and not may_be_wide(content, chosen):
            raise forms.ValidationError(
                _("The file is not text. Save a PDF or a document of Word as plain text or HTML, and give that.")
            )
        try:
            encoding = encoding_of(file, chosen or None, has_headings=False)
        except EncodingUnknown as error:
            self.candidates = error.candidates
            labels = dict(ENCODING_CHOICES)
            self.fields["encoding"].choices = [(each.encoding, labels[each.encoding]) for each in error.candidates]
            sentence = _(
                "The encoding of the file cannot be detected. Choose the one in which the text is right, choose the "
                "file again, and save."
            )
            raise forms.ValidationError(sentence) from error
        except TableError as error:
            raise forms.ValidationError(error.what) from error
        text = content.decode(ENCODINGS[encoding].codec).removeprefix("\ufeff")
        return self.given(content, text, file.name, encoding)

    def given(self, content, text, name, encoding):
        file_format = TextFormat(self.cleaned_data.get("file_format") or format_of(text))
        return GivenText(content, text, name, encoding, file_format)


def may_be_wide(content: bytes, chosen: str) -> bool:
    """Whether the text may be in UTF-16 or UTF-32, which have bytes that other texts do not have."""
    begins = any(pattern.match(content) for pattern in UTF_16.values()) or content.startswith(tuple(MARKS))
    return begins or chosen.startswith(("utf-16", "utf-32"))


def declared_encoding(content: bytes) -> str:
    """The encoding that a page of HTML names itself; empty if it names none that is known, or has a byte order mark."""
    start = content[:START]
    if start.startswith(tuple(MARKS)) or not HTML.match(start.decode("latin-1")):
        return ""
    match = DECLARED.search(start)
    name = (match[1] or match[2]).decode("ascii").lower().replace("_", "-") if match else ""
    # As browsers read these names.
    name = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "windows-1252"}.get(name, name)
    return name if name in ENCODINGS else ""
