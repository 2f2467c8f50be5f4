"""Text as given -> text as the pipeline sees it, with an offset map back.

Invisible characters go, all blanks and line ends become plain ones, runs of blanks shrink to one, web
spellings of quotation marks (``…'' ,,…'' ″…″ <<…>> &quot;) become marks that every German tokenizer splits
off, a letter with a combining accent becomes one character, a blank missing beside a quotation mark, or behind
its comma, is put in, and a name that is marked as a part of a compound loses its marks („Kurier“-Redaktion),
since tokenizers leave the closing one in the word.
Letters, words, stops and the number of line ends stay as they are.
"""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb"
)
_BLANKS = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_SAME_LENGTH = {
    **dict.fromkeys(map(ord, _BLANKS), " "),
    **dict.fromkeys(map(ord, _LINE_ENDS), "\n"),
    **dict.fromkeys(map(ord, "″＂〝〞〟"), '"'),
    **dict.fromkeys(map(ord, "＇❛❜"), "'"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # lone surrogates, which no UTF-8 can hold
    ord("‛"): "‘",
    ord("‟"): "“",
    ord("❝"): "„",
    ord("❞"): "“",
    ord("≪"): "«",
    ord("≫"): "»",
}
_COMPOUND = "|".join(
    rf"(?<![^\W_])[{opening}]\w[\w.+&]{{0,29}}(?: \w[\w.+&]{{0,29}}){{0,3}}[{closing}](?=-[A-ZÄÖÜ])"
    for opening, closing in (('"„“»«', '"“”«»'), ("‚›‹", "‘’‹›"))
)
_EDIT = re.compile(
    rf"(?P<compound>{_COMPOUND})"
    rf"|(?P<run>(?<=[^\w\s]{{40}})[^\w\s]+)"
    rf"|(?P<hyphen>(?<=\w)\xad+(?:\r\n|[\r\n])(?=\w))"
    rf"|(?P<blanks>(?:[ {_INVISIBLE}]|&nbsp;|&shy;){{2,}}|[{_INVISIBLE}]|&nbsp;|&shy;"
    rf"|(?<![^\r\n]) | (?![^\r\n]))"
    rf"|(?P<line>\r\n?)"
    rf"|(?P<entity>&(?:[A-Za-z]{{2,8}}|\#[0-9]{{1,6}}|\#[xX][0-9A-Fa-f]{{1,5}});)"
    rf"|(?P<double>(?P<sign>[`',‚‘’´′<>‹›])(?P=sign){{1,40}})"
    rf"|(?P<single>[‹›])"
    rf"|(?P<accent>[^\W\d_][\u0300-\u036f])"
    rf"|(?P<before>(?<=:)[\"„“”»«‚‘](?=\w)|(?:(?<=[^\W_])|(?<=[.!?…,;]))„(?=\w))"
    rf"|(?P<after>(?<=[.!?…,;])[\"“”»«‘](?=[^\W\d_])|(?<=[^\W\d_])“(?=[^\W\d_]))"
    rf"|(?P<comma>(?<=[\"“”»«‘]),(?=[^\W\d_]))"
)
_LOOK_BACK = 2000  # characters; a sentence with a glued mark looks no further for the mark's partner
_STANDARD = {"<<": "«", "‹‹": "«", ">>": "»", "››": "»"}
_BEFORE_OPENING = re.compile(r"[\s(\[{/–—:„“”»«‚‘\"-]")


@dataclass(frozen=True)
class Cleaned:
    """A cleaned text and its way back.

    `offsets[i]` is the offset in the given text of the character `text[i]`; offsets never fall. `widths`
    tells how many given characters stand behind `text[i]` where it is not one.
    """

    text: str
    offsets: array[int]
    widths: Mapping[int, int] = field(default_factory=dict)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the stretch `text[start:end]` lies in the given text, end exclusive.

        The empty stretch at the text's end lies after the last character that is left.
        Raises IndexError for a stretch outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"no stretch {start}:{end} in a text of {len(self.text)} characters")
        if start < end:
            return self.offsets[start], self.offsets[end - 1] + self.widths.get(end - 1, 1)
        if start < len(self.text):
            return self.offsets[start], self.offsets[start]
        place = self.offsets[-1] + self.widths.get(start - 1, 1) if self.text else 0
        return place, place


def clean(text: str) -> Cleaned:
    """Clean a text, in time linear in its length."""
    same = text.translate(_SAME_LENGTH)
    out: list[str] = []
    offsets = array("I")
    widths: dict[int, int] = {}
    position = 0
    open_double = False  # a doubled opening mark waits for its partner
    for match in _EDIT.finditer(same):
        start, end = match.span()
        kind = match.lastgroup or ""
        if kind == "double":
            new = _double(same, start, end, open_double)
            if len(new) == 1:
                open_double = new in "„«»" and not open_double
        else:
            new = _edit(kind, same, start, end)
        if new == same[start:end]:
            continue
        out += same[position:start], new
        offsets.extend(range(position, start))
        if kind == "compound":
            _map_name(start, end, offsets, widths)
        else:
            _map(new, start, end, offsets, widths)
        position = end
    out.append(same[position:])
    offsets.extend(range(position, len(same)))
    return Cleaned("".join(out), offsets, widths)


def _map_name(start: int, end: int, offsets: array[int], widths: dict[int, int]) -> None:
    """Note where a name without its marks comes from: the marks go with its first and its last letter."""
    first = len(offsets)
    offsets.extend((start, *range(start + 2, end - 1)))
    last = len(offsets) - 1
    widths[first] = 2
    widths[last] = widths.get(last, 1) + 1


def _map(new: str, start: int, end: int, offsets: array[int], widths: dict[int, int]) -> None:
    """Note where the characters that replace a stretch come from."""
    if len(new) == 1:
        if end - start > 1 and new != " ":
            widths[len(offsets)] = end - start
        offsets.append(start)
    elif len(new) == 2:  # a mark and the blank put beside it
        offsets.extend((start, start) if new[0] == " " else (start, end - 1))


def _edit(kind: str, text: str, start: int, end: int) -> str:
    """Return what stands in place of a stretch: a marked name bare, at most two characters, or the stretch."""
    found = text[start:end]
    if kind == "compound":
        return found[1:-1]
    if kind == "blanks":
        inside = start > 0 and text[start - 1] not in "\r\n" and end < len(text) and text[end] not in "\r\n"
        return " " if inside and (" " in found or "&nbsp;" in found) else ""
    if kind in ("hyphen", "run"):  # 40 marks without a blank are enough, for a tokenizer too
        return ""
    if kind == "line":
        return "\n"
    if kind == "before":
        return " " + found
    if kind == "comma":
        return ", "
    if kind == "after":
        return found + " " if _closes(text, start) else " " + found
    if kind == "single":
        return _single(text, start, found)
    new = html.unescape(found).translate(_SAME_LENGTH) if kind == "entity" else _composed(found)
    return new if len(new) == 1 and new.isprintable() else found


def _composed(letter: str) -> str:
    return unicodedata.normalize("NFC", letter)


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    return text[start - 1] if start else "\n", text[end] if end < len(text) else "\n"


def _double(text: str, start: int, end: int, open_double: bool) -> str:
    """Turn two equal signs into the one double mark that they stand for, if they do."""
    found = text[start:end]
    if len(found) != 2:
        return found
    before, after = _neighbours(text, start, end)
    opens = _BEFORE_OPENING.match(before) is not None and not after.isspace()
    closes = not before.isspace() and not opens
    if found == ",,":
        return "„" if opens and after.isalnum() else found
    if found in _STANDARD:
        return _STANDARD[found] if opens != closes else found
    if opens:
        return "„"
    return "“" if closes and (open_double or not before.isdigit()) else found


def _closes(text: str, start: int) -> bool:
    """Tell whether a mark with a stop before and a letter after it closes, by the mark before it."""
    family = {'"': '"', "»": "»«", "«": "»«"}.get(text[start])
    if family is None:
        return True
    low = max(start - _LOOK_BACK, 0)
    previous = max(text.rfind(mark, low, start) for mark in family)
    if previous < 0 or "\n" in text[previous:start]:
        return False
    before, after = _neighbours(text, previous, previous + 1)
    return _BEFORE_OPENING.match(before) is not None and not after.isspace()


def _single(text: str, start: int, found: str) -> str:
    """Turn a single guillemet, which tokenizers leave on the word, into the German single mark."""
    before, after = _neighbours(text, start, start + 1)
    if _BEFORE_OPENING.match(before) and not after.isspace():
        return "‚"
    return found if before.isspace() else "‘"
