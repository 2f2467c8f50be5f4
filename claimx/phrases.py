"""Noun phrases that may be speakers, addressees or sources: a core and all that belongs to it.

Brackets, genitives, prepositional attributes and appositions are read off the tags and the lexicons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claimx.analysis import Analysis
from claimx.cores import CoreReader
from claimx.grammar import FINITE_TAGS, NOUN_TAGS, PREPOSITION_TAGS, QUOTATION_MARKS
from claimx.naming import Phrase

__all__ = ["Phrase", "PhraseReader"]

_MAX_APPOSITION_REST = 10  # tokens
_MAX_NAME_REST = 6  # tokens
_MAX_LISTED = 3  # names behind the first
_MAX_NEITHER = 12  # tokens between "weder" and what stands behind "noch"
_MAX_DEPTH = 6  # attributes of attributes


class PhraseReader(CoreReader):
    """Reads phrases of one analysed Doc."""

    def __init__(self, analysis: Analysis) -> None:
        super().__init__(analysis)
        self._depth = 0

    def at(self, i: int, limit: int) -> Phrase | None:
        """The phrase that begins at token ``i`` and ends before ``limit``, with all that belongs to it."""
        core = self.core(i, limit)
        if core is None or core.pronoun:
            return core
        return self.extend(core, limit)

    # --- what belongs to it ---------------------------------------------------------------------

    def extend(self, phrase: Phrase, limit: int) -> Phrase:
        """Add brackets, genitives, prepositional attributes and an apposition."""
        if self._depth >= _MAX_DEPTH:
            return phrase
        self._depth += 1
        try:
            return self._extend(phrase, limit)
        finally:
            self._depth -= 1

    def _extend(self, phrase: Phrase, limit: int) -> Phrase:
        a = self.a
        end = phrase.end
        while end < limit:
            if a.aside[end] and a.words[end] in "([":
                end = self._aside_end(end, limit)
            elif (stop := self._genitive(phrase, end, limit)) or (stop := self._attribute(phrase, end, limit)):
                end = stop
            else:
                break
        end = self._second_trade(phrase, end, limit)
        phrase = replace(phrase, end=self._acronym_end(phrase, end, limit))
        end = phrase.end
        apposition = self._apposition(phrase, end, limit)
        if apposition:
            return replace(
                phrase,
                end=apposition.end,
                apposition=apposition,
                kind=phrase.kind if phrase.kind in ("person", "organisation") else "person",
                gender=phrase.gender if phrase.gender in ("f", "m") else apposition.gender,
            )
        return phrase

    def _second_trade(self, phrase: Phrase, end: int, limit: int) -> int:
        """ "der Chef der Gewerkschaft Bau *und Holz*, Eva Rau": the rest of a body's name before who leads it."""
        a = self.a
        if phrase.kind != "person" or end == phrase.core_end or end + 3 >= limit or a.lower[end] != "und":
            return end
        noun = a.tags[end + 1] in NOUN_TAGS and self.v.roles.get(a.words[end + 1]) is None
        named = a.words[end + 2] == "," and self.v.is_first_name(a.words[end + 3])
        return end + 2 if noun and named else end

    def _acronym_end(self, phrase: Phrase, end: int, limit: int) -> int:
        """ "das Bundesamt für Sicherheit *in der Informationstechnik (BSI)*": a name ends with its short form."""
        a = self.a
        if phrase.kind != "organisation" or end == phrase.core_end or a.aside[end - 1]:
            return end
        initials = ""
        for i in range(phrase.head, min(limit - 2, end + _MAX_NAME_REST)):
            if a.words[i] == "(" and i >= end:
                return i + 3 if a.words[i + 1] == initials and a.words[i + 2] == ")" else end
            if a.tags[i] in FINITE_TAGS or a.tags[i].startswith("$"):
                return end
            initials += a.words[i][0] if a.words[i][:1].isupper() else ""
        return end

    def _aside_end(self, i: int, limit: int) -> int:
        while i < limit and self.a.aside[i]:
            i += 1
        return i

    def _genitive(self, phrase: Phrase, end: int, limit: int) -> int:
        """The end of a genitive attribute at ``end``, or 0: "des Weißen Hauses", "der Bäcker"."""
        a = self.a
        if a.tags[end - 1] == "NE" or (phrase.name[0] < phrase.name[1] and phrase.kind == "person"):
            return 0
        if a.lower[end] not in self.v.word_class("genitive-determiner"):
            return 0
        inner = self.core(end, limit)
        if inner is None or inner.pronoun or inner.start != end or self._is_told(phrase, inner):
            return 0
        if a.lower[phrase.head] in self.v.word_class("weekday"):
            return 0  # "sagte sie am *Dienstag der Deutschen Presse-Agentur*"
        if a.lower[end] == "der" and a.tags[end + 1] == "ADJA" and a.lower[end + 1].endswith("e"):
            return 0  # "Grund ist nach Ansicht des Verbands Nord *der niedrige Preis*": a nominative
        many = phrase.kind == "organisation" and inner.kind == "person" and not inner.has_name  # "der Bund *der Bauer*"
        if a.lower[end] in self.v.word_class("masculine-determiner") and self._is_masculine(inner) and not many:
            return 0  # "nach dem Spiel *der Trainer*": no genitive
        if inner.kind == "person" and inner.has_name:
            return inner.end
        whole = self.extend(inner, limit)  # "der Anwalt *des Händlers*, Gero von Stechau": whose name, the head tells
        return whole.end if whole.apposition is None else a.previous(whole.apposition.start)

    def _is_masculine(self, phrase: Phrase) -> bool:
        """Whether the head of a phrase is a masculine noun in the singular."""
        if self.a.is_plural(phrase.head):
            return False
        noun = self.v.noun(self.a.words[phrase.head])
        return (phrase.gender if phrase.kind == "person" or noun is None else noun.gender) == "m"

    def _is_told(self, phrase: Phrase, inner: Phrase) -> bool:
        """ "sagte eine Sprecherin *der Agentur AFP*", "der Chef *unserer Redaktion*": who is told, not whose he is."""
        marked = inner.start + 1 in self.a.pair_starts
        if marked and self._depth > 1 and (phrase.kind == "person" or inner.start > phrase.core_end):
            return True  # "vom Verband der Händler *der „Neuen Stimme“*"
        if phrase.kind != "person":
            return False
        words = [self.a.words[i] for i in range(inner.start, inner.core_end)]
        outlets = [self.v.outlet(name) for name in (self.a.text(*inner.name), *words)]
        if any(outlet is not None and outlet.kind == "agency" for outlet in outlets):
            return True
        media = self.a.lower[phrase.head].endswith(tuple(self.v.word_class("media-role")))
        named = inner.name[0] < inner.name[1] and self.v.is_outlet_noun(self.a.words[inner.head])
        if named and self.v.is_outlet_noun(self.a.words[inner.start + 1]) and not media:
            return True  # "erzählte ein Fahrgast *der Gratiszeitung „Express“*"
        if marked and not media and self.v.is_generic_person(self.a.lower[phrase.head]):
            return True  # "die Bündnerin *der «Sonntagspresse»*"
        outlet = self.a.tags[inner.start] in ("PPOSAT", "PDAT") and self.v.is_outlet_noun(words[-1])
        first_person = self.a.lower[inner.start] in self.v.word_class("first-person")  # "*unserer Reporterin*"
        ours = first_person and words[-1].lower() in self.v.word_class("media-role")
        return (outlet or ours) and not media

    def _attribute(self, phrase: Phrase, end: int, limit: int) -> int:
        """The end of a prepositional attribute at ``end``, or 0: "für Wohnen", "von der Linken", "in Moskau"."""
        a = self.a
        if a.tags[end] not in PREPOSITION_TAGS:
            return 0
        word = a.lower[end]
        if phrase.kind == "person" and phrase.name[0] < phrase.name[1]:
            return self._affiliation(end, limit) if word in ("von", "vom") else 0
        if word in self.v.word_class("topic-preposition") and phrase.kind in ("person", "organisation"):
            return 0  # "berichtete der „Bote“ *über den Fall*", "ließ der Fahrer *über seinen Anwalt* mitteilen"
        ordered = phrase.kind == "document" and a.lower[min(end + 1, limit - 1)] in self.v.word_class("attribute-noun")
        close = ordered or word in self.v.word_class("attribute-preposition")
        if not close and not (
            word in self.v.word_class("place-preposition") and phrase.kind in ("person", "organisation", "group")
        ):
            return 0
        inner = self.core(end + 1, limit)
        if (
            inner is None
            or inner.pronoun
            or a.tags[inner.start] == "CARD"
            or self._is_quoted_by(phrase, inner)
            or self._takes_none(phrase, inner)
        ):
            return 0
        if any(self._is_time(j) for j in range(inner.start, inner.end)) or self._is_occasion(inner):
            return 0
        if self.v.outlet(a.text(*inner.name)) or self.v.outlet(a.words[inner.core_end - 1]):
            return 0
        from_where = word == "aus" and phrase.kind == "person"
        if not close and not from_where and inner.kind != "place":
            return 0
        if not close:
            return inner.end
        stop = self.extend(inner, limit).end
        return self._department_end(stop, limit) if phrase.kind == "organisation" and word == "für" else stop

    def _affiliation(self, end: int, limit: int) -> int:
        """The end of what a named person belongs to, or 0: "Tobias Wehmeier *vom Bankhaus Lorenz*"."""
        inner = self.core(end + 1, limit)
        if inner is None or inner.kind != "organisation" or self._is_quoted_name(inner):
            return 0
        noun = self.v.noun(self.a.words[inner.head])
        known = noun is not None and noun.kind == "organisation"
        indefinite = self.a.lower[inner.start] in self.v.word_class("indefinite-determiner")
        return self.extend(inner, limit).end if known and not indefinite else 0

    def _takes_none(self, phrase: Phrase, inner: Phrase) -> bool:
        """Whether a name has no attribute: "sorgte die „Zeit“ *für Wirbel*", "sprach der SC Nord *von einem Sieg*"."""
        last = self.a.words[phrase.core_end - 1]
        indefinite = self.a.lower[inner.start] in self.v.word_class("indefinite-determiner")
        named = phrase.kind == "organisation" and phrase.name[0] < phrase.name[1]
        if self.a.lower[inner.start] in self.v.word_class("compass-point"):
            return True  # "lässt der Wind laut DWD *von Westen* her nach"
        if self.a.lower[inner.start - 1] == "in" and self.a.lower[inner.start] in self.v.word_class(
            "directed-determiner"
        ):
            return True  # "führt nach Einschätzung des Zolls *in die Niederlande*"
        named = named or (phrase.kind == "organisation" and self.a.lower[inner.start - 1] == "von")
        return self.v.outlet(last) is not None or last in QUOTATION_MARKS or (named and indefinite)

    def _is_quoted_by(self, phrase: Phrase, inner: Phrase) -> bool:
        """Whether words in marks are what is said: "sprach in einer Aussendung von einem „Placebo“"."""
        marked = not self.a.pair_starts.isdisjoint((inner.start, inner.start + 1))
        return marked and phrase.kind in ("document", "organisation")

    def _is_quoted_name(self, phrase: Phrase) -> bool:
        """Whether a phrase is an outlet, from which somebody is quoted rather than one he belongs to."""
        words = (self.a.text(*phrase.name), self.a.words[phrase.core_end - 1])
        return any(self.v.outlet(word) is not None for word in words) or self.v.is_outlet_noun(words[1])

    def _department_end(self, end: int, limit: int) -> int:
        """ "das Amt für Schule *und Sport*", "für Arbeit, *Gesundheit und Soziales*": where the list of tasks ends."""
        a = self.a
        i = end
        while i + 2 < limit and a.words[i] == "," and a.tags[i + 1] == "NN" and a.words[i + 2] in (",", "und"):
            i += 2
        task = i + 1 < limit and a.tags[i + 1] in ("NN", "TRUNC", "NE") and not self.v.is_first_name(a.words[i + 1])
        if task and a.lower[i] in self.v.word_class("coordinator-and"):
            return i + 2
        return end

    def _is_occasion(self, phrase: Phrase) -> bool:
        return self.a.lower[phrase.core_end - 1] in self.v.word_class("occasion")

    def _apposition(self, phrase: Phrase, end: int, limit: int) -> Phrase | None:
        """ "die Vorsitzende, *Antje Sürig*," or "Kerstin Aumann, *Landesinnungsmeisterin der Bäcker*,"."""
        a = self.a
        if phrase.kind not in ("person", "organisation") and not self._may_be_name(phrase):
            return None
        if bearer := self._bearer(phrase, end, limit):
            return bearer
        end = self._comma_behind(phrase, end, limit)
        if end >= limit or a.words[end] != ",":
            return None
        start = a.next(end)
        if start < 0 or start >= limit:
            return None
        start = self._skip_apposition_opening(start, limit)
        core = self.core(start, limit)
        if core is not None and phrase.kind == "person" and not phrase.has_name and self._may_be_name(core):
            core = replace(core, kind="person", name=(core.start, core.core_end))
        if core is None or core.pronoun or core.kind != "person":
            return None
        if phrase.has_name:
            fits = core.role[0] < core.role[1] and core.name[0] == core.name[1]
        else:
            fits = core.name[0] < core.name[1] and phrase.kind == "person"
        if not fits:
            return None
        full = self._to_boundary(self.extend(core, limit), limit)
        after = full.end
        if after < limit and not self._ends_apposition(after, phrase):
            return None
        return full

    def _bearer(self, phrase: Phrase, end: int, limit: int) -> Phrase | None:
        """ "der Chef des Landeskriminalamts *Thorsten Wolff*": the name right behind a role with an attribute."""
        if phrase.kind != "person" or phrase.has_name or end == phrase.core_end or end >= limit:
            return None
        core = self.core(end, limit) if self.v.is_first_name(self.a.words[end]) else None
        return core if core is not None and core.kind == "person" and core.name[1] - core.name[0] > 1 else None

    def _ends_apposition(self, after: int, phrase: Phrase) -> bool:
        """Whether an apposition may end before a token: a stop, a mark, or the verb of the sentence it opens."""
        a = self.a
        if a.words[after] in {",", ".", ":", ";", "–", "!", "?"} or a.pair_of[after] >= 0:
            return True
        opens = a.sentence_of[phrase.start] >= 0 and a.sentences[a.sentence_of[phrase.start]].start == phrase.start
        return opens and phrase.has_name and a.tags[after] in FINITE_TAGS

    def _may_be_name(self, core: Phrase) -> bool:
        """ "Die Präsidentin, *Gudula Heeren*,": two or three bare words that no lexicon knows."""
        words = self.a.words[core.start : core.core_end]
        return (
            len(words) in (2, 3)
            and core.kind in ("organisation", "place", "unknown")
            and self.a.tags[core.start] == "NE"
            and not any(self.v.roles.exact(word) or self.v.organisations.exact(word) for word in words)
        )

    def _comma_behind(self, phrase: Phrase, end: int, limit: int) -> int:
        """ "der Vorsitzende des Ausschusses *im Landtag*, Name": further attributes may stand before the comma."""
        further = end < limit and (self.a.tags[end] in PREPOSITION_TAGS or self.a.tags[end] in ("ADV", "PTKVZ"))
        if phrase.has_name or phrase.kind != "person" or not further:
            return end
        return self._to_boundary(replace(phrase, end=end), limit).end

    def _to_boundary(self, phrase: Phrase, limit: int) -> Phrase:
        """ "Leiter der Abteilung Presse *bei der Stiftung*,": an apposition goes on to its comma."""
        a = self.a
        for i in range(phrase.end, min(limit, phrase.end + _MAX_APPOSITION_REST)):
            if a.words[i] == "," or a.tags[i] == "$.":
                return replace(phrase, end=i)
            if a.tags[i] in FINITE_TAGS or a.tags[i] == "$(":
                break
        return phrase

    def _skip_apposition_opening(self, start: int, limit: int) -> int:
        """ "seit drei Jahren Sportdirektor …", "bislang Chefin …": the time stands before the role."""
        a = self.a
        if a.tags[start] == "ADV" and start + 1 < limit:
            return start + 1
        if a.tags[start] in PREPOSITION_TAGS:
            inner = self.core(start + 1, limit)
            if inner and self._is_time(inner.end - 1) and inner.end < limit:
                return inner.end
        return start

    def owner(self, i: int) -> Phrase:
        """The person that the possessive at token ``i`` means, as a pronoun: "*Ihre* Ankündigung, …"."""
        gender = "m" if self.a.lower[i].startswith("sein") else "f"
        return Phrase(i, i + 1, i + 1, i, (i, i), (i, i), "pronoun", gender, pronoun=True)

    # --- looking around -------------------------------------------------------------------------

    def phrases(self, start: int, end: int) -> Iterator[Phrase]:
        """All phrases in a token range that begin outside of each other, left to right."""
        i = start
        while i < end:
            phrase = self.at(i, end)
            if phrase is None:
                i += 1
                continue
            yield phrase
            i = max(phrase.end, i + 1)

    def _listed(self, phrase: Phrase, limit: int) -> tuple[Phrase, ...]:
        """The further names of a list of three or four that ends with "und": "Kern, *Pia Lind und Jo Moos*"."""
        a, i = self.a, phrase.end
        found: list[Phrase] = []
        while len(found) < _MAX_LISTED and i + 1 < limit and phrase.has_name:
            last = a.lower[i] in self.v.word_class("coordinator-and")
            if not last and a.words[i] != ",":
                break
            other = self.core(i + 1, limit)
            if other is None or not other.has_name or other.kind not in ("person", "organisation", "unknown"):
                break
            found.append(other)
            if last:
                return tuple(found) if len(found) > 1 else ()
            i = other.end
        return ()

    def _first_of_neither(self, phrase: Phrase, limit: int) -> Phrase:
        """ "weder *Landrat Brandis* noch Chefin Burm": the first of two, where the second was found."""
        if self.a.lower[self.a.previous(phrase.start)] != "noch":
            return phrase
        before = range(phrase.start - 1, max(-1, phrase.start - _MAX_NEITHER), -1)
        opening = next((i for i in before if self.a.lower[i] == "weder"), -1)
        first = self.at(opening + 1, limit) if opening >= 0 else None
        return first if first is not None and first.end < phrase.start else phrase

    def conjoined(self, phrase: Phrase, limit: int) -> Phrase:
        """The phrase with what is coordinated to it: "Anna Kern und Odile Marchand", "Kern, Lind und Moos"."""
        a = self.a
        phrase = self._first_of_neither(phrase, limit)
        i = phrase.end
        if i + 1 >= limit:
            return phrase
        if a.words[i] == "," and (listed := self._listed(phrase, limit)):
            return replace(phrase, end=listed[-1].end, conjuncts=(replace(phrase, conjuncts=()), *listed))
        neither = a.lower[i] == "noch" and a.lower[a.previous(phrase.start)] == "weder"
        both = a.lower[i] == "als" and a.lower[i + 1] == "auch"
        if a.lower[i] in self.v.word_class("coordinator-and") or both or neither:
            start = i + 2 if a.lower[i] == "als" else i + 1
            other = self.at(start, limit)
            placed = phrase.kind != "place" and a.words[phrase.end - 1] in self.v.places  # "X aus Guinea und Mali"
            if (
                other
                and not other.pronoun
                and not (placed and other.kind == "place")
                and other.kind in (phrase.kind, "person", "organisation", "place", "unknown", "group")
            ):
                return replace(phrase, end=other.end, conjuncts=(replace(phrase, conjuncts=()), other))
        return phrase
