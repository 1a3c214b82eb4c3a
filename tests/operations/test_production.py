"""The README's production: gunicorn behind nginx, configured as it says there."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit

import pytest
from django.core.management.utils import get_random_secret_key

from tests.clusters import on_postgresql
from tests.processes import PATIENCE, ROOT
from tests.sites import free_port, serving
from tests.waiting import wait_until

HOST = "battles.example.org"

is_installed = shutil.which("nginx") and shutil.which("openssl")
pytestmark = [
    pytest.mark.both_engines,
    pytest.mark.slow,
    pytest.mark.skipif(not is_installed and "CI" not in os.environ, reason="nginx or openssl is missing"),
]


def block(language):
    return re.search(rf"^```{language}\n(.*?)^```$", (ROOT / "wuhan" / "README.md").read_text(), re.M | re.S)[1]


class Proxy:
    """nginx with the README's servers, on ports and with a certificate of its own."""

    def __init__(self, folder, site_port):
        self.folder = folder
        self.ports = {scheme: free_port() for scheme in ("http", "https")}
        names = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
        files = ["-keyout", folder / "key.pem", "-out", folder / "certificate.pem"]
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *names, *files],
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )
        servers = block("nginx")
        for old, new in {
            "listen 80;": f"listen 127.0.0.1:{self.ports['http']};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.ports['https']} ssl;",
            "/etc/ssl/battles.pem": str(folder / "certificate.pem"),
            "/etc/ssl/battles.key": str(folder / "key.pem"),
            "127.0.0.1:8000": f"127.0.0.1:{site_port}",
        }.items():
            assert old in servers
            servers = servers.replace(old, new)
        temporary = " ".join(
            f"{kind}_temp_path {folder / kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"pid {folder / 'pid'}; daemon off; error_log {folder / 'error.log'}; events {{}}\n"
            f"http {{ access_log off; {temporary}\n{servers} }}\n"
        )
        self.process = subprocess.Popen(
            ["nginx", "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
        )
        wait_until(lambda: self.get("https", "/healthz/alive").status == 200, folder / "error.log")

    def get(self, scheme, path):
        """The response, read to its end; its text is ``text``."""
        if scheme == "https":
            trust = ssl.create_default_context(cafile=self.folder / "certificate.pem")
            connection = HTTPSConnection(HOST, self.ports[scheme], context=trust, timeout=PATIENCE)
            # Connect to this machine under the name in the certificate.
            connection._create_connection = lambda address, *more: socket.create_connection(
                ("127.0.0.1", address[1]), *more
            )
        else:
            connection = HTTPConnection("127.0.0.1", self.ports[scheme], timeout=PATIENCE)
        try:
            connection.request("GET", path, headers={"Host": HOST})
            response = connection.getresponse()
            response.text = response.read().decode()
            return response
        finally:
            connection.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)


@pytest.fixture
def proxy(filled_environment, administrator, tmp_path):
    with serving(filled_environment | {"ALLOWED_HOSTS": f"{HOST},127.0.0.1"}, administrator) as site:
        (tmp_path / "nginx").mkdir()
        proxy = Proxy(tmp_path / "nginx", site.port)
        yield proxy
        proxy.stop()


@on_postgresql
def test_the_site_behind_nginx_is_reached_by_https_alone(proxy):
    page = proxy.get("https", "/campaigns/battle-of-wuhan/")
    assert page.status == 200
    assert "254,628" in page.text
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    turned = proxy.get("http", "/campaigns/?q=wuhan")
    assert (turned.status, turned.headers["Location"]) == (301, f"https://{HOST}/campaigns/?q=wuhan")
    cookies = proxy.get("https", "/admin/login/").headers.get_all("Set-Cookie")
    assert cookies
    assert all("; Secure" in cookie for cookie in cookies)
    assert proxy.get("https", "/healthz").text == "ok\n"

    sheets = re.findall(r'href="(/static/[^"]+\.css)"', page.text)
    assert sheets
    for sheet in sheets:
        assert re.search(r"\.[0-9a-f]{12}\.css$", urlsplit(sheet).path)
        answer = proxy.get("https", sheet)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_the_unit_starts_the_same_server_as_the_tests(environment):
    command = re.search(r"^ExecStart=\S+/gunicorn (.*)$", block("ini"), re.M)[1]
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", *command.split(), "--print-config"],
        cwd=ROOT,
        env=environment | {"WEB_CONCURRENCY": "3", "SECRET_KEY": get_random_secret_key()},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    settings = dict(line.split("=", 1) for line in re.sub(r"\s*=\s*", "=", done.stdout).splitlines() if "=" in line)
    assert (settings["wsgi_app"], settings["workers"], settings["threads"]) == ("wuhan.wsgi", "3", "8")
