"""Test data generator, no tests: hostile Word and PDF files."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

from hostile_base import SENTENCE, HostileFile, bomb_member, deflate_bomb, members, noise, raw_zip, stored, zipped
from hostile_markup import LAUGHS

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org"
_W = f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main"'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    f'{_XML}<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_SAID = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"


def relationships(target: str = "word/document.xml", mode: str = "Internal", kind: str = "officeDocument") -> str:
    """The part of a package that names one other part."""
    link = f'Id="rId1" Type="{_OFFICE}/officeDocument/2006/relationships/{kind}" Target="{target}" TargetMode="{mode}"'
    return f'{_XML}<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship {link}/></Relationships>'


def word_document(body: str, doctype: str = "") -> str:
    """The main part of a Word file."""
    return f"{_XML}{doctype}<w:document {_W}><w:body>{body}</w:body></w:document>"


def word_parts(document: str | bytes) -> dict[str, bytes]:
    """All parts of a smallest Word file."""
    data = document.encode() if isinstance(document, str) else document
    return {"[Content_Types].xml": _TYPES.encode(), "_rels/.rels": relationships().encode(), "word/document.xml": data}


def word_file(document: str | bytes, **changed: bytes | None) -> bytes:
    """A Word file around its main part; `types` and `rels` replace the other parts, None takes them out."""
    parts = word_parts(document)
    names = {"types": "[Content_Types].xml", "rels": "_rels/.rels"}
    for key, data in changed.items():
        del parts[names[key]]
        if data is not None:
            parts[names[key]] = data
    return zipped(*parts.items())


def word_files() -> Iterator[HostileFile]:
    """Files that end in `.docx`."""
    for group in (_packages(), _relationships(), _bodies(), _documents()):
        yield from members("docx", group)


def _packages() -> dict[str, bytes]:
    sound = word_file(word_document(_SAID * 5))
    parts = word_parts(word_document(_SAID))
    escapes = {"../../weg.txt": b"Nein.", "/tmp/weg.txt": b"Nein.", "C:\\weg.txt": b"Nein."}
    wrong_crc = bytearray(sound)
    wrong_crc[14:18] = b"\0\0\0\0"
    no_names = [stored(name.encode(), data) for name, data in parts.items()]
    return {
        "empty.docx": b"",
        "no-zip.docx": SENTENCE.encode(),
        "random.docx": noise(61, 5_000),
        "old-word.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(62, 5_000),
        "zip-signature-only.docx": b"PK\x03\x04",
        "zip-empty.docx": b"PK\x05\x06" + bytes(18),
        "zip-of-something-else.docx": zipped(("brief.txt", SENTENCE.encode())),
        "open-document.docx": zipped(
            ("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")
        ),
        "no-document.docx": zipped(*list(parts.items())[:2]),
        "no-types.docx": word_file(word_document(_SAID), types=None),
        "no-relationships.docx": word_file(word_document(_SAID), rels=None),
        "types-broken.docx": word_file(word_document(_SAID), types=b"<Types"),
        "types-empty.docx": word_file(word_document(_SAID), types=b""),
        "type-is-spreadsheet.docx": word_file(
            word_document(_SAID), types=_TYPES.replace("wordprocess", "spread").encode()
        ),
        "types-laughs.docx": word_file(word_document(_SAID), types=f"{_XML}{LAUGHS}<Types>&l9;</Types>".encode()),
        "members-escape.docx": zipped(*parts.items(), *escapes.items()),
        "members-many.docx": zipped(*parts.items(), *((f"word/media/{i}.bin", b"") for i in range(1_500))),
        "members-double.docx": raw_zip(*no_names, *no_names),
        "encrypted-flag.docx": raw_zip(*(stored(name.encode(), data, flags=1) for name, data in parts.items())),
        "checksum-wrong.docx": bytes(wrong_crc),
        "cut-half.docx": sound[: len(sound) // 2],
        "cut-end.docx": sound[:-10],
        "cut-head.docx": sound[40:],
        "bytes-flipped.docx": sound[:300] + noise(63, 100) + sound[400:],
    }


def _relationships() -> dict[str, bytes]:
    parts = word_parts(word_document(_SAID))
    return {
        "target-missing.docx": word_file(word_document(_SAID), rels=relationships("word/fehlt.xml").encode()),
        "target-escapes.docx": word_file(word_document(_SAID), rels=relationships("../../../etc/passwd").encode()),
        "target-external.docx": word_file(
            word_document(_SAID), rels=relationships("http://127.0.0.1:9/document.xml", "External").encode()
        ),
        "template-external.docx": zipped(
            *parts.items(),
            (
                "word/_rels/document.xml.rels",
                relationships("http://127.0.0.1:9/x.dotm", "External", "attachedTemplate").encode(),
            ),
        ),
        "relationship-circle.docx": zipped(
            *parts.items(), ("word/_rels/document.xml.rels", relationships("document.xml").encode())
        ),
    }


def _cell(properties: str) -> str:
    """A table of one cell with these properties."""
    return f"<w:tbl><w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{_SAID}</w:tc></w:tr></w:tbl>"


def _bodies() -> dict[str, bytes]:
    table, close_table = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    bodies = {
        "without-text.docx": "",
        "paragraphs-empty.docx": "<w:p/>" * 20_000,
        "blanks-only.docx": "<w:p><w:r><w:t xml:space='preserve'>   </w:t></w:r></w:p>" * 2_000,
        "picture-only.docx": "<w:p><w:r><w:drawing/></w:r></w:p>",
        "tables-nested.docx": table * 2_000 + _SAID + close_table * 2_000,
        "tables-nested-few.docx": table * 60 + _SAID + close_table * 60,
        "table-merged.docx": _cell("<w:gridSpan w:val='99999999'/>"),
        "table-span-nonsense.docx": _cell("<w:gridSpan w:val='viele'/>"),
        "table-without-cells.docx": "<w:tbl><w:tr/></w:tbl>" * 2_000 + _SAID,
        "table-merge-without-start.docx": _cell("<w:vMerge/>"),
        "nested-controls.docx": "<w:sdt><w:sdtContent>" * 2_000 + _SAID + "</w:sdtContent></w:sdt>" * 2_000,
        "nested-runs.docx": "<w:p>" + "<w:r>" * 3_000 + "<w:t>Nein</w:t>" + "</w:r>" * 3_000 + "</w:p>",
        "run-for-each-letter.docx": "<w:p>" + "".join(f"<w:r><w:t>{c}</w:t></w:r>" for c in SENTENCE * 60) + "</w:p>",
        "deleted-text.docx": f"<w:p><w:del><w:r><w:delText>{SENTENCE}</w:delText></w:r></w:del></w:p>" * 5,
        "fields.docx": "<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe /k</w:instrText></w:r></w:p>" + _SAID,
        "tabs-and-breaks.docx": "<w:p><w:r>" + "<w:tab/><w:br/>" * 20_000 + "</w:r></w:p>",
        "one-paragraph.docx": f"<w:p><w:r><w:t>{SENTENCE * 3_000}</w:t></w:r></w:p>",
        "marks.docx": "<w:p><w:r><w:t>" + "„" * 60_000 + "</w:t></w:r></w:p>",
        "style-unknown.docx": f"<w:p><w:pPr><w:pStyle w:val='{'x' * 10_000}'/></w:pPr></w:p>{_SAID}",
    }
    return {name: word_file(word_document(body)) for name, body in bodies.items()}


def _documents() -> dict[str, bytes]:
    start, end = (word_document("|").partition("|")[i].encode() for i in (0, 2))
    paragraph, close = start + b"<w:p><w:r><w:t>", b"</w:t></w:r></w:p>" + end
    frame = [stored(name.encode(), data) for name, data in list(word_parts(b"").items())[:2]]
    external = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    documents: dict[str, str | bytes] = {
        "entity-laughs.docx": word_document("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", LAUGHS),
        "entity-square.docx": word_document("&a;" * 20_000, f'<!DOCTYPE a [<!ENTITY a "{"Nein. " * 5_000}">]>'),
        "entity-external.docx": word_document("<w:p><w:r><w:t>&x; sagte Kern.</w:t></w:r></w:p>", external),
        "entity-circle.docx": word_document("&a;", '<!DOCTYPE a [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'),
        "document-empty.docx": b"",
        "document-no-xml.docx": SENTENCE,
        "document-cut.docx": word_document(_SAID)[:-40],
        "document-random.docx": noise(64, 3_000),
        "document-nul.docx": word_document(_SAID.replace("Emden", "\0")),
        "document-nested.docx": "<a>" * 30_000,
        "document-namespace-wrong.docx": word_document(_SAID).replace("2006/main", "1999/falsch"),
        "document-without-body.docx": f"{_XML}<w:document {_W}/>",
        "document-other-root.docx": f"{_XML}<w:numbering {_W}/>",
        "document-utf16-lie.docx": word_document(_SAID).replace("UTF-8", "UTF-16"),
        "document-charset-unknown.docx": word_document(_SAID).replace("UTF-8", "gibt-es-nicht"),
    }
    files = {name: word_file(document) for name, document in documents.items()}
    files["bomb-text.docx"] = raw_zip(*frame, bomb_member(b"word/document.xml", paragraph, close))
    files["bomb-elsewhere.docx"] = raw_zip(
        *(stored(name.encode(), data) for name, data in word_parts(word_document(_SAID)).items()),
        bomb_member(b"word/media/bild.png"),
    )
    return files


_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
_SHOW = "BT /F 12 Tf 50 700 Td (»Wir machen weiter«, sagte Anna Kern.) Tj ET".encode("cp1252")


def pdf_file(*objects: bytes, trailer: bytes = b"", table: bytes | None = None) -> bytes:
    """A PDF file of these objects, numbered from 1, the catalog first; `table` in the place of the right one."""
    body, places = b"%PDF-1.7\n", []
    for number, data in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, data)
    right = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    right += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(body))
    return body + (right if table is None else table) + end


def stream(data: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    """A stream object; `length` is what it says, true without."""
    size = len(data) if length is None else length
    return b"<</Length %d%b>>stream\n%b\nendstream" % (size, entries, data)


def pdf_page(content: bytes, *more: bytes, **given: bytes) -> bytes:
    """A PDF file of one page with this content stream; `more` are objects 6 and on."""
    return pdf_file(_CATALOG, _PAGES, _PAGE, content, _FONT, *more, **given)


def pdf_files() -> Iterator[HostileFile]:
    """Files that end in `.pdf`."""
    for group in (_pdf_files(), _pdf_pages(), _pdf_streams(), _pdf_contents(), _pdf_encrypted()):
        yield from members("pdf", group)


def _pdf_files() -> dict[str, bytes]:
    sound = pdf_page(stream(_SHOW))
    return {
        "empty.pdf": b"",
        "header-only.pdf": b"%PDF-1.7\n",
        "header-and-end.pdf": b"%PDF-1.7\n%%EOF\n",
        "random.pdf": b"%PDF-1.7\n" + noise(71, 20_000),
        "not-a-pdf.pdf": SENTENCE.encode() * 20,
        "html-page.pdf": b"<html><body>404</body></html>",
        "cut-half.pdf": sound[: len(sound) // 2],
        "cut-end.pdf": sound[:-30],
        "cut-head.pdf": sound[5:],
        "junk-before.pdf": noise(72, 3_000) + sound,
        "junk-after.pdf": sound + noise(73, 30_000),
        "line-ends-broken.pdf": sound.replace(b"\n", b"\r\n"),
        "xref-missing.pdf": pdf_page(stream(_SHOW), table=b""),
        "xref-lies.pdf": pdf_page(stream(_SHOW), table=b"xref\n0 3\n" + b"0000000009 00000 n \n" * 3),
        "xref-giant.pdf": pdf_page(stream(_SHOW), table=b"xref\n0 999999999\n0000000000 65535 f \n"),
        "xref-nonsense.pdf": pdf_page(stream(_SHOW), table=b"xref\nviele Zeilen\n"),
        "startxref-beyond.pdf": sound.replace(b"startxref\n", b"startxref\n99999999"),
        "startxref-negative.pdf": sound.replace(b"startxref\n", b"startxref\n-"),
        "xref-previous-circle.pdf": pdf_page(stream(_SHOW), trailer=b"/Prev %d" % sound.index(b"xref\n")),
        "trailer-missing.pdf": sound[: sound.index(b"trailer")] + b"%%EOF",
        "root-missing.pdf": sound.replace(b"/Root 1 0 R", b""),
        "root-wrong.pdf": sound.replace(b"/Root 1 0 R", b"/Root 4 0 R"),
        "updates-many.pdf": sound + b"".join(b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n" for _ in range(3_000)),
    }


def _pdf_pages() -> dict[str, bytes]:
    def tree(pages: bytes, *more: bytes) -> bytes:
        return pdf_file(_CATALOG, pages, _PAGE, stream(_SHOW), _FONT, *more)

    chain = [b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (n - 1, n + 1) for n in range(6, 1_500)]
    return {
        "without-text.pdf": pdf_page(stream(b"0 0 m 100 100 l S")),
        "without-content.pdf": pdf_file(_CATALOG, _PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>"),
        "without-pages.pdf": pdf_file(_CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"),
        "pages-loop.pdf": tree(b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        "pages-loop-two.pdf": tree(
            b"<</Type/Pages/Kids[6 0 R]/Count 1>>", b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1>>"
        ),
        "pages-chain.pdf": tree(b"<</Type/Pages/Kids[6 0 R]/Count 1>>", *chain),
        "pages-count-lies.pdf": tree(b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"),
        "pages-count-negative.pdf": tree(b"<</Type/Pages/Kids[3 0 R]/Count -5>>"),
        "pages-missing.pdf": tree(b"<</Type/Pages/Kids[98 0 R 99 0 R]/Count 2>>"),
        "pages-no-list.pdf": tree(b"<</Type/Pages/Kids 3 0 R/Count (viele)>>"),
        "pages-same-page.pdf": tree(b"<</Type/Pages/Kids[%b]/Count 3000>>" % (b"3 0 R " * 3_000)),
        "page-no-dictionary.pdf": pdf_file(_CATALOG, _PAGES, b"(Nein)"),
        "reference-circle.pdf": pdf_file(_CATALOG, _PAGES, _PAGE, b"5 0 R", b"4 0 R"),
        "reference-itself.pdf": pdf_page(b"4 0 R"),
        "arrays-nested.pdf": pdf_page(b"[" * 20_000 + b"]" * 20_000),
        "dictionaries-nested.pdf": pdf_page(b"<</a" * 20_000 + b">>" * 20_000),
        "string-unclosed.pdf": pdf_page(b"(" * 20_000),
        "name-huge.pdf": pdf_page(b"/" + b"x" * 100_000),
        "number-huge.pdf": pdf_page(b"9" * 100_000),
        "information-odd.pdf": pdf_page(
            stream(_SHOW), b"<</Title 5/Author[1 2]/CreationDate(D:99999999999999+99'99')>>", trailer=b"/Info 6 0 R"
        ),
        "information-binary.pdf": pdf_page(
            stream(_SHOW), b"<</Title<feff d800 d800>/Author(\xff\xfe\0)>>", trailer=b"/Info 6 0 R"
        ),
        "open-action.pdf": pdf_file(
            b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>>>", _PAGES, _PAGE, stream(_SHOW), _FONT
        ),
    }


def _pdf_streams() -> dict[str, bytes]:
    flate = b"/Filter/FlateDecode"
    packed = zlib.compress(_SHOW)
    raw, _, _ = deflate_bomb(b"BT /F 12 Tf (", b") Tj ET")
    adler = zlib.compress(b"x")[-4:]  # wrong, for which a reader gets as far as the end
    pack_objects = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode"
    return {
        "length-too-long.pdf": pdf_page(stream(_SHOW, length=2_000_000_000)),
        "length-too-short.pdf": pdf_page(stream(_SHOW, length=3)),
        "length-negative.pdf": pdf_page(stream(_SHOW, length=-1)),
        "length-is-itself.pdf": pdf_page(stream(_SHOW).replace(b"/Length %d" % len(_SHOW), b"/Length 4 0 R")),
        "stream-unclosed.pdf": pdf_page(stream(_SHOW).replace(b"endstream", b"")),
        "filter-unknown.pdf": pdf_page(stream(_SHOW, b"/Filter/GibtEsNicht")),
        "filter-many.pdf": pdf_page(stream(_SHOW, b"/Filter[" + b"/ASCIIHexDecode" * 1_000 + b"]")),
        "filter-picture.pdf": pdf_page(stream(_SHOW, b"/Filter/JBIG2Decode")),
        "flate-broken.pdf": pdf_page(stream(packed[:10] + noise(74, 50), flate)),
        "flate-cut.pdf": pdf_page(stream(packed[:-8], flate)),
        "flate-bomb.pdf": pdf_page(stream(b"\x78\xda" + raw + adler, flate)),
        "flate-predictor-lies.pdf": pdf_page(
            stream(packed, flate + b"/DecodeParms<</Predictor 15/Columns 99999999/Colors 99>>")
        ),
        "lzw-broken.pdf": pdf_page(stream(noise(75, 2_000), b"/Filter/LZWDecode")),
        "ascii85-broken.pdf": pdf_page(stream(b"zzzz!!vwxyz~", b"/Filter/ASCII85Decode")),
        "run-length-broken.pdf": pdf_page(stream(b"\x7f" + noise(76, 20), b"/Filter/RunLengthDecode")),
        "objects-count-lies.pdf": pdf_page(
            stream(_SHOW), stream(zlib.compress(b"7 0 8 9 (a) (b)"), pack_objects % (2_000_000_000, 8))
        ),
        "objects-first-lies.pdf": pdf_page(
            stream(_SHOW), stream(zlib.compress(b"7 0 (a)"), pack_objects % (1, 99_999))
        ),
        "objects-within-themselves.pdf": _objects_within_themselves(),
    }


def _pdf_contents() -> dict[str, bytes]:
    font_map = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
    mapped = _FONT.replace(b">>", b"/ToUnicode 6 0 R>>")
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>"
    with_form = _PAGE.replace(b"/Font", b"/XObject<</X 6 0 R>>/Font")
    return {
        "content-nonsense.pdf": pdf_page(stream(noise(77, 5_000))),
        "content-text-unclosed.pdf": pdf_page(stream(b"BT /F 12 Tf (" + b"Nein " * 5_000)),
        "content-saves.pdf": pdf_page(stream(b"q " * 50_000 + _SHOW)),
        "content-operands-missing.pdf": pdf_page(stream(b"BT Tf Td Tj TJ ' \" Tm cm ET Q Q Q " * 500 + _SHOW)),
        "content-picture-unclosed.pdf": pdf_page(stream(b"BI /W 9 /H 9 ID " + noise(78, 2_000))),
        "content-arrays.pdf": pdf_page(stream(b"[" * 30_000)),
        "font-unknown.pdf": pdf_page(stream(_SHOW.replace(b"/F ", b"/G "))),
        "font-itself.pdf": pdf_file(_CATALOG, _PAGES, _PAGE, stream(_SHOW), b"5 0 R"),
        "font-map-giant.pdf": pdf_file(
            _CATALOG, _PAGES, _PAGE, stream(_SHOW), mapped,
            stream(font_map + b"1 beginbfrange <0000> <7fffffff> <0041> endbfrange endcmap"),
        ),
        "font-map-broken.pdf": pdf_file(
            _CATALOG, _PAGES, _PAGE, stream(_SHOW), mapped, stream(font_map + b"9 beginbfchar <zz> <d800> <")
        ),
        "form-calls-itself.pdf": pdf_file(
            _CATALOG, _PAGES, with_form, stream(b"/X Do " + _SHOW), _FONT, stream(b"/X Do " + _SHOW, form)
        ),
    }  # fmt: skip


def _objects_within_themselves() -> bytes:
    """A file whose cross-reference stream says that an object stream lies within itself."""
    head = b"%PDF-1.7\n"
    rows = b"".join(bytes(row) for row in ((0, 0, 0), (2, 1, 0), (2, 1, 1)))
    entries = b"/Type/XRef/Size 3/Root 1 0 R/W[1 1 1]"
    return head + b"2 0 obj\n" + stream(rows, entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


def _pdf_encrypted() -> dict[str, bytes]:
    name = b"0123456789abcdef"
    owner = _rc4(hashlib.md5((b"geheim" + _PAD)[:32]).digest()[:5], (b"strenggeheim" + _PAD)[:32])
    rights = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5((b"strenggeheim" + _PAD)[:32] + owner + rights + name).digest()[:5]
    content = stream(_rc4(hashlib.md5(key + b"\x04\0\0\0\0").digest()[:10], _SHOW))
    user = _rc4(key, _PAD)
    trailer = b"/ID[<%b><%b>]/Encrypt 6 0 R" % (name.hex().encode(), name.hex().encode())

    def encrypted(entries: bytes) -> bytes:
        return pdf_page(content, b"<</Filter/Standard" + entries + b">>", trailer=trailer)

    keys = b"/P -4/O<%b>/U<%b>" % (owner.hex().encode(), user.hex().encode())
    long = b"<%b>" % (b"ab" * 48)
    strong = b"/V 5/R 6/Length 256/P -4/O%b/U%b/OE%b/UE%b/Perms<%b>" % (long, long, long, long, b"cd" * 16)
    filters = b"/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF"
    return {
        "encrypted.pdf": encrypted(b"/V 1/R 2" + keys),
        "encrypted-strongly.pdf": encrypted(strong + filters),
        "encrypted-method-unknown.pdf": encrypted(b"/V 99/R 99" + keys),
        "encrypted-keys-missing.pdf": encrypted(b"/V 1/R 2"),
        "encrypted-no-dictionary.pdf": pdf_page(content, b"(nein)", trailer=trailer),
        "encrypted-without-name.pdf": pdf_page(
            content, b"<</Filter/Standard/V 1/R 2" + keys + b">>", trailer=b"/Encrypt 6 0 R"
        ),
        "encrypted-by-others.pdf": pdf_page(content, b"<</Filter/Adobe.PubSec/V 4>>", trailer=trailer),
    }


def _rc4(key: bytes, data: bytes) -> bytes:
    """The cipher of old PDF files."""
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
