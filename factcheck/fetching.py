"""Fetches what stands at an address on the public web, and at no other."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import urljoin

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

type Host = IPv4Address | IPv6Address
type Rule = Callable[[Host], bool]

SECONDS = 20.0
LARGEST = 20 * 1024 * 1024
MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2_000
CHUNK = 65_536
PORTS = {"http": 80, "https": 443}
# Below this number live mail, files and remote control; a web server is not among them.
FIRST_FREE_PORT = 1_024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HEADERS = {
    "User-Agent": "Factcheck (a newsroom's fact-checking workbench)",
    "Accept": "text/html, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.5",
    "Accept-Language": "en, *;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
# Handed out to nobody, or ways through which an address of another kind is reached.
WORLD = ip_network("2000::/3")
NOT_PUBLIC = [
    ip_network(network)
    for network in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    )
]

NOT_AN_ADDRESS = (
    "“{}” is not the address of a web page. It begins with https:// or http://, and a name follows."
)
CREDENTIALS = "An address with a password in it is not fetched. Leave out what stands before the @."
PORT = "Port {} belongs to another service than the web. Leave it out of the address."
NOT_PUBLIC_HOST = (
    "{} is not on the public web, so it is not fetched. Paste the text, or send it as a file."
)
NO_HOST = "No server was found for {}. Check the address for a slip of the pen."
NO_ANSWER = "{} did not answer. Try again later, or paste the text."
NOT_PROVEN = (
    "{} could not prove that it is the server of that name: its certificate is wrong. "
    "Paste the text instead."
)
TOO_SLOW = "{} took longer than {:.0f} seconds. Try again later, or paste the text."
TOO_LARGE = "What stands at this address is larger than {} MB. Send a part of it as a file."
TOO_MANY = "This address leads on to another more than {} times. Paste the text instead."
BROKEN = "The answer of {} broke off or makes no sense. Try again later, or paste the text."
STATUSES = {
    401: "{} asks for a password there. Paste the text instead.",
    402: "{} asks for money there. Paste the text instead.",
    403: "{} does not let programs read this page. Paste the text instead.",
    404: "{} has no page at this address. Check the address for a slip of the pen.",
    410: "{} has taken this page away. Paste its text, if you have it.",
    429: "{} is asked too often just now. Try again later, or paste the text.",
    451: "{} may not show this page for legal reasons. Paste its text, if you have it.",
}
REFUSED = "{} answered with an error ({}). Try again later, or paste the text."


class Unfetchable(Exception):
    """An address cannot be fetched. The text is for the person who gave it."""

    def __init__(self, text: str, status: int | None = None) -> None:
        super().__init__(text)
        # What the web server answered, where it did.
        self.status = status


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address: where it was in the end, its kind and its bytes."""

    address: str
    kind: str
    data: bytes


def is_public(host: Host) -> bool:
    """Whether an address belongs to the public internet and to a single machine."""
    if isinstance(host, IPv6Address):
        if host.ipv4_mapped:
            return is_public(host.ipv4_mapped)
        if host not in WORLD:
            return False
    return (
        host.is_global
        and not (host.is_multicast or host.is_reserved)
        and not any(host.version == network.version and host in network for network in NOT_PUBLIC)
    )


def checked(address: str) -> Url:
    """The parts of an address, if it is one that may be asked for at all."""
    try:
        url = parse_url(address.strip())
    except LocationParseError:
        url = Url()
    if url.scheme not in PORTS or not url.host or len(address) > LONGEST_ADDRESS:
        raise Unfetchable(NOT_AN_ADDRESS.format(address[:100]))
    if url.auth is not None:
        raise Unfetchable(CREDENTIALS)
    if url.port is not None and url.port not in PORTS.values() and url.port < FIRST_FREE_PORT:
        raise Unfetchable(PORT.format(url.port))
    return url


def on_the_web(address: str) -> Url:
    """The same for an address that somebody types: "nonsense" and this network are refused at once.
    What a name leads to is only known when it is fetched.
    """
    url = checked(address)
    host = url.host or ""
    try:
        number = ip_address(host.strip("[]"))
    except ValueError:
        if "." not in host.strip("."):
            raise Unfetchable(NOT_AN_ADDRESS.format(address[:100])) from None
    else:
        if not is_public(number):
            raise Unfetchable(NOT_PUBLIC_HOST.format(host))
    return url


def short(address: str) -> str:
    """An address as people name it: the server and the page, no longer than a file's name."""
    url = parse_url(address)
    return f"{url.host or ''}{url.path or ''}".rstrip("/")[:200]


def fetch(address: str, *, allowed: Rule = is_public, seconds: float = SECONDS) -> Fetched:
    """Fetch an address, following where it leads. Raises Unfetchable, and nothing else.

    Each server's name is looked up once, every answer must be allowed, and the connection goes
    to that very answer: a name that means another machine a moment later gains nothing.
    """
    until = time.monotonic() + seconds
    for _ in range(MOST_REDIRECTS + 1):
        url = checked(address)
        try:
            with _answer(url, allowed, until) as answer:
                if answer.status not in REDIRECTS or "Location" not in answer.headers:
                    return Fetched(address, _kind(answer), _body(url, answer, until))
                address = urljoin(address, answer.headers["Location"])
        except ssl.SSLCertVerificationError as error:
            raise Unfetchable(NOT_PROVEN.format(url.host)) from error
        except (OSError, HTTPError, HTTPException, ValueError) as error:
            late = time.monotonic() >= until or isinstance(error, TimeoutError)
            why = TOO_SLOW.format(url.host, seconds) if late else BROKEN.format(url.host)
            raise Unfetchable(why) from error
    raise Unfetchable(TOO_MANY.format(MOST_REDIRECTS))


@contextmanager
def _answer(url: Url, allowed: Rule, until: float) -> Iterator[BaseHTTPResponse]:
    """The answer of a server, while the connection to it is open."""
    with closing(_connected(url, allowed, until)) as connection:
        # A server that sends a letter a second never times out by itself.
        alarm = Timer(_left(until), _hang_up, [connection.sock])
        alarm.start()
        try:
            connection.request(
                "GET",
                url.request_uri,
                headers={**HEADERS, "Host": str(url.netloc)},
                preload_content=False,
            )
            yield connection.getresponse()
        finally:
            alarm.cancel()


def _connected(url: Url, allowed: Rule, until: float) -> HTTPConnection:
    for number, host in enumerate(hosts := _look_up(url, allowed)):
        connection = _connection(url, host, until)
        try:
            connection.connect()
        except ssl.SSLCertVerificationError:
            connection.close()
            raise
        except (OSError, HTTPError) as error:
            connection.close()
            if number + 1 == len(hosts):
                raise Unfetchable(NO_ANSWER.format(url.host)) from error
        else:
            return connection
    raise Unfetchable(NO_HOST.format(url.host))


def _look_up(url: Url, allowed: Rule) -> list[str]:
    """The machines behind a name, if every one of them is allowed."""
    try:
        found = socket.getaddrinfo(_name(url), _port(url), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unfetchable(NO_HOST.format(url.host)) from error
    hosts = list(dict.fromkeys(str(place[4][0]) for place in found))
    if not all(allowed(ip_address(host)) for host in hosts):
        raise Unfetchable(NOT_PUBLIC_HOST.format(url.host))
    return hosts


def _connection(url: Url, host: str, until: float) -> HTTPConnection:
    name, port, timeout = _name(url), _port(url), _left(until)
    if url.scheme == "http":
        return HTTPConnection(host, port, timeout=timeout)
    context = ssl.create_default_context()
    # A laptop may have no list of its own.
    context.load_verify_locations(certifi.where())
    # The certificate must name the server that was asked for, not the number that was dialled.
    return HTTPSConnection(host, port, timeout=timeout, ssl_context=context, server_hostname=name)


def _name(url: Url) -> str:
    return str(url.host).strip("[]")


def _port(url: Url) -> int:
    return url.port or PORTS[str(url.scheme)]


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _hang_up(connection: socket.socket) -> None:
    # It may have ended by itself a moment ago.
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _body(url: Url, answer: BaseHTTPResponse, until: float) -> bytes:
    if answer.status != 200:
        words = STATUSES.get(answer.status, REFUSED).format(url.host, answer.status)
        raise Unfetchable(words, answer.status)
    data = bytearray()
    while chunk := answer.read(CHUNK, decode_content=True):
        data += chunk
        if len(data) > LARGEST:
            raise Unfetchable(TOO_LARGE.format(LARGEST // 1024**2))
    # A connection that was hung up looks like one that has ended.
    _left(until)
    return bytes(data)


def _kind(answer: BaseHTTPResponse) -> str:
    """The media type, without what follows it."""
    message = Message()
    message["Content-Type"] = answer.headers.get("Content-Type", "application/octet-stream")
    return message.get_content_type()
