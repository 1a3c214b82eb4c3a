"""Texts of sources at the desk."""

from django.core.files.uploadedfile import SimpleUploadedFile

from battles.reading.texts import GivenText, keep_text
from battles.values.choices import TextFormat

WORDS = "甲軍於7月26日攻佔甲城，損失254,628人。\n乙軍第9師團撤退。\n第106師團到達。"


def given(words=WORDS, file_format=TextFormat.PLAIN, name="made-up.txt"):
    return GivenText(words.encode(), words, name, "utf-8", file_format)


def give(source, words=WORDS, *, by=None, seen=0, **values):
    """Keep a text of the source; returns the new version."""
    return keep_text(source, given(words, **values), made_by=by, seen=seen).text


def uploaded(words=WORDS, name="made-up.txt"):
    return SimpleUploadedFile(name, words if isinstance(words, bytes) else words.encode())
