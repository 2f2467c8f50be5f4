"""Test data generator, no tests: sound articles that lie between the hostile files when sorted by name."""

from __future__ import annotations

import csv
import email.policy
import io
import json
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from hostile_base import HostileFile, gzipped, zipped
from hostile_office import word_document, word_file

HEALTHY_CATEGORY = "healthy"


@dataclass(frozen=True)
class HealthyArticle:
    """A sound article: the file it is in, and the one direct quotation in it with its speaker."""

    name: str
    title: str
    before: str
    quotation: str
    speaker: str
    after: str

    @property
    def paragraphs(self) -> tuple[str, str, str]:
        """The article's text without its title."""
        return self.before, f"{self.quotation}, sagte {self.speaker} am Dienstag.", self.after


HEALTHY: tuple[HealthyArticle, ...] = (
    HealthyArticle(
        "text-m-gesund-bad.txt",
        "Freibad öffnet früher",
        "Das Freibad in Oldenrode öffnet in diesem Jahr schon Ende April.",
        "„Das Wasser ist warm genug“",
        "Badleiterin Imke Thomsen",
        "Der Eintritt kostet wie im Vorjahr vier Euro.",
    ),
    HealthyArticle(
        "text-n-gesund-busse.md",
        "Neue Busse für den Landkreis",
        "Der Landkreis Wiesental kauft zwölf neue Busse.",
        "„Die alten Wagen fahren keinen Winter mehr“",
        "Landrat Holger Brandis",
        "Die ersten Fahrzeuge sollen im Herbst geliefert werden.",
    ),
    HealthyArticle(
        "html-m-gesund-museum.html",
        "Museum zeigt alte Karten",
        "Das Heimatmuseum in Bad Lerchen zeigt von Juni an Landkarten aus drei Jahrhunderten. Die meisten der Blätter "
        "stammen aus dem Nachlass eines Lehrers, der sie auf Reisen gesammelt hatte.",
        "„Viele dieser Karten hat noch niemand gesehen“",
        "Museumsleiterin Ruth Ebeling",
        "Die Ausstellung ist bis zum Oktober an jedem Nachmittag außer montags geöffnet. Für Schulklassen gibt es an "
        "den Vormittagen Führungen.",
    ),
    HealthyArticle(
        "docx-m-gesund-bruecke.docx",
        "Brücke bleibt gesperrt",
        "Die Brücke über die Lenne bleibt bis zum Sommer gesperrt.",
        "„Der Beton ist an drei Stellen gerissen“",
        "Ingenieur Falk Reimann",
        "Autofahrer müssen einen Umweg von elf Kilometern nehmen.",
    ),
    HealthyArticle(
        "eml-m-gesund-wald.eml",
        "Förster pflanzen Eichen",
        "Im Stadtwald von Hagenbruch wachsen bald tausend junge Eichen.",
        "„Die Fichten haben den trockenen Sommer nicht überstanden“",
        "Försterin Sabine Kolb",
        "Die Pflanzung dauert drei Wochen.",
    ),
    HealthyArticle(
        "corpus-m-gesund-chor.jsonl",
        "Chor sucht Stimmen",
        "Der Kirchenchor von Altenfurt sucht neue Sänger.",
        "„Uns fehlen vor allem die Bässe“",
        "Chorleiter Jonas Wieland",
        "Geprobt wird an jedem Donnerstag.",
    ),
    HealthyArticle(
        "corpus-n-gesund-hafen.jsonl.gz",
        "Hafen wächst",
        "Der Hafen von Nordersand bekommt einen dritten Kai.",
        "„Wir brauchen den Platz für größere Schiffe“",
        "Hafenmeisterin Wiebke Lorenzen",
        "Die Arbeiten beginnen im August.",
    ),
    HealthyArticle(
        "corpus-o-gesund-imker.csv",
        "Gutes Jahr für Imker",
        "Die Imker in der Heide haben mehr Honig geerntet als im Vorjahr.",
        "„Die Linden haben lange geblüht“",
        "Imker Martin Seibold",
        "Ein Glas kostet sieben Euro.",
    ),
    HealthyArticle(
        "archive-zip-m-gesund-schule.zip",
        "Schule bekommt neues Dach",
        "Die Grundschule in Kaltenborn bekommt ein neues Dach.",
        "„Es hat zuletzt in zwei Klassen geregnet“",
        "Schulleiterin Anke Dormann",
        "Die Gemeinde zahlt dafür eine halbe Million Euro.",
    ),
    HealthyArticle(
        "archive-tar-m-gesund-markt.tar.gz",
        "Wochenmarkt zieht um",
        "Der Wochenmarkt von Sankt Veit zieht auf den Bahnhofsplatz.",
        "„Dort haben alle Stände Strom und Wasser“",
        "Marktmeister Uwe Hartleb",
        "Der alte Platz wird gepflastert.",
    ),
)
"""Ten articles, invented."""


def healthy_files() -> list[HostileFile]:
    """The articles of `HEALTHY` in files of as many kinds."""
    return [HostileFile(article.name, HEALTHY_CATEGORY, _data(article)) for article in HEALTHY]


def _data(article: HealthyArticle) -> bytes:
    suffix = article.name.partition(".")[2]
    text = "\n\n".join((article.title, *article.paragraphs)) + "\n"
    row = {"id": article.name, "title": article.title, "date": "2025-03-11", "text": "\n\n".join(article.paragraphs)}
    line = (json.dumps(row, ensure_ascii=False) + "\n").encode()
    made: dict[str, Callable[[], bytes]] = {
        "txt": text.encode,
        "md": lambda: f"# {text}".encode(),
        "html": lambda: _page(article),
        "docx": lambda: _word(article),
        "eml": lambda: _mail(article),
        "jsonl": lambda: line,
        "jsonl.gz": lambda: gzipped(line),
        "csv": lambda: _table(row),
        "zip": lambda: zipped(("ordner/artikel.txt", text.encode())),
        "tar.gz": lambda: gzipped(_tar("ordner/artikel.txt", text.encode())),
    }
    return made[suffix]()


def _page(article: HealthyArticle) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
    return (
        f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{article.title}</title></head>'
        f"<body><article><h1>{article.title}</h1>{body}</article></body></html>"
    ).encode()


def _word(article: HealthyArticle) -> bytes:
    parts = (article.title, *article.paragraphs)
    return word_file(word_document("".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in parts)))


def _mail(article: HealthyArticle) -> bytes:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"] = "Redaktion <redaktion@example.invalid>"
    mail["Subject"] = article.title
    mail["Date"] = "Tue, 11 Mar 2025 10:00:00 +0100"
    mail.set_content("\n\n".join(article.paragraphs))
    return mail.as_bytes()


def _table(row: dict[str, str]) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(row))
    writer.writeheader()
    writer.writerow(row)
    return buffer.getvalue().encode()


def _tar(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()
