"""What the quotation model sees of a unit: its clause, cues, marks, surroundings, and what the rules say of it."""

from __future__ import annotations

from claimx.analysis import Analysis, Sentence
from claimx.content import complement_of
from claimx.drafts import Draft, RangeIndex, by_quote
from claimx.frames import Cue, CueFinder
from claimx.grammar import FINITE_TAGS, NOUN_TAGS, PARTICIPLE_TAGS, subject_of
from claimx.units import Unit

_LENGTHS = (1, 2, 3, 5, 8, 12, 18, 30)
_NEAR = (-2, -1, 1, 2)


class FeatureReader:
    """Reads the features of the units of one Doc, given the drafts of the rules."""

    def __init__(self, analysis: Analysis, finder: CueFinder, drafts: list[Draft]) -> None:
        self.a = analysis
        self.v = analysis.vocabulary
        self.finder = finder
        self._quotes = by_quote(drafts)
        self._frames = RangeIndex(drafts, lambda draft: draft.frame)
        self._cues: dict[int, dict[int, Cue]] = {}
        self._wholes: dict[int, tuple[str, str, bool]] = {}
        self._moods: list[str] = [s.mood for s in analysis.sentences]

    def features(self, units: list[Unit]) -> list[list[str]]:
        """One list of feature names a unit."""
        ruled = [self._ruled(unit) for unit in units]
        keys = [self._keys(unit, rule) for unit, rule in zip(units, ruled, strict=True)]
        rows = []
        for n, unit in enumerate(units):
            row = ["bias", *(f"0{key}" for key in keys[n]), *self._words(unit), *self._sentence(unit)]
            for step in _NEAR:
                m = n + step
                if 0 <= m < len(units):
                    row += self._neighbour(step, keys[m], unit, units[m])
                else:
                    row.append(f"{step}edge")
            row += self._joint(n, keys, ruled)
            rows.append(row)
        return rows

    # --- the unit itself ------------------------------------------------------------------------

    def _keys(self, unit: Unit, rule: str) -> list[str]:
        """The features that neighbours see too; the first ones in a fixed order."""
        a, s = self.a, unit.segment
        cue = self._cue(unit)
        keys = [
            f"rule={rule}",
            f"kind={s.kind}|{s.mood}|{unit.piece}",
            f"opener={s.opener if unit.start == s.start else a.lower[unit.start]}",
            f"cue={self._cue_name(cue)}",
            f"sep={s.sep if unit.start == s.start else 'inside'}",
        ]
        if cue is not None:
            keys.append(f"strength={cue.entry.strength}|{cue.passive}|{cue.reported}|{cue.entry.medium}")
        if unit.piece == "quotation":
            keys.append(self._marks(unit))
        return keys

    def _cue_name(self, cue: Cue | None) -> str:
        return "-" if cue is None else " ".join((cue.entry.lemma, *cue.entry.words))

    def _cue(self, unit: Unit) -> Cue | None:
        cues = self._cues.get(unit.sentence.index)
        if cues is None:
            cues = {cue.segment: cue for cue in self.finder.cues(unit.sentence)}
            self._cues[unit.sentence.index] = cues
        return cues.get(unit.k)

    def _marks(self, unit: Unit) -> str:
        a = self.a
        start, end = a.pairs[unit.segment.pair].inner
        stop = a.words[end - 1] if end > start and a.words[end - 1] in ".!?…" else ""
        finite = any(a.tags[i] in FINITE_TAGS for i in range(start, end))
        lower = a.words[start][:1].islower() if start < end else False
        return f"marks={stop}|{finite}|{lower}"

    def _ruled(self, unit: Unit) -> str:
        """Rule, type and place of the draft that holds most of a unit; the rule alone where its frame does."""
        middle = (unit.start + unit.end - 1) // 2
        if draft := self._quotes.first(middle):
            place = "B" if draft.start >= unit.start else "I"
            return f"{place}-{draft.rule}|{draft.type}"
        if draft := self._frames.first(middle):
            return f"F{'>' if draft.start >= unit.end else '<'}{draft.rule}"
        return "O"

    def _words(self, unit: Unit) -> list[str]:
        a, doc, s = self.a, self.a.doc, unit.segment
        row = [f"length={sum(unit.end - unit.start >= n for n in _LENGTHS)}"]
        row.append(f"first={a.tags[unit.start]}|{a.tags[min(unit.start + 1, len(a.tags) - 1)]}")
        row.append(f"last={a.tags[unit.end - 1]}")
        if s.verb >= 0:
            row += [f"verb={a.lower[s.verb]}", f"verbtag={a.tags[s.verb]}|{doc[s.verb].morph.get('Tense', [''])[0]}"]
            row.append(f"verbplace={min(s.verb - s.start, 4)}|{min(s.end - s.verb, 3)}")
        if unit.piece == "fragment":
            before = max(unit.start - 1, 0)
            row.append(f"before={a.lower[before]}")
            row.append(f"beforetag={a.tags[before]}|{a.words[min(unit.start + 1, len(a.words) - 1)][:1].islower()}")
        stop = unit.end if unit.piece != "quotation" else unit.start
        for i in range(unit.start, stop):
            tag = a.tags[i]
            if tag in PARTICIPLE_TAGS or tag == "VVINF" or tag in FINITE_TAGS:
                row.append(f"v={doc[i].lemma_.lower()}")
            elif tag == "NN":
                row.append(f"n={doc[i].lemma_.lower()}")
                if noun := self.finder.lexicon.noun(a.lower[i]):
                    row.append(f"nouncue={noun.strength}|{i >= unit.end - 3}")
            elif tag in ("ADV", "PAV", "PROAV", "PTKNEG", "ADJD", "PIS", "PPER", "PDS", "KOUS"):
                row.append(f"w={a.lower[i]}")
        return row

    # --- sentence and text ----------------------------------------------------------------------

    def _sentence(self, unit: Unit) -> list[str]:
        a, sentence = self.a, unit.sentence
        block = a.blocks[sentence.block]
        number = sentence.index
        mood = self._moods[number] or "-"
        before = self._moods[number - 1] or "-" if number else "start"
        after = self._moods[number + 1] or "-" if number + 1 < len(self._moods) else "end"
        first = number == 0 or a.sentences[number - 1].block != sentence.block
        last = unit is not None and unit.end >= sentence.end - 1
        cues, subject, quoted = self._whole(sentence)
        row = [
            f"mood={mood}",
            f"moods={before}|{mood}|{after}",
            f"block={block.kind}|{first}",
            f"sentence={min(number, 3)}|{min(len(a.sentences) - 1 - number, 2)}",
            f"segments={min(len(sentence.segments), 6)}|{min(unit.k, 3)}|{last}",
            f"cues={cues}|{mood}",
            f"subject={subject}",
            f"opens={a.lower[sentence.start]}",
            f"ends={a.words[sentence.end - 1]}",
        ]
        if quoted:
            row.append("quoted")
        return row

    def _whole(self, sentence: Sentence) -> tuple[str, str, bool]:
        """Of a sentence: how strong its cues are, what its subject is, and whether it holds a quotation in marks."""
        if sentence.index not in self._wholes:
            cues = "+".join(sorted({c.entry.strength for c in self._cues[sentence.index].values()})) or "-"
            quoted = any(s.kind == "quotation" for s in sentence.segments)
            self._wholes[sentence.index] = cues, self._subject(sentence), quoted
        return self._wholes[sentence.index]

    def _subject(self, sentence: Sentence) -> str:
        """What the subject of the first main clause of the sentence is."""
        a = self.a
        for segment in sentence.segments:
            if segment.verb < 0 or segment.kind not in ("main", "v1"):
                continue
            subject = subject_of(a.doc[segment.verb])
            if subject is None:
                return "-"
            if subject.ent_type_:
                return subject.ent_type_
            noun = self.v.noun(subject.text) if a.tags[subject.i] in NOUN_TAGS else None
            return noun.kind if noun is not None else a.tags[subject.i]
        return "none"

    # --- surroundings ---------------------------------------------------------------------------

    def _neighbour(self, step: int, keys: list[str], unit: Unit, other: Unit) -> list[str]:
        apart = other.sentence.index - unit.sentence.index
        where = f"{step}{min(max(apart, -1), 1)}"
        if abs(step) == 1:
            row = [where + key for key in keys]
            row.append(f"{where}complement={complement_of(self.a, other.segment)}")
            return row
        return [where + keys[0], where + keys[1]]

    def _joint(self, n: int, keys: list[list[str]], ruled: list[str]) -> list[str]:
        """Conjunctions of what matters most."""
        here = keys[n]
        before = keys[n - 1] if n else ["edge"] * 5
        after = keys[n + 1] if n + 1 < len(keys) else ["edge"] * 5
        return [
            f"rules={ruled[n - 1] if n else ''}|{ruled[n]}|{ruled[n + 1] if n + 1 < len(ruled) else ''}",
            f"{here[0]}&{here[1]}",
            f"{here[1]}&{before[1]}",
            f"{here[1]}&{after[1]}",
            f"{here[1]}&{before[3]}",
            f"{here[1]}&{after[3]}",
            f"{here[2]}&{before[3]}",
            f"{here[3]}&{after[2]}",
            f"{here[3]}&{after[1]}",
            f"{here[4]}&{here[1]}&{before[1]}",
        ]
