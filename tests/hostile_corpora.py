"""Test data generator, no tests: hostile corpora, that is tables with an article a row."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from hostile_base import BOMB_SIZE, SENTENCE, HostileFile, gzip_bomb, gzipped, members, noise

_ROW = {"id": "a1", "title": "Deich", "date": "2025-03-07", "text": SENTENCE * 2}
_LINE = json.dumps(_ROW, ensure_ascii=False) + "\n"
_TABLE = f'id,title,date,text\na1,Deich,2025-03-07,"{SENTENCE}"\n'

_NO_STRINGS: tuple[Any, ...] = (None, 1, 1.5, True, [], [SENTENCE], {}, {"de": SENTENCE})
_ODD_IDS: tuple[Any, ...] = (
    None, 0, -1, 1.5, True, [1], {"a": 1}, "", " ", "\t", "../x", "/etc/passwd", "\x1b[31m", "[bold]", "x" * 9_999,
)  # fmt: skip
_ODD_DATES: tuple[Any, ...] = (
    10**30, -1, 1e300, [], {}, "0000-00-00", "99999-1-1", "2025-02-30", "31.02.2025", "-1", "9" * 999, "gestern",
)  # fmt: skip


def corpus_files() -> Iterator[HostileFile]:
    """Files that end in `.jsonl`, `.jsonl.gz`, `.jsonl.zst`, `.csv`, `.tsv` or `.parquet`."""
    for group in (
        _json_rows(),
        _json_syntax(),
        _json_values(),
        _packed(),
        _csv(),
        _csv_cells(),
        _tsv(),
        _parquet_files(),
        _parquet_columns(),
    ):
        yield from members("corpus", group)


def _lines(*rows: Any) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def _json_rows() -> dict[str, bytes]:
    rows: dict[str, list[Any]] = {
        "columns-wrong": [{"foo": SENTENCE, "bar": 1}] * 3,
        "columns-none": [{}] * 3,
        "columns-by-case": [{"TEXT": SENTENCE, "Text": "Nein.", "text": SENTENCE}],
        "columns-many": [{f"spalte{i}": i for i in range(10_000)}],
        "column-name-huge": [{"x" * 100_000: 1, "text": SENTENCE}],
        "column-names-odd": [{"": 1, "\0": 2, "__class__": 3, "=1+1": 4, "text": SENTENCE}],
        "schemas-mixed": [_ROW, {"inhalt": SENTENCE}, {"text": 5}, {"text": None}, {"Text": SENTENCE, "id": [1]}, _ROW],
        "rows-no-objects": [1, "Nein", None, True, [SENTENCE], [], 1.5, _ROW],
        "rows-only-lists": [["text"], [SENTENCE]],
        "row-list-of-all": [[_ROW, _ROW]],
        "rows-same-id": [_ROW] * 50,
        "rows-same-id-different-text": [{**_ROW, "text": f"{SENTENCE} {i}"} for i in range(20)],
        "ids-odd": [{**_ROW, "id": value} for value in _ODD_IDS],
        "texts-empty": [{**_ROW, "text": t} for t in ("", " ", "\n", "\u200b")],
        "texts-no-strings": [{**_ROW, "text": value} for value in _NO_STRINGS],
        "texts-surrogates": [{**_ROW, "text": "\ud800"}, {**_ROW, "id": "\udfff"}, {"\ud83d": 1, "text": "Ja."}],
        "texts-nul": [{**_ROW, "text": "\0" * 500}, {**_ROW, "text": f"\0{SENTENCE}"}],
        "texts-formulas": [{**_ROW, "text": "„=1+1“, sagte +Kern.", "title": "=cmd|'/C calc'!A0", "id": "@SUM(1)"}],
        "dates-odd": [{**_ROW, "date": value} for value in _ODD_DATES],
        "titles-odd": [{**_ROW, "title": value} for value in (*_NO_STRINGS, "\x1b]0;x\x07", "[bold]", "x" * 50_000)],
        "text-nested-deeply": [{**_ROW, "text": _nested(400)}],
    }  # fmt: skip
    return {f"{name}.jsonl": _lines(*found) for name, found in rows.items()}


def _nested(levels: int) -> Any:
    value: Any = SENTENCE
    for _ in range(levels):
        value = {"text": value}
    return value


def _json_syntax() -> dict[str, bytes]:
    line = _LINE.encode()
    return {
        "empty.jsonl": b"",
        "line-ends-only.jsonl": b"\n" * 50_000,
        "line-ends-between.jsonl": b"\n\n\r\n" + line + b"\n" * 1_000 + line,
        "no-json.jsonl": SENTENCE.encode() * 20,
        "broken-some.jsonl": line
        + b'{"text": "Nein\n'
        + line
        + b"{'text': 'Nein'}\n"
        + line
        + b'{"text": "a",}\n'
        + line,
        "broken-all.jsonl": b"{\n" * 3_000,
        "cut.jsonl": line * 2 + line[: len(line) // 2],
        "cut-inside-letter.jsonl": line + line[: line.index("„".encode()) + 1],
        "two-a-line.jsonl": line.strip() + line,
        "pretty-printed.jsonl": json.dumps([_ROW] * 3, indent=2).encode(),
        "commented.jsonl": b"// Korpus\n# Korpus\n" + line,
        "brackets-open-100000.jsonl": b"[" * 100_000 + b"\n" + line,
        "brackets-100000.jsonl": b"[" * 100_000 + b"]" * 100_000 + b"\n" + line,
        "braces-nested.jsonl": b'{"text":' * 20_000 + b"1" + b"}" * 20_000 + b"\n" + line,
        "text-of-brackets.jsonl": b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n" + line,
        "keys-double.jsonl": b'{"text": "Nein.", "text": 5, "id": 1, "id": "b", "text": "Ja, sagte Kern."}\n',
        "keys-double-many.jsonl": b"{" + b'"text": "Nein.",' * 15_000 + b'"id": 1}\n',
        "line-5mb.jsonl": json.dumps({"id": "lang", "text": "Wir machen weiter. " * 260_000}).encode() + b"\n" + line,
        "line-without-end.jsonl": b'{"text": "' + b"Nein. " * 40_000,
        "carriage-returns.jsonl": line.strip() + b"\r" + line.strip() + b"\r",
        "line-separators.jsonl": '{"id": "a",\u2028"text": "a\u2028b\x85c\u2029, sagte Kern."}\n'.encode() * 3,
        "nul-bytes.jsonl": line + bytes(1_000) + b"\n" + line,
        "nul-inside.jsonl": line.replace(b"Emden", b"Em\0den") + line,
        "random.jsonl": noise(101, 10_000),
        "random-lines.jsonl": b"".join(line + noise(seed, 100) + b"\n" for seed in range(110, 120)),
        "mark-at-start.jsonl": b"\xef\xbb\xbf" + line * 2,
        "mark-inside.jsonl": line + b"\xef\xbb\xbf" + line,
        "utf16.jsonl": (_LINE * 2).encode("utf-16"),
        "utf32-without-mark.jsonl": (_LINE * 2).encode("utf-32-le"),
        "latin1.jsonl": (_LINE * 2).replace("„", "»").replace("“", "«").encode("latin-1"),
        "utf8-broken.jsonl": line.replace("„".encode(), b"\xe2\x80") + line.replace(b"Emden", b"\xff") + line,
        "escapes-broken.jsonl": b'{"text": "\\x41"}\n{"text": "\\u12"}\n{"text": "\\ud800\\u0041"}\n' + line,
        "control-inside.jsonl": b'{"text": "Nein\x01\x1f\t, sagte Kern."}\n' + line,
    }


def _json_values() -> dict[str, bytes]:
    line = _LINE.encode()
    return {
        "nan.jsonl": b'{"text": NaN}\n{"text": "Nein.", "id": NaN}\n{"text": "Ja.", "date": -Infinity}\n' + line,
        "integer-giant.jsonl": b'{"text": "Nein.", "id": ' + b"9" * 100_000 + b"}\n" + line,
        "integer-4301-digits.jsonl": b'{"text": "Nein.", "id": ' + b"9" * 4_301 + b"}\n" + line,
        "integer-as-text.jsonl": b'{"text": ' + b"9" * 100_000 + b"}\n" + line,
        "float-giant.jsonl": b'{"text": "Nein.", "id": 1e999999, "date": 1e-999999}\n' + line,
        "float-long.jsonl": b'{"text": "Nein.", "id": 0.' + b"1" * 100_000 + b"}\n" + line,
        "minus-many.jsonl": b'{"text": "Nein.", "id": ' + b"-" * 50_000 + b"1}\n" + line,
        "strings-many.jsonl": b'{"text": "Nein.", "id": [' + b'"",' * 50_000 + b'""]}\n' + line,
        "backslashes.jsonl": b'{"text": "' + b"\\" * 100_001 + b'"}\n' + line,
        "marks.jsonl": json.dumps({"text": "„" * 90_000}, ensure_ascii=False).encode() + b"\n" + line,
    }


def _zstd(data: bytes, size: bool = True) -> bytes:
    return zstandard.ZstdCompressor(write_content_size=size).compress(data)


def _zstd_bomb() -> bytes:
    """210 MiB of one long line in a frame that does not say so."""
    packer = zstandard.ZstdCompressor(level=1).compressobj()
    block = b"Nein. Ja." * ((1 << 20) // 9)
    parts = [packer.compress(b'{"text": "'), *(packer.compress(block) for _ in range(BOMB_SIZE // len(block) + 1))]
    return b"".join([*parts, packer.compress(b'"}\n'), packer.flush()])


def _packed() -> dict[str, bytes]:
    line = _LINE.encode()
    long = b"".join(_lines({**_ROW, "id": i, "text": noise(i, 30).hex()}) for i in range(300))
    gz, zst = gzipped(long), _zstd(long)
    return {
        "empty.jsonl.gz": b"",
        "empty-inside.jsonl.gz": gzipped(b""),
        "cut.jsonl.gz": gz[: len(gz) // 2],
        "cut-end.jsonl.gz": gz[:-5],
        "cut-head.jsonl.gz": gz[:7],
        "corrupt.jsonl.gz": gz[: len(gz) // 2] + noise(121, 50) + gz[len(gz) // 2 + 50 :],
        "checksum-wrong.jsonl.gz": gz[:-8] + b"\0\0\0\0" + gz[-4:],
        "junk-after.jsonl.gz": gzipped(line) + noise(122, 300),
        "zeros-after.jsonl.gz": gzipped(line) + bytes(5_000),
        "many-members.jsonl.gz": gzipped(line[:50]) + gzipped(line[50:]) + gzipped(b"") * 2_000 + gzipped(line),
        "not-packed.jsonl.gz": line * 3,
        "packed-twice.jsonl.gz": gzipped(gzipped(line)),
        "is-zstd.jsonl.gz": _zstd(line),
        "random.jsonl.gz": b"\x1f\x8b\x08\0" + noise(123, 3_000),
        "name-endless.jsonl.gz": b"\x1f\x8b\x08\x08" + bytes(6) + b"x" * 50_000,
        "bomb-one-line.jsonl.gz": gzip_bomb(b'{"text": "', b'"}\n'),
        "bomb-line-ends.jsonl.gz": gzip_bomb(line, line, unit=b"\n" * 64),
        "bomb-spaces.jsonl.gz": gzip_bomb(line, line, unit=b" " * 64),
        "bomb-one-column.jsonl.gz": gzip_bomb(b'{"text": "Nein.", "x": "', b'"}\n' + line),
        "empty.jsonl.zst": b"",
        "empty-inside.jsonl.zst": _zstd(b""),
        "cut.jsonl.zst": zst[: len(zst) // 2],
        "cut-head.jsonl.zst": zst[:5],
        "corrupt.jsonl.zst": zst[: len(zst) // 2] + noise(124, 50) + zst[len(zst) // 2 + 50 :],
        "junk-after.jsonl.zst": _zstd(line) + noise(125, 300),
        "two-frames.jsonl.zst": _zstd(line[:50]) + _zstd(line[50:] + line),
        "skippable-frames.jsonl.zst": b"\x50\x2a\x4d\x18\x04\0\0\0nein" * 2_000 + _zstd(line),
        "size-lies.jsonl.zst": b"\x28\xb5\x2f\xfd\xe0" + b"\xff" * 7 + b"\x7f" + zst[6:],
        "window-giant.jsonl.zst": b"\x28\xb5\x2f\xfd\0\xf8" + b"\x03\0\0abc",
        "dictionary-missing.jsonl.zst": b"\x28\xb5\x2f\xfd\x23\x78\x56\x34\x12\x03\x19\0\0abc",
        "not-packed.jsonl.zst": line * 3,
        "is-gzip.jsonl.zst": gzipped(line),
        "random.jsonl.zst": b"\x28\xb5\x2f\xfd" + noise(126, 3_000),
        "bomb-one-line.jsonl.zst": _zstd_bomb(),
    }


def _csv() -> dict[str, bytes]:
    header, row = (line + "\n" for line in _TABLE.splitlines())
    texts = {
        "header-only": header,
        "header-missing": row * 3,
        "header-double": "text,text,id,id\nNein.,Ja.,1,2\n",
        "header-repeated": _TABLE * 5,
        "header-wrong": "foo,bar\n1,2\n3,4\n",
        "header-empty-names": ",,,\n" + row * 3,
        "header-wide": ",".join(f"spalte{i}" for i in range(15_000)) + ",text\n" + "," * 15_000 + "Nein.\n",
        "header-quote-open": '"id,title,date,text\n' + row * 3,
        "line-ends-only": "\n" * 20_000,
        "commas-only": "," * 100_000,
        "rows-ragged": header + "a\n" + "a,b,c,Nein.,e,f\n" + ",\n" + "\n" + row + "a,b,c\n",
        "rows-far-too-wide": header + "x," * 50_000 + "\n" + row,
        "rows-empty": header + ",,,\n" * 2_000 + row,
        "rows-same-id": header + row * 50,
        "quote-unclosed": header + 'a1,"Deich,2025-03-07,Nein.\n' + row * 500,
        "quote-unclosed-last": _TABLE + 'a2,b,2025-03-07,"' + SENTENCE * 200,
        "quotes-inside": header + 'a1,b,c,Er sagte "Nein" und "Ja".\na2,b,c,"Er sagte "Nein" und ging."\n' + row,
        "quotes-many": header + '"' * 100_001 + "\n" + row,
        "quotes-pairs": header + 'a1,b,c,"' + '""' * 50_000 + '"\n' + row,
        "line-ends-in-cells": header + 'a1,b,c,"' + "Nein.\n" * 20_000 + '"\n' + row,
        "separator-semicolon": _TABLE.replace(",", ";"),
        "separator-bar": _TABLE.replace(",", "|"),
        "separator-mixed": header + row + row.replace(",", ";") + row.replace(",", "\t"),
        "separator-line": "sep=;\n" + _TABLE.replace(",", ";"),
        "comment-lines": "# Korpus\n" + _TABLE,
        "is-json": _LINE * 3,
        "is-html": "<table><tr><td>text</td></tr></table>" * 50,
        "is-text": SENTENCE * 20,
        "cell-huge": header + f'a1,b,c,"{"Wir machen weiter. " * 12_000}"\n' + row,
        "cell-above-the-limit-of-csv": header + "a1,b,c," + "x" * 131_073 + "\n" + row,
        "carriage-returns": _TABLE.replace("\n", "\r") + row,
        "carriage-returns-mixed": header.strip() + "\r\r\n" + row.strip() + "\r" + row,
        "backslash-quotes": header + 'a1,b,c,"Er sagte: \\"Nein\\", dann ging er"\n' + row,
    }
    return {f"{name}.csv": text.encode() for name, text in texts.items()}


def _csv_cells() -> dict[str, bytes]:
    header, row = (line + "\n" for line in _TABLE.splitlines())
    sound = (_TABLE + row).encode()
    formula = '=cmd|\'/C calc\'!A0,=1+1,@SUM(1),"„=HYPERLINK(""x"")“, sagte +Kern."\n'
    texts = {
        "cells-formulas": header + formula + "+1,-1,\t=1,„Ja“ sagte -2+3 Kern.\n",
        "cells-dates": header + "".join(f"a,b,{date},Nein.\n" for date in _ODD_DATES),
        "cells-numbers": header + "1,2,3,4\n1e999,nan,inf,-0\n" + row,
        "cells-ids": header + "".join(f"{name},b,c,Nein.\n" for name in _ODD_IDS),
        "cells-null": header + "NULL,None,NaN,null\nNA,#N/A,,\\N\n" + row,
        "cells-markup": header + "a,<script>,c,<p>„Ja“ sagte <b>Kern</b></p>\n",
        "cells-blank": header + "a,b,c,   \na,b,c,\u200b\na,b,c,\u00a0\n" + row,
    }  # fmt: skip
    files = {f"{name}.csv": text.encode() for name, text in texts.items()}
    files["empty.csv"] = b""
    files["mark-only.csv"] = b"\xef\xbb\xbf"
    files["mark-at-start.csv"] = b"\xef\xbb\xbf" + sound
    files["mark-before-quote.csv"] = b"\xef\xbb\xbf" + b'"text"\n"Nein."\n'
    files["nul-bytes.csv"] = sound.replace(b"Emden", b"Em\0den") + bytes(500) + row.encode()
    files["nul-header.csv"] = sound.replace(b"text", b"te\0xt")
    files["random.csv"] = noise(131, 10_000)
    files["random-rows.csv"] = header.encode() + noise(132, 5_000)
    files["utf16.csv"] = sound.decode().encode("utf-16")
    files["utf16-without-mark.csv"] = sound.decode().encode("utf-16-le")
    files["utf8-broken.csv"] = sound.replace("„".encode(), b"\xe2\x80") + b"a,b,c,\xff\xfe\n"
    files["latin1.csv"] = sound.decode().replace("„", "»").replace("“", "«").encode("latin-1")
    files["spreadsheet.csv"] = b"PK\x03\x04" + noise(133, 2_000)
    return files


def _tsv() -> dict[str, bytes]:
    table = "id\ttitle\tdate\ttext\n"
    row = f"a1\tDeich\t2025-03-07\t{SENTENCE}\n"
    texts = {
        "header-wrong": "foo\tbar\n1\t2\n",
        "header-only": table,
        "is-csv": _TABLE,
        "tabs-only": "\t" * 100_000,
        "rows-ragged": table + "a\n" + "a\tb\tc\tNein.\te\tf\n" + row,
        "quote-unclosed": table + 'a1\t"Deich\t2025-03-07\tNein.\n' + row * 300,
        "quotes-single": table + f'a1\tb\tc\t"Nein, sagte Kern.\n{row}',
        "escapes": table + "a1\tb\tc\tNein,\\n sagte\\t Kern.\\\\ \\N\n" + row,
        "formulas": table + "=1+1\t@SUM(1)\t-1\t„=1+1“, sagte +Kern.\n",
        "nul": table + row.replace("Emden", "Em\0den") + row,
    }
    files = {f"{name}.tsv": text.encode() for name, text in texts.items()}
    files["empty.tsv"] = b""
    files["random.tsv"] = noise(134, 5_000)
    files["utf16.tsv"] = (table + row).encode("utf-16")
    return files


def _written(columns: Mapping[str, Any], **options: Any) -> bytes:
    """A Parquet file of one table."""
    buffer = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), buffer, **options)
    return buffer.getvalue()


def _megabytes(unit: str) -> pa.Array:
    """A column of 210 MB that is one value again and again, stored once."""
    return pa.DictionaryArray.from_arrays([0] * 210, [unit * ((1 << 20) // len(unit))])


def _parquet_files() -> dict[str, bytes]:
    texts = [SENTENCE, SENTENCE * 2]
    sound = _written({"id": ["a", "b"], "text": texts})
    middle = len(sound) // 3
    files = {
        "empty": b"",
        "magic-only": b"PAR1",
        "magic-twice": b"PAR1PAR1",
        "random": b"PAR1" + noise(141, 3_000) + b"PAR1",
        "is-json": _LINE.encode(),
        "cut-half": sound[: len(sound) // 2],
        "cut-end": sound[:-4],
        "cut-head": sound[4:],
        "footer-length-lies": sound[:-8] + b"\xff\xff\xff\x7f" + sound[-4:],
        "footer-length-zero": sound[:-8] + bytes(4) + sound[-4:],
        "footer-corrupt": sound[:-60] + noise(142, 40) + sound[-20:],
        "pages-corrupt": sound[:10] + noise(143, 60) + sound[70:],
        "pages-middle-corrupt": sound[:middle] + noise(144, 20) + sound[middle + 20 :],
        "encrypted-magic": b"PARE" + sound[4:-4] + b"PARE",
    }
    return {f"{name}.parquet": data for name, data in files.items()}


def _parquet_columns() -> dict[str, bytes]:
    texts = [SENTENCE, SENTENCE * 2]
    broken = pa.array([b"\xff\xfe\x80", b"Nein\0", b"\xed\xa0\x80"])
    lean = {
        "compression": "zstd",
        "write_statistics": False,
        "store_schema": False,
    }  # giant values take seconds without
    files = {
        "columns-wrong": _written({"foo": texts, "bar": [1, 2]}),
        "columns-none": _written({}),
        "columns-many": _written({f"spalte{i}": pa.array([i]) for i in range(400)}),
        "columns-by-case": _written({"Text": texts, "TEXT": ["a", "b"]}),
        "column-names-odd": _written({"": [1], "\0": [2], "=1+1": [3], "\x1b[31m": [4], "text": [SENTENCE]}),
        "rows-none": _written({"id": pa.array([], pa.string()), "text": pa.array([], pa.string())}),
        "rows-null": _written({"id": [None, "b"], "text": pa.array([None, None], pa.string())}),
        "text-integers": _written({"text": [1, 2, 3]}),
        "text-floats": _written({"text": [1.5, float("nan"), None]}),
        "text-booleans": _written({"text": [True, False]}),
        "text-null-type": _written({"text": pa.nulls(3)}),
        "text-lists": _written({"text": [[SENTENCE], []]}),
        "text-structs": _written({"text": [{"de": SENTENCE}, None]}),
        "text-maps": _written({"text": pa.array([[("a", "b")]], pa.map_(pa.string(), pa.string()))}),
        "text-dates": _written({"text": pa.array([0, 1], pa.date32())}),
        "text-binary": _written({"text": broken}),
        "text-invalid-utf8": _written({"text": pa.Array.from_buffers(pa.string(), 3, broken.buffers())}),
        "text-large-strings": _written({"text": pa.array(texts, pa.large_string())}),
        "text-dictionary": _written({"text": pa.array(texts).dictionary_encode()}),
        "text-empty": _written({"text": ["", " ", "\u200b"]}),
        "text-nul-and-marks": _written({"text": ["\0" * 500, "„" * 50_000, SENTENCE]}),
        "ids-odd-types": _written({"id": pa.array([1 << 62, None], pa.int64()), "text": texts}),
        "ids-same": _written({"id": ["a"] * 200, "text": [SENTENCE] * 200}),
        "dates-impossible": _written({"date": pa.array([1 << 62, -(1 << 62)], pa.timestamp("ms")), "text": texts}),
        "dates-giant-days": _written({"date": pa.array([2_000_000_000, -2_000_000_000], pa.date32()), "text": texts}),
        "groups-many": _written({"text": ["Nein."] * 400}, row_group_size=1),
        "text-32mb": _written({"text": ["Nein. Ja." * ((32 << 20) // 9)]}, use_dictionary=False, **lean),
        "bomb-column": _written({"text": ["Nein."] * 210, "x": _megabytes("Nein. Ja. ")}, **lean),
        "bomb-blanks": _written({"text": _megabytes(" ")}, **lean),
    }
    return {f"{name}.parquet": data for name, data in files.items()}
