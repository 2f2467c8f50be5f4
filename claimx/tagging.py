"""STTS tags with the pipeline's commonest slips mended by the lexicons, where form and place leave no doubt."""

from __future__ import annotations

from collections.abc import Container, Sequence

from spacy.tokens import Doc

from claimx.cues import CueLexicon, cue_lexicon
from claimx.grammar import FINITE_TAGS, INFINITIVE_TAGS, NOUN_TAGS, QUOTATION_MARKS
from claimx.vocabulary import Vocabulary

_CLOSING_MARKS = frozenset('“”"«»‘’')
_VERB_PLACES = frozenset({"ART", "NN", "NE", "PPER", "PPOSAT", "ADJA", "PIAT", "PDAT", "PIS", "APPR", "APPRART", "ADV"})
_ADJECTIVE_ENDINGS = ("er", "ische", "ischen", "ischer", "liche", "lichen", "licher")
_PREDICATE_ENDINGS = ("los", "voll", "lich", "sam", "haft", "weise")
_DETERMINERS = frozenset({"ART", "APPRART", "PPOSAT", "PDAT", "APPR"})
_DECLINED_PARTICIPLES = ("te", "ten", "ter", "tes", "ene", "enen", "ener", "enes")
_ATTRIBUTE_TAGS = frozenset({"APPR", "APPRART", "ART", "ADJA", "CARD", "NN", "NE"})
_NOMINAL_TAGS = NOUN_TAGS | {"ADJA", "CARD", "TRUNC", "ART", "PPOSAT", "PIAT", "PIS", "ADV", "ADJD", "FM", "$("}
_MAX_ATTRIBUTE = 6  # tokens
_SUBJECT_TAGS = frozenset({"ART", "PPER", "PPOSAT", "PDAT"})
_MIN_CLAUSE = 3  # tokens: "wer dafür haftet"
_SUBORDINATORS = frozenset({"KOUS", "PWS", "PWAV", "PWAT", "PRELS"})
_PARTICLES = frozenset({"ADV", "ITJ", "PTKANT"})
_NEVER_VERBS = frozenset(
    {
        "APPR",
        "APPRART",
        "KON",
        "KOUS",
        "KOKOM",
        "PRELS",
        "PWAV",
        "PWS",
        "ART",
        "PPER",
        "ADV",
        "PIS",
        "PAV",
        "PROAV",
    }
)


def repaired_tags(doc: Doc, vocabulary: Vocabulary) -> list[str]:
    """The tags of a Doc, one a token; the Doc itself stays as it is."""
    lexicon = cue_lexicon(doc.lang_ or "de")
    tags = [token.tag_ for token in doc]
    _mend_names(doc, tags, vocabulary)
    known = surnames([token.text for token in doc], tags, vocabulary)
    _mend_known_names(doc, tags, known, vocabulary)
    _mend_nouns(doc, tags, vocabulary)
    _mend_origins(doc, tags, vocabulary)
    _mend_attributes(doc, tags)
    _mend_truncated(doc, tags)
    _mend_articles_of_names(doc, tags)
    _mend_lone_articles(doc, tags, vocabulary)
    _mend_postpositions(doc, tags, vocabulary)
    _mend_lone_participles(doc, tags, lexicon)
    _mend_lone_infinitives(doc, tags, lexicon)
    for i, token in enumerate(doc):
        if not token.is_space and token.is_alpha:
            tags[i] = (
                _infinite(doc, tags, i, vocabulary)
                or _finite(doc, tags, i, lexicon, vocabulary)
                or ("ADJD" if token.text not in known and _is_predicate(doc, tags, i, vocabulary) else "")
                or _other(tags, i, token.lower_, lexicon, vocabulary)
            )
    return tags


def _infinite(doc: Doc, tags: list[str], i: int, vocabulary: Vocabulary) -> str:
    """The tag of an infinitive or participle that "zu" shows, or ""."""
    form, tag = doc[i].lower_, tags[i]
    if tag == "VVFIN" and i and tags[i - 1] == "PTKZU":
        return "VVINF"
    if tag in FINITE_TAGS and _is_governed(doc, i, _tag(tags, i + 1), vocabulary) and form.endswith(("en", "t")):
        return "VVINF" if form.endswith("en") else "VVPP"  # "impfen zu lassen", "verhandelt zu haben"
    holds = tag in INFINITIVE_TAGS | {"VVFIN", "VVPP", "ADJD"} and _holds_zu(form, vocabulary)
    return "VVIZU" if holds else ""


def _finite(doc: Doc, tags: list[str], i: int, lexicon: CueLexicon, vocabulary: Vocabulary) -> str:
    """The tag of a finite verb that is tagged otherwise, or ""."""
    form, tag = doc[i].lower_, tags[i]
    if tag == "NN" and _opens_statement(doc, tags, i, vocabulary):
        return "VVFIN"
    if tag in FINITE_TAGS or doc[i].text != form:
        return ""
    before = doc[i - 1].lower_ if i else ""
    following = _tag(tags, i + 1)
    noun = tag in NOUN_TAGS and form.endswith("e") and i and tags[i - 1] in ("KON", "PPER", "PIS")  # "und *fresse*"
    if tag == "ADJA" and form in lexicon.forms["finite"] and _is_before_name(doc, i, vocabulary):
        return "VVFIN"  # "In einem Grußwort *bescheinigte* Minister Emre Altunok …"
    if tag == "ADJA" and i and tags[i - 1] == "NN":
        following = ""  # "Jede Woche Verzögerung *koste* Aufträge": no adjective stands behind a noun
    if noun or _is_subjunctive(form, tag, before, following, vocabulary):
        return "VVFIN"
    return "VVFIN" if _is_frame_verb(doc, tags, i, following, lexicon) else ""


def _is_before_name(doc: Doc, i: int, vocabulary: Vocabulary) -> bool:
    """Whether a first name follows a word, a role between them or not."""
    first, *second = [token.text for token in doc[i + 1 : i + 3]] or [""]
    role = vocabulary.roles.get(first) is not None and any(map(vocabulary.is_first_name, second))
    return role or vocabulary.is_first_name(first)


def _opens_statement(doc: Doc, tags: list[str], i: int, vocabulary: Vocabulary) -> bool:
    """ "Nettelbeck: *Gebe* nicht auf": a verb without its "ich" behind the colon of a headline."""
    row = vocabulary.subjunctive.get(doc[i].lower_)
    first = row is not None and row["mood"] == "K1" and i > 0 and doc[i - 1].text == ":"
    return first and _tag(tags, i + 1) in ("PTKNEG", "ADV", "PRF", "PAV", "PPER")


def _is_predicate(doc: Doc, tags: list[str], i: int, vocabulary: Vocabulary) -> bool:
    """ "*Ratlos* steht Imker Zauner da", "*Froh* ist er nicht": an adjective that opens a sentence is no name."""
    if tags[i] not in NOUN_TAGS or not doc[i].is_sent_start or _tag(tags, i + 1) not in FINITE_TAGS:
        return False
    if tags[i] == "NE" and doc[i + 1].lower_ in vocabulary.word_class("verb-of-being") and _tag(tags, i + 2) == "PPER":
        return doc[i].text not in vocabulary.first_names and vocabulary.noun(doc[i].text) is None
    endings = tuple(vocabulary.word_class("comparative-ending"))
    compared = doc[i].lower_.endswith(endings) and vocabulary.noun(doc[i].text) is None
    return compared or doc[i].lower_.endswith(_PREDICATE_ENDINGS)


def _other(tags: list[str], i: int, form: str, lexicon: CueLexicon, vocabulary: Vocabulary) -> str:
    """The tag of a preposition or participle that is tagged otherwise, or the tag as it is."""
    following = _tag(tags, i + 1)
    if tags[i] == "NN" and following == "ART" and form in vocabulary.word_class("source-preposition"):
        return "APPR"  # "*Vonseiten* des Verlags"
    opens = tags[i] == "VVFIN" and i > 0 and tags[i - 1] == "$," and following in _SUBJECT_TAGS  # ", *gehört* das"
    if tags[i] in ("VVFIN", "VVINF", "ADJD", "ADJA") and not opens and _is_participle(form, following, lexicon):
        return "VVPP"
    return tags[i]


def _tag(tags: list[str], i: int) -> str:
    return tags[i] if i < len(tags) else ""


def _is_frame_verb(doc: Doc, tags: list[str], i: int, following: str, lexicon: CueLexicon) -> bool:
    """Whether a word that is tagged otherwise is the verb of a frame behind a quotation."""
    form = doc[i].lower_
    if tags[i] in _NEVER_VERBS or following not in _VERB_PLACES:
        return False
    return _is_behind_quotation(doc, i) and _is_cue(form, lexicon)


def _mend_names(doc: Doc, tags: list[str], vocabulary: Vocabulary) -> None:
    """A capital word behind a first name is a name, whatever it looks like ("Harald *Quint*")."""
    for i in range(1, len(doc)):
        word, before = doc[i].text, doc[i - 1].text
        if word[:1].isupper() and _is_first_name(doc, tags, i - 1, vocabulary):
            if tags[i] not in ("NE", "NN") and not doc[i].is_sent_start:
                tags[i] = "NE"
            if tags[i - 1] not in ("NE", "NN"):
                tags[i - 1] = "NE"
        elif tags[i - 1] == "ADJA" and word in vocabulary.first_names and vocabulary.roles.get(before) is not None:
            tags[i - 1] = "NN"  # "*Trainer* Ruedi Zgraggen"
        elif tags[i] == "ADJA" and word[:1].isupper() and doc[i - 1].lower_ in ("des", "eines") and word[-1] == "s":
            tags[i] = "NN"  # "nach Angaben eines *Helfers* Schwimmwesten"
        elif tags[i - 1] == "APPR" and before in vocabulary.first_names and _is_surname(doc, tags, i, vocabulary):
            tags[i - 1] = "NE"  # "*Per* Kjellmark ist …"
        elif tags[i] in ("APPR", "ADJD") and word[:1].isupper() and vocabulary.organisations.get(before) is not None:
            tags[i] = "NE"  # "der Fahrgastverband *Pro* Bahn", "der Verband *Nordfisch*"
        elif tags[i - 1] == "ADJA" and before[:1].isupper() and vocabulary.organisations.get(before) is not None:
            tags[i - 1] = "NN"  # "die *Hüttenwerke* Saarquell"


def _is_first_name(doc: Doc, tags: list[str], i: int, vocabulary: Vocabulary) -> bool:
    """Whether a word is a first name; one that is a word, too ("Anders"), between a role and a name."""
    word = doc[i].text
    if word not in vocabulary.ambiguous_names:
        return word in vocabulary.first_names
    role = i > 0 and vocabulary.roles.get(doc[i - 1].text) is not None
    return role and tags[i + 1] == "NE"


def surnames(words: Sequence[str], tags: Sequence[str], vocabulary: Vocabulary) -> frozenset[str]:
    """The names behind first names that are no nouns of the lexicons: who else is called so is the same person.

    A name behind a role is a first name that no lexicon has: "Landessprecherin *Maleen* Uphoff".
    """
    return frozenset(
        word
        for i, word in enumerate(words[1:], 1)
        if tags[i] == "NE" and vocabulary.noun(word) is None
        if vocabulary.is_first_name(words[i - 1])
        or (i > 1 and tags[i - 1] == "NE" and vocabulary.roles.exact(words[i - 2]) is not None)
    )


def _mend_known_names(doc: Doc, tags: list[str], known: Container[str], vocabulary: Vocabulary) -> None:
    """A surname that stands behind a first name somewhere is one wherever it stands alone; no word is punctuation."""
    for i, token in enumerate(doc):
        if tags[i][:1] == "$" and token.is_alpha:
            tags[i] = "NE"  # "Die *AfD* forderte"
        elif tags[i] != "NE" and (token.text in known or token.text.removesuffix("s") in known):
            common = token.is_sent_start and token.lower_ in vocabulary.word_class("common-surname")
            tags[i] = tags[i] if common else "NE"


def _is_surname(doc: Doc, tags: list[str], i: int, vocabulary: Vocabulary) -> bool:
    """Whether a capital word that no lexicon knows stands before a verb or a comma."""
    following = _tag(tags, i + 1)
    unknown = vocabulary.noun(doc[i].text) is None and doc[i].text not in vocabulary.places
    return unknown and tags[i] in ("NE", "NN") and (following in FINITE_TAGS or following == "$,")


def _mend_nouns(doc: Doc, tags: list[str], vocabulary: Vocabulary) -> None:
    """ "Laut *Umweltbundesamt* mussten …": a noun of the lexicons behind a preposition, taken for an adverb."""
    for i in range(1, len(doc)):
        word = doc[i].text
        capital = word[:1].isupper() and not doc[i].is_sent_start
        placed = tags[i] in ("ADV", "ADJD") and tags[i - 1] in ("APPR", "APPRART", "ART")
        if capital and placed and vocabulary.organisations.get(word) is not None:
            tags[i] = "NN"


def _mend_origins(doc: Doc, tags: list[str], vocabulary: Vocabulary) -> None:
    """ "der *Kieler* Ökonom", "der *Paritätische* Gesamtverband": an adjective tagged as a noun before its noun."""
    for i in range(len(doc) - 1):
        word, noun = doc[i].text, doc[i + 1].text
        if tags[i] not in ("NN", "NE") or tags[i + 1] not in ("NN", "NE") or not word[:1].isupper():
            continue
        known = word.endswith("er") and (vocabulary.noun(word) is not None or word in vocabulary.first_names)
        if known or not word.endswith(_ADJECTIVE_ENDINGS):
            continue
        before = tags[i - 1] if i else ""
        person = vocabulary.roles.get(noun) is not None
        determined = before in _DETERMINERS or (before == "ADJA" and i > 1 and tags[i - 2] in _DETERMINERS)
        placed = determined or doc[i - 1].text == "St." or (person and doc[i].is_sent_start)
        if placed and (person or vocabulary.organisations.get(noun) is not None):
            tags[i] = "ADJA"
            if doc[i - 1].text == "St.":
                tags[i - 1] = "ADJA"


def _mend_attributes(doc: Doc, tags: list[str]) -> None:
    """ "die im Vorjahr *bewilligten* 900 Euro": no verb of its own between determiner, attribute and noun."""
    for i in range(3, len(doc) - 1):
        declined = tags[i] == "VVFIN" and doc[i].lower_.endswith(_DECLINED_PARTICIPLES)
        if not declined or tags[i + 1] not in ("CARD", "ADJA", "NN") or tags[i - 1] not in NOUN_TAGS:
            continue
        j = i - 1
        while j > 1 and i - j < _MAX_ATTRIBUTE and tags[j] in _ATTRIBUTE_TAGS and tags[j - 1] != "ART":
            j -= 1
        if tags[j] in ("APPR", "APPRART") and tags[j - 1] == "ART":
            tags[i] = "ADJA"


def _mend_articles_of_names(doc: Doc, tags: list[str]) -> None:
    """ "sagte Lind, Chef der Agentur, *der* „Rundpost“.": no relative clause where no verb follows."""
    for i in range(len(doc) - 1):
        if tags[i] != "PRELS" or doc[i + 1].text not in QUOTATION_MARKS:
            continue
        stop = next((j for j in range(i + 2, len(doc)) if tags[j] in ("$.", "$,")), len(doc))
        if not any(tags[j] in FINITE_TAGS for j in range(i, stop)):
            tags[i] = "ART"


def _mend_truncated(doc: Doc, tags: list[str]) -> None:
    """ "die *Industrie-* und Handelskammer": a noun that ends with a hyphen before its conjunction."""
    for i in range(len(doc) - 1):
        if tags[i] in NOUN_TAGS and len(doc[i]) > 1 and doc[i].text.endswith("-") and tags[i + 1] == "KON":
            tags[i] = "TRUNC"


def _mend_postpositions(doc: Doc, tags: list[str], vocabulary: Vocabulary) -> None:
    """ "Ihr *zufolge* …": a postposition, and no noun, behind a pronoun that is no possessive."""
    for i in range(1, len(doc)):
        if doc[i].lower_ in vocabulary.word_class("postposition") and tags[i] == "NN":
            tags[i] = "APPO"
            tags[i - 1] = "PPER" if tags[i - 1] == "PPOSAT" else tags[i - 1]


def _mend_lone_participles(doc: Doc, tags: list[str], lexicon: CueLexicon) -> None:
    """ "Ein Polizist, der dabei war, *berichtet*, …": between commas and behind a relative clause it is a verb."""
    for i in range(2, len(doc) - 1):
        alone = doc[i - 1].text == "," and doc[i + 1].text in (",", ":") and tags[i] == "VVPP"
        if alone and tags[i - 2] in FINITE_TAGS and any(lexicon.entries("finite", doc[i].lower_)):
            tags[i] = "VVFIN"


def _mend_lone_articles(doc: Doc, tags: list[str], vocabulary: Vocabulary) -> None:
    """ "…“, ruft *einer* herüber", "*Der* fragte, …": an article without a noun is a pronoun."""
    for i in range(len(doc)):
        opens = tags[i] == "ART" and doc[i].is_sent_start and _tag(tags, i + 1) in FINITE_TAGS
        if opens and doc[i].lower_ in vocabulary.word_class("definite-determiner"):
            tags[i] = "PDS"
        if tags[i] == "PDAT" and _tag(tags, i + 1) not in _NOMINAL_TAGS:
            tags[i] = "PDS"  # "hielt *dieser* fest"
        if tags[i] == "ART" and doc[i].lower_ in vocabulary.word_class("lone-article"):
            after = (j for j in range(i + 1, len(doc)) if tags[j] not in ("ADV", "ADJD", "PTKNEG"))
            j = next(after, i)
            alone = tags[j][:1] == "$" and doc[j].text not in QUOTATION_MARKS
            if alone or tags[j] in FINITE_TAGS or tags[j] == "PTKVZ":
                tags[i] = "PIS"


def _mend_lone_infinitives(doc: Doc, tags: list[str], lexicon: CueLexicon) -> None:
    """ "Kritiker *bemängeln*, dass …": a plural form tagged as an infinitive in a clause without a finite verb."""
    start = 0
    for i in range(len(doc) + 1):
        if (
            i < len(doc)
            and not doc[i].is_space
            and (not doc[i].is_punct or doc[i].is_quote or doc[i].text in QUOTATION_MARKS)
        ):
            continue
        clause = range(start, i)
        start = i + 1
        if any(tags[j] in FINITE_TAGS for j in clause) or (len(clause) and tags[clause[0]] == "KOUI"):
            continue
        for j in clause:
            known = _may_be_finite(doc, tags, j, clause, lexicon) or _is_unknown_verb(doc, tags, j)
            if known or (j == clause[-1] and _is_late_verb(doc, tags, clause)):
                tags[j] = "VVFIN"
                break


def _is_unknown_verb(doc: Doc, tags: list[str], j: int) -> bool:
    """ "Jolanta Bartkowiak *kniet* vor dem Balg": a small word behind a name that is tagged as a part of it."""
    small = tags[j] in NOUN_TAGS and doc[j].text.islower() and doc[j].is_alpha and doc[j].text.endswith(("t", "te"))
    return small and j > 0 and tags[j - 1] in NOUN_TAGS and _tag(tags, j + 1) not in NOUN_TAGS


def _is_late_verb(doc: Doc, tags: list[str], clause: range) -> bool:
    """ "…, wer dafür *haftet*", "…, wann sie *aufhören*": what ends a subordinate clause without a verb is its verb."""
    if tags[clause[0]] not in _SUBORDINATORS or len(clause) < _MIN_CLAUSE:
        return False
    if tags[clause[-1]] == "VVINF":
        return tags[clause[-2]] != "PTKZU"
    compares = doc[clause[0]].lower_ == "wie"
    return not compares and tags[clause[-1]] == "VVPP" and doc[clause[-1]].lower_.endswith("t")


def _may_be_finite(doc: Doc, tags: list[str], j: int, clause: range, lexicon: CueLexicon) -> bool:
    """Whether a word is the finite cue verb that its clause lacks."""
    form = doc[j].lower_
    if doc[j].text != form or tags[j] in _NEVER_VERBS or tags[j] == "VVIZU":
        return False
    if form in lexicon.swiss:
        return True
    if form not in lexicon.forms["finite"] and form not in lexicon.forms["joined"]:
        return False
    if tags[j] == "VVINF":
        return j > clause[0] and tags[j - 1] in ("NN", "NE", "PRF", "ADV")
    if tags[j] == "VVPP" and form not in lexicon.forms["participle"]:
        return True  # "Der Sänger selbst *bestreitet*, …"
    if tags[j] == "VVPP" and len(clause) == 1:
        return _tag(tags, j + 2) in ("KOUS", "PWAV", "PWS")  # "Amthor, die alles leitet, *vermutet*, dass …"
    if tags[j] == "VVPP":
        return (j == clause[-1] and tags[clause[0]] in ("PWAV", "KOUS", "KOKOM")) or tags[j - 1] in (
            "NN",
            "NE",
        )
    return j == clause[0] and form in lexicon.common | lexicon.frequent


def _is_governed(doc: Doc, i: int, following: str, vocabulary: Vocabulary) -> bool:
    """Whether a verb stands before the "zu" of another that governs it; "scheinen zu warten" is no such pair."""
    if following != "PTKZU" or i + 2 >= len(doc):
        return False
    return doc[i + 2].lower_ in vocabulary.word_class("verb-governor")


def _holds_zu(form: str, vocabulary: Vocabulary) -> bool:
    """ "umzubauen": an infinitive with the particle inside."""
    cut = form.find("zu", 2)
    return (
        cut > 0
        and len(form) - cut > 4
        and form.endswith("n")
        and not form.startswith("hinzu")
        and form[:cut] in vocabulary.word_class("separable-prefix")
    )


def _is_subjunctive(form: str, tag: str, before: str, following: str, vocabulary: Vocabulary) -> bool:
    row = vocabulary.subjunctive.get(form)
    if row is None or row["ambiguous"] != "no":
        return False
    if row["mood"] == "K2" and form.endswith("en"):
        return tag.startswith("V") or tag in ("NN", "ADJA", "ADV", "ADJD")
    if form.endswith("iere") and before in ("er", "man"):
        return True  # "er *kommentiere* Gerüchte nicht"
    if row["mood"] == "K1" and tag in _PARTICLES and before in ("er", "es", "man"):
        return True  # "man *bitte* darum"
    if tag == "APPR":
        return form not in vocabulary.word_class("preposition-homograph")  # "Bis heute *wohne* er dort"
    return tag not in _NEVER_VERBS and (tag.startswith("V") or following not in NOUN_TAGS | {"ADJA"})


def _is_participle(form: str, following: str, lexicon: CueLexicon) -> bool:
    forms = lexicon.forms
    return (
        form in forms["participle"]
        and form not in forms["finite"]
        and form not in forms["joined"]
        and following not in NOUN_TAGS | {"ADJA"}
    )


def _is_behind_quotation(doc: Doc, i: int) -> bool:
    """Whether a token stands right behind „…“ or „…“, – the place of a postposed frame's verb."""
    before = i - 1
    if before > 0 and doc[before].text == ",":
        before -= 1
    return before >= 0 and doc[before].text in _CLOSING_MARKS


def _is_cue(form: str, lexicon: CueLexicon) -> bool:
    """Whether a form is a cue, or one slip of the keyboard away from a frequent one ("saget")."""
    if form in lexicon.forms["finite"]:
        return True
    return (len(form) > 4 and any(form[:k] + form[k + 1 :] in lexicon.common for k in range(len(form)))) or _swapped(
        form, lexicon
    )


def _swapped(form: str, lexicon: CueLexicon) -> bool:
    return any(form[:k] + form[k + 1] + form[k] + form[k + 2 :] in lexicon.common for k in range(len(form) - 1))
