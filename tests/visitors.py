"""Visitors of a site that runs in processes of its own: readers, and editors who log in and send forms."""

import re
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

# Seconds that an answer may take.
PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    @property
    def errors(self):
        """What a form of the admin says is wrong."""
        return re.findall(r'class="error(?:note|list)[^>]*>(.*?)</(?:p|ul)>', self.text, re.S)


class Visitor:
    """One connection that is kept open, and the cookies that came over it."""

    def __init__(self, address: str):
        self.connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
        self.cookies = {}
        self.keys = {}

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, **fields) -> Answer:
        """Send a form, with the token that the site gave."""
        form = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}, doseq=True)
        return self.ask("POST", path, form, {"Content-Type": "application/x-www-form-urlencoded"})

    def ask(self, method, path, body=None, headers=()):
        """The answer. OSError or HTTPException where there is none, or only a part of one."""
        sent = dict(headers)
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self.connection.request(method, path, body, sent)
            response = self.connection.getresponse()
            answer = Answer(response.status, {}, response.read())
        except BaseException:
            self.connection.close()
            raise
        for name, value in response.getheaders():
            answer.headers[name.lower()] = value
            if name.lower() == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        return answer

    def log_in(self, name: str, password: str):
        self.get("/admin/login/")
        answer = self.post("/admin/login/", username=name, password=password, next="/admin/")
        assert answer.status == 302, answer.errors

    def add_place(self, slug: str, **values) -> Answer:
        """Send the form for a new place; status 302 says that it is saved."""
        empty = dict.fromkeys(["name_en", "part_of", "latitude", "longitude", "note"], "")
        return self.post(
            "/admin/battles/place/add/",
            **empty | {"slug": slug, "name": f"武漢 {slug}", "status": "published"} | values,
        )

    def add_claim(self, locator: str) -> Answer:
        """Send the form for a new claim at that place in a source; status 302 says that it is saved."""
        about = {name: self.key_of(name) for name in ("campaign", "source")}
        figure = {"qualifier": "exact", "low": "300", "high": "300", "wording": "三百人"}
        meaning = {"kind": "casualties", "category": "killed", "counted": "persons", "standing": "normal"}
        return self.post("/admin/battles/casualtyclaim/add/", **about, **meaning, **figure, locator=locator)

    def key_of(self, kind: str) -> str:
        """The key of the first record of that kind in the admin's list."""
        if kind not in self.keys:
            listed = self.get(f"/admin/battles/{kind}/").text
            self.keys[kind] = re.search(rf"/admin/battles/{kind}/(\d+)/change/", listed)[1]
        return self.keys[kind]

    def close(self):
        self.connection.close()
