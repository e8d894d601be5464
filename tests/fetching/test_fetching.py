"""Fetching an address: what is asked for, what never is, and what people are told."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from factcheck import fetching
from factcheck.fetching import Unfetchable, fetch, is_public

PAGE = b"<html><body><p>Fares rose.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    """A web server that answers as its paths say."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append(dict(self.headers))
        path, _, rest = self.path.removeprefix("/").partition("/")
        getattr(self, f"answer_{path}", self.answer_status)(rest or path)

    def send(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in {"Content-Length": len(body), **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def answer_status(self, status):
        self.send(int(status))

    def answer_page(self, _):
        self.send(200, PAGE, Content_Type="text/html; charset=utf-8", Set_Cookie="a=b")

    def answer_packed(self, _):
        self.send(200, gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip")

    def answer_bomb(self, _):
        self.send(200, gzip.compress(bytes(40_000_000)), Content_Encoding="gzip")

    def answer_to(self, target):
        self.send(302, Location=target, Set_Cookie="seen=1")

    def answer_again(self, times):
        self.send(302, Location=f"/again/{int(times) - 1}" if int(times) else "/page")

    def answer_large(self, _):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(bytes(100_000))
        except OSError:
            self.close_connection = True

    def answer_slow(self, what):
        """A letter every now and then, for ever: of the headers or of the page."""
        if what == "page":
            self.send_response(200)
            self.end_headers()
        else:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        try:
            while not self.server.over.wait(0.1):
                self.wfile.write(b"x")
        except OSError:
            self.close_connection = True

    def answer_short(self, _):
        self.send(200, b"Fares", Content_Length=500)
        self.close_connection = True

    def answer_nonsense(self, _):
        self.wfile.write(b"220 mail.example.org ESMTP\r\n")
        self.close_connection = True

    def answer_headers(self, _):
        self.send(200, **{f"X{n}": n for n in range(200)})

    def log_message(self, *_):
        pass


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.asked = []
    server.over = threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def secure_site(site, tmp_path, monkeypatch) -> ThreadingHTTPServer:
    """The same with a certificate for the name "localhost", which this machine believes."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("There is no openssl to make a certificate with.")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    named = "-subj /CN=x -addext subjectAltName=DNS:localhost"
    request = f"{openssl} req -x509 -newkey rsa:2048 -nodes -days 2 {named}"
    files = ["-keyout", key, "-out", certificate]
    subprocess.run([*request.split(), *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return site


def anywhere(_host) -> bool:
    return True


def at(site, path: str) -> str:
    return f"http://127.0.0.1:{site.server_port}/{path}"


def test_a_page_comes_with_its_kind_and_without_cookies(site):
    found = fetch(at(site, "to//page"), allowed=anywhere)
    assert (found.kind, found.data) == ("text/html", PAGE)
    assert found.address == at(site, "page")
    assert all("Cookie" not in headers for headers in site.asked)


def test_a_certificate_is_asked_for_the_name_and_not_for_the_number(secure_site):
    address = f"https://localhost:{secure_site.server_port}/page"
    assert fetch(address, allowed=anywhere).data == PAGE
    with pytest.raises(Unfetchable, match="could not prove"):
        fetch(address.replace("localhost", "127.0.0.1"), allowed=anywhere)


def test_a_server_without_a_certificate_that_counts_is_not_believed(secure_site, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(Unfetchable, match="could not prove"):
        fetch(f"https://localhost:{secure_site.server_port}/page", allowed=anywhere)


def test_a_packed_page_is_unpacked(site):
    assert fetch(at(site, "packed"), allowed=anywhere).data == PAGE


def test_five_redirects_are_followed_and_no_more(site):
    assert fetch(at(site, "again/4"), allowed=anywhere).data == PAGE
    with pytest.raises(Unfetchable, match="more than 5 times"):
        fetch(at(site, "again/5"), allowed=anywhere)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("large", "larger than 20 MB"),
        ("bomb", "larger than 20 MB"),
        ("short", "broke off"),
        ("nonsense", "broke off"),
        ("headers", "broke off"),
        ("401", "asks for a password"),
        ("404", "has no page at this address"),
        ("500", r"answered with an error \(500\)"),
        ("302", r"answered with an error \(302\)"),
        ("to/file:///etc/passwd", "is not the address of a web page"),
        ("to/http://a:b@127.0.0.1/", "with a password in it"),
        ("to/http://127.0.0.1:25/", "Port 25 belongs to another service"),
        ("to/http://[", "No server was found"),
        ("to/loop", "more than 5 times"),
    ],
)
def test_what_went_wrong_is_said_in_words(site, path, said):
    with pytest.raises(Unfetchable, match=said):
        fetch(at(site, path), allowed=anywhere)


@pytest.mark.parametrize("what", ["page", "headers"])
def test_a_server_that_never_ends_is_hung_up_on(site, what):
    begun = time.monotonic()
    with pytest.raises(Unfetchable, match="took longer than 1 seconds"):
        fetch(at(site, f"slow/{what}"), allowed=anywhere, seconds=1)
    assert time.monotonic() - begun < 15


def test_a_redirect_is_asked_the_same_rule_and_the_place_behind_it_is_never_asked(site):
    def only_this_server(host) -> bool:
        return host == ip_address("127.0.0.1")

    with pytest.raises(Unfetchable, match="is not on the public web"):
        fetch(at(site, f"to/http://127.0.0.2:{site.server_port}/page"), allowed=only_this_server)
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "0.0.0.0"],
)
def test_this_machine_is_never_asked_however_it_is_spelt(site, host):
    with pytest.raises(Unfetchable, match="is not on the public web"):
        fetch(f"http://{host}:{site.server_port}/page")
    assert site.asked == []


@pytest.mark.parametrize("host", ["[::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[fd00::1]"])
def test_nor_by_its_longer_addresses(host):
    with pytest.raises(Unfetchable, match=r"is not on the public web|No server was found"):
        fetch(f"http://{host}/")


def test_a_name_is_looked_up_once_and_asked_where_it_was_found(site, monkeypatch):
    looked_up = []

    def means_another_machine_next_time(name, port, **kwargs):
        looked_up.append(name)
        place = "127.0.0.1" if len(looked_up) == 1 else "127.0.0.66"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port))]

    lookup = socket.getaddrinfo
    monkeypatch.setattr(
        fetching.socket,
        "getaddrinfo",
        lambda name, port, *rest, **named: (
            means_another_machine_next_time(name, port)
            if name == "rebinding.example"
            else lookup(name, port, *rest, **named)
        ),
    )
    found = fetch(f"http://rebinding.example:{site.server_port}/page", allowed=anywhere)
    assert found.data == PAGE
    assert looked_up == ["rebinding.example"]
    assert site.asked[0]["Host"] == f"rebinding.example:{site.server_port}"


def test_a_server_that_does_not_listen_is_named():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Unfetchable, match=r"127\.0\.0\.1 did not answer"):
        fetch(f"http://127.0.0.1:{port}/", allowed=anywhere)


def test_a_name_that_no_machine_has_is_said():
    with pytest.raises(Unfetchable, match="No server was found for nowhere"):
        fetch("https://nowhere.invalid/story")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "is not the address"),
        ("fares", "is not the address"),
        ("//example.org/a", "is not the address"),
        ("ftp://example.org/a", "is not the address"),
        ("javascript:alert(1)", "is not the address"),
        ("http:///a", "is not the address"),
        ("http://exa mple.org/", "is not the address"),
        ("http://x:99999/", "is not the address"),
        ("https://example.org/" + "a" * 2_000, "is not the address"),
        ("https://rosa@example.org/", "password"),
        ("https://rosa:x@example.org/", "password"),
        ("http://example.org:22/", "Port 22"),
    ],
)
def test_an_address_is_checked_before_anything_is_looked_up(address, said):
    with pytest.raises(Unfetchable, match=said):
        fetching.checked(address)


PUBLIC = ["93.184.216.34", "1.1.1.1", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:1.1.1.1"]
NOT_PUBLIC = """
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254
    169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1
    198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 64:ff9b::a00:1
    64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:a00:1::1 2002:7f00:1::1 3fff::1 5f00::1 fc00::1
    fd00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
""".split()


@pytest.mark.parametrize("host", PUBLIC)
def test_the_public_web_is_public(host):
    assert is_public(ip_address(host))


@pytest.mark.parametrize("host", NOT_PUBLIC)
def test_nothing_else_is(host):
    assert not is_public(ip_address(host))
