"""Test data generator, no tests: hostile web pages and mails."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from hostile_base import SENTENCE, HostileFile, members, noise, zipped

_SAID = f"<p>{SENTENCE}</p>"
_HEADERS = "From: Anna Kern <kern@example.invalid>\nSubject: Deich\nDate: Fri, 7 Mar 2025 10:00:00 +0100\n"
_MIME = _HEADERS + "MIME-Version: 1.0\n"
_LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
LAUGHS = f'<!DOCTYPE lolz [<!ENTITY l0 "Nein. ">{_LAUGHS}]>'
"""A document type whose entity `&l9;` expands to 6 GB."""


def html_files() -> Iterator[HostileFile]:
    """Files that end in `.html` or `.htm`."""
    for group in (_page_structure(), _page_scripts(), _page_encodings(), _page_data()):
        yield from members("html", group)


def _page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html lang=de><head><title>Deich</title>{head}</head><body>{body}</body></html>".encode()


def _page_structure() -> dict[str, bytes]:
    table = "<table><tr><td>"
    return {
        "empty.html": b"",
        "blanks.html": b" \n\t" * 1_000,
        "no-body.html": b"<html><head><title>x</title></head></html>",
        "body-empty.htm": _page(""),
        "only-comment.html": b"<!-- " + SENTENCE.encode() * 20 + b" -->",
        "comment-unclosed.html": _page("<!-- " + _SAID * 20),
        "comments-conditional.html": _page("<!--[if lt IE 9]>" * 500 + _SAID + "<![endif]-->" * 500),
        "comments-nested.html": _page("<!-- <!-- " * 5_000 + _SAID + " --> -->" * 5_000),
        "nested-div-50000.html": _page("<div>" * 50_000 + SENTENCE),
        "nested-div-closed.html": _page("<div>" * 10_000 + _SAID + "</div>" * 10_000),
        "nested-bold.html": _page("<p>" + "<b><i>" * 10_000 + SENTENCE),
        "nested-quotes.html": _page("<blockquote><q>" * 5_000 + SENTENCE + "</q></blockquote>" * 5_000),
        "nested-tables.html": _page(table * 3_000 + SENTENCE + "</td></tr></table>" * 3_000),
        "nested-lists.html": _page("<ul><li>" * 8_000 + SENTENCE),
        "nested-frames.html": b"<frameset><frame src=a>" * 3_000 + b"<noframes>" + SENTENCE.encode(),
        "nested-frames-inline.html": _page("<iframe srcdoc='" * 2_000 + _SAID),
        "nested-svg.html": _page("<svg><foreignObject><math><mtext>" * 2_000 + SENTENCE),
        "nested-templates.html": _page("<template><select><option>" * 3_000 + _SAID),
        "nested-articles.html": _page("<article><main>" * 4_000 + _SAID * 5),
        "tags-unclosed.html": _page("<p><b><a href='x'>„Ja“, <i>sagte <span>Anna Kern. " * 1_000),
        "tags-only-closed.html": b"</div></p></body></html>" * 3_000 + _SAID.encode(),
        "tags-crossed.html": _page("<b><i>„Ja</b>“, </i>sagte <p><b>Kern</p>." * 1_000),
        "tag-cut.html": _page(_SAID)[:-30] + b"<div class='",
        "angle-brackets.html": b"<" * 100_000,
        "angle-brackets-close.html": b">" * 100_000,
        "paragraphs-empty.html": _page("<p></p>" * 20_000),
        "two-pages.html": _page(_SAID * 5) * 2,
        "title-endless.html": b"<title>" + SENTENCE.encode() * 1_000,
        "textarea-unclosed.html": _page("<textarea><xmp><plaintext>" + _SAID * 10),
        "inline-marks.html": _page("<p>" + "<q>Ja</q>, sagte <q>Kern</q>" * 3_000),
    }


def _page_scripts() -> dict[str, bytes]:
    script = "document.write('„Gelogen“, sagte das Skript.');while(1){}"
    return {
        "only-script.html": _page(f"<script>{script}</script>" * 50),
        "script-unclosed.html": _page(f"{_SAID * 5}<script>{script}"),
        "script-inside-quotation.html": _page(f"<p>„Ja<script>{script}</script>“, sagte Anna Kern.</p>" * 50),
        "script-split.html": _page("<scr<script>ipt>alert(1)</scr</script>ipt>" * 100 + _SAID * 5),
        "script-handlers.html": _page(f"<p onclick=\"x()\"><img src=x onerror='alert(1)'>{SENTENCE}</p>" * 20),
        "script-address.html": _page(f"<a href='javascript:alert(1)'>{SENTENCE}</a>" * 20),
        "style-only.html": _page("<style>p::before{content:'„Gelogen“, sagte Kern.'}</style>" * 50),
        "noscript.html": _page(f"<noscript>{_SAID * 5}</noscript>"),
        "json-ld-broken.html": _page(_SAID * 5, '<script type="application/ld+json">{"@type": [[[</script>'),
        "json-ld-nested.html": _page(
            _SAID * 5, f'<script type="application/ld+json">{"[" * 50_000}{"]" * 50_000}</script>'
        ),
        "json-ld-types.html": _page(
            _SAID * 5,
            '<script type="application/ld+json">{"@type": "NewsArticle", "author": [1, {"name": {"a": null}}],'
            ' "datePublished": -1e999, "headline": ["x", [2]]}</script>',
        ),
        "refresh.html": _page(_SAID * 5, '<meta http-equiv="refresh" content="0;url=file:///etc/passwd">'),
        "base-address.html": _page(_SAID * 5, '<base href="http://[::1"><link rel="canonical" href="http://[">'),
    }


def _page_encodings() -> dict[str, bytes]:
    charsets = (
        "utf-8",
        "utf-16",
        "utf-7",
        "utf-32",
        "x-user-defined",
        "gibt-es-nicht",
        "rot13",
        "idna",
        "\0",
        "x" * 5_000,
    )
    latin = "<p>„Schöne Grüße“, sagte Jörg Kölln.</p>".encode("cp1252") * 5
    files = {
        f"charset-{number}.html": b'<meta charset="' + charset.encode() + b'">' + latin
        for number, charset in enumerate(charsets)
    }
    files["charset-twice.html"] = b'<meta charset="utf-8"><meta charset="shift_jis">' + latin
    files["charset-utf16-without-mark.html"] = _page(_SAID * 5).decode().encode("utf-16-le")
    files["charset-utf16-odd.html"] = b"\xff\xfe" + _page(_SAID * 5).decode().encode("utf-16-le")[:-1]
    files["nul-inside.html"] = _page(_SAID * 5).replace(b"<p>", b"<\0p>\0")
    files["nul-tail.html"] = _page(_SAID * 5) + bytes(50_000)
    files["random.html"] = noise(41, 20_000)
    files["random-inside.html"] = _page(_SAID * 5).replace(b"</p>", noise(42, 200) + b"</p>")
    files["picture.htm"] = b"GIF89a" + noise(43, 3_000)
    return files


def _page_data() -> dict[str, bytes]:
    return {
        "billion-laughs.html": f'<?xml version="1.0"?>{LAUGHS}<html><body><p>&l9;</p></body></html>'.encode(),
        "external-entity.html": b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x; sagte Kern.</p>',
        "external-parameter.html": b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]><p>Nein.</p>',
        "include.html": b'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>',
        "entities.html": _page("<p>" + "&bdquo;&#0;&#xD800;&#x110000;&ldquo;&unbekannt;&#99999999999999;" * 2_000),
        "attribute-huge.html": _page(f"<p class='{'x' * 200_000}'>{SENTENCE}</p>"),
        "attributes-many.html": _page("<p " + " ".join(f"a{i}=1" for i in range(15_000)) + f">{SENTENCE}</p>"),
        "attribute-unclosed.html": _page(f"<p title='{_SAID * 100}"),
        "attributes-same.html": _page("<p " + "lang=de " * 10_000 + f">{SENTENCE}</p>"),
        "tag-name-huge.html": _page(f"<{'x' * 100_000}>{SENTENCE}"),
        "data-address.html": _page(
            f"<img src='data:image/png;base64,{base64.b64encode(noise(44, 100_000)).decode()}'>"
        ),
        "meta-formulas.html": _page(
            _SAID * 5, "<meta name=author content='=1+1'><meta name=date content='0000-99-99'>"
        ),
        "meta-many.html": _page(_SAID * 5, "<meta name=author content='„'>" * 5_000),
        "links-only.html": _page("<a href=x>Lesen Sie auch</a> " * 5_000),
        "text-hidden.html": _page(f"<div style='display:none' hidden aria-hidden=true>{_SAID * 20}</div>"),
        "xhtml-as-data.html": b"<?xml version='1.0' encoding='utf-99'?><html><body><![CDATA[" + _SAID.encode() + b"]]>",
        "instructions.html": b"<?php system('id'); ?><?xml-stylesheet href='file:///x'?><% x %>" * 500 + _SAID.encode(),
    }


def mail_files() -> Iterator[HostileFile]:
    """Files that end in `.eml`."""
    for group in (_mail_structure(), _mail_headers(), _mail_encodings()):
        yield from members("eml", group)


def _multipart(kind: str, *parts: str, boundary: str = "grenze") -> str:
    inner = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inner}--{boundary}--\n'


def _plain(body: str, *headers: str, charset: str = "utf-8") -> str:
    return "\n".join((f"Content-Type: text/plain; charset={charset}", *headers, "", body))


def _attachment(name: str, data: bytes, kind: str = "application/octet-stream") -> str:
    content = base64.encodebytes(data).decode()
    disposition = f'Content-Disposition: attachment; filename="{name}"'
    return f"Content-Type: {kind}\n{disposition}\nContent-Transfer-Encoding: base64\n\n{content}"


def _mail_structure() -> dict[str, bytes]:
    nested = _plain(SENTENCE)
    for level in range(500):
        nested = _multipart("mixed", nested, boundary=f"g{level}")
    forwarded = _HEADERS + _plain(SENTENCE)
    for _ in range(200):
        forwarded = _HEADERS + "Content-Type: message/rfc822\n\n" + forwarded
    html = "Content-Type: text/html; charset=utf-8\n\n"
    many = _multipart("mixed", *[_plain(SENTENCE)] * 1_500)
    mails = {
        "empty.eml": "",
        "no-body.eml": _HEADERS,
        "body-empty.eml": _HEADERS + "\n",
        "body-blanks.eml": _HEADERS + "\n" + " \n" * 5_000,
        "no-headers.eml": "\n\n" + SENTENCE,
        "not-a-mail.eml": SENTENCE * 20,
        "nested-500.eml": _MIME + nested,
        "forwarded-200.eml": forwarded,
        "parts-many.eml": _MIME + many,
        "parts-none.eml": _MIME + _multipart("mixed"),
        "boundary-missing.eml": _MIME + "Content-Type: multipart/mixed\n\n--grenze\n\n" + SENTENCE,
        "boundary-never-used.eml": _MIME + 'Content-Type: multipart/mixed; boundary="x"\n\n' + SENTENCE,
        "boundary-unclosed.eml": _MIME + _multipart("mixed", _plain(SENTENCE)).replace("--grenze--", ""),
        "boundary-empty.eml": _MIME + _multipart("mixed", _plain(SENTENCE), boundary=""),
        "boundary-huge.eml": _MIME + _multipart("mixed", _plain(SENTENCE), boundary="x" * 50_000),
        "boundary-same-nested.eml": _MIME + _multipart("mixed", _multipart("alternative", _plain(SENTENCE))),
        "alternative-contradiction.eml": _MIME + _multipart("alternative", _plain("Nein."), html + _SAID * 5),
        "alternative-empty.eml": _MIME + _multipart("alternative", _plain(""), html),
        "html-only-script.eml": _MIME + html + "<script>alert('„Ja“, sagte Kern.')</script>",
        "html-nested.eml": _MIME + html + "<div>" * 30_000 + SENTENCE,
        "only-attachments.eml": _MIME + _multipart("mixed", *[_attachment("a.bin", noise(51, 3_000))] * 5),
        "attachment-escapes.eml": _MIME
        + _multipart("mixed", _plain(SENTENCE), _attachment("../../../weg.txt", b"Nein.")),
        "attachment-zip.eml": _MIME + _multipart("mixed", _attachment("a.zip", zipped(("../weg.txt", b"Nein.")))),
        "attachment-huge.eml": _MIME + _multipart("mixed", _plain(SENTENCE), _attachment("a.bin", noise(52, 150_000))),
        "external-body.eml": _MIME
        + 'Content-Type: message/external-body; access-type=local-file; name="/etc/passwd"\n\n\n',
        "partial.eml": _MIME + "Content-Type: message/partial; id=x; number=2; total=3\n\n" + SENTENCE,
        "delivery-report.eml": _MIME + _multipart("report", "Content-Type: message/delivery-status\n\nStatus: 5.0.0\n"),
        "encrypted.eml": _MIME + _multipart("encrypted", "Content-Type: application/pgp-encrypted\n\nVersion: 1\n"),
        "mailbox-of-three.eml": ("From kern@example.invalid Fri Mar  7 10:00:00 2025\n" + _HEADERS + "\n" + SENTENCE)
        * 3,
        "quoted-deeply.eml": _HEADERS + "\n" + "".join(f"{'>' * depth} Nein.\n" for depth in range(600)),
    }
    return {name: mail.encode() for name, mail in mails.items()}


def _mail_headers() -> dict[str, bytes]:
    mails = {
        "header-1mb.eml": "Subject: " + "x" * 1_000_000 + "\n\n" + SENTENCE,
        "header-folded.eml": "Subject: x\n" + " weiter\n" * 20_000 + "\n" + SENTENCE,
        "headers-many.eml": "".join(f"X-{i}: y\n" for i in range(20_000)) + "\n" + SENTENCE,
        "headers-without-colon.eml": "Das ist\nkein Kopf\n" + _HEADERS + "\n" + SENTENCE,
        "headers-repeated.eml": _HEADERS * 50 + "\n" + SENTENCE,
        "header-nul.eml": "Subject: a\0b\x1b[31m\n\n" + SENTENCE,
        "header-injection.eml": "Subject: =?utf-8?q?a=0d=0aBcc:_x=40example.invalid?=\n\n" + SENTENCE,
        "header-words-broken.eml": "Subject: =?utf-8?b?!!!?= =?gibt-es-nicht?q?=FF?= =?utf-8?x?a?=\n\n" + SENTENCE,
        "header-words-many.eml": "Subject: " + "=?utf-8?q?=C3?= " * 2_000 + "\n\n" + SENTENCE,
        "date-impossible.eml": "Date: Fri, 99 Foo 99999 99:99:99 +9999\nSubject: x\n\n" + SENTENCE,
        "date-giant.eml": "Date: " + "9" * 5_000 + "\nSubject: x\n\n" + SENTENCE,
        "addresses-nested.eml": "From: " + "(" * 10_000 + "a@b" + ")" * 10_000 + "\nSubject: x\n\n" + SENTENCE,
        "addresses-many.eml": "From: " + "<a@b>, " * 3_000 + "\nSubject: x\n\n" + SENTENCE,
        "addresses-quote-open.eml": 'From: "Anna Kern <kern@example.invalid>\nSubject: "\n\n' + SENTENCE,
        "type-nonsense.eml": _MIME + "Content-Type: ;;;===\n\n" + SENTENCE,
        "type-parameters.eml": _MIME + "Content-Type: text/plain" + "; a*0*=utf-8''x" * 2_000 + "\n\n" + SENTENCE,
        "subject-formula.eml": "Subject: =HYPERLINK(0)\nFrom: =1+1 <a@b>\n\n" + SENTENCE,
    }
    files = {name: mail.encode() for name, mail in mails.items()}
    files["header-raw-bytes.eml"] = b"Subject: Gr\xfc\xdfe \xff\xfe\nFrom: J\xf6rg\n\n" + SENTENCE.encode()
    return files


def _mail_encodings() -> dict[str, bytes]:
    broken = "Content-Transfer-Encoding: base64"
    printable = "Content-Transfer-Encoding: quoted-printable"
    text = SENTENCE * 5
    mails = {
        "base64-broken.eml": _plain("4oCe!!SmEö====*", broken),
        "base64-cut.eml": _plain(base64.b64encode(text.encode()).decode()[:-3], broken),
        "base64-binary.eml": _plain(base64.encodebytes(noise(53, 5_000)).decode(), broken),
        "base64-one-line.eml": _plain(base64.b64encode(text.encode() * 500).decode(), broken),
        "printable-broken.eml": _plain("=E2=80=9EJa=E2=ZZ=, sagte Anna Kern.=", printable),
        "printable-soft-breaks.eml": _plain("=\n" * 20_000, printable),
        "transfer-unknown.eml": _plain(text, "Content-Transfer-Encoding: gibt-es-nicht"),
        "transfer-uuencode.eml": _plain("begin 644 a\n#0V%T\n", "Content-Transfer-Encoding: x-uuencode"),
        "transfer-7bit-lie.eml": _plain(text, "Content-Transfer-Encoding: 7bit", charset="us-ascii"),
    }
    charsets = (
        "utf-16",
        "utf-32",
        "utf-7",
        "gibt-es-nicht",
        "rot13",
        "base64",
        "idna",
        "unicode_escape",
        '"',
        "x" * 5_000,
    )
    mails |= {f"charset-{number}.eml": _plain(text, charset=charset) for number, charset in enumerate(charsets)}
    files = {name: (_MIME + mail).encode() for name, mail in mails.items()}
    files["charset-utf8-lie.eml"] = (_MIME + _plain("Grüße, sagte Jörg Kölln. " * 20)).encode("latin-1")
    files["nul-body.eml"] = (_MIME + _plain(text)).encode() + bytes(5_000)
    files["random.eml"] = noise(54, 10_000)
    files["random-body.eml"] = (_MIME + _plain("")).encode() + noise(55, 10_000)
    files["utf16-whole.eml"] = (_MIME + _plain(text)).encode("utf-16")
    files["carriage-returns.eml"] = (_MIME + _plain(text)).encode().replace(b"\n", b"\r")
    return files
