"""Where sentences begin, over the tokens of a German tokenizer.

The tokenizer keeps the stop of abbreviations and ordinals on the word ("Abs.", "3.", "2025."), splits all
other stops off, and makes tokens of line ends and of blanks that stand in a row. Linear in their number.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from claimx import lexicon
from claimx.layout import FURNITURE, Layout
from claimx.marks import Marks

_LONGEST_ASIDE = 300  # characters between brackets in which no sentence begins
_LONGEST = 300  # tokens of a sentence
_YOUNGEST, _OLDEST = 10, 110  # years of people whose age stands behind their name
_TERMINAL = re.compile(r"[.!?…]+$")
_ELLIPSES = frozenset({"…", "...", "..", "...."})
_VOWELS = frozenset("aeiouyäöü")
_NUMBER = re.compile(r"\d[\d.,:/]*\.$")
_SHORT_NUMBER = re.compile(r"\d{1,3}\.$")
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.$")
_ROMAN = re.compile(r"[IVXLCDM]+\.$")
_INITIAL = re.compile(r"[^\W\d_]\.$")
_CLOSING_BRACKETS = frozenset(")]}")
_OPENING_BRACKETS = frozenset("([{")
_CLOSING_MARKS = frozenset("“”’‘'\"«»›‹")
_DASHES = frozenset("–—-")


@dataclass(frozen=True)
class _Words:
    """What the data files know about words before and after a stop."""

    ends: dict[str, str]  # abbreviation -> no, maybe
    openers: frozenset[str]
    months: frozenset[str]
    before_ordinal: frozenset[str]


@functools.cache
def _words() -> _Words:
    rows = lexicon.read("words")
    classes = ("article", "contraction", "possessive", "demonstrative", "weekday", "coordinator")
    before = frozenset().union(*(lexicon.words(rows, "word", **{"class": name}) for name in classes))
    return _Words(
        {row["form"]: row["ends"] for row in lexicon.read("abbreviations")},
        lexicon.words(lexicon.read("openers"), "form"),
        lexicon.words(lexicon.read("months"), "form"),
        before,
    )


def starts(tokens: Sequence[str], offsets: Sequence[int], text: str, layout: Layout, marks: Marks) -> list[bool]:
    """Tell of each token whether it begins a sentence.

    `tokens` are the tokens' texts without the blank behind, `offsets` their places in `text`; `layout` and
    `marks` were found in the same text. A new block, the text behind an interview label and behind or before
    a stretch of noise at a block's border begin a sentence, too. Blanks never do, but the first token does.
    """
    if not tokens:
        return []
    reader = _Reader(tokens, offsets, text, marks)
    out = reader.after_stops()
    solid = [number for number, token in enumerate(tokens) if not token.isspace()]
    places = [offsets[number] for number in solid]
    for offset in _borders(layout):
        place = bisect_left(places, offset)
        if place < len(solid):
            out[solid[place]] = True
    out[0] = True
    _cut(out)
    return out


def _cut(out: list[bool]) -> None:
    """Let a sentence begin after `_LONGEST` tokens at the latest: what is longer is a list or no text."""
    last = 0
    for number, start in enumerate(out):
        if start or number - last >= _LONGEST:
            out[number] = True
            last = number


def _borders(layout: Layout) -> list[int]:
    """Return the offsets at which a sentence begins whatever stands before."""
    heads = [block.start for block in layout.blocks]
    ends = {block.end for block in layout.blocks}
    out = set(heads) | {label.end for label in layout.labels}
    for stretch in layout.noise:
        if stretch.kind in FURNITURE or stretch.kind == "dateline":
            place = bisect_right(heads, stretch.start)
            if place and heads[place - 1] == stretch.start:
                out.add(stretch.end)
            elif stretch.end in ends:
                out.add(stretch.start)
    return sorted(out)


class _Reader:
    """Reads tokens from left to right and notes where a sentence begins after a stop."""

    def __init__(self, tokens: Sequence[str], offsets: Sequence[int], text: str, marks: Marks) -> None:
        self.tokens = tokens
        self.offsets = offsets
        self.text = text
        self.closing = {pair.close_start for pair in marks.pairs if pair.closed} | set(marks.stranded)
        self.opening = {pair.open_start for pair in marks.pairs}
        self.opening |= {place for pair in marks.pairs for place in pair.repeats}
        self.begins = [False] * len(tokens)
        self.inside = self._asides()

    def after_stops(self) -> list[bool]:
        """Return of each token whether it begins a sentence because of what stands before it."""
        number = 0
        while number < len(self.tokens):
            token = self.tokens[number]
            if not token.endswith((".", "!", "?", "…")):
                number += 1
                continue
            after = self._behind_closers(number + 1)
            if after < len(self.tokens) and self._ends(number, after):
                self.begins[after] = True
            number = max(number + 1, after if _TERMINAL.match(token) else 0)
        return self.begins

    def _asides(self) -> list[bool]:
        """Mark the tokens between two brackets of one line that are near each other."""
        inside = [False] * len(self.tokens)
        opened: list[int] = []
        for number, token in enumerate(self.tokens):
            if token in _OPENING_BRACKETS:
                opened = [*opened[-3:], number]
            elif "\n" in token:
                opened = []
            elif token in _CLOSING_BRACKETS and opened:
                first = opened.pop()
                if not opened and self.offsets[number] - self.offsets[first] <= _LONGEST_ASIDE:
                    inside[first + 1 : number] = [True] * (number - first - 1)
        return inside

    def _behind_closers(self, number: int) -> int:
        """Return the first token that is no further stop, closing mark, bracket, blank or footnote sign."""
        while number < len(self.tokens):
            token = self.tokens[number]
            offset = self.offsets[number]
            closes = offset in self.closing
            if token in _CLOSING_MARKS and offset not in self.opening:
                closes = closes or self._glued(number)
            if not (closes or token in _CLOSING_BRACKETS or token.isspace() or _TERMINAL.match(token)):
                break
            number += 1
        return number

    def _glued(self, number: int) -> bool:
        """Tell whether no blank stands before a token."""
        return number > 0 and not self.text[self.offsets[number] - 1 : self.offsets[number]].isspace()

    def _ends(self, stop: int, after: int) -> bool:
        """Tell whether the token `stop` ends a sentence that `after` does not go on with."""
        if self.inside[stop] and (self.inside[after] or not self._is_whole_aside(stop)):
            return False
        word = self._word(after)
        if not word or not (word[0].isupper() or word[0].isdigit()):
            return self._opens_lower(stop, after)
        if self._glued(after) and after == stop + 1 and word.lower() not in _words().openers:
            return False  # an address: www.beispiel.de
        token = self.tokens[stop]
        if _TERMINAL.match(token):
            if token == "." and self._is_cut_abbreviation(stop):
                return word.lower() in _words().openers
            return token not in _ELLIPSES or word.lower() in _words().openers
        return self._ends_with(stop, token, word)

    def _is_cut_abbreviation(self, stop: int) -> bool:
        """ "Dr.-Ing" "." and "Dr." "med" ".": an abbreviation and its stop in two tokens."""
        if stop == 0 or _words().ends.get(self.tokens[stop - 1] + ".") != "no":
            return False
        short = not set(self.tokens[stop - 1].lower()) & _VOWELS  # "gg" is no word
        return short or "." in self.tokens[stop - 1] or (stop > 1 and self.tokens[stop - 2].endswith("."))

    def _is_whole_aside(self, stop: int) -> bool:
        """Tell whether brackets hold a whole sentence: (Er lacht.) Dann …"""
        number = stop
        while number >= 0 and self.inside[number]:
            number -= 1
        return _TERMINAL.match(self.tokens[stop]) is not None and self._fresh(number)

    def _fresh(self, number: int) -> bool:
        """Tell whether a token is the first of a sentence or of the text, as far as read."""
        before = number - 1
        while before >= 0 and self.tokens[before].isspace():
            if "\n" in self.tokens[before]:
                return True
            before -= 1
        return before < 0 or self.begins[number]

    def _word(self, number: int) -> str:
        """Return the first word from a token on, behind opening marks, brackets and dashes; else ""."""
        for token in self.tokens[number : number + 4]:
            if token[:1].isalnum():
                return token
            signs = token in _OPENING_BRACKETS or token in _DASHES or token.isspace()
            if not (signs or token in _CLOSING_MARKS or token in "„‚…"):
                return ""
        return ""

    def _opens_lower(self, stop: int, after: int) -> bool:
        """Tell whether a quotation begins after a full stop, though with a small letter."""
        opens = self.offsets[after] in self.opening
        return opens and self.tokens[stop] in (".", "!", "?") and not self._glued(after)

    def _ends_with(self, stop: int, token: str, word: str) -> bool:
        """Tell whether a token that holds its own stop ends a sentence before `word`."""
        words = _words()
        opener = word.lower() in words.openers
        if stop and self.tokens[stop - 1] == "/":
            return True  # "Böen von 110 km/h."
        if _NUMBER.match(token) or _ROMAN.match(token):
            return self._ends_with_number(stop, token, word, opener)
        form = self._abbreviation(stop)
        ends = words.ends.get(form) or words.ends.get(form[:1].lower() + form[1:])
        if ends == "maybe" or (form == token and _INITIAL.match(token)):
            return opener
        if ends == "no":
            return False
        return opener or (token[:1].islower() and "." not in token[:-1])

    def _ends_with_number(self, stop: int, token: str, word: str, opener: bool) -> bool:
        """Tell an ordinal ("am 3. Mai", "der 2. Senat", "Karl IV.") from a number that ends its sentence."""
        before = self.tokens[stop - 1] if stop else ""
        if word in _words().months or word + "." in _words().months:
            return False
        if ":" in token or (before == "," and self._is_age(stop)):
            return True  # "mit 4:6, *3:6.*"
        if not before or before.isspace() or not before[0].isalnum():
            return opener and bool(before.strip()) and before not in '„‚“"»«(,'
        if opener:
            return True
        if _ROMAN.match(token) or _DAY.match(token):
            return False
        if not _SHORT_NUMBER.match(token):
            return True
        noun = before[0].isupper() or before[-1:].isdigit()
        return noun and before.lower() not in _words().before_ordinal

    def _is_age(self, stop: int) -> bool:
        """ "findet Mina Rahmani, *16.*": but "Olaf Kern, *2.* Vorsitzender" and "am Montag, *16.* März"."""
        name, years = self.tokens[stop - 2] if stop > 1 else "", self.tokens[stop].rstrip(".")
        named = name[:1].isupper() and name.isalpha() and name.lower() not in _words().before_ordinal
        return named and years.isdigit() and _YOUNGEST <= int(years) <= _OLDEST

    def _abbreviation(self, stop: int) -> str:
        """Return an abbreviation of several tokens ("z. B.") without its blanks."""
        first = stop
        while first > 0 and stop - first < 3 and self.tokens[first - 1].endswith("."):
            if _TERMINAL.match(self.tokens[first - 1]):
                break
            first -= 1
        ends = _words().ends
        for start in range(first, stop):
            joined = "".join(self.tokens[start : stop + 1])
            if joined in ends:
                return joined
        return self.tokens[stop]
