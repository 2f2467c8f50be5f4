"""Writes what the documentation shows of the program.

python docs/build.py          write all of it
python docs/build.py --check  exit with 1 if the README's example is not what the program prints

That is: the README's example, `docs/seed.svg`, the page of all commands, the table of errors, the list of what does
not work yet, and what the examples of all pages print.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path

from examples import Runner
from figures import PAGE as QUALITY
from figures import known_table
from marked import DOCS, ROOT, put
from reference import PAGE as COMMANDS
from reference import errors_table
from reference import page as commands_page
from rich.console import Console

from claimx import api
from claimx.console import draw_documents
from claimx.inputs.files import read_article
from claimx.records import Document

SEED = "seeds/000_1c8a394ffed3ba5b.txt"
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "seed.svg"
BLOCK = re.compile(r"(<!-- example -->\n```text\n).*?(```\n<!-- end of example -->)", re.DOTALL)
TEXT_WIDTH = 80
PICTURE_WIDTH = 120


def seed_document() -> Document:
    """The claims of the seed article; raises `ValueError` when there are none to show."""
    (document,) = api.pipe([read_article(SEED)])
    if not isinstance(document, Document):
        raise ValueError(document.message)
    return document


def as_text(document: Document) -> str:
    """What `claimx extract` prints into a pipe, without blanks at the line ends."""
    console = Console(file=io.StringIO(), width=TEXT_WIDTH, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        draw_documents([document], console)
    return "".join(line.rstrip() + "\n" for line in captured.get().splitlines())


def as_picture(document: Document) -> str:
    """The table as an SVG that loads nothing from elsewhere."""
    console = Console(
        file=io.StringIO(), record=True, width=PICTURE_WIDTH, force_terminal=True, color_system="truecolor"
    )
    draw_documents([document], console)
    svg = console.export_svg(title=f"claimx extract {SEED}", unique_id="claimx")
    without_fonts = re.sub(r"@font-face \{[^}]*\}\s*", "", svg)
    return re.sub(r"\s*<!-- Generated with Rich [^>]*-->", "", without_fonts)


def readme_with(example: str) -> str:
    """The README with this text as its example."""
    readme = README.read_text(encoding="utf-8")
    made, count = BLOCK.subn(lambda match: match[1] + example + match[2], readme)
    if count != 1:
        raise ValueError("README.md has no place for the example")
    return made


def write_pages() -> None:
    """Write the pages and stretches that are made, and what the examples print."""
    COMMANDS.write_text(commands_page(), encoding="utf-8")
    put(QUALITY, "known", known_table())
    put(DOCS / "python.md", "errors", errors_table())
    for page in sorted(DOCS.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            made = Runner(Path(folder)).page_with_outputs(text)
        if made != text:
            page.write_text(made, encoding="utf-8")


def main() -> int:
    """Write or check; returns the exit code."""
    document = seed_document()
    made = readme_with(as_text(document))
    if "--check" in sys.argv[1:]:
        return int(made != README.read_text(encoding="utf-8"))
    README.write_text(made, encoding="utf-8")
    PICTURE.write_text(as_picture(document), encoding="utf-8")
    write_pages()
    return 0


if __name__ == "__main__":
    sys.exit(main())
