"""Which role an article gives somebody: before the name, behind it, in a predicate, in a relative clause."""

from __future__ import annotations

import itertools

from claimx.analysis import Analysis
from claimx.nominative import OBLIQUE_SINGULAR
from claimx.phrases import Phrase, PhraseReader

_MAX_LATE = 3  # tokens between a name and its relative clause: "stellt Gunnar Pötter *klar*, der …"
_MAX_WORK = 10  # tokens between a name and the trade in which somebody works


class RoleReader:
    """Reads the roles that the phrases and predicates of one Doc give."""

    def __init__(self, analysis: Analysis, reader: PhraseReader) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.reader = reader

    def role(self, phrase: Phrase) -> tuple[str, str]:
        """The role that a phrase gives, as text, and its head noun; empty strings without one."""
        apposition = phrase.apposition
        if apposition is not None and phrase.name[0] < phrase.name[1] and phrase.role[0] == phrase.role[1]:
            start, end = apposition.role[0], max(apposition.end, apposition.role[1])
            end -= self.a.words[end - 1] == ","
            return self.a.text(self._role_start(start, apposition.role[1]), end), self.a.lower[apposition.head]
        if phrase.role[0] < phrase.role[1]:
            end = phrase.role[1]
            if phrase.name[0] == phrase.name[1] and phrase.apposition is not None:
                end = self._before_apposition(phrase)
            return self._role_text(self._role_start(*phrase.role), end, phrase), self.a.lower[phrase.role[1] - 1]
        role = self._copula_role(phrase)
        if role[0] or phrase.name[0] == phrase.name[1]:
            return role
        role = self._relative_role(phrase)
        return role if role[0] else self._trade(phrase)

    def _role_text(self, start: int, end: int, phrase: Phrase) -> str:
        """The words of a role, the last one without the ending of its case: "dem *Geologen* Urs Meli" is "Geologe"."""
        text = self.a.text(start, end)
        known = self.v.roles.get(self.a.words[end - 1])
        if known is None or phrase.conjuncts or self.a.lower[phrase.start] not in OBLIQUE_SINGULAR:
            return text
        at = text.lower().rfind(known.word.lower())  # "*Rentenexperten*": the last part of a compound
        stop = at + len(known.word)
        return text[:stop] if at >= 0 and text[stop:] in ("n", "en", "s", "es") else text

    def _before_apposition(self, phrase: Phrase) -> int:
        assert phrase.apposition is not None
        i = self.a.previous(phrase.apposition.start)
        while i >= phrase.core_end and self.a.words[i] == ",":
            i = self.a.previous(i)
        return i + 1

    def _role_start(self, start: int, end: int) -> int:
        """Leave out adjectives that do not belong to an office: "die *zuständige* Stadträtin"."""
        kept = self.v.word_class("role-adjective")
        while start < end - 1 and self.a.tags[start] in ("ADJA", "CARD", "ADV", "ADJD", "PPOSAT", "ART"):
            word = self.a.words[start]
            if self.a.lower[start] in kept or (word[:1].isupper() and word.endswith("er")):
                break
            start += 1
        return start

    def _copula_role(self, phrase: Phrase) -> tuple[str, str]:
        """ "Seit Januar ist Nora Winkelmann *Leiterin der Staatsanwaltschaft*", "Linh Ngo ist *Hebamme*"."""
        end = phrase.end
        if end < len(self.a.words) and self.a.lower[end] in self.v.word_class("copula"):
            return self._predicate_role(self._behind_time(end + 1))
        if end < len(self.a.words) and self.a.block_of[end] == self.a.block_of[phrase.start]:
            core = self.reader.core(end, self.a.blocks[self.a.block_of[end]].end)
            if (
                core is not None
                and core.kind == "person"
                and core.role[0] < core.role[1]
                and core.name[0] == core.name[1]
                and core.start == core.role[0]
            ):
                full = self.reader.extend(core, self.a.blocks[self.a.block_of[end]].end)
                return self.a.text(core.role[0], full.end), self.a.lower[core.head]
        return "", ""

    def _relative_role(self, phrase: Phrase) -> tuple[str, str]:
        """ "Eva Rau, *die* in Ulm *als Hebamme* arbeitet": the role that a relative clause tells."""
        stop = self.a.blocks[self.a.block_of[phrase.start]].end
        comma = next((i for i in range(phrase.end, min(phrase.end + _MAX_LATE, stop)) if self.a.words[i] == ","), stop)
        pronoun = self.a.next(comma) if comma < stop else -1
        if pronoun < 0 or self.a.tags[pronoun] != "PRELS" or self.a.lower[pronoun] not in ("der", "die"):
            return "", ""
        end = next((i for i in range(pronoun + 1, stop) if self.a.words[i] in {",", ".", ":", "!", "?"}), stop)
        worked = next((i for i in range(pronoun + 1, end) if self.a.lower[i] == "als"), end)
        return self._predicate_role(worked + 1) if worked + 1 < end else ("", "")

    def _trade(self, phrase: Phrase) -> tuple[str, str]:
        """ "Eva Rau *arbeitet* seit 17 Jahren *als Hebamme*": the role that a main clause tells."""
        stop = min(phrase.end + _MAX_WORK, self.a.blocks[self.a.block_of[phrase.start]].end)
        if phrase.end >= stop or self.a.lower[phrase.end] not in self.v.word_class("working-verb"):
            return "", ""
        clause = itertools.takewhile(lambda i: self.a.tags[i][:1] != "$", range(phrase.end, stop))
        worked = next((i for i in clause if self.a.lower[i] == "als"), -1)
        return self._predicate_role(worked + 1) if worked >= 0 else ("", "")

    def _behind_time(self, i: int) -> int:
        """ "ist *seit März* Präsident": the token behind what tells since when."""
        since = i + 1 < len(self.a.words) and self.a.lower[i] == "seit"
        time = self.reader.core(i + 1, self.a.blocks[self.a.block_of[i]].end) if since else None
        return time.core_end if time is not None and time.kind != "person" else i + 2 if since else i

    def _predicate_role(self, i: int) -> tuple[str, str]:
        """The role that begins at token ``i`` as all of a predicate, as text and head; empty strings without one."""
        end = self.a.blocks[self.a.block_of[i]].end if i < len(self.a.words) else i
        core = self.reader.core(i, end) if i < end else None
        told = core is not None and core.kind == "person" and not core.has_name and core.role[0] < core.role[1]
        if core is None or not told or self.a.is_plural(core.head):
            return "", ""
        full = self.reader.extend(core, end)
        stop = full.end if full.apposition is None else core.role[1]
        return self.a.text(self._role_start(*core.role), stop), self.a.lower[core.head]
