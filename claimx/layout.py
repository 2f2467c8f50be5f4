"""What the parts of a news page are: headline, paragraphs, captions, credits, interview labels, dates.

Works on cleaned text (`claimx.clean`) and copes with any other; linear in the text's length. All offsets are
characters of the text given, end exclusive.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimx import lexicon

HEADLINE = "headline"
SUBHEADING = "subheading"
PARAGRAPH = "paragraph"
QUESTION = "question"
CAPTION = "caption"
FURNITURE = frozenset({"stamp", "credit", "related", "share", "label", "byline"})
"""Kinds of blocks that are no running text at all; each such block is a Noise, too."""

_LONGEST_LINE_PATTERN = 300  # characters; longer lines are running text
_LONGEST_HEADLINE = 160
_LONGEST_SUBHEADING = 110
_HEAD_BLOCKS = 6  # a date counts as the day of publication in so many first blocks only
_FINAL = re.compile(r"[.!?…:,;][\"“”»«‘’'„)\]]*$")
_FULL_STOP = re.compile(r"[.:,;…][\"“”»«‘’'„)\]]*$")
_SENTENCE_END = re.compile(r"[.!?…][\"“”»«‘’'„)\]]*$")
_WHOLE = re.compile(r"[.!?…]\s?[„“”\"»«‘’]")  # a whole sentence in quotation marks
_INNER_STOP = re.compile(r"[a-zäöüß]{3}\.\s[„“\"»«‚]?[A-ZÄÖÜ\d]")
_TIMED = re.compile(r"\d{1,2}[:.]\d{2} Uhr\b|\+\+")  # an entry of a live ticker
_ASKS = re.compile(r"\?[\"“”»«‘’'„)\]]*$")
_ONLY_MARK = re.compile(r"[„“\"»«‚]$")
_LABEL = re.compile(r"(?P<name>[^\W\d_][\w.’'&/-]{0,30}(?: [^\W_][\w.’'&/-]{0,30}){0,4})(?: \([\w ]{2,40}\))?:(?=\s)")
_PARTICLES = frozenset({"von", "van", "de", "der", "zu", "da", "di", "la", "le", "bin", "und", "am", "im"})
_CITY = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]{2,24}(?:[ /-][A-ZÄÖÜ][a-zäöüß]{2,24}){0,2}(?:\.|\s[–—-])\s(?=[„“\"»«‚]?[A-ZÄÖÜ\d])"
)
_WIRE = re.compile(
    r"[A-ZÄÖÜ][\w’'-]{1,25}(?:[ /](?:[A-ZÄÖÜ][\w’'-]{1,25}|[a-zäöü]{2,3})){0,3}"
    r"(?:, \d{1,2}\. ?\w{3,9}\.?(?: \d{4})?)? \([\w-]{2,12}(?:/[\w-]{1,12}){0,2}\)\s?[–—-]\s"
)
_AGENCY = re.compile(r"\(\s?([^()/,]+?)\s?(?:[/,][^()]*)?\)")
_DAY = re.compile(
    r"(?<!\d)(?:(\d{4})-(\d{2})-(\d{2})"
    r"|(\d{1,2})\.\s?(?:(\d{1,2})\.|([A-Za-zä]{3,9}\.?))\s?(\d{4}|\d{2}))(?!\d)",
    re.ASCII,
)
_NOISY = re.compile(r"[\d(\[:/|©+–—-]")  # without one of these no stretch of noise
_WORD = re.compile(r"\w+")
_DURATION = re.compile(r"\d\s?(?:[Mm]in|h\b|Std)")


@dataclass(frozen=True)
class Block:
    """A headline, subheading, paragraph, question, caption or a piece of furniture; without outer blanks."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Noise:
    """A stretch that is no running text: a whole block of furniture, or a stamp, credit … inside a block.

    `value` is the agency of a dateline ("dpa"), the ISO date of a stamp, or empty.
    """

    start: int
    end: int
    kind: str
    value: str = ""


@dataclass(frozen=True)
class Label:
    """The name of who speaks at the head of an interview's paragraph; the span holds the colon.

    `asks` is true for the interviewer, whose paragraphs mostly end with a question mark.
    """

    start: int
    end: int
    name: str
    asks: bool = False


@dataclass(frozen=True)
class Layout:
    """The parts of a text, each in the order of the text; blocks do not overlap and cover all but blanks."""

    blocks: tuple[Block, ...] = ()
    noise: tuple[Noise, ...] = ()
    labels: tuple[Label, ...] = ()
    published: str | None = None


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    text: str
    noise: str = ""  # the kind of furniture that the whole line is
    first: bool = True  # a blank line, or nothing, stands before


def layout(text: str) -> Layout:
    """Find the parts of a text. Never raises."""
    lines = list(_lines(text))
    if not lines:
        return Layout()
    groups = _groups(lines)
    labels = _labels(text, groups)
    blocks = _kinds(groups, {label.start for label in labels})
    blocks = _questions(blocks, groups, labels)
    noise = _noise(text, blocks)
    blocks = _credited(blocks, noise)
    return Layout(blocks, noise, labels, _published(text, blocks, noise))


# lines


@functools.cache
def _line_patterns() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return one pattern of all kinds of lines that are noise, and the kind of each of its groups."""
    rows = [row for row in lexicon.read("noise") if row["scope"] == "line"]
    pattern = "|".join(f"(?P<p{number}>{row['pattern']})" for number, row in enumerate(rows))
    return re.compile(pattern), tuple(row["kind"] for row in rows)


@functools.cache
def _stretch_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = [row for row in lexicon.read("noise") if row["scope"] == "stretch"]
    return tuple((re.compile(row["pattern"]), row["kind"]) for row in rows)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    first = True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            begin = start + raw.index(stripped[0])
            yield _Line(begin, begin + len(stripped), stripped, _line_noise(stripped), first)
        first = not stripped
        start += len(raw) + 1


def _line_noise(line: str) -> str:
    if len(line) > _LONGEST_LINE_PATTERN:
        return ""
    pattern, kinds = _line_patterns()
    match = pattern.match(line)
    return kinds[int((match.lastgroup or "")[1:])] if match else ""


@functools.cache
def _never_last() -> frozenset[str]:
    """Return the words with which no line ends that is one of its own."""
    return lexicon.words(lexicon.read("words"), "word", **{"class": "never-last"})


def _groups(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Put together the lines that are one block."""
    breaks = [(line, after) for line, after in itertools.pairwise(lines) if not after.first]
    soft = sum(after.text[0].islower() for _, after in breaks)
    wrapped = soft > 1 and 4 * soft >= len(breaks)
    width = max((line.end - line.start for line, _ in breaks), default=0)
    groups = [[lines[0]]]
    for line, after in itertools.pairwise(lines):
        if not after.first and _joins(line, after, width if wrapped else 0):
            groups[-1].append(after)
        else:
            groups.append([after])
    return groups


def _joins(line: _Line, after: _Line, width: int) -> bool:
    """Tell whether a line goes on in the next; `width` is that of hard-wrapped text, else 0."""
    if line.noise or after.noise:
        return False
    if _ONLY_MARK.match(line.text) or (after.text[0].islower() and not _SENTENCE_END.search(line.text)):
        return True
    if line.text.rpartition(" ")[2] in _never_last():
        return True
    return 3 * (line.end - line.start) > 2 * width > 0


# kinds of blocks


def _kinds(groups: Sequence[Sequence[_Line]], labelled: set[int]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    headline = False  # a headline or running text came
    for number, group in enumerate(groups):
        after = groups[number + 1][0] if number + 1 < len(groups) else None
        kind = group[0].noise or PARAGRAPH
        if kind == "stamp" and blocks and not group[0].first and _DURATION.search(group[0].text):
            _caption_above(blocks)
        if kind == PARAGRAPH and group[0].start not in labelled:
            kind = _heading(group, headline, after)
        headline = headline or kind in (PARAGRAPH, HEADLINE, SUBHEADING)
        blocks.append(Block(group[0].start, group[-1].end, kind))
    return tuple(blocks)


def _heading(group: Sequence[_Line], headline: bool, after: _Line | None) -> str:
    """Tell a headline, a subheading or a paragraph."""
    line = group[0].text
    if after is None or len(group) > 1 or not any(map(str.isalpha, line)):
        return PARAGRAPH
    if _INNER_STOP.search(line):
        return PARAGRAPH
    if not headline:
        return PARAGRAPH if len(line) > _LONGEST_HEADLINE or _FULL_STOP.search(line) else HEADLINE
    if len(line) <= _LONGEST_SUBHEADING and _TIMED.match(line):
        return SUBHEADING
    if len(line) > _LONGEST_SUBHEADING or _FINAL.search(line) or _WHOLE.search(line) or line[0].islower():
        return PARAGRAPH
    return SUBHEADING


def _caption_above(blocks: list[Block]) -> None:
    """Make the block above a stamp with a duration the caption that it is."""
    if blocks[-1].kind in (PARAGRAPH, SUBHEADING):
        blocks[-1] = replace(blocks[-1], kind=CAPTION)


# interviews


def _labels(text: str, groups: Sequence[Sequence[_Line]]) -> tuple[Label, ...]:
    """Find the speakers' labels of an interview: at least two, one of them twice or with a question."""
    found: list[tuple[Label, str]] = []
    for group in groups:
        match = None if group[0].noise else _LABEL.match(group[0].text)
        if match and _SENTENCE_END.search(group[-1].text) and _is_name(match["name"]):
            start = group[0].start
            found.append((Label(start, start + match.end(), match["name"]), group[-1].text))
    if len(found) < 2:
        return ()
    count = Counter(_surname(label.name) for label, _ in found)
    asked = Counter(_surname(label.name) for label, text in found if _ASKS.search(text))
    words = Counter(_WORD.findall(text))
    found = [
        (label, last)
        for label, last in found
        if count[_surname(label.name)] > 1 or _is_known(label.name, words) or _ASKS.search(last)
    ]
    repeated = any(number > 1 for number in count.values())
    if len(found) < 2 or not (asked or (repeated and _asked_above(groups, found))):
        return ()
    if not repeated and len(found) > 3:
        return ()  # a list with a keyword at the head of each paragraph
    first = _surname(found[0][0].name)
    asking = {name for name, number in asked.items() if 2 * number + (name == first) > count[name]}
    if not asking and first in asked:
        asking = {first}  # who speaks first and asks now and then
    return tuple(replace(label, asks=_surname(label.name) in asking and len(count) > 1) for label, _ in found)


def _is_known(name: str, words: Counter[str]) -> bool:
    """Tell whether the name of a label that comes once stands elsewhere in the text, too."""
    surname = name.rsplit(" ", 1)[-1]
    return surname[0].isupper() and words[surname] > 1


def _is_name(name: str) -> bool:
    words = name.split(" ")
    rest = all(word[0].isupper() or word[0].isdigit() or word.lower() in _PARTICLES for word in words[1:])
    return rest and (words[0][0].isupper() or len(words) == 1)


def _surname(name: str) -> str:
    return name.rsplit(" ", 1)[-1].casefold()


def _asked_above(groups: Sequence[Sequence[_Line]], found: Sequence[tuple[Label, str]]) -> bool:
    """Tell whether a question without a label stands above a label."""
    starts = {label.start for label, _ in found}
    return any(after[0].start in starts and _ASKS.search(group[-1].text) for group, after in itertools.pairwise(groups))


def _questions(
    blocks: tuple[Block, ...], groups: Sequence[Sequence[_Line]], labels: Sequence[Label]
) -> tuple[Block, ...]:
    """Mark the paragraphs above an answer that are a question without a label."""
    if not labels:
        return blocks
    asks = {label.start: label.asks for label in labels}
    labelled = any(asks.values())  # the interviewer has a label
    names = {label.start: _surname(label.name) for label in labels}
    last = ""
    out = list(blocks)
    for number in range(1, len(blocks)):
        block, after = blocks[number - 1], blocks[number]
        if block.start in names:
            last = names[block.start]
        if block.start in asks or asks.get(after.start, True) or block.kind not in (PARAGRAPH, SUBHEADING):
            continue
        short = block.end - block.start < 250 and (not labelled or last == names[after.start])
        if short or _ASKS.search(groups[number - 1][-1].text):
            out[number - 1] = replace(block, kind=QUESTION)
    return tuple(out)


# noise


def _noise(text: str, blocks: Sequence[Block]) -> tuple[Noise, ...]:
    """Collect the furniture and the stretches of noise inside the other blocks."""
    out: list[Noise] = []
    paragraphs = 0
    for block in blocks:
        if block.kind in FURNITURE:
            value = _iso(text[block.start : block.end]) if block.kind == "stamp" else ""
            out.append(Noise(block.start, block.end, block.kind, value))
            continue
        paragraphs += block.kind == PARAGRAPH
        out += _stretches(text, block, paragraphs if block.kind == PARAGRAPH else 0)
    return tuple(out)


def _credited(blocks: Sequence[Block], noise: Sequence[Noise]) -> tuple[Block, ...]:
    """Make a caption of each single line that ends with a credit."""
    ends = {stretch.end for stretch in noise if stretch.kind == "credit"}
    short = (PARAGRAPH, SUBHEADING)
    return tuple(
        replace(block, kind=CAPTION)
        if block.kind in short and block.end in ends and block.end - block.start < _LONGEST_LINE_PATTERN
        else block
        for block in blocks
    )


def _stretches(text: str, block: Block, number: int) -> Iterator[Noise]:
    """Find the noise inside a block, without overlaps; `number` counts paragraphs; else 0."""
    line = text[block.start : block.end]
    found = [
        (match.start(), -match.end(), kind)
        for pattern, kind in (_stretch_patterns() if _NOISY.search(line) else ())
        for match in pattern.finditer(line)
        if match.group().strip() and (kind != "dateline" or _is_dateline(line, match.end(), number))
    ]
    place = _WIRE.match(line) or _CITY.match(line)
    if place and _is_dateline(line, place.end(), number):
        found.append((0, -place.end(), "dateline"))
    position = 0
    for start, end, kind in sorted(found):
        if start < position:
            continue
        position = -end
        stretch = line[start:position].rstrip()
        lead = len(stretch) - len(stretch.lstrip())
        begin = block.start + start + lead
        yield Noise(begin, block.start + start + len(stretch), kind, _value(stretch, kind))


def _is_dateline(line: str, end: int, number: int) -> bool:
    """Tell whether the head of a paragraph is a dateline: near the top, with an agency or in capitals."""
    head = line[:end].strip()
    after = line[end : end + 2].lstrip('„“"»«‚( ')
    if not after or after[0].islower() or head.split(" ")[-1] in lexicon.index("abbreviations", "form"):
        return False
    if _AGENCY.search(head) or head.isupper():
        return True
    return number == 1 or (number == 2 and head[-1] in "–—-")


def _value(stretch: str, kind: str) -> str:
    if kind == "dateline":
        agency = _AGENCY.search(stretch)
        return agency[1] if agency else ""
    return _iso(stretch) if kind == "stamp" else ""


@functools.cache
def _months() -> dict[str, int]:
    return {row["form"]: int(row["number"]) for row in lexicon.read("months")}


def _iso(text: str) -> str:
    """Return the first date in a text as YYYY-MM-DD, or an empty text."""
    match = _DAY.search(text)
    if match is None:
        return ""
    if match[1]:
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    else:
        month = int(match[5]) if match[5] else _months().get(match[6], 0)
        year, day = int(match[7]) + (2000 if len(match[7]) == 2 else 0), int(match[4])
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _published(text: str, blocks: Sequence[Block], noise: Sequence[Noise]) -> str | None:
    """Return the day of publication: the first date stamp without a duration near the head."""
    limit = blocks[min(len(blocks), _HEAD_BLOCKS) - 1].end
    for stretch in noise:
        if stretch.start >= limit:
            break
        dated = stretch.kind == "stamp" and stretch.value
        if dated and not _DURATION.search(text[stretch.start : stretch.end]):
            return stretch.value
    return None
