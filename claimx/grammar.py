"""The one place that knows how a German pipeline labels grammar.

Two label sets are in use: Universal Dependencies (``nsubj``, ``obl``, ``ccomp`` …), which the
project's own pipeline and UD-trained ones write, and TIGER (``sb``, ``oc``, ``cp``, ``mo`` …), which the
``de_core_news_*`` and ``de_dep_news_trf`` pipelines write. Tags are STTS in both. Everything else in the
package asks the functions below and never looks at a dependency label itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

FINITE_TAGS = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
INFINITIVE_TAGS = frozenset({"VVINF", "VAINF", "VMINF", "VVIZU"})
PARTICIPLE_TAGS = frozenset({"VVPP", "VAPP", "VMPP"})
NOUN_TAGS = frozenset({"NN", "NE", "FM", "XY"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "sb", "csubj", "csubj:pass", "ep"})
PREPOSITION_TAGS = frozenset({"APPR", "APPRART"})
MODIFIER_TAGS = frozenset({"ART", "PPOSAT", "ADJA", "PIAT", "CARD", "PDAT", "TRUNC", "ADJD", "ADV"})
"""What may stand between a preposition and its noun."""
_APPOSITIONS = frozenset({"appos", "app"})
_CLAUSES = frozenset(
    {"ccomp", "xcomp", "csubj", "parataxis", "advcl", "acl", "acl:relcl", "oc", "re", "rc", "mo", "cp"}
)
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
_COMPLEMENTS = frozenset({"oc"})
_INSIDE_PHRASE = frozenset(
    {"det", "det:poss", "amod", "nummod", "compound", "flat", "flat:name", "nmod", "nmod:poss", "case", "appos",
     "nk", "ag", "pg", "mnr", "pnc", "app", "nmc", "adc", "ac", "acl", "acl:relcl", "rc", "cj", "cd", "conj", "cc",
     "punct", "advmod", "ams"}
)  # fmt: skip
QUOTATION_MARKS = frozenset("„“”»«‚‘’›‹\"'")
"""Tokens that are a quotation mark, whatever their direction."""


def uses_tiger(doc: Doc) -> bool:
    """Whether the parse carries TIGER labels (``sb``, ``nk``, ``oc``) rather than UD ones."""
    return any(token.dep_ in ("sb", "nk", "oc", "mo") for token in doc)


def predicate_of(verb: Token) -> Token:
    """The token that governs the arguments of a finite verb.

    In UD an auxiliary depends on the full verb or the predicate noun; in TIGER the finite verb is the head and
    the full verb hangs on it as ``oc``. Returns the token whose children hold the subject.
    """
    if verb.dep_ in _AUXILIARIES:
        return verb.head
    return verb


def subject_of(verb: Token) -> Token | None:
    """The head of the subject of a (finite or non-finite) verb, or None; None too where nothing is parsed."""
    if not verb.dep:
        return None
    seen: set[int] = set()
    node = predicate_of(verb)
    while node.i not in seen:
        seen.add(node.i)
        for child in node.children:
            if child.dep_ in SUBJECTS:
                return child
        if node.dep_ in _COMPLEMENTS and node.tag_ in PARTICIPLE_TAGS | INFINITIVE_TAGS:
            node = node.head
        else:
            break
    return None


def apposition_of(noun: Token) -> Token | None:
    """The head of an apposition to a noun ("die Vorsitzende, *Antje Sürig*"), or None."""
    return next((child for child in noun.children if child.dep_ in _APPOSITIONS), None)


def clause_of(verb: Token) -> tuple[int, int]:
    """Token bounds (start, end exclusive) of the clause that a verb heads, subordinate clauses included."""
    edge = predicate_of(verb)
    return edge.left_edge.i, edge.right_edge.i + 1


def phrase_around(noun: Token) -> tuple[int, int]:
    """Token bounds (start, end exclusive) of the noun phrase that a noun heads."""
    start, end = noun.i, noun.i + 1
    for child in noun.children:
        if child.dep_ in _INSIDE_PHRASE:
            start = min(start, child.left_edge.i)
            end = max(end, child.right_edge.i + 1)
    return start, end


def complement_clauses(verb: Token) -> Iterator[Token]:
    """The heads of the clauses that depend on a verb, or on the full verb of its auxiliary, as its content."""
    node = predicate_of(verb)
    for child in node.children:
        if child.dep_ not in _CLAUSES or not child.tag_.startswith("V"):
            continue
        if _completes(node, child):
            yield from (c for c in child.children if c.dep_ in _CLAUSES and c.tag_.startswith("V"))
        else:
            yield child


def _completes(verb: Token, child: Token) -> bool:
    """Whether a verb form only completes its auxiliary or modal ("hat *verteidigt*"): TIGER calls that ``oc``, too."""
    return verb.tag_ in ("VAFIN", "VMFIN", "VAINF", "VMINF") and child.tag_ in PARTICIPLE_TAGS | INFINITIVE_TAGS
