"""E-mails to articles: the plain text of a mail, else its HTML; attachments are left alone."""

from __future__ import annotations

import dataclasses
import email.policy
import re
from email.message import EmailMessage, Message
from email.parser import BytesParser
from typing import Any

from claimx.errors import InputCorrupt, InputNoText, InputTooLarge, Wording
from claimx.inputs.dates import iso_date
from claimx.inputs.limits import MAX_MAIL_HEADER, MAX_MAIL_PARTS
from claimx.inputs.pages import read_page
from claimx.inputs.parsers import guarded
from claimx.inputs.text import decode, is_blank, make_article, one_line, refuse_foreign
from claimx.records import Article

_PART = re.compile(rb"[\r\n]--")
_HEADERS = ("From", "To", "Subject", "Date", "Received", "MIME-Version", "Message-ID")


class _Policy(email.policy.EmailPolicy):
    """Python's own, but it reads only the beginning of a header: its parser takes minutes for long ones."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """The header's value, parsed when it is asked for."""
        return super().header_fetch_parse(name, value[:MAX_MAIL_HEADER])


def read_mail(data: bytes, source: str) -> Article:
    """The article of an e-mail: its subject is the title, its sender the author.

    Raises `InputBinary`, `InputCorrupt`, `InputTooLarge` or `InputNoText`, and what `read_page` does for one in HTML.
    """
    refuse_foreign(data, source, "wanted_mail")
    if sum(1 for _ in _PART.finditer(data)) > MAX_MAIL_PARTS:
        raise InputTooLarge("many_parts", source=source, most=MAX_MAIL_PARTS)
    with guarded(source, "no_mail"):
        message = BytesParser(policy=_Policy()).parsebytes(data)
        assert isinstance(message, EmailMessage)  # so the policy says
        if not any(message[name] for name in _HEADERS):
            raise InputCorrupt("damaged", source=source, what=Wording("no_mail"))
        article = _body(message, source)
        return dataclasses.replace(
            article,
            title=one_line(_header(message, "Subject")),
            published=iso_date(_header(message, "Date")),
            author=one_line(_sender(message)),
        )


def _body(message: EmailMessage, source: str) -> Article:
    plain = message.get_body(("plain",))
    if plain is not None:
        text = decode(_payload(plain), source, plain.get_content_charset())
        if not is_blank(text):
            return make_article(source, text)
    page = message.get_body(("html",))
    if page is not None:
        return read_page(_payload(page), source, charset=page.get_content_charset())
    raise InputNoText("mail_without_text", source=source)


def _payload(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding taken off."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(message: EmailMessage, name: str) -> str:
    return str(message[name] or "")


def _sender(message: EmailMessage) -> str:
    """The name of who sent it, else the address."""
    addresses = getattr(message["From"], "addresses", ())
    return addresses[0].display_name or addresses[0].addr_spec if addresses else ""
