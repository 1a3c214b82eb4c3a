"""The catalogues of translations: what the code says is gathered, the catalogues brought up to date and compiled.

``python -m tests.catalogues`` does it, after any change of a text and after any merge. It takes Babel, and not Django's
makemessages, which calls GNU gettext: that comes with no Python, and this has to run wherever the tests do.
"""

import io
from datetime import datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("battles", "wuhan")
LOCALES = {
    "zh_Hans": "Chinese in simplified characters, in the usage of the mainland",
    "zh_Hant": "Chinese in traditional characters, in the usage of Taiwan",
}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TITLE = """\
# {language}: {package}.
# Brought up to date by python -m tests.catalogues."""
# What gettext reads. Dates and versions would make every merge a conflict, and so would numbers of lines.
KEPT_HEADERS = ("Language", "Plural-Forms", "Content-Type")


def po_file(package, locale):
    return ROOT / package / "locale" / locale / "LC_MESSAGES" / "django.po"


def said_in(package):
    """A catalogue without translations of all that the package's modules and templates say to people."""
    catalogue = Catalog(fuzzy=False)
    for path in sorted((ROOT / package).rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_bytes()
        elif path.suffix == ".html":
            source = template_as_python(path)
        else:
            continue
        name = path.relative_to(ROOT).as_posix()
        for _line, message, comments, context in extract("python", io.BytesIO(source), KEYWORDS, ["Translators:"]):
            catalogue.add(message, locations=[(name, None)], auto_comments=comments, context=context)
    return catalogue


def template_as_python(path):
    """The calls of gettext that a template makes; the rest of it, blotted out, is not indented as Python is."""
    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(line.strip() for line in calls.splitlines()).encode()


def read(path, locale):
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def up_to_date(package, locale):
    """The package's catalogue: of just what the package says now, the translations that there are."""
    path = po_file(package, locale)
    catalogue = read(path, locale) if path.exists() else Catalog(locale=locale)
    catalogue.update(said_in(package), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.header_comment = TITLE.format(language=LOCALES[locale], package=package)
    return catalogue


def as_po(catalogue):
    """The text of a .po file, sorted, so that two branches seldom write in the same place."""
    written = io.BytesIO()
    write_po(written, catalogue, width=0, sort_output=True, include_lineno=False)
    unkept = tuple(f'"{name}: ' for name, _value in catalogue.mime_headers if name not in KEPT_HEADERS)
    lines = written.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(unkept))


def update(package, locale):
    """Writes the .po and .mo files of a catalogue, and returns the texts that wait for a translation."""
    path = po_file(package, locale)
    catalogue = up_to_date(package, locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_po(catalogue), encoding="utf-8")
    with path.with_suffix(".mo").open("wb") as file:
        compiled = read(path, locale)
        # Babel would put today, and the file would change whenever it is made.
        compiled.creation_date = datetime(2000, 1, 1)
        write_mo(file, compiled)
    return [message.id for message in catalogue if message.id and not any(message.string or ())]


def main():
    for package in PACKAGES:
        for locale in LOCALES:
            waiting = update(package, locale)
            print(
                f"{po_file(package, locale).relative_to(ROOT)}: {len(waiting)} to be translated", *waiting, sep="\n  "
            )


if __name__ == "__main__":
    main()
