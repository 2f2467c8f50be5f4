"""What a frame reports: the complement clauses after it, the clauses before it, and where they end."""

from __future__ import annotations

from claimx.analysis import Analysis, Segment, Sentence
from claimx.cues import CueEntry
from claimx.grammar import FINITE_TAGS, INFINITIVE_TAGS, PARTICIPLE_TAGS

Range = tuple[int, int]

_AFTERTHOUGHT_TAGS = frozenset({"ADV", "ADJD"})
_RELATIVE_RESTS = frozenset({"main", "sub"})  # "die, wie sie erzählt, *seit 1920 besteht*"
_VERBAL = INFINITIVE_TAGS | PARTICIPLE_TAGS


def complement_of(a: Analysis, segment: Segment) -> str:
    """What a segment may open: dass, ob, inf, v2, fact (a main clause in the indicative), or ""."""
    if segment.kind in ("sub", "w", "rel") and segment.opener in a.vocabulary.word_class("content-opener"):
        return "dass"
    if segment.kind == "w" or (segment.kind == "sub" and segment.opener in ("ob", "wie")):
        return "ob"
    if segment.kind == "main" and segment.opener in a.vocabulary.word_class("w-word"):
        return "ob"
    if segment.kind == "inf":
        return "inf"
    if segment.kind == "main":
        reason = segment.mood != "K1" and a.lower[segment.start] in a.vocabulary.word_class("reason-conjunction")
        return "" if reason else ("v2" if segment.mood else "fact")
    return ""


def starts_content(
    a: Analysis,
    segments: list[Segment],
    j: int,
    entry: CueEntry | None,
    plain: bool,
    also: frozenset[str] = frozenset(),
) -> str:
    """The complement that begins with segment ``j`` behind a cue, or "" when the frame goes on there.

    ``plain`` lets a main clause in the indicative count ("sagte, das ist vorbei"); ``also`` are complements that
    the frame's noun takes beside the verb's own.
    """
    segment = segments[j]
    kind = complement_of(a, segment)
    following = next((segments[n] for n in range(j + 1, len(segments)) if segments[n].kind != "rel"), None)
    if kind in ("dass", "inf") or (kind == "ob" and segment.opener != "wie"):
        return (
            kind
            if entry is None or entry.allows(kind) or kind in also or (kind == "dass" and entry.allows("v2"))
            else ""
        )
    if kind == "ob":
        return kind if entry is not None and entry.allows("ob") else ""
    if kind == "v2":
        return kind if not _is_coordinated(a, segment) else ""
    if kind == "fact":
        told = plain or (entry is not None and _is_past_plural(a, segment, entry))
        return "v2" if told and segment.sep == "," and not _is_coordinated(a, segment) else ""
    if (
        segment.kind in ("sub", "nominal", "rel")
        and following is not None
        and following.kind == "v1"
        and following.mood
    ) and (
        segment.kind == "sub" or segment.opener in a.vocabulary.word_class("relative-free") or segment.kind == "nominal"
    ):
        return "v2" if "," in following.sep else ""
    return ""


def _is_past_plural(a: Analysis, segment: Segment, entry: CueEntry) -> bool:
    """ "hatte angedeutet, *seine Knie machten nicht mehr mit*": a past that stands for a subjunctive."""
    return entry.strength != "weak" and entry.allows("v2") and a.may_be_second_subjunctive(segment.verb)


def _is_coordinated(a: Analysis, segment: Segment) -> bool:
    return a.tags[segment.start] == "KON" and a.lower[segment.start] in a.vocabulary.word_class("coordinator-and")


def content_end(a: Analysis, sentence: Sentence, first: int, complement: str, last: int | None = None) -> int:
    """The index behind the last segment that goes on with the content that begins with segment ``first``."""
    segments = sentence.segments
    stop = last if last is not None else len(segments)
    k = first + 1
    while k < stop:
        if not _goes_on(a, segments[k], complement):
            break
        k += 1
    return k


def _goes_on(a: Analysis, segment: Segment, complement: str) -> bool:
    if segment.kind == "quotation":  # "…, wer dafür zahle, *„wenn nichts mehr da ist“*"
        return (
            complement in ("v2", "ob") and segment.sep == "," and a.words[a.pairs[segment.pair].inner[0]][:1].islower()
        )
    if is_so_frame(segment):
        return False
    if segment.kind in ("rel", "sub", "w", "inf", "nominal") or segment.mood:
        return True
    if complement in ("dass", "ob", "inf", "rel") and segment.sep.endswith("und"):
        return segment.verb >= segment.end - 2 and segment.verb > segment.start + 1
    if segment.kind == "v1":
        return complement == "v2" and _may_be_subjunctive(a, segment.verb) and "und" in segment.sep
    return complement == "v2" and _may_be_subjunctive(a, segment.verb)


def _may_be_subjunctive(a: Analysis, verb: int) -> bool:
    """Present plural forms are the same in both moods: "die Preise steigen"."""
    return a.lower[verb].endswith("en") and "Past" not in a.doc[verb].morph.get("Tense", [])


def is_so_frame(segment: Segment) -> bool:
    """Whether a segment looks like ", so X"."""
    return segment.kind == "nominal" and segment.opener == "so" and segment.end - segment.start >= 2


def is_relative_pronoun(a: Analysis, segment: Segment) -> bool:
    """Whether a segment is a relative pronoun cut off by a frame: "die Frau, *die*, wie sie sagt, aus Köln kommt"."""
    return a.tags[segment.end - 1] == "PRELS" and segment.end - segment.start <= 2


def has_subjunctive(segments: list[Segment]) -> bool:
    """Whether a main clause among the segments stands in the subjunctive."""
    return any(s.mood for s in segments if s.kind in ("main", "v1"))


def resumes(a: Analysis, before: Segment | None, segment: Segment) -> bool:
    """Whether a segment behind a medial frame goes on with the content whose last segment stands before the frame.

    "Der Mann habe sich, sagte X, *auf einem Parkplatz festnehmen lassen*": it has the missing verb, a main clause
    in the subjunctive, or a subordinate clause of the content.
    """
    if before is not None and 0 <= before.verb == before.end - 1 and before.kind in ("main", "v1"):
        return True
    if segment.kind == "v1" and before is not None and before.verb < 0 and "und" not in segment.sep:
        return True  # "Der Plan, sagte sie, *ist gut*"
    if before is not None and _lacks_infinitive(a, before) and a.tags[segment.end - 1] in INFINITIVE_TAGS:
        return True  # "Man wolle aber, betonte er, *niemanden gehen lassen*"
    if before is not None and segment.kind in _RELATIVE_RESTS and is_relative_pronoun(a, before):
        return True
    if segment.kind in ("main", "v1"):
        return bool(segment.mood) or (segment.kind == "main" and a.may_be_second_subjunctive(segment.verb))
    if segment.kind == "nominal":
        if _is_afterthought(a, segment):
            return True
        return any(a.tags[i] in _VERBAL for i in range(max(segment.start, segment.end - 2), segment.end))
    if segment.kind == "sub":
        return segment.opener in a.vocabulary.word_class("resuming-conjunction") or bool(segment.mood)
    return False


def _lacks_infinitive(a: Analysis, segment: Segment) -> bool:
    """Whether a modal verb in the subjunctive stands without its infinitive."""
    modal = segment.verb >= 0 and a.tags[segment.verb] == "VMFIN" and bool(segment.mood)
    return modal and not any(a.tags[i] in INFINITIVE_TAGS for i in range(segment.start, segment.end))


def _is_afterthought(a: Analysis, segment: Segment) -> bool:
    """ "Lampenfieber kenne sie nicht, sagt sie, *wohl aber Fernweh*", but not "sagt Kern, *damals noch Ministerin*"."""
    first = " ".join(a.lower[segment.start : segment.start + 2])
    if not {a.lower[segment.start], first}.isdisjoint(a.vocabulary.word_class("afterthought")):
        return True
    roles = any(a.vocabulary.roles.get(a.words[i]) for i in range(segment.start, segment.end))
    return segment.sep == "," and a.tags[segment.start] in _AFTERTHOUGHT_TAGS and not roles


def is_condition(a: Analysis, clauses: list[Segment], cue: CueEntry) -> bool:
    """ "*Kommt es später*, ist eine Nachforderung ausgeschlossen": no content, unless a verb of asking follows."""
    quoted = clauses[0].start in a.pair_starts or a.pair_of[clauses[0].verb] >= 0
    return len(clauses) == 1 and clauses[0].kind == "v1" and not quoted and not cue.allows("ob")


def verbatim(a: Analysis, quotes: list[Range], before: list[Segment]) -> tuple[str, list[Range]]:
    """ "Das „kommentieren wir nicht“, so X": a clause that is a quotation but for a word or two is direct."""
    if len(quotes) == 1 and not has_subjunctive(before):
        start, end = quotes[0]
        for pair in a.pairs_from(start, end):
            if (pair.end <= end and not pair.opaque and (end - start) - (pair.end - pair.start) <= 2) and any(
                a.tags[i] in FINITE_TAGS for i in range(*pair.inner)
            ):
                return "direct", [(pair.start, pair.end)]
    return "indirect", quotes


def names_something(a: Analysis, start: int, end: int) -> bool:
    """ "Sein *Name*: „Was bleibt“", "Das *Motto* lautet: „Licht an!“": what something is called, not what is said.

    A sign may stand behind the one who carries it: "Der Tisch trägt ein *Schild*: „Parlament“".
    """
    nouns = [a.lower[i] for i in range(start, end) if a.is_nominal(i)]
    words = a.vocabulary.word_class
    return bool(nouns) and (nouns[0] in words("naming-noun") or nouns[-1] in words("inscription"))


def goes_on(after: Segment) -> bool:
    """ "Der Bau koste, wie X mitteilte, *mehr als geplant*": whether content goes on behind a frame within it."""
    return after.kind in ("nominal", "inf") or (after.kind == "main" and "und" not in after.sep)


def text_range(a: Analysis, start: int, end: int) -> Range:
    """A token range without white space, commas and final stops at its edges."""
    while start < end and (a.noise[start] or a.words[start] in {",", ";", ":", "–", "—", "-"}):
        start += 1
    while end > start and (a.noise[end - 1] or a.words[end - 1] in {",", ";", ":", "–", "—", "-", ".", "!", "?", "…"}):
        if a.words[end - 1] == "?" or a.words[end - 1] == "!":
            break
        end -= 1
    return start, end


def frame_start(a: Analysis, start: int, limit: int) -> int:
    """Where a frame begins that stands behind its content: with the comma before token ``start``."""
    i = a.previous(start)
    return i if i >= limit and a.words[i] in {",", "–", "—", "-"} else start


def frame_stop(a: Analysis, sentence: Sentence, last: int) -> int:
    """The token end of the frame whose last segment is ``last - 1``; a comma before resumed content counts."""
    end = sentence.segments[last - 1].end
    if last < len(sentence.segments):
        end = sentence.segments[last].start
        while end > sentence.segments[last - 1].end and (a.blank[end - 1] or a.words[end - 1] not in {",", "–", ":"}):
            end -= 1
    return end


def without_blanks(a: Analysis, stop: int, start: int) -> int:
    """The token end ``stop`` without the white space before it: a frame ends with the mark before its content."""
    while stop > start and a.blank[stop - 1]:
        stop -= 1
    return stop
