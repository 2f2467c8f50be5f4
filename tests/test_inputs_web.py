"""Pages of the web, from a server on loopback."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from input_files import HEAD, PARAGRAPHS, html, pdf

import claimx
from claimx import errors
from claimx.inputs import web
from claimx.inputs.web import is_url, read_url

SEEN: list[str] = []


class Pages(http.server.BaseHTTPRequestHandler):
    """Answers by the path."""

    def do_GET(self) -> None:
        SEEN.append(self.headers["User-Agent"])
        status, headers, body = {
            "/deich": (200, {"Content-Type": "text/html; charset=utf-8"}, html(head=HEAD)),
            "/alt": (
                200,
                {"Content-Type": "text/html; charset=iso-8859-1"},
                html().replace(b'<meta charset="utf-8">', b"").decode().encode("cp1252"),
            ),
            "/stra%C3%9Fe?q=%C3%BC": (200, {"Content-Type": "text/html"}, html()),
            "/xhtml": (200, {"Content-Type": "application/xhtml+xml"}, html()),
            "/ohne": (200, {}, html()),
            "/weiter": (302, {"Location": "/deich"}, b""),
            "/kreis": (302, {"Location": "/kreis"}, b""),
            "/datei": (302, {"Location": "file:///etc/passwd"}, b""),
            "/ftp": (302, {"Location": "ftp://127.0.0.1/x"}, b""),
            "/pdf": (200, {"Content-Type": "application/pdf"}, pdf("Ja")),
            "/luege": (200, {"Content-Type": "text/html"}, pdf("Ja")),
            "/gz": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(html())),
            "/leer": (200, {"Content-Type": "text/html"}, b"<html><body></body></html>"),
            "/gross": (200, {"Content-Type": "text/html"}, b"<p>" + b"x" * 300_000),
            "/fehler": (500, {}, b"kaputt"),
        }.get(self.path, (404, {}, b"weg"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as served:
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()
        thread.join()


@pytest.fixture
def odd_server() -> Iterator[tuple[str, list[bytes]]]:
    """Sends the bytes that the test puts into the list, slowly, whatever is asked."""
    parts: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            connection, _ = listener.accept()
            with connection:
                connection.recv(1 << 16)
                for part in parts:
                    connection.sendall(part)
                    time.sleep(0.05)

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/", parts
    listener.close()
    thread.join()


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_what_is_a_web_address() -> None:
    assert all(map(is_url, ("http://a", "HTTPS://a/b.txt")))
    assert not any(map(is_url, ("ftp://a", "file:///a", "http:/a", "a.txt", "http.txt", "-")))


def test_a_page(server: str) -> None:
    article = read_url(f"{server}/deich")
    assert article.source == f"{server}/deich"
    assert PARAGRAPHS[0] in article.text
    about = (article.title, article.published, article.author, article.outlet)
    assert about == ("Deich hält", "2025-08-07", "Anna Kern", "Küstenblatt")
    assert SEEN[-1] == f"claimx/{claimx.__version__}"


@pytest.mark.parametrize("path", ["/alt", "/xhtml", "/ohne", "/straße?q=ü", "/stra%C3%9Fe?q=ü#unten"])
def test_other_pages(server: str, path: str) -> None:
    assert PARAGRAPHS[0] in read_url(server + path).text


def test_a_redirect_keeps_the_source(server: str) -> None:
    assert read_url(f"{server}/weiter").source == f"{server}/weiter"


@pytest.mark.parametrize(
    ("path", "kind", "sentence"),
    [
        ("/weg", errors.InputFetch, "the server answers 404 (Not Found)."),
        ("/fehler", errors.InputFetch, "the server answers 500 (Internal Server Error)."),
        ("/kreis", errors.InputFetch, "the server answers 302"),
        ("/datei", errors.InputFetch, ""),
        ("/ftp", errors.InputFetch, "cannot be fetched (it leads to an address that is not of the web)."),
        ("/pdf", errors.InputBinary, "is no HTML page but application/pdf."),
        ("/luege", errors.InputBinary, "is a PDF file, not an HTML page; save it with the suffix .pdf first."),
        ("/gz", errors.InputBinary, "is a compressed file, not an HTML page; unpack it first."),
        ("/leer", errors.InputNoText, "has no main text that could be found."),
    ],
)
def test_what_cannot_be_used(server: str, path: str, kind: type[errors.InputError], sentence: str) -> None:
    with pytest.raises(kind) as caught:
        read_url(server + path)
    assert str(caught.value).startswith(f"{server}{path}: {sentence}")
    assert "\n" not in str(caught.value)


def test_a_page_that_is_too_large(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MAX_PAGE", 200_000)
    with pytest.raises(errors.InputTooLarge):
        read_url(f"{server}/gross")


@pytest.mark.parametrize(
    "url", ["http://", "http://[", "http://127.0.0.1:99999/", "http://a b/", "http://\0/", "http://ü" * 80]
)
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(errors.InputFetch):
        read_url(url)


def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(errors.InputFetch, match=r"cannot be fetched \(Connection refused\)\.$"):
        read_url(f"http://127.0.0.1:{port}/")


def test_a_silent_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "FETCH_TIMEOUT", 0.05)
    sentence = r"cannot be fetched \(the server does not answer in time\)\.$"
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises(errors.InputFetch, match=sentence):
        read_url(f"http://127.0.0.1:{listener.getsockname()[1]}/")


def test_a_slow_server(odd_server: tuple[str, list[bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MAX_FETCH_SECONDS", 0.1)
    url, parts = odd_server
    parts += [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", *[b"<p>"] * 20]
    with pytest.raises(errors.InputFetch, match="takes longer than"):
        read_url(url)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"Unsinn\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\nzz\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
        b"HTTP/1.1 302 Found\r\n\r\n",
    ],
)
def test_odd_answers(odd_server: tuple[str, list[bytes]], answer: bytes) -> None:
    url, parts = odd_server
    parts.append(answer)
    with pytest.raises(errors.InputFetch):
        read_url(url)


def test_a_page_that_is_cut(odd_server: tuple[str, list[bytes]]) -> None:
    url, parts = odd_server
    parts.append(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999999\r\n\r\n" + html())
    with pytest.raises(errors.InputFetch):
        read_url(url)
