from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.errors import AliasesBroken, InputMissing
from claimx.statistics.aliases import alias_lines, parse_aliases, read_aliases
from claimx.statistics.names import Decision

HEAD = "name\tcanonical\n"


def written(*pairs: tuple[str, str]) -> str:
    return "".join(alias_lines(Decision(name, canonical, 1, "as it stands") for name, canonical in pairs))


def test_what_is_written_explains_itself() -> None:
    lines = written(("Vogt", "Petra Vogt")).splitlines()
    assert all(line.startswith("# ") for line in lines[:-2])
    assert lines[-2:] == ["name\tcanonical\tclaims\tevidence", "Vogt\tPetra Vogt\t1\tas it stands"]


def test_a_name_may_look_like_a_comment_or_formula() -> None:
    names = ("#DeichAuf", "=1+1", "@vogt", "-")
    assert parse_aliases(written(*((n, n) for n in names)), "f") == {n: n for n in names}
    assert "\t=1" not in written(("=1+1", "=1+1"))


def test_canonical_names_are_followed() -> None:
    text = f"{HEAD}Frau Vogt\tVogt\nVogt\tPetra Vogt\nPetra Vogt\tPetra Vogt-Deich\n"
    assert set(parse_aliases(text, "f").values()) == {"Petra Vogt-Deich"}


def test_two_columns_blank_lines_and_windows_line_ends_are_enough(tmp_path: Path) -> None:
    path = tmp_path / "namen.tsv"
    path.write_bytes("\ufeff# Namen\r\n\r\nname\tcanonical\r\nVogt\tPetra Vogt\r\n".encode())
    assert read_aliases(path) == {"Vogt": "Petra Vogt"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Vogt\tPetra Vogt\n", "f, line 1: the columns must begin with name and canonical."),
        (f"{HEAD}Vogt\n", "f, line 2: a name and its canonical name are needed, with a tab between."),
        (f"{HEAD}Vogt\t \n", "f, line 2: a name and its canonical name are needed, with a tab between."),
        (f"{HEAD}# x\nVogt\tA\nVogt\tB\n", "f, line 4: 'Vogt' already stands in line 3."),
        (f"{HEAD}A\tB\nB\tA\n", "f, line 3: 'B' leads back to 'A'."),
    ],
)
def test_errors_name_file_and_line(text: str, message: str) -> None:
    with pytest.raises(AliasesBroken) as error:
        parse_aliases(text, "f")
    assert str(error.value) == message


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="no such file"):
        read_aliases(tmp_path / "fehlt.tsv")
    (tmp_path / "latin.tsv").write_bytes(b"name\tcanonical\nM\xfcller\tM\xfcller\n")
    with pytest.raises(AliasesBroken, match="not UTF-8"):
        read_aliases(tmp_path / "latin.tsv")


NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8).filter(lambda n: n != "#")


@given(st.dictionaries(NAMES, NAMES, max_size=6))
def test_names_come_back_as_they_were(names: dict[str, str]) -> None:
    alone = {name: f"{canonical} kanonisch" for name, canonical in names.items()}
    assert parse_aliases(written(*alone.items()), "f") == alone
