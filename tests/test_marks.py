from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.layout import layout
from claimx.marks import Marks, quotations

SOUP = st.text(
    st.one_of(st.sampled_from(list("aB1 .,:?!\n\n„“”\"»«‚‘’'‹›()–-")), st.characters()),
    max_size=80,
)


def find(text: str) -> Marks:
    return quotations(text, layout(text).blocks)


def quotes(text: str) -> list[str]:
    return [text[pair.open_start : pair.close_end] for pair in find(text).pairs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Es reicht“, sagte Ott.", ["„Es reicht“"]),
        ('"Es reicht", sagte Ott, "und zwar jetzt."', ['"Es reicht"', '"und zwar jetzt."']),
        ("»Es reicht«, sagte Ott der »Post«.", ["»Es reicht«", "»Post«"]),
        ("«Es reicht», sagte Ott der «Post».", ["«Es reicht»", "«Post»"]),
        ("“Es reicht”, sagte Ott.", ["“Es reicht”"]),
        ('„Es reicht", sagte Ott.', ['„Es reicht"']),
        ("„Es reicht”, sagte Ott.", ["„Es reicht”"]),
        ('"Es reicht“, sagte Ott.', ['"Es reicht“']),
        ("“Es reicht„, sagte Ott.", ["“Es reicht„"]),
        ("„Es reicht„, sagte Ott.", ["„Es reicht„"]),
        ("‚Es reicht‘, sagte Ott.", ["‚Es reicht‘"]),
        ("'Es reicht', sagte Ott.", ["'Es reicht'"]),
        ("„ Es reicht “, sagte Ott.", ["„ Es reicht “"]),
        ("« Es reicht », sagte Ott.", ["« Es reicht »"]),
        ('Ott sagte: " Es reicht ".', ['" Es reicht "']),
        ('"Es reicht "sagte Ott.', ['"Es reicht "']),
        ("der „Post“-Bericht (»Es reicht«)", ["„Post“", "»Es reicht«"]),
        ("„Es reicht!“, rief Ott. „Wirklich?“ fragte Kolb.", ["„Es reicht!“", "„Wirklich?“"]),
    ],
)
def test_styles(text, expected):
    assert quotes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Er rief ‚Halt‘ und lief“, sagte Ott.", [None, 0]),
        ("„Er rief: ‚Halt‘“, sagte Ott.", [None, 0]),
        ("„In „Nacht über Rom“ geht es um Scham“, sagte Ott.", [None, 0]),
        ("„Die „Post“ schrieb: „Nein““, sagte Ott.", [None, 0, 0]),
        ('"In "Nacht" geht es um Scham", sagte Ott.', [None, 0]),
        ("»In «Nacht» geht es um ›Scham‹«, sagte Ott.", [None, 0, 0]),
        ("\"'Halt' rief er\", sagte Ott.", [None, 0]),
    ],
)
def test_nesting(text, expected):
    assert [pair.parent for pair in find(text).pairs] == expected
    assert find(text).notices == ()


@pytest.mark.parametrize(
    "text",
    [
        "Wie geht's? Hans' Hund und Grass’ Roman, d’accord.",
        "'s ist Zeit für 'ne Pause und 'n Bier.",
        "Rock 'n' Roll der '68er",
        'Ein 27" Bildschirm und 3\' 12".',
        "““““““““““““",
        "",
    ],
)
def test_no_quotation(text):
    assert find(text) == Marks()


def test_inches_inside_a_quotation():
    assert quotes('„Der 27" Monitor ist groß“, sagte Ott.') == ['„Der 27" Monitor ist groß“']


def test_apostrophes_inside_single_marks():
    assert quotes("Er rief: ‚Das ist Hans’ Haus‘, und ging.")[0].startswith("‚Das ist Hans’")


def test_repeated_opening_marks_are_one_quotation():
    text = "Ott sagte: „Wir gehen. Alle.\n\n„Und zwar jetzt.\n\n„Sofort.“\n\nNiemand ging. „Nein“, rief Kolb."
    first, second = find(text).pairs
    assert text[first.open_start : first.close_end].endswith("„Sofort.“")
    assert [text[place] for place in first.repeats] == ["„", "„"]
    assert text[second.open_start : second.close_end] == "„Nein“"
    assert find(text).notices == ()


@pytest.mark.parametrize("opening", ["„", '"', "»"])
def test_a_quotation_goes_on_without_repeated_marks(opening):
    closing = {"„": "“", '"': '"', "»": "«"}[opening]
    text = f"Ott sagte: {opening}Wir gehen.\n\nUnd zwar jetzt.{closing}\n\nNiemand ging."
    assert quotes(text) == [f"{opening}Wir gehen.\n\nUnd zwar jetzt.{closing}"]


def test_a_new_quotation_with_its_own_frame_is_no_continuation():
    text = "„Wir gehen, sagte Ott.\n\n„Wir bleiben“, sagte Kolb."
    assert quotes(text) == ["„Wir gehen, sagte Ott.", "„Wir bleiben“"]


def test_an_odd_mark_never_reaches_beyond_a_heading_or_far_paragraphs():
    far = "„Wir gehen, sagte Ott.\n\n" + "Nichts geschah.\n\n" * 6 + "Das war es.“\n\nEnde."
    assert not find(far).pairs[0].closed
    heading = "Alles offen.\n\n„Wir gehen, sagte Ott.\n\nKolb bleibt da\n\nDas war es.“\n\nEnde."
    assert not find(heading).pairs[0].closed


def test_an_unclosed_mark_ends_at_a_guess():
    text = "Ott ging. „Wir kommen nicht voran, sagte Ott am 3. Mai. Es regnet. „Nein“, rief Kolb."
    pair = find(text).pairs[0]
    assert (pair.closed, pair.kind, pair.level, pair.parent) == (False, "„", 1, None)
    assert text[pair.open_start : pair.close_end] == "„Wir kommen nicht voran, sagte Ott am 3. Mai."
    assert text[: pair.limit].endswith("Es regnet.")
    assert [notice.code for notice in find(text).notices] == ["unbalanced-quote"]


def test_after_a_colon_an_unclosed_quotation_takes_the_rest_of_the_paragraph():
    text = "Ott sagte: „Wir gehen. Und zwar jetzt.\n\nNiemand ging."
    assert quotes(text) == ["„Wir gehen. Und zwar jetzt."]


def test_the_outer_of_two_near_opening_marks_gets_the_closing_one():
    assert quotes("„In „Nacht geht es um Scham“, sagte Ott.") == ["„In „Nacht geht es um Scham“"]


@pytest.mark.parametrize(
    "text",
    [
        "Ein Ziel steht. „ Lena Ott, Rätin\n\n„Gut so“, sagt Kolb.",
        "Ein Ziel steht. „\n\nLena Ott, Rätin\n\n„Gut so“, sagt Kolb.",
        "Ein Ziel steht.„\n\nLena Ott, Rätin\n\n„Gut so“, sagt Kolb.",
    ],
)
def test_a_stranded_mark(text):
    marks = find(text)
    assert [text[place] for place in marks.stranded] == ["„"]
    assert [notice.code for notice in marks.notices] == ["stranded-quote"]
    assert quotes(text) == ["„Gut so“"]


def test_a_lone_mark_at_the_head_of_a_card_opens():
    pair = find("Alles ruhig.\n\n„\nWir bleiben hier.\nJana Kolb, Pächterin\n\nEnde.").pairs[0]
    assert not pair.closed
    assert pair.close_end == pair.limit == len("Alles ruhig.\n\n„\nWir bleiben hier.")


def test_a_closing_mark_without_partner_is_noticed():
    text = "Wir gehen“, sagte Ott. „Nein“, rief Kolb."
    assert quotes(text) == ["„Nein“"]
    assert [notice.message for notice in find(text).notices] == ["The quotation mark “ closes nothing."]


def test_without_blocks_blank_lines_part_the_text():
    text = "„Wir gehen, sagte Ott.\n\n„Nein“, rief Kolb."
    assert len(quotations(text, ()).pairs) == 2


@given(SOUP)
def test_pairs_lie_inside_the_text_and_inside_their_parents(text):
    marks = find(text)
    for number, pair in enumerate(marks.pairs):
        assert 0 <= pair.open_start < pair.open_end <= pair.close_start <= pair.close_end
        assert pair.close_end <= pair.limit <= len(text)
        assert text[pair.open_start : pair.open_end] == pair.kind[0]
        assert not pair.closed or text[pair.close_start : pair.close_end] == pair.kind[1]
        if pair.parent is not None:
            outer = marks.pairs[pair.parent]
            assert pair.parent < number
            assert outer.open_start <= pair.open_start
            assert pair.close_end <= outer.close_end
    assert [pair.open_start for pair in marks.pairs] == sorted(pair.open_start for pair in marks.pairs)
    assert all(notice.code in ("unbalanced-quote", "stranded-quote") for notice in marks.notices)


@given(SOUP)
def test_no_mark_is_used_twice(text):
    marks = find(text)
    used = [pair.open_start for pair in marks.pairs]
    used += [pair.close_start for pair in marks.pairs if pair.closed]
    used += [place for pair in marks.pairs for place in pair.repeats]
    used += marks.stranded
    assert len(used) == len(set(used))


@given(SOUP, SOUP)
def test_an_odd_mark_never_spoils_later_paragraphs(text, odd):
    text = text.replace("\n", " ")
    calm = "\n\nEs blieb ruhig. So ging es weiter.\n\nEs blieb noch einmal ruhig. Sehr."
    marks = find(f"{odd}\n\n{text}{calm}\n\nUnd wieder: „Gut“, sagte Ott.")
    assert any(pair.kind == "„“" and pair.close_start - pair.open_end == 3 for pair in marks.pairs)


PIECES = [
    "„",
    "„ ",
    "„a ",
    "„a“ ",
    '"a ',
    "“",
    '" ',
    "'a ",
    "„a\n\n",
    "„a „b“ ",
    "‚a „b ",
    "„a „b“, „c“ d“ ",
    'a" b ',
]


@pytest.mark.timed
@pytest.mark.parametrize("piece", PIECES)
def test_time_is_linear(piece):
    text = piece * (100_000 // len(piece))
    blocks = layout(text).blocks
    start = time.perf_counter()
    quotations(text, blocks)
    assert time.perf_counter() - start < 2
