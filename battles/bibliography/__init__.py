"""Sources in the forms that reference managers read: BibTeX, RIS and CSL-JSON, and metadata in pages."""

from collections.abc import Callable
from dataclasses import dataclass

from battles.bibliography.bibtex import as_bibtex
from battles.bibliography.csl import as_csl_json
from battles.bibliography.ris import as_ris


@dataclass(frozen=True)
class Format:
    """A form of file: ``write`` gives its text for one source."""

    label: str
    content_type: str
    extension: str
    write: Callable

    @property
    def media_type(self):
        """The content type without its character set."""
        return self.content_type.partition(";")[0]


# Zotero recognizes these content types.
FORMATS = {
    "bibtex": Format("BibTeX", "application/x-bibtex; charset=utf-8", "bib", as_bibtex),
    "ris": Format("RIS", "application/x-research-info-systems; charset=utf-8", "ris", as_ris),
    "csl-json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", "csl.json", as_csl_json),
}
