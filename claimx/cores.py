"""The cores of noun phrases: determiner, adjectives, nouns and names, and what they are.

Tags carry the reading, since they are the most reliable layer of any pipeline; the entity labels decide only
where the lexicons are silent.
"""

from __future__ import annotations

from claimx.analysis import Analysis
from claimx.grammar import FINITE_TAGS, PREPOSITION_TAGS
from claimx.marked import Pair
from claimx.naming import NameReader, Phrase

_DETERMINERS = frozenset({"ART", "PDAT", "PPOSAT", "PIAT", "PIDAT", "PWAT", "CARD"})
_PRONOUNS = frozenset({"PPER", "PDS", "PIS", "PRELS", "PPOSS", "PWS"})
_NAME_TAGS = frozenset({"NN", "NE", "FM", "XY"})
_MODIFIERS = frozenset({"ADJA", "CARD", "TRUNC"})
_ADVERBS = frozenset({"ADV", "ADJD"})
_INNER_TAGS = _DETERMINERS | _NAME_TAGS | _MODIFIERS
_MAX_ATTRIBUTE = 7  # tokens
_MAX_DETERMINERS = 5
_MAX_MARKED_NAME = 6


class CoreReader:
    """Reads the cores of the phrases of one analysed Doc."""

    def __init__(self, analysis: Analysis) -> None:
        self.a = a = analysis
        self.v = analysis.vocabulary
        self._pairs = {p.start: p for p in analysis.pairs if not p.opaque}
        self._noble = {
            a.words[end - 1]
            for i in range(1, len(a.words) - 1)
            if self.v.is_first_name(a.words[i - 1]) and (end := self._noble_end(i))
        }
        """Names that follow a first name and "von" or "von der"."""
        self.names = NameReader(analysis)

    # --- the core -------------------------------------------------------------------------------

    def core(self, i: int, limit: int) -> Phrase | None:
        """The bare phrase at ``i``: determiner, adjectives, nouns and names."""
        a = self.a
        if i >= limit or a.noise[i]:
            return None
        if a.lower[i] == "von" and self._is_noble(i, limit):
            end = self._noble_end(i)
            return Phrase(i, end, end, end - 1, (i, end), (i, i), "person", "-")
        if a.tags[i] in _PRONOUNS and not self._is_determiner(i, limit):
            return self._pronoun(i, i + 1)
        if a.tags[i] == "CARD" and i + 1 < limit and a.tags[i + 1] == "ART":
            return None  # "seit 2023 *die Gesellschaft*"
        if a.tags[i] == "ART" and i + 1 < limit and self._stands_alone(i + 1, limit):
            return self._pronoun(i, i + 2)
        j = i
        while j < min(limit, i + _MAX_DETERMINERS) and self._is_determiner_here(i, j):
            j += 1
        if end := self._multiword_end(j, limit):
            preposition = self.names.preposition(i)
            return Phrase(i, end, end, end - 1, (j, end), (j, j), "organisation", "-", preposition=preposition)
        modifiers = j
        j = self._skip_modifiers(j, limit)
        end = self._nominal_end(j, limit)
        if end == j:
            marked = self._marked_name(j, limit)
            if marked and (
                j > i or self.v.outlet(self.a.text(*marked.inner)) or (i > 0 and a.tags[i - 1] in ("APPRART", "APPR"))
            ):
                return self._marked_phrase(i, marked.start, marked.end)
            return None
        return self.names.phrase(i, modifiers, j, end)

    def _is_noble(self, i: int, limit: int) -> bool:
        """ "bekräftigte *von Alvensleben*": the name of somebody whose first name stands elsewhere."""
        end = self._noble_end(i)
        return 0 < end <= limit and self.a.words[end - 1] in self._noble and self.a.tags[i - 1] in FINITE_TAGS

    def _noble_end(self, i: int) -> int:
        """The end of "von Trotha" or "von der Aue" at token ``i``, or 0."""
        last = i + 1 + (self.a.lower[i + 1 : i + 2] == ["der"])
        noble = self.a.lower[i] == "von" and last < len(self.a.words) and self.a.words[last][:1].isupper()
        return last + 1 if noble else 0

    def _is_determiner(self, i: int, limit: int) -> bool:
        """ "Beide Seiten", "viele Betriebe": tagged as a pronoun before a noun."""
        return self.a.tags[i] == "PIS" and i + 1 < limit and self.a.tags[i + 1] in ("NN", "ADJA")

    def _stands_alone(self, i: int, limit: int) -> bool:
        """ "die *beiden*" without a noun behind it."""
        if self.a.lower[i] not in self.v.word_class("pair"):
            return False
        return i + 1 >= limit or self.a.tags[i + 1] not in ("NN", "NE", "ADJA", "CARD", "TRUNC", "FM")

    def _is_determiner_here(self, i: int, j: int) -> bool:
        """Whether token ``j`` still belongs to the determiners of the phrase at ``i``."""
        tag = self.a.tags[j]
        if j == i and self.a.lower[j] in ("deren", "dessen"):
            return True
        if self.a.lower[j] == "das" and self._is_gendered_role(j + 1):
            return False  # "anders sieht *das* Vorstand Popp"
        return (tag in _DETERMINERS or (j > i and tag == "PIS")) and not self._starts_name(j) and not self._measures(j)

    def _is_gendered_role(self, j: int) -> bool:
        """Whether a token is a noun for men or women, which no "das" goes with."""
        role = self.v.roles.get(self.a.words[j]) if j < len(self.a.words) and self.a.tags[j] in _NAME_TAGS else None
        return role is not None and role.gender in ("m", "f")

    def _multiword_end(self, j: int, limit: int) -> int:
        """The end of a known name in several words at token ``j`` ("Reporter ohne Grenzen"), or 0."""
        for words in self.v.multiword_names.get(self.a.words[j], ()) if j < limit else ():
            if j + len(words) <= limit and tuple(self.a.words[j : j + len(words)]) == words:
                return j + len(words)
        return 0

    def _measures(self, j: int) -> bool:
        """ "dem *60 Seiten starken* Bericht": a number with its noun before an adjective."""
        return self.a.tags[j] == "CARD" and self.a.tags[j + 1 : j + 3] == ["NN", "ADJA"]

    def _starts_name(self, j: int) -> bool:
        return self.a.tags[j] == "CARD" and self.a.words[j][:1].isalpha() and self.a.words[j][0].isupper() and j > 0

    def _skip_modifiers(self, j: int, limit: int) -> int:
        a, start = self.a, j
        while j < limit:
            tag = a.tags[j]
            if self._measures(j):
                j += 3
            elif (attribute := self._attribute_end(start, j, limit)) > j:
                j = attribute
            elif (
                (tag in _MODIFIERS and not self._is_nominal(j))
                or (tag in _ADVERBS and j + 1 < limit and a.tags[j + 1] in ("ADJA", "CARD"))
                or (
                    tag in ("KON", "$,")
                    and j > 0
                    and j + 1 < limit
                    and (a.tags[j - 1] == "TRUNC" or (a.tags[j - 1] == "ADJA" and a.tags[j + 1] == "ADJA"))
                )
            ):
                j += 1
            else:
                break
        return j

    def _attribute_end(self, start: int, j: int, limit: int) -> int:
        """ "zwei *mit den Verhandlungen* vertraute Personen": where what extends an adjective ends, or ``j``."""
        a = self.a
        determined = j == start and j > 0 and a.tags[j - 1] in _DETERMINERS
        if not determined or a.tags[j] not in PREPOSITION_TAGS:
            return j
        for k in range(j + 2, min(limit - 1, j + _MAX_ATTRIBUTE)):
            if a.tags[k] == "ADJA" and a.tags[k - 1] in _NAME_TAGS and a.tags[k + 1] in _NAME_TAGS:
                return k
            if a.tags[k] not in _INNER_TAGS:
                return j
        return j

    def _is_nominal(self, j: int) -> bool:
        a = self.a
        if (kind := self.names.title(j)) is not None:
            return kind in ("title", "address", "noble")
        return a.tags[j] in _NAME_TAGS and a.words[j][:1].isalnum()

    def _nominal_end(self, j: int, limit: int) -> int:
        a = self.a
        start = j
        while j < limit and not a.noise[j] and a.aside[j] == a.aside[start]:
            if self._is_nominal(j):
                if j > start and self._begins_another(start, j):
                    break
                j += 1
            elif (
                (j > start and (self._is_particle(j, limit) or self._is_ampersand(j, limit)))
                or (j > start and a.tags[j] == "CARD" and self._is_number(j) and not self._counts(j, limit))
                or (
                    j > start
                    and a.words[j][:1].isupper()
                    and a.tags[j] in ("ADJA", "ADJD")
                    and (a.tags[j - 1] == "NE" or self._names_with_adjective(start, j, limit))
                    and not a.doc[j].is_sent_start
                )
            ):
                j += 1
            else:
                break
        if j > start and (pair := self._marked_name(j, limit)) and self._takes_marked_name(j - 1):
            return pair.end
        return j

    def _begins_another(self, start: int, j: int) -> bool:
        """Whether a noun behind the nouns from ``start`` on belongs to another phrase."""
        return (
            self._is_time(j - 1)
            or self._is_time_behind(j)
            or self._is_role_behind_name(start, j)
            or self._is_person_behind_place(start, j)
            or self._is_given(start, j)
            or self._is_behind_several(start, j)
            or self._is_behind_short_name(start, j)
            or self._is_bearer(start, j)
            or self._is_behind_genitive(start, j)
            or (self._is_role_or_name(j - 1) and self._is_outlet(j))
            or (self.v.outlet(self.a.words[j - 1]) is not None and self._is_named_role(j))
            or self.a.lower[j] in self.v.word_class("quantity-noun")
        )

    def _is_role_or_name(self, j: int) -> bool:
        """ "sagte *der Minister* Brigitte", "sagte *Krakow* MDR AKTUELL": what an outlet behind it is told by."""
        return self.v.roles.exact(self.a.words[j]) is not None or self.a.words[j] in self.names.surnames

    def _is_named_role(self, j: int) -> bool:
        """ "zitierte die Agentur Interfax *Vizeaußenminister* Pawel Sotnikow": whom the outlet cites."""
        named = j + 1 < len(self.a.words) and self.v.is_first_name(self.a.words[j + 1])
        return named and self.v.roles.get(self.a.words[j]) is not None

    def _is_outlet(self, j: int) -> bool:
        """ "sagte der Minister *Brigitte*", but not "Minister *Brigitte Stadlhofer*"."""
        first = self.v.is_first_name(self.a.words[j]) and self.a.tags[j + 1 : j + 2] == ["NE"]
        return not first and self.v.outlet(self.a.words[j]) is not None

    def _names_with_adjective(self, start: int, j: int, limit: int) -> bool:
        """ "der Verein *Digitale* Grundrechte"."""
        opened = start > 0 and self.a.tags[start - 1] in ("ART", "APPRART")
        noun = self.v.organisations.get(self.a.words[j - 1])
        return opened and j == start + 1 and noun is not None and j + 1 < limit and self._is_nominal(j + 1)

    def _is_ampersand(self, j: int, limit: int) -> bool:
        """ "Bauklotz *&* Söhne"."""
        return self.a.words[j] == "&" and j + 1 < limit and self._is_nominal(j + 1)

    def _is_number(self, j: int) -> bool:
        """ "Digi *5*", and at the end of a sentence, where the stop may hang on it: "in der ZiB *2.*"."""
        last = j + 1 == len(self.a.words) or self.a.doc[j + 1].is_sent_start is True or self.a.blank[j + 1]
        return self.a.words[j].isdigit() or (last and self.a.words[j].rstrip(".").isdigit())

    def _counts(self, j: int, limit: int) -> bool:
        """Whether a number counts what follows ("14 Millionen Euro") rather than names what precedes."""
        return len(self.a.words[j]) > 3 or (j + 1 < limit and self._is_nominal(j + 1))

    def _is_role_behind_name(self, start: int, j: int) -> bool:
        """ "… ist Nora Winkelmann *Leiterin* der Staatsanwaltschaft"."""
        words = self.a.words
        if self._is_beside_label(start, j):
            return True
        particle = self.v.titles.get(self.a.lower[j - 1]) == "particle"  # "Samira *El* Fassi"
        if self.a.tags[j] != "NN" or self.a.tags[j - 1] not in ("NE", "FM") or particle:
            return False
        behind = self.a.tags[start - 1] == "VAFIN" and all(self.a.tags[k] == "NE" for k in range(start, j))
        named = words[j - 1] in self.names.surnames and not self.v.is_first_name(words[j - 1])
        known = named and not self.v.is_first_name(words[j])  # "trank Kern *Kaffee*"
        if known or (behind and self.v.roles.exact(words[j]) is not None):
            return True  # "Seit 14 Jahren ist Yaw Reinicke *Gerichtsvollzieher*"
        if self.v.is_first_name(words[j - 1]) and self.v.noun(words[j]) is None:
            return False  # "Franz Josef *Grau*"
        return any(self.v.is_first_name(words[k]) for k in range(start, j - 1))

    def _is_beside_label(self, start: int, j: int) -> bool:
        """ "brachte Edgar Stahl *Wissenschaftler* auf": a plural taken for a name, behind whom a label ends."""
        whole = j >= start + 2 and self.v.is_first_name(self.a.words[j - 2]) and self.names.label(j - 1) == "PER"
        if not whole or self.names.label(j) or self.a.words[j] in self.names.surnames:
            return False
        noun = self.v.noun(self.a.words[j])
        things = noun is None and self.a.lower[j].endswith(tuple(self.v.word_class("plural-ending")))
        return things or (noun is not None and noun.kind in ("person", "group"))

    def _is_person_behind_place(self, start: int, j: int) -> bool:
        """ "in der Spreearena *Trainer* Zoran Milić", "in Erfurt *Minister* Udo Parschke": a place ends there."""
        a = self.a
        if start == 0 or j + 1 >= len(a.words):
            return False
        person = self.v.is_first_name(a.words[j + 1]) and self.v.roles.exact(a.words[j]) is not None
        if a.tags[start - 1] == "APPR":
            return person and j == start + 1 and a.words[start] in self.v.places
        if a.tags[start - 1] not in ("ART", "APPRART"):
            return False
        first = self.v.noun(a.words[start])
        return person and a.words[start] not in self.v.titles and (first is None or first.kind == "place")

    def _is_given(self, start: int, j: int) -> bool:
        """ "gab der Klub *Entwarnung*", "bittet das Amt *Fahrer*, …": what is given, and to whom, is no name."""
        common = start == j - 1 and start > 0 and self.a.tags[start - 1] in ("ART", "ADJA", "APPR")
        if not common or self.a.tags[j] != "NN" or self.v.organisations.get(self.a.words[start]) is None:
            return False
        noun = self.v.noun(self.a.words[j])
        several = noun is not None and noun.kind in ("group", "person") and self.a.is_plural(j)
        things = noun is None and self.a.lower[j].endswith(tuple(self.v.word_class("plural-ending")))
        return several or things or self.a.lower[j] in self.a.cues.nouns

    def _is_behind_several(self, start: int, j: int) -> bool:
        """ "ob die Täter *Beute* machten": several have no name in common; "die Richter" are several."""
        several = j == start + 1 and start > 0 and self.a.lower[start - 1] == "die" and self.a.tags[j] == "NN"
        role = self.v.roles.exact(self.a.words[start]) if several else None
        return role is not None and role.gender == "m" and self.v.noun(self.a.words[j]) is None

    def _is_bearer(self, start: int, j: int) -> bool:
        """ "der Chef des Landeskriminalamts *Thorsten Wolff*": a first name ends the genitive of an organisation."""
        genitive = start > 0 and self.a.lower[start - 1] in self.v.word_class("genitive-determiner")
        named = self.v.is_first_name(self.a.words[j]) and self.a.tags[j + 1 : j + 2] == ["NE"]
        owner = self.a.words[j - 1]
        body = self.v.organisations.get(owner) is not None and self.v.roles.exact(owner) is None
        return genitive and named and body  # not "der *Stadtrat* Emil Zahn"

    def _is_behind_genitive(self, start: int, j: int) -> bool:
        """ "trugen nach Angaben eines Helfers *Schwimmwesten*": a common plural behind the genitive of a role."""
        a, role = self.a, self.a.words[j - 1]
        genitive = j == start + 1 and a.lower[start - 1] in ("des", "eines") and role.endswith("s")
        several = a.tags[j] == "NN" and (a.is_plural(j) or a.lower[j].endswith("en"))
        return genitive and several and self.v.roles.get(role) is not None

    def _is_behind_short_name(self, start: int, j: int) -> bool:
        """ "nach Einschätzung des ADAC *Staus* auf allen Strecken": a common plural behind a name in capitals."""
        a, name = self.a, self.a.words[j - 1]
        short = j == start + 1 and name.isupper() and len(name) > 1 and a.tags[start - 1] in ("ART", "APPRART")
        common = a.tags[j] == "NN" and not a.words[j].isupper() and self.v.noun(a.words[j]) is None
        return short and common and (a.is_plural(j) or self.v.organisations.exact(name) is not None)

    def _is_particle(self, j: int, limit: int) -> bool:
        a = self.a
        if self.v.titles.get(a.words[j]) != "particle" or j + 1 >= limit or self._is_complete(j):
            return False
        if a.tags[j] == "KON" and self.names.title(j - 1) != "particle":
            return False  # "von *und* zu Berg", but not "Kern *und* Weber"
        if not a.words[j + 1][:1].isupper():
            following = self.v.titles.get(a.words[j + 1])
            # "Vinzenz Obermoser *von der* Geosphere Austria"
            two = j + 3 < limit and all(word[:1].isupper() for word in a.words[j + 2 : j + 4])
            if j + 2 >= limit or following != "particle" or two or self._is_common(j + 2):
                return False
            if a.words[j + 2][:1].islower() and self.names.title(j + 2) != "particle":
                return False  # "die Politologin Nora Lind *von der* hiesigen Universität"
            if a.tags[j + 2] != "NN" or j + 3 >= limit:
                return True
            return a.tags[j + 3] in FINITE_TAGS or a.tags[j + 3][:1] == "$"  # not "rief Bartek *von der* Bühne herab"
        previous = a.words[j - 1]
        if a.lower[j] in self.v.word_class("definite-determiner") and self.names.title(j - 1) != "particle":
            return False  # "van *den* Akker", but not "Noemi Caduff *den* Gletscher"
        if a.lower[j].startswith(("zu", "vom")) and (
            a.tags[j + 1] != "NE" or self.v.titles.get(a.words[j - 1]) not in ("noble", "particle")
        ):
            return False  # "Graf *zu* Lohenstein", but not "Lidia Bruckner *vom* Planetarium"
        if a.tags[j + 1] == "NN" and self.a.is_plural(j + 1) and j + 2 < limit and a.tags[j + 2] == "VVPP":
            return False  # "wurde Saskia Vollrath von Kameras umringt"
        named = a.tags[j - 1] == "NE" or self.v.is_first_name(previous) or self.names.title(j - 1) is not None
        return named and not self._is_common(j + 1)

    def _is_complete(self, j: int) -> bool:
        """ "*Kurt Eisenblätter* von der Charité", "*DWD* von Westen": behind a whole name stands whom it belongs to."""
        if len(self.a.words[j - 1]) > 1 and self.a.words[j - 1].isalpha() and self.a.words[j - 1].isupper():
            return True
        first, surname = self.a.words[j - 2 : j] if j > 1 else ("", "")
        named = self.v.is_first_name(first) and self.a.tags[j - 1] == "NE" and not self.v.is_first_name(surname)
        return named and self.names.title(j - 1) is None

    def _is_common(self, j: int) -> bool:
        """Whether a capital word is a common noun of the lexicons: "Lars Hinnerk von der *Universität*"."""
        named = j + 1 < len(self.a.words) and self.v.is_first_name(self.a.words[j + 1])
        return (self.a.tags[j] != "NE" or named) and self.v.noun(self.a.words[j]) is not None

    def _is_time_behind(self, j: int) -> bool:
        """ "sagte Wendt *Montag*", but not "Ulrike *Sommer*"."""
        return self._is_time(j) and not self.v.is_first_name(self.a.words[j - 1])

    def _is_time(self, j: int) -> bool:
        return self.a.lower[j] in self.v.times

    def _marked_name(self, j: int, limit: int) -> Pair | None:
        pair = self._pairs.get(j)
        if pair is None or pair.end > limit or pair.end - pair.start > _MAX_MARKED_NAME + 2:
            return None
        initial = self.a.words[pair.inner[0]][:1]  # "„Takt“", "„3nach9“", "das Portal „bitweise“"
        outlet = j > 0 and self.v.is_outlet_noun(self.a.words[j - 1]) and "-" not in self.a.words[j - 1]
        return pair if initial.isupper() or initial.isdigit() or (outlet and initial.isalpha()) else None

    def _takes_marked_name(self, j: int) -> bool:
        word = self.a.words[j]
        noun = self.v.noun(word)
        return (
            self.v.is_outlet_noun(word)
            or self.v.works.get(word) is not None
            or (noun is not None and noun.kind in ("organisation", "document"))
        )

    # --- what it is -----------------------------------------------------------------------------

    def _pronoun(self, i: int, end: int) -> Phrase:
        row = self.v.pronouns.get(self.a.lower[end - 1])
        gender = row["gender"] if row else "-"
        place = self.names.preposition(i)
        return Phrase(i, end, end, end - 1, (i, i), (i, i), "pronoun", gender, pronoun=True, preposition=place)

    def _marked_phrase(self, start: int, mark: int, end: int) -> Phrase:
        return Phrase(
            start,
            end,
            end,
            mark,
            (mark, end),
            (mark, mark),
            "organisation",
            "-",
            preposition=self.names.preposition(start),
        )
