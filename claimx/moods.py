"""Whether the mood of a sentence lets it go on with what somebody said before it."""

from __future__ import annotations

from claimx.analysis import Analysis, Segment, Sentence
from claimx.grammar import INFINITIVE_TAGS, PARTICIPLE_TAGS


def is_wish(a: Analysis, sentence: Sentence) -> bool:
    """ "Der Bessere *möge* gewinnen": nobody's words, unless somebody spoke right before."""
    return any(a.lower[s.verb] in a.vocabulary.word_class("wish") for s in sentence.segments if s.mood)


def is_conditional_plural(a: Analysis, sentence: Sentence) -> bool:
    """Whether all second subjunctives are plurals: they stand in for a first one that looks like the indicative.

    "*Mit einer Medaille* hätten sie gewonnen" is a condition, and nobody's words.
    """
    if _opens_condition(a, sentence):
        return False
    return all(a.lower[s.verb].endswith("en") for s in _clauses(sentence) if s.mood == "K2")


def is_unreal_past(a: Analysis, sentence: Sentence, *, told: bool) -> bool:
    """Whether a sentence tells what did not happen, as the one who speaks before it sees it.

    "Der Disponent *hätte* nachfragen *müssen*" is somebody's reproach; "Der Bau *hätte* 2029 fertig sein *sollen*" was
    planned. ``told`` says that the sentence before is in the first subjunctive, so that any unreal past goes on
    with it; "*Ohne* sie wäre der Verein eingegangen" does so behind any words of somebody.
    """
    clauses = _clauses(sentence)
    ends = [a.lower[s.end - 1] for s in clauses]
    past = all(s.mood == "K2" and a.tags[s.verb] == "VAFIN" and _is_past(a, s) for s in clauses)
    planned = any(word in a.vocabulary.word_class("planning-modal") for word in ends)
    if not past or planned or _opens_condition(a, sentence):
        return False
    missed = all(word in a.vocabulary.word_class("reproach-modal") for word in ends)
    return told or missed or a.lower[sentence.start] in a.vocabulary.word_class("lack-preposition")


def _is_past(a: Analysis, clause: Segment) -> bool:
    """ "hätte *gekostet*", "wäre *gewesen*", "hätte nachfragen *müssen*"."""
    last = clause.end - 1
    modal = a.tags[last] in INFINITIVE_TAGS or a.lower[last] in a.vocabulary.word_class("reproach-modal")
    return a.tags[last] in PARTICIPLE_TAGS or (modal and a.lower[clause.verb].startswith("hätte"))


def is_embraced(a: Analysis, sentence: Sentence, *, followed: bool) -> bool:
    """ "*Die Preise stiegen.* Ein Ende sei nicht absehbar": a plural past between a claim and a subjunctive.

    ``followed`` tells whether the speech goes on behind the sentence. The subjunctive may stand in the same
    sentence: "Solange das so *sei*, stiegen die Preise", "sie schleppten Koffer und *könnten* kaum ruhen".
    """
    clauses = _clauses(sentence)
    if not clauses or not all(s.mood or a.may_be_second_subjunctive(s.verb) for s in clauses):
        return False
    moods = ((s.mood, a.lower[s.verb].endswith("en")) for s in sentence.segments if s.mood)
    return followed or any(mood == "K1" or plural for mood, plural in moods)


def tells_state(a: Analysis, sentence: Sentence) -> bool:
    """ "Es *fehlten* 40 Lehrer": a plural that may be subjunctive, of a state or of today, and no time when it was."""
    clauses = _clauses(sentence)
    if not clauses or not all(a.may_be_second_subjunctive(s.verb) for s in clauses):
        return False
    words = set(a.lower[sentence.start : sentence.end])
    states = a.vocabulary.word_class("state")
    today = not words.isdisjoint(a.vocabulary.word_class("present-time"))
    timeless = all(words.isdisjoint(a.vocabulary.word_class(name)) for name in ("past-time", "weekday", "month"))
    return today or (timeless and all(a.lower[s.verb] in states for s in clauses))


def _opens_condition(a: Analysis, sentence: Sentence) -> bool:
    return a.lower[sentence.start] in a.vocabulary.word_class("condition-preposition")


def _clauses(sentence: Sentence) -> list[Segment]:
    return [s for s in sentence.segments if s.kind in ("main", "v1")]
