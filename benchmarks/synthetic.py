"""Invented short news articles, as many as wanted: the same number and seed give the same articles.

    python benchmarks/synthetic.py 1000 > corpus.jsonl

Every article has two or three sentences, one or two of them with a claim, and people, places and figures of its own:
there are 49,000 names of people and 600 of places. Article n is the same whatever the count.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
from collections.abc import Iterator
from pathlib import Path


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


_WOMEN = _words(
    "Anke Britta Carola Dagmar Elif Frauke Gesine Hedwig Ilona Jytte Katja Lale Mareike Nora Petra Ragna Silke Tomke "
    "Ulrike Wiebke"
)
_MEN = _words(
    "Arne Bernd Cem Detlef Enno Falk Gerrit Hauke Ivo Jens Kuno Lutz Milan Norbert Ole Piotr Rolf Sönke Thorben Uwe"
)
_FAMILY = _words(
    "Ahl Bar Bern Brink Dahl Deich Ehr Eich Falk Feld Gar Grot Hahn Har Holt Kal Klee Kron Lan Lind Mar Moor Nagel "
    "Ohl Pahl Quast Rad Rein Sand Stein Tams Uhl Vos Wald Wend"
)
_FAMILY_ENDS = _words(
    "bach berg beck brandt burg dorf er feldt ert hagen hoff horst ing kamp ke lau ler mann meier meister müller ner "
    "ow rath ring sen ski son stedt stein stroh wald wig wirth zien"
)
_PLACES = _words(
    "Alten Born Dorn Eschen Finken Grün Hasel Hoch Kirch Langen Mühl Neuen Ober Rothen Sieben Tannen Unter Weiden "
    "Wester Winds"
)
_PLACE_ENDS = _words(
    "au bach beck berg born brück büttel dorf fehn feld furt hafen hagen hausen heim hof kirchen lohe moor mühlen "
    "reuth rode see stedt tal thal werder wiek winkel wörth"
)
_ROLES = (  # for a woman, for a man
    ("Bürgermeisterin", "Bürgermeister"),
    ("Landrätin", "Landrat"),
    ("Schulleiterin", "Schulleiter"),
    ("Klinikdirektorin", "Klinikdirektor"),
    ("Gewerkschaftssekretärin", "Gewerkschaftssekretär"),
    ("Polizeisprecherin", "Polizeisprecher"),
    ("Försterin", "Förster"),
    ("Museumsleiterin", "Museumsleiter"),
    ("Vereinsvorsitzende", "Vereinsvorsitzender"),
    ("Werksleiterin", "Werksleiter"),
    ("Wirtschaftsministerin", "Wirtschaftsminister"),
    ("Meeresbiologin", "Meeresbiologe"),
)
_DAYS = _words("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag")
_SOURCES = (
    "der Stadtverwaltung",
    "der Polizei",
    "des Umweltamts",
    "der Handwerkskammer",
    "des Bauernverbands",
    "der Stadtwerke",
    "des Roten Kreuzes",
    "der Hafenbehörde",
)
_EVENTS = (
    "In {place} hat der Umbau des alten Bahnhofs begonnen.",
    "Der Stadtrat von {place} stimmt am {day} über den Haushalt ab.",
    "Rund {number} Menschen kamen am {day} zum Hafenfest nach {place}.",
    "Die Brücke zwischen {place} und {other} bleibt bis Ende {year} gesperrt.",
    "Ein Feuer hat in {place} eine Lagerhalle zerstört, der Schaden beträgt {number} Euro.",
    "Auf den Feldern um {place} ist der Boden so trocken wie seit {count} Jahren nicht.",
    "Das Krankenhaus in {place} bekommt {count} neue Betten.",
    "Zwischen {place} und {other} fahren von {day} an wieder Züge.",
    "In der Turnhalle von {place} sind {count} Familien untergekommen.",
    "Die Fähre nach {place} legte am {day} mit {count} Minuten Verspätung ab.",
)
_CONTENTS = (  # what is said: verbatim, and in the subjunctive
    ("Wir brauchen dafür noch {count} Wochen", "man brauche dafür noch {count} Wochen"),
    ("Die Kosten liegen bei {number} Euro", "die Kosten lägen bei {number} Euro"),
    ("Ohne Hilfe vom Land geht es nicht", "ohne Hilfe vom Land gehe es nicht"),
    ("Das hat in {place} niemand erwartet", "das habe in {place} niemand erwartet"),
    ("Für {number} Haushalte ändert sich nichts", "für {number} Haushalte ändere sich nichts"),
    ("Bis {year} ist alles fertig", "bis {year} sei alles fertig"),
    ("Der Vertrag mit {other} gilt weiter", "der Vertrag mit {other} gelte weiter"),
    ("Es fehlen {count} Fachkräfte", "es fehlten {count} Fachkräfte"),
)
_CLAIMS = (
    "„{direct}“, sagte {role} {name} am {day}.",
    "{role} {name} erklärte: „{direct}.“",
    "{role} {name} sagte, {indirect}.",
    "{role} {name} betonte am {day} in {place}, {indirect}.",
    "„{direct}“, so {role} {name}.",
    "Nach Angaben {source} waren am {day} {count} Helfer im Einsatz.",
    "Laut {name} soll darüber am {day} in {other} entschieden werden.",
    "Wie {role} {name} mitteilte, sind {number} Anträge eingegangen.",
    "{role} {name} kündigte an, am {day} nach {other} zu fahren.",
    "{role} {name} sprach von einem „guten Zeichen für {place}“.",
)
_SECOND = (
    "„{direct}“, ergänzte {family}.",
    "{family} fügte hinzu, {indirect}.",
    "Außerdem werde in {other} neu gebaut, so {family}.",
    "Eine Entscheidung wird im Herbst {year} erwartet.",
    "Zuletzt waren es in {other} {number} gewesen.",
)
_FIRST_DAY = datetime.date(2020, 1, 1)


def articles(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """So many articles with "id", "title", "date" (of the years 2020 to 2024) and "text"; no two ids are equal."""
    for number in range(count):
        yield _article(number, random.Random(f"{seed}-{number}"))


def _article(number: int, draw: random.Random) -> dict[str, str]:
    facts = _facts(draw)
    templates = [draw.choice(_EVENTS), draw.choice(_CLAIMS)]
    if draw.random() < 0.5:
        templates.append(draw.choice(_SECOND))
    contents = draw.sample(_CONTENTS, len(templates))
    return {
        "id": f"article-{number:07d}",
        "title": f"{facts['place']}: {facts['role']} {facts['family']} zieht Bilanz",
        "date": (_FIRST_DAY + datetime.timedelta(days=draw.randrange(1826))).isoformat(),
        "text": " ".join(_sentence(*parts, facts) for parts in zip(templates, contents, strict=True)),
    }


def _sentence(template: str, content: tuple[str, str], facts: dict[str, str]) -> str:
    direct, indirect = (words.format_map(facts) for words in content)
    return template.format_map({**facts, "direct": direct, "indirect": indirect})


def _facts(draw: random.Random) -> dict[str, str]:
    woman = draw.random() < 0.5
    family = draw.choice(_FAMILY) + draw.choice(_FAMILY_ENDS)
    return {
        "name": f"{draw.choice(_WOMEN if woman else _MEN)} {family}",
        "family": family,
        "role": draw.choice(_ROLES)[0 if woman else 1],
        "place": draw.choice(_PLACES) + draw.choice(_PLACE_ENDS),
        "other": draw.choice(_PLACES) + draw.choice(_PLACE_ENDS),
        "day": draw.choice(_DAYS),
        "source": draw.choice(_SOURCES),
        "count": str(draw.randrange(2, 100)),
        "number": f"{draw.randrange(3, 990) * 100:,}".replace(",", "."),
        "year": str(draw.randrange(2025, 2035)),
    }


def write_corpus(path: Path, count: int, seed: int = 1) -> None:
    """Write the articles to a file, one JSON object a line."""
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        lines.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles(count, seed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for article in articles(args.count, args.seed):
        print(json.dumps(article, ensure_ascii=False))


if __name__ == "__main__":
    main()
