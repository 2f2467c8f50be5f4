"""Pairs of quotation marks: which mark opens, which closes, what lies inside what.

Every mark gets a role from its neighbours (a blank before and a letter after: it opens), from its shape where
the neighbours do not tell, and from what is open at that point where neither does. Marks are paired block by
block, so an odd mark never spoils a later paragraph; then quotations of several paragraphs are joined.
All offsets are characters of the text given, end exclusive. Linear in the text's length; never raises.
"""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from claimx import lexicon
from claimx.layout import CAPTION, FURNITURE, PARAGRAPH, QUESTION, Block

_LONGEST = 6000  # characters of a quotation; a mark further away is no partner
_DEEPEST = 40  # open marks kept in mind
_LOOK_AHEAD = 3  # paragraphs that a quotation without repeated opening marks may reach into
_BEFORE = frozenset("([{/–—-:„“”»«\"‚‘’'›‹`´")
_AFTER = frozenset(".,;:!?…)]}/–—-„“”»«\"‚‘’'›‹`´")
_NO_START = frozenset(".,;:!?)]}")
_APOSTROPHES = frozenset("'’‘`´")
_RUNNING = frozenset({PARAGRAPH, QUESTION, CAPTION})
_STOP = re.compile(r"(?<!\d)(?<!\s[A-Za-zÄÖÜ])(?<!\.[A-Za-zÄÖÜ])[.!?…](?=\s|$)")
_WORD = re.compile(r"\w+")
_STOPS = re.compile(r"\w{2}[.!?](?=\s|$)")

OPEN, CLOSE, EITHER, LONE = "open", "close", "either", "lone"


@dataclass(frozen=True)
class Pair:
    """A quotation with its marks: `text[open_start:close_end]`.

    `level` is 1 for double and 2 for single marks, `kind` the two marks as written ("„“"). `parent` is the
    index of the smallest pair around it, or None. `repeats` are the offsets of opening marks repeated at the
    head of further paragraphs. Where `closed` is false there is no closing mark: `close_start` equals
    `close_end`, a guess at where the quotation ends, and it ends at `limit` at the latest.
    """

    open_start: int
    open_end: int
    close_start: int
    close_end: int
    level: int
    kind: str
    closed: bool
    limit: int
    parent: int | None = None
    repeats: tuple[int, ...] = ()


@dataclass(frozen=True)
class Notice:
    """Something odd about the mark at `start`; `code` is "unbalanced-quote" or "stranded-quote"."""

    code: str
    start: int
    message: str


@dataclass(frozen=True)
class Marks:
    """The pairs in the order in which they begin, and the offsets of marks that belong to none.

    `stranded` marks stand between blanks or at the end of a line, as the ornaments of pull quotes do.
    """

    pairs: tuple[Pair, ...] = ()
    notices: tuple[Notice, ...] = ()
    stranded: tuple[int, ...] = ()


@dataclass(eq=False)
class _Mark:
    start: int
    char: str
    level: int
    role: str


@dataclass
class _Unit:
    """A block and what became of its marks."""

    start: int
    end: int
    kind: str
    marks: list[_Mark] = field(default_factory=list)
    pairs: dict[int, tuple[_Mark, _Mark]] = field(default_factory=dict)  # by the opening mark's offset
    unclosed: list[_Mark] = field(default_factory=list)
    unopened: list[_Mark] = field(default_factory=list)
    stranded: list[_Mark] = field(default_factory=list)


def quotations(text: str, blocks: Sequence[Block]) -> Marks:
    """Pair the quotation marks of a text with the blocks of its layout (without blocks: by blank lines)."""
    units = _units(text, blocks)
    inward = _inward(text)
    for unit in units:
        unit.marks = [mark for mark in _marks(text, unit, inward) if mark.level]
        _pair(text, unit)
        _repair(text, unit)
    return _collect(text, units, _across(text, units))


@functools.cache
def _table() -> tuple[re.Pattern[str], dict[str, int], frozenset[tuple[str, str]]]:
    """Return the pattern of a run of one mark, the levels of marks, and the pairs that go together."""
    rows = [row for row in lexicon.read("quote_marks") if len(row["open"]) == len(row["close"]) == 1]
    levels: dict[str, int] = {}
    for row in rows:
        for mark in (row["open"], row["close"]):
            levels.setdefault(mark, int(row["level"]))
    pattern = re.compile("([" + re.escape("".join(levels)) + r"])\1*")
    return pattern, levels, frozenset((row["open"], row["close"]) for row in rows)


@functools.cache
def _clipped() -> frozenset[str]:
    return lexicon.words(lexicon.read("apostrophes"), "form")


# units and roles


def _units(text: str, blocks: Sequence[Block]) -> list[_Unit]:
    if blocks:
        return [_Unit(block.start, block.end, block.kind) for block in blocks]
    spans = [match.span() for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)]
    return [_Unit(start, end, PARAGRAPH) for start, end in spans]


def _inward(text: str) -> bool:
    """Tell whether guillemets point inward (»…«) in this text, as they do in Germany and Austria."""
    return len(re.findall(r"(?<!\S)»(?=\S)", text)) >= len(re.findall(r"(?<!\S)«(?=\S)", text))


def _marks(text: str, unit: _Unit, inward: bool) -> Iterator[_Mark]:
    pattern, levels, _ = _table()
    for match in pattern.finditer(text, unit.start, unit.end):
        start, end = match.span()
        char = match[1]
        if end - start > 2:
            continue  # an ornament
        left = text[start - 1] if start > unit.start else "\n"
        right = text[end] if end < unit.end else "\n"
        if right == "." and text.startswith("..", end):
            right = "…"
        if end - start == 2:
            yield from _twins(start, char, levels[char], left, right)
            continue
        role = _role(char, left, right, inward)
        if role == LONE and start == unit.start and char not in "”’":
            role = OPEN
        if not (char in _APOSTROPHES and _is_apostrophe(text, start, role)):
            yield _Mark(start, char, levels[char], role)


def _twins(start: int, char: str, level: int, left: str, right: str) -> Iterator[_Mark]:
    """Yield the marks of a doubled sign: two that close („A „B““), two that open, or an empty quotation."""
    if level == 2:
        return
    opens = (left.isspace() or left in _BEFORE) and not right.isspace() and right not in _NO_START
    roles = (OPEN, OPEN) if opens else (CLOSE, CLOSE)
    yield _Mark(start, char, level, roles[0])
    yield _Mark(start + 1, char, level, roles[1])


def _role(char: str, left: str, right: str, inward: bool) -> str:
    """Return what a mark does, by its neighbours and, where these do not tell, by its shape."""
    left_blank, right_blank = left.isspace(), right.isspace()
    if (right_blank and (left_blank or left == ":")) or (left_blank and right in _NO_START):
        return LONE
    opens = (left_blank or left in _BEFORE) and not right_blank and right not in _NO_START
    closes = not left_blank and left not in "([{" and (right_blank or right in _AFTER)
    if opens != closes:
        return OPEN if opens else CLOSE
    if char in "„‚":
        return OPEN
    if char in "“”‘’":
        return CLOSE
    if char in "»›":
        return OPEN if inward else CLOSE
    if char in "«‹":
        return CLOSE if inward else OPEN
    return EITHER


def _is_apostrophe(text: str, start: int, role: str) -> bool:
    """Tell whether a single sign belongs to a word: geht's, Rock 'n' Roll, 's ist, die '68er."""
    inside = text[max(start - 1, 0) : start].isalnum() and text[start + 1 : start + 2].isalnum()
    if role == EITHER or inside:
        return True
    if role != OPEN:
        return role == LONE
    word = _WORD.match(text, start + 1)
    return word is not None and (word[0] in _clipped() or word[0][0].isdigit())


# pairs inside a block


def _pair(text: str, unit: _Unit) -> None:
    stack: list[_Mark] = []
    tentative: set[int] = set()  # opened by a mark between blanks
    for number, mark in enumerate(unit.marks):
        role = mark.role
        if role in (EITHER, LONE):
            fits = any(_fits(other, mark) for other in stack[-4:])
            if role == LONE and not fits:
                tentative.add(mark.start)
            role = CLOSE if fits else OPEN
        if role == OPEN:
            stack.append(mark)
            if len(stack) > _DEEPEST:
                _give_up(unit, [stack.pop(0)], tentative)
        elif not _is_inch(text, unit, number, stack):
            _close(unit, stack, mark, tentative)
    _give_up(unit, stack, tentative)


def _fits(opening: _Mark, closing: _Mark) -> bool:
    near = closing.start - opening.start <= _LONGEST
    return near and opening.level == closing.level and (opening.char, closing.char) in _table()[2]


def _is_inch(text: str, unit: _Unit, number: int, stack: Sequence[_Mark]) -> bool:
    """Tell whether a straight mark after a digit means inches: nothing is open, or a better mark follows."""
    mark = unit.marks[number]
    if mark.char != '"' or mark.start == 0 or not text[mark.start - 1].isdigit():
        return False
    if not stack:
        return True
    after = unit.marks[number + 1] if number + 1 < len(unit.marks) else None
    return stack[-1].char != '"' and after is not None and after.role == CLOSE


def _close(unit: _Unit, stack: list[_Mark], mark: _Mark, tentative: set[int]) -> None:
    """Give a closing mark its partner: the last open mark of its level that goes with it."""
    for depth in range(1, min(len(stack), 5) + 1):
        opening = stack[-depth]
        if _fits(opening, mark):
            _give_up(unit, stack[len(stack) - depth + 1 :], tentative)
            del stack[len(stack) - depth :]
            unit.pairs[opening.start] = (opening, mark)
            return
        if opening.level < mark.level:
            break
    if mark.char not in _APOSTROPHES:
        (unit.stranded if mark.char in "„‚" else unit.unopened).append(mark)


def _give_up(unit: _Unit, openings: Sequence[_Mark], tentative: set[int]) -> None:
    for mark in openings:
        if mark.start in tentative:
            unit.stranded.append(mark)
        elif mark.char not in _APOSTROPHES:
            unit.unclosed.append(mark)


def _repair(text: str, unit: _Unit) -> None:
    """Mend the slips that leave two odd marks in a block."""
    _pair_equals(unit.unclosed, unit)
    _pair_equals(unit.unopened, unit)
    following = {mark.start: after for mark, after in itertools.pairwise(unit.marks)}
    odd: list[_Mark] = []
    for mark in unit.unclosed:
        inner = following.get(mark.start)
        if inner is not None and inner.start in unit.pairs and _is_within(text, mark, inner):
            unit.pairs[mark.start] = (mark, unit.pairs.pop(inner.start)[1])
        else:
            odd.append(mark)
    unit.unclosed = odd


def _is_within(text: str, mark: _Mark, inner: _Mark) -> bool:
    """Tell whether two opening marks are so near („In „A geht es“) that the closing one is the outer's."""
    between = text[mark.start + 1 : inner.start]
    return inner.level == mark.level and len(between) < 40 and not re.search(r"[.,:;!?]", between)


def _pair_equals(odd: list[_Mark], unit: _Unit) -> None:
    """Pair two straight marks that both seem to open, or both to close, with no other between."""
    if len(odd) != 2 or odd[0].char != '"' or odd[1].char != '"':
        return
    start, end = odd[0].start, odd[1].start
    inside = [(start < one.start < end, start < other.start < end) for one, other in unit.pairs.values()]
    if all(one == other for one, other in inside) and end - start <= _LONGEST:
        unit.pairs[start] = (odd[0], odd[1])
        odd.clear()


# quotations of several paragraphs


@dataclass
class _Long:
    """A quotation that its own block does not close."""

    opening: _Mark
    home: _Unit
    last: _Unit
    left: int = _LOOK_AHEAD
    repeats: list[_Mark] = field(default_factory=list)
    closing: _Mark | None = None


def _across(text: str, units: Sequence[_Unit]) -> list[_Long]:
    """Find the quotations that go on in the next paragraphs, and take their marks out of the units."""
    found: list[_Long] = []
    pending: _Long | None = None
    for unit in units:
        if unit.kind in FURNITURE:
            continue
        if pending is not None:
            if _goes_on(text, pending, unit):
                if pending.closing is None:
                    continue
                pending = None
            elif pending.left and unit.kind in _RUNNING and not unit.pairs and not unit.unclosed:
                pending.left -= 1
                continue
        pending = _pending(unit)
        if pending is not None:
            found.append(pending)
    found = [long for long in found if long.closing is not None or long.repeats]
    for long in found:
        long.home.unclosed.remove(long.opening)
    return found


def _pending(unit: _Unit) -> _Long | None:
    """Return the open quotation at the end of a unit, if there is one that may go on."""
    if not unit.unclosed or unit.kind not in _RUNNING:
        return None
    mark = unit.unclosed[-1]
    after = [start for start, (opening, _) in unit.pairs.items() if opening.char == mark.char]
    return None if mark.level != 1 or max(after, default=0) > mark.start else _Long(mark, unit, unit)


def _goes_on(text: str, long: _Long, unit: _Unit) -> bool:
    """Tell whether a quotation goes on in a unit, and note how."""
    if unit.kind not in _RUNNING:
        return False
    first = unit.marks[0] if unit.marks else None
    if first is not None and first.start == unit.start and first.char == long.opening.char:
        return _repeated(text, long, unit, first)
    if unit.unopened and _fits(long.opening, unit.unopened[0]):
        long.closing = unit.unopened.pop(0)
    elif unit.stranded and _ends(unit.stranded[-1], unit) and _fits(long.opening, unit.stranded[-1]):
        long.closing = unit.stranded.pop()
    else:
        return False
    long.last = unit
    return True


def _ends(mark: _Mark, unit: _Unit) -> bool:
    return mark.start + 1 == unit.end and mark.char not in "„‚"


def _repeated(text: str, long: _Long, unit: _Unit, first: _Mark) -> bool:
    """Tell whether the opening mark at a unit's head only repeats the one that is still open."""
    if first in unit.unclosed:
        unit.unclosed.remove(first)
    else:
        if first.start not in unit.pairs:
            return False
        closing = unit.pairs[first.start][1]
        if closing.start - long.opening.start > _LONGEST:
            return False
        home = text[long.home.start : long.home.end]
        whole = long.opening.start == long.home.start and len(_STOPS.findall(home)) > 1  # nothing but quotation
        if not whole and text[closing.start + 1 : unit.end].strip(" .,!?"):
            return False  # a frame follows: a quotation of its own
        del unit.pairs[first.start]
        long.closing = closing
    long.repeats.append(first)
    long.last = unit
    long.left = _LOOK_AHEAD
    return True


def _after_colon(text: str, start: int) -> bool:
    return text[max(start - 2, 0) : start].rstrip().endswith(":")


# the result


def _collect(text: str, units: Sequence[_Unit], longs: Sequence[_Long]) -> Marks:
    closed = [pair for unit in units for pair in unit.pairs.values()]
    pairs = [_closed(opening, closing) for opening, closing in closed]
    notices: list[Notice] = []
    stranded: list[int] = []
    stops = [match.end() for match in _STOP.finditer(text)]
    for long in longs:
        repeats = tuple(mark.start for mark in long.repeats)
        if long.closing is not None:
            pairs.append(replace(_closed(long.opening, long.closing), repeats=repeats))
        else:
            end = long.last.end
            pairs.append(replace(_open(long.opening, end, end), repeats=repeats))
            notices.append(_notice(long.opening, "is never closed"))
    for unit in units:
        pairs += _guesses(text, unit, stops)
        notices += (_notice(mark, "is never closed") for mark in unit.unclosed)
        notices += (_notice(mark, "closes nothing") for mark in unit.unopened)
        for mark in unit.stranded:
            stranded.append(mark.start)
            message = f"The quotation mark {mark.char} stands alone."
            notices.append(Notice("stranded-quote", mark.start, message))
    notices.sort(key=lambda notice: notice.start)
    sound = [pair for pair in pairs if pair.open_start < pair.close_end]
    return Marks(_nested(sound), tuple(notices), tuple(sorted(stranded)))


def _closed(opening: _Mark, closing: _Mark) -> Pair:
    start, end = opening.start, closing.start
    return Pair(start, start + 1, end, end + 1, opening.level, opening.char + closing.char, True, end + 1)


def _open(opening: _Mark, guess: int, limit: int) -> Pair:
    start = opening.start
    return Pair(start, start + 1, guess, guess, opening.level, opening.char, False, limit)


def _notice(mark: _Mark, what: str) -> Notice:
    return Notice("unbalanced-quote", mark.start, f"The quotation mark {mark.char} {what}.")


def _guesses(text: str, unit: _Unit, stops: Sequence[int]) -> Iterator[Pair]:
    """Guess where the double marks that a unit does not close end.

    That is after their sentence, or after a colon at the end of the unit, and before the next mark of this
    kind at the latest.
    """
    openings = sorted(unit.unclosed, key=lambda mark: mark.start)
    heads = sorted(start for start in unit.pairs if _begins(text, start))
    for number, mark in enumerate(openings):
        if mark.level != 1:
            continue
        limit = openings[number + 1].start if number + 1 < len(openings) else unit.end
        place = bisect_right(heads, mark.start)
        if place < len(heads):
            limit = min(limit, heads[place])
        limit = max(len(text[mark.start : limit].rstrip()) + mark.start, mark.start + 1)
        place = bisect_right(stops, mark.start + 1)
        guess = limit
        if place < len(stops) and not _after_colon(text, mark.start):
            guess = min(limit, stops[place])
        yield _open(mark, guess, limit)


def _begins(text: str, start: int) -> bool:
    """Tell whether a sentence ends before a mark."""
    return text[max(start - 3, 0) : start].rstrip()[-1:] in (".", "!", "?", "…", ":")


def _nested(pairs: list[Pair]) -> tuple[Pair, ...]:
    """Put pairs in order and tell each the pair around it."""
    pairs.sort(key=lambda pair: (pair.open_start, -pair.close_end))
    around: list[int] = []
    out: list[Pair] = []
    for number, pair in enumerate(pairs):
        while around and out[around[-1]].close_end <= pair.open_start:
            around.pop()
        parent = next((i for i in reversed(around[-5:]) if out[i].close_end >= pair.close_end), None)
        out.append(pair if parent is None else replace(pair, parent=parent))
        around.append(number)
    return tuple(out)
