"""One name for a speaker in all articles: "Merz", "Friedrich Merz" and "Bundeskanzler Friedrich Merz (CDU)".

Names are unified by what they look like and by what the corpus and each article hold, never by knowledge of the world:

- in an article, a surname is the one full name there that has it, and "Gesundheitsministerium" is the one
  "Bundesministerium für Gesundheit" there;
- in the corpus, titles, roles, brackets, articles, case, umlauts, hyphens and a genitive's ending make no difference;
- a surname that one full name of the corpus has is that one; a surname that two have stays alone, and so does one
  whose gender is another;
- an initial stands for the one given name that it fits;
- an organisation's short form in brackets, or a compound beside the full form in one article, stands for it.

The outcome does not depend on the order of the articles, and unifying it again changes nothing.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from claimx.outputs.writers import one_line
from claimx.records import Document, Speaker
from claimx.statistics.reading import Name, fold, read_name
from claimx.vocabulary import vocabulary

_MIN_GENITIVE = 5
_MIN_CONTENT = 4
_MIN_HEAD = 3
_MAX_HEAD = 40
_MAX_LINKING = 2
_MAX_SHOWN = 3

Seen = tuple[str, str, str | None]
"""A name, and the kind and gender of its speaker."""

AS_IT_STANDS = "as it stands"
SAME_NAME = "same name"
IN_ARTICLE = "both forms in one article"
INITIAL = "initial of the only fitting name"
GENITIVE = "genitive"
ONLY_SURNAME = "only full name with this surname"
ACRONYM = "short form in brackets"


@dataclasses.dataclass(frozen=True, slots=True)
class Decision:
    """What became of one name."""

    name: str
    """As the records have it, on one line."""
    canonical: str
    claims: int
    """Of this name, in the whole corpus."""
    evidence: str


@dataclasses.dataclass(slots=True)
class _Entry:
    """All spellings of one name, with what the claims say of it."""

    name: Name
    shown: Counter[str] = dataclasses.field(default_factory=Counter)
    kinds: Counter[str] = dataclasses.field(default_factory=Counter)
    genders: set[str] = dataclasses.field(default_factory=set)
    acronyms: set[str] = dataclasses.field(default_factory=set)

    def absorb(self, other: _Entry) -> None:
        """Take over what the claims say of a name that turned out to be this one; the spellings stay."""
        self.kinds.update(other.kinds)
        self.genders |= other.genders
        self.acronyms |= other.acronyms

    @property
    def person(self) -> bool:
        """Whether most claims whose speaker's kind is known are a person's, or none is known."""
        known = self.kinds.total() - self.kinds["unknown"]
        return self.name.personal and 2 * self.kinds["person"] >= known

    @property
    def best(self) -> str:
        """The spelling to show: the most frequent one, small letters before capitals."""
        return min(self.shown, key=lambda text: (-self.shown[text], text.isupper(), text))


def unified(documents: Iterable[Document], aliases: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """For each document of a corpus, the names of its speakers (see `spoken_name`) with their canonical names.

    `aliases` give the canonical names of names, and win.
    """
    book = NameBook()
    full = [book.add(document) for document in documents]
    canonical = canonical_names(book.decisions(), aliases)
    return [{name: canonical[longer] for name, longer in names.items()} for names in full]


def canonical_names(decisions: Iterable[Decision], aliases: Mapping[str, str] | None = None) -> dict[str, str]:
    """The canonical name of each name that was decided on; `aliases` give those of names, and win."""
    given = aliases or {}
    return {d.name: given.get(d.name) or given.get(d.canonical, d.canonical) for d in decisions}


def spoken_name(speaker: Speaker) -> str:
    """A speaker's name as it is counted and stands in an alias file: on one line."""
    return one_line(speaker.name)


class NameBook:
    """The names of a corpus, collected document by document; memory grows with the distinct names."""

    def __init__(self) -> None:
        self._seen: Counter[Seen] = Counter()
        self._pairs: dict[str, set[str]] = defaultdict(set)
        """Keys of organisations in a short form, with the keys of the long forms beside them in an article."""
        self._acronyms: dict[str, set[str]] = defaultdict(set)
        """Keys of names with the short forms that stand in brackets behind them, folded."""

    def add(self, document: Document) -> dict[str, str]:
        """Collect the names of a document's speakers; returns them all, each with its fuller form in this document."""
        speakers = [claim.speaker for claim in document.claims if claim.speaker]
        full = full_names(speakers)
        for speaker in speakers:
            name = spoken_name(speaker)
            self._seen[full[name], speaker.kind, speaker.gender] += 1
            mention = read_name(one_line(speaker.text))  # the record's name has no brackets
            if mention.acronym and mention.key == read_name(full[name]).key:
                self._acronyms[mention.key].add(fold(mention.acronym))
            if full[name] != name and not read_name(full[name]).personal:
                self._pairs[read_name(name).key].add(read_name(full[name]).key)
        return full

    def decisions(self) -> list[Decision]:
        """What became of every name, the canonical names by their claims, and below each the names by theirs."""
        entries = _entries(self._seen)
        for key, acronyms in self._acronyms.items():
            entries[key].acronyms |= acronyms
        shown = {key: entry.best for key, entry in entries.items()}
        targets = _settled(entries, self._pairs)
        claims: Counter[str] = Counter()
        for (name, _, _), count in self._seen.items():
            claims[name] += count
        made = [self._decision(name, count, shown, targets) for name, count in claims.items()]
        totals: Counter[str] = Counter()
        for decision in made:
            totals[decision.canonical] += decision.claims
        return sorted(made, key=lambda d: (-totals[d.canonical], d.canonical, -d.claims, d.name))

    def _decision(
        self, text: str, claims: int, shown: Mapping[str, str], targets: Mapping[str, tuple[str, str]]
    ) -> Decision:
        key = read_name(text).key
        evidence = targets[key][1]
        root = _root(key, targets)
        canonical = shown[root]
        if root == key and canonical != text:
            evidence = SAME_NAME
        return Decision(text, canonical, claims, evidence)


def _settled(entries: dict[str, _Entry], pairs: Mapping[str, set[str]]) -> dict[str, tuple[str, str]]:
    """By key: the key that it stands for, itself if it stands for none, and the evidence.

    What is known of a name that was unified may decide about others, so names are matched until nothing moves;
    `entries` are left with the canonical ones.
    """
    settled: dict[str, tuple[str, str]] = {}
    while True:
        targets = _Matcher(entries, pairs).targets()
        settled.update(targets)
        moved = [key for key, (target, _) in targets.items() if target != key]
        if not moved:
            return settled
        for key in moved:
            entries[_root(key, targets)].absorb(entries[key])
        for key in moved:
            del entries[key]
        pairs = {short: {_root(full, settled) for full in found} & entries.keys() for short, found in pairs.items()}


def _root(key: str, targets: Mapping[str, tuple[str, str]]) -> str:
    while (target := targets[key][0]) != key:
        key = target
    return key


def _entries(seen: Mapping[Seen, int]) -> dict[str, _Entry]:
    """The spellings by key; of two with the same key, the one with fewer words knows the surname's hyphens."""
    entries: dict[str, _Entry] = {}
    for (text, kind, gender), count in sorted(seen.items(), key=lambda item: item[0][0]):
        name = read_name(text)
        entry = entries.setdefault(name.key, _Entry(name))
        if len(name.words) < len(entry.name.words):
            entry.name = name
        entry.shown[name.shown] += count
        entry.kinds[kind] += count
        if gender:
            entry.genders.add(gender)
        if name.acronym:
            entry.acronyms.add(fold(name.acronym))
    return entries


def full_names(speakers: Iterable[Speaker]) -> dict[str, str]:
    """The names of one document's speakers: one of a single word with the fuller form that the document has."""
    seen: Counter[Seen] = Counter((spoken_name(speaker), speaker.kind, speaker.gender) for speaker in speakers)
    entries = _entries(seen)
    others = [entry.name for entry in entries.values() if not entry.person]
    pairs = {short.key: {full.key for full in others if is_compound_of(short, full)} for short in others}
    targets = _settled(entries, pairs)
    texts = sorted({text for text, _, _ in seen}, reverse=True)
    by_key = {read_name(text).key: text for text in texts}
    return {text: text if read_name(text).given else by_key[_root(read_name(text).key, targets)] for text in texts}


def _agree(one: set[str], other: set[str]) -> bool:
    return not one or not other or bool(one & other)


def is_compound_of(short: Name, full: Name) -> bool:
    """Whether a compound says the same as a noun with an attribute.

    "Gesundheitsministerium" and "Bundesgesundheitsministerium" beside "Bundesministerium für Gesundheit".
    """
    if len(short.words) != 1 or len(full.words) < 2:
        return False
    compound, head = short.surname, full.words[0]
    noun = _common_head(short.shown.lower(), full.shown.split()[0].lower())
    if not noun or compound == noun:
        return False
    level = head.removesuffix(noun)
    modifier = compound.removesuffix(noun).removeprefix(level)
    return any(
        len(word) >= _MIN_CONTENT and modifier.startswith(word) and len(modifier) - len(word) <= _MAX_LINKING
        for word in full.words[1:]
    )


def _common_head(one: str, other: str) -> str:
    """The longest noun for an organisation that both words, in lower case, end with, folded; empty without one."""
    tail = one[-_MAX_HEAD:]  # a name may be of any length
    common = (tail[i:] for i in range(len(tail) - _MIN_HEAD + 1) if other.endswith(tail[i:]))
    exact = vocabulary().organisations.exact
    return next((fold(ending) for ending in common if exact(ending.capitalize())), "")


class _Matcher:
    """Finds the key that each key stands for, and why."""

    def __init__(self, entries: Mapping[str, _Entry], pairs: Mapping[str, set[str]]) -> None:
        self.entries = entries
        self.pairs = pairs
        self.by_surname: dict[str, list[str]] = defaultdict(list)
        self.acronyms: dict[str, set[str]] = defaultdict(set)
        for key, entry in sorted(entries.items()):
            if entry.person and entry.name.given:
                self.by_surname[entry.name.surname].append(key)
            for acronym in entry.acronyms if not entry.person else ():
                self.acronyms[acronym].add(key)

    def targets(self) -> dict[str, tuple[str, str]]:
        """By key: the key that it stands for, itself if it stands for none, and the evidence."""
        return {key: self._target(key, entry) for key, entry in self.entries.items()}

    def _target(self, key: str, entry: _Entry) -> tuple[str, str]:
        if not entry.person:
            return self._organisation(key, entry)
        return self._full(key, entry) if entry.name.given else self._surname(key, entry)

    def _full(self, key: str, entry: _Entry) -> tuple[str, str]:
        bare = _without_genitive(key)
        if bare != key and bare in self.entries and self._fits(bare, entry):
            return bare, GENITIVE
        fitting = self._by_initial(entry.name)
        if len(fitting) == 1 and self._fits(fitting[0], entry):
            return fitting[0], INITIAL
        return key, AS_IT_STANDS

    def _fits(self, key: str, entry: _Entry) -> bool:
        other = self.entries[key]
        return other.person and _agree(other.genders, entry.genders)

    def _by_initial(self, name: Name) -> list[str]:
        """The full names that a name with an initial fits."""
        if len(name.given) != 1 or len(name.given[0]) != 1:
            return []
        others = (key for key in self.by_surname[name.surname] if key != name.key)
        return [k for k in others if len(k.split()[0]) > 1 and k.startswith(name.given[0])]

    def _surname(self, key: str, entry: _Entry) -> tuple[str, str]:
        surname = key if key in self.by_surname else _without_genitive(key)
        fitting = sorted({self._longest(full) for full in self.by_surname.get(surname, ())})
        if len(fitting) > 1:
            shown = ", ".join(self.entries[k].best for k in fitting[:_MAX_SHOWN])
            return key, f"{len(fitting)} full names with this surname: {shown}"
        if fitting and self._fits(fitting[0], entry):
            return fitting[0], ONLY_SURNAME if surname == key else GENITIVE
        if surname != key and surname in self.entries and self._fits(surname, entry):
            return surname, GENITIVE
        return key, AS_IT_STANDS

    def _longest(self, full: str) -> str:
        """The full name that a full name stands for in the end."""
        while (target := self._full(full, self.entries[full])[0]) != full:
            full = target
        return full

    def _organisation(self, key: str, entry: _Entry) -> tuple[str, str]:
        long_forms = self.acronyms.get(key, set()) - {key}
        if len(long_forms) == 1:
            return min(long_forms), ACRONYM
        beside = self.pairs.get(key, set())
        if len(beside) == 1:
            return min(beside), IN_ARTICLE
        bare = self._nominative(entry)
        if bare != key and bare in self.entries and not self.entries[bare].person:
            return bare, GENITIVE
        return key, AS_IT_STANDS

    def _nominative(self, entry: _Entry) -> str:
        """The key of an organisation without the genitive's ending, as far as the lexicon does not know better."""
        known, name = vocabulary(), entry.best
        noun = known.noun(name)
        if noun is not None and name in (f"{noun.word}s", f"{noun.word}es"):
            return fold(noun.word)
        return entry.name.key if noun is not None or known.outlet(name) else _without_genitive(entry.name.key)


def _without_genitive(key: str) -> str:
    return key.removesuffix("s") if key.endswith("s") and len(key) >= _MIN_GENITIVE else key
