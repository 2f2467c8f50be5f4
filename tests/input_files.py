"""Input files of all kinds, made on the spot."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping

from claimx.errors import InputError
from claimx.inputs.files import article_from
from claimx.records import Article

TEXT = "„Der Deich hält“, sagte Bürgermeisterin Petra Vogt am Montag."
PARAGRAPHS = (
    "„Der Deich hält“, sagte Bürgermeisterin Petra Vogt am Montag. Das werde auch so bleiben, wenn die Flut kommt.",
    "Die Arbeiten daran hätten drei Jahre gedauert und zwölf Millionen Euro gekostet, sagte sie weiter im Rathaus.",
)


def html(*paragraphs: str, head: str = "") -> bytes:
    """A page with a menu and a script around the article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8">{head}</head>'
        '<body><nav><a href="/">Start</a></nav>'
        f"<article><h1>Deich hält</h1>{body}<script>document.write('Böse')</script></article></body></html>"
    ).encode()


HEAD = (
    "<title>Deich hält | Küstenblatt</title>"
    '<meta property="og:site_name" content="Küstenblatt"><meta name="author" content="Anna Kern">'
    '<meta property="article:published_time" content="2025-08-07T10:00:00+02:00">'
)


def pdf(*pages: str, info: str = "") -> bytes:
    """A PDF file with one line of text a page; a page without text is empty."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        page = "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< {page} /Contents {5 + 2 * i} 0 R >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< {info} >>")
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    )
    return data + end.encode()


def attempt(data: bytes, name: str) -> Article | InputError:
    """The article of a file, or the error that it is worth."""
    try:
        return article_from(data, name)
    except InputError as error:
        return error


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of these members, deflated."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(members: Mapping[str, bytes | str], mode: str = "w:gz") -> bytes:
    """A tar archive of these members."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            content = data.encode() if isinstance(data, str) else data
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()
