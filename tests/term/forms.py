"""Forms read from their pages as a browser reads them: the test client's own way mixes up what threads are shown."""

from html.parser import HTMLParser

UNSENT = {"submit", "button", "file", "image", "reset"}


class FormReader(HTMLParser):
    """Collects what a browser would send back for the boxes of a page, as they stand."""

    def __init__(self):
        super().__init__()
        self.sent, self.select, self.textarea = {}, None, None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        name, kind = attributes.get("name"), attributes.get("type")
        if tag == "input" and name and kind not in UNSENT:
            if kind not in ("checkbox", "radio") or "checked" in attributes:
                self.sent.setdefault(name, []).append(attributes.get("value") or "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attributes:
            self.sent.setdefault(self.select, []).append(attributes.get("value") or "")
        elif tag == "textarea":
            self.textarea = name
            self.sent[name] = [""]

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.sent[self.textarea][0] += data.removeprefix("\n") if not self.sent[self.textarea][0] else data


def fields_of(page: str) -> dict[str, list[str]]:
    reader = FormReader()
    reader.feed(page)
    reader.close()
    # The row that an inline offers as a pattern for new ones is not sent.
    return {name: values for name, values in reader.sent.items() if "__prefix__" not in name}
