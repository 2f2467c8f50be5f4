"""Pages of the web to articles, fetched with what Python brings: within bounds, and by http or https only."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from typing import IO, Any
from urllib.parse import quote, urlsplit, urlunsplit

from claimx import __version__
from claimx.errors import InputBinary, InputError, InputFetch, InputTooLarge, Wording
from claimx.inputs.limits import FETCH_TIMEOUT, MAX_FETCH_SECONDS, MAX_PAGE, megabytes
from claimx.inputs.pages import read_page
from claimx.inputs.text import one_line, source_name
from claimx.records import Article

_SCHEMES = ("http", "https")
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_URL_SAFE = "%/:=&?~#+!$,;'@()*[]"
_CHUNK = 1 << 16


def is_url(name: str) -> bool:
    """Whether an input is a page of the web."""
    return name.lower().startswith(("http://", "https://"))


def read_url(url: str) -> Article:
    """The article of a page; its source is the address as given.

    Raises `InputFetch`, `InputTooLarge`, `InputBinary` for what is no HTML, and what `read_page` does.
    """
    source = source_name(url)
    try:
        request = urllib.request.Request(_ascii_url(url), headers={"User-Agent": f"claimx/{__version__}"})
        with _opener().open(request, timeout=FETCH_TIMEOUT) as response:
            kind = response.headers.get_content_type() if "Content-Type" in response.headers else "text/html"
            if kind not in _HTML_TYPES:
                raise InputBinary("not_html", source=source, kind=kind)
            data = _body(response, source)
            return read_page(data, source, response.geturl(), response.headers.get_content_charset())
    except InputError:
        raise
    except urllib.error.HTTPError as error:
        raise InputFetch("server_answers", source=source, code=error.code, error=_reason(error)) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise InputFetch("unfetchable", source=source, error=_reason(error)) from error


def _body(response: Any, source: str) -> bytes:
    """What the server sends, within bounds of size and time."""
    end = time.monotonic() + MAX_FETCH_SECONDS
    parts: list[bytes] = []
    size = 0
    while part := response.read1(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > MAX_PAGE:
            raise InputTooLarge("large_page", source=source, most=megabytes(MAX_PAGE))
        if time.monotonic() > end:
            raise InputFetch("slow_page", source=source, seconds=MAX_FETCH_SECONDS)
    promised = response.headers.get("Content-Length", "")
    if promised.isascii() and promised.isdigit() and len(promised) < 20 and size < int(promised):
        raise InputFetch("ends_early", source=source)
    return b"".join(parts)


class _OffWeb(ValueError):
    """A page leads to an address that is not of the web."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows to http and https only; Python's own would go to ftp, too."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The request of the new address."""
        if urlsplit(newurl).scheme not in _SCHEMES:
            raise _OffWeb
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    """Opens http and https and nothing else: no files, no ftp."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    return opener


def _ascii_url(url: str) -> str:
    """The address with its umlauts written as the net wants them."""
    parts = urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    return urlunsplit((parts.scheme, host, *(quote(part, safe=_URL_SAFE) for part in parts[2:4]), ""))


def _reason(error: Exception) -> Wording | str:
    if isinstance(error, _OffWeb):
        return Wording("leads_off_web")
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return Wording("server_silent")
    return one_line(str(getattr(reason, "strerror", None) or reason)) or type(error).__name__
