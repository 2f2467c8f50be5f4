"""A speaker's name taken apart: what is shown of it, and the words by which names are compared.

"Bundeskanzler Friedrich Merz (CDU)" is shown as "Friedrich Merz" and compared as "friedrich merz". What is a title,
a role, a particle or an article stands in the data files, see `claimx.vocabulary`.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Sequence

from claimx.vocabulary import Vocabulary, vocabulary

_BRACKETS = re.compile(r"\(([^()]*)\)")
_MARKS = re.compile('[„“”‟«»‹›‚‘"]')
_APOSTROPHES = re.compile("['’ʼ`´]")
_DASHES = re.compile("[-‐‑‒–—/]")
_ACCENTS = re.compile("[\u0300-\u036f\u00ad]")  # and soft hyphens
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_TITLE_PARTS = frozenset({"title", "address", "noble"})
_MAX_ACRONYM = 10
_MAX_WORDS = 30  # more are no name
_MAX_READINGS = 5  # what is left of an odd name may have a title before it again


@dataclasses.dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart."""

    shown: str
    """Without titles, roles, brackets and articles; the name itself where nothing else is left."""
    words: tuple[str, ...]
    """Folded (see `fold`), at least one; the last one is a person's surname."""
    acronym: str = ""
    """The short form in brackets, upper case: "BGH" of "Bundesgerichtshof (BGH)"."""
    personal: bool = True
    """Whether it may be a person's name, from its form alone."""

    @property
    def key(self) -> str:
        """What is equal in all spellings of the same name."""
        return " ".join(self.words)

    @property
    def surname(self) -> str:
        """The last word, folded."""
        return self.words[-1]

    @property
    def given(self) -> tuple[str, ...]:
        """The words before the surname, folded."""
        return self.words[:-1]


def fold(text: str) -> str:
    """The text in lower case, umlauts in two letters, other accents and apostrophes off, dashes as blanks.

    Müller, MUELLER and Mueller become the same, as do Hans-Jürgen and Hans Jürgen.
    """
    lower = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", lower))
    return _DASHES.sub(" ", _APOSTROPHES.sub("", plain))


@functools.lru_cache(maxsize=1 << 16)
def read_name(text: str) -> Name:
    """Take a name apart; the same text always gives the same, and the `shown` of a name gives its words again."""
    reader = _Reader(vocabulary())
    name = reader.read(text)
    for _ in range(_MAX_READINGS):
        again = reader.read(name.shown)
        if again.shown == name.shown:
            break
        name = dataclasses.replace(again, acronym=name.acronym)
    return name


class _Reader:
    def __init__(self, known: Vocabulary) -> None:
        self.known = known

    def read(self, text: str) -> Name:
        unmarked = _MARKS.sub(" ", unicodedata.normalize("NFC", text)).split()
        line = " ".join(word for word in unmarked if word.strip(","))
        if len(unmarked) > _MAX_WORDS:
            return Name(line, (fold(line),), personal=False)
        bracket = _BRACKETS.search(line)
        bare = " ".join(_BRACKETS.sub(" ", line).split())
        several = bool(self.known.word_class("coordinator-and") & set(bare.lower().split()))
        if not several:
            bare = self._without_tail(bare)
        shown = self._known_form(bare) or self._shown(bare.split(), several) or line or text
        personal = not several and self._is_personal(shown.split())
        return Name(shown, self._compared(shown.split()) or (shown,), _acronym(bracket, shown), personal)

    def _shown(self, words: list[str], several: bool) -> str:
        bare = " ".join(self._without_lead(words, several))
        return self._known_form(bare) or bare

    def _known_form(self, name: str) -> str:
        """The full name of an outlet, or the nominative of a declined name; empty if the data files have neither."""
        outlet = None if self.known.is_first_name(name) else self.known.outlet(name)
        return outlet.full if outlet else self.known.base_forms.get(name, "")

    def _without_tail(self, name: str) -> str:
        """A person's name alone: "Friedrich Merz, *CDU*", "*Rektorin der Schule,* Eva Vogt", "Eva Vogt *aus Ulm*"."""
        name = name.strip(" ,")
        before, comma, after = (part.strip() for part in name.partition(","))
        if comma and after[:1].isupper() and self._is_personal(self._without_lead(before.split(), False)):
            return before
        if comma and self._is_full(after.split()):
            return after
        words = name.split()
        tail = next((i for i, w in enumerate(words) if i and w[:1].islower() and not self._particle(w)), 0)
        return " ".join(words[:tail]) if self._is_full(self._without_lead(words[:tail], False)) else name

    def _is_full(self, words: Sequence[str]) -> bool:
        """Whether the words are a known first name with a surname."""
        return len(words) > 1 and self.known.is_first_name(words[0]) and self._is_personal(words)

    # --- what stands before a name --------------------------------------------------------------------

    def _without_lead(self, words: list[str], several: bool) -> list[str]:
        """Leave out the article, and the role and titles before a person's name."""
        start = 0
        while start < len(words) - 1 and words[start].lower() in self.known.word_class("article"):
            start += 1
        if several or self._is_lexical(" ".join(words)):
            return words[start:] if several else words
        end = self._lead_end(words, start)
        return words[end:] if start < end and self._may_follow(words[end - 1], words[end:]) else words[start:]

    def _is_lexical(self, name: str) -> bool:
        """Whether the data files have the name as a whole: "Den Haag"."""
        return name in self.known.places or self.known.organisations.exact(name) is not None

    def _lead_end(self, words: list[str], start: int) -> int:
        """Where adjectives and the roles or titles behind them end, so that at least one word is left.

        Before a full name, anything may stand in front of the role: "*Bayerns Ministerin* Eva Vogt".
        """
        capitals = next((i for i, word in enumerate(words) if i >= start and word[:1].islower()), len(words))
        for i in range(start + 1, min(capitals + 1, len(words) - 1)):
            if self._is_role_or_title(words[i - 1]) and self._is_full(words[i:]):
                return i
        i = start
        while i < len(words) - 1 and self._is_attribute(words[i]):
            i += 1
        attributes = i
        while i < len(words) - 1 and self._is_role_or_title(words[i]):
            i += 1
        return i if i > attributes else start

    def _is_attribute(self, word: str) -> bool:
        """ "ehemaliger", "ukrainische": before a role; a particle ("von der Leyen") begins a name."""
        return word[:1].islower() and not self._particle(word)

    def _is_role_or_title(self, word: str) -> bool:
        if self.known.is_first_name(word):
            return False
        return self.known.titles.get(word) in _TITLE_PARTS or self.known.roles.get(word) is not None

    def _may_follow(self, lead: str, words: Sequence[str]) -> bool:
        """Whether words behind a role or title are a person's name: "Sprecherin *Weißes Haus*" is none.

        "Vater *von Anna Vogt*" is somebody else; behind a title the particle belongs to the name.
        """
        if words[0][:1].islower() and self.known.titles.get(lead) not in _TITLE_PARTS:
            return False
        if words[0].lower() in self.known.word_class("article"):
            return False
        return self._is_personal(words) and not any(self._is_institution(word) for word in words)

    def _is_institution(self, word: str) -> bool:
        noun = self.known.noun(word)
        return noun is not None and noun.kind != "person" and not self.known.is_first_name(word)

    def _is_personal(self, words: Sequence[str]) -> bool:
        """Whether the form is that of a person's name: capitals and particles, and a role neither before nor as it."""
        if not words or not all(w[:1].isupper() or self._particle(w) for w in words):
            return False
        if self._particle(words[-1]) == words[-1]:
            return False
        if self.known.titles.get(words[-1]) in ("title", "address"):
            return False
        if len(words) > 1 and self.known.is_first_name(words[0]):
            return True
        if words[0].lower() in self.known.word_class("possessive") or self._is_generic(words[-1].lower()):
            return False
        if len(words) > 1 and self._is_role_or_title(words[0]):
            return False
        role = self.known.roles.get(words[-1])
        return role is None or role.detail == "surname"

    def _is_generic(self, lower: str) -> bool:
        """ "Mann", "Vater", "Rentnerin": a person, but not by name."""
        return any(lower in self.known.word_class(name) for name in ("relation", "generic-person"))

    def _particle(self, word: str) -> str:
        """The particle that a word is or begins with ("al-Scharaa"), else an empty string."""
        first = word.partition("-")[0]
        return first if self.known.titles.get(first) == "particle" else ""

    # --- what is compared -----------------------------------------------------------------------------

    def _compared(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words folded, without particles, nobility and the initials between given name and surname."""
        bare = (w.removeprefix(self._particle(w)) for w in words if self.known.titles.get(w) != "noble")
        kept = [w for w in bare if w] or list(words)
        folded = [f for w in kept if (f := " ".join(fold(w).replace(".", " ").split()))]
        if len(folded) > 1 and kept[-1].lower() in self.known.word_class("name-suffix"):
            folded.insert(0, folded.pop())  # "Leo XIV." has the surname "Leo", "Kennedy Jr." the surname "Kennedy"
        inner = [f for f in folded[1:-1] if len(f) > 1]
        return (*folded[:1], *inner, *folded[-1:]) if len(folded) > 1 else tuple(folded)


def _acronym(bracket: re.Match[str] | None, shown: str) -> str:
    """A short form in brackets, if its letters follow each other in the name: no party behind a person."""
    letters = bracket.group(1).strip() if bracket else ""
    if not (1 < len(letters) <= _MAX_ACRONYM and letters.isalpha() and letters.isupper()):
        return ""
    rest = iter(shown.lower())
    begins = shown[:1].lower() == letters[:1].lower()
    return letters if begins and all(letter in rest for letter in letters.lower()) else ""
