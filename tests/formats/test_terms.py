"""Terms are found as whole words in sources, and their forms in translations."""

from __future__ import annotations

import pickle
import re
from time import process_time
from unicodedata import normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.growth import growth

from polypub.formats.inline import find_placeables
from polypub.formats.terms import Glossary
from polypub.formats.words import read_words
from polypub.model.glossary import GlossaryTerm
from polypub.model.locale import Locale

BE, PT, PT_BR, ZH, AR = map(Locale, ("be", "pt", "pt-BR", "zh-Hans", "ar"))


def _glossary(*terms: str) -> Glossary:
    """A glossary of terms; one with `!` before it is kept, one with `^` counts case."""
    return Glossary(tuple(GlossaryTerm(source=term.lstrip("!^"), keep="!" in term, case="^" in term) for term in terms))


def _found(glossary: Glossary, text: str) -> list[str]:
    return [text[occurrence.start : occurrence.end] for occurrence in glossary.find(text)]


def _with(**forms: str) -> tuple[Glossary, GlossaryTerm]:
    """A glossary of one term, and the term; `pt_BR="a|b"` are forms in pt-BR."""
    parted = {Locale(name.replace("_", "-")): tuple(cell.split("|")) for name, cell in forms.items()}
    term = GlossaryTerm(source="castle", forms=parted)
    return Glossary((term,)), term


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        pytest.param(["castle"], "A castle, CASTLE. Castle!", ["castle", "CASTLE", "Castle"], id="in any case"),
        pytest.param(["^Mir"], "Mir is a town; mir is a word", ["Mir"], id="case counts where it is said"),
        pytest.param(["castle"], "sandcastle castled castle_1", [], id="whole words only"),
        pytest.param(["Mir", "Mir Castle"], "Mir Castle in Mir", ["Mir Castle", "Mir"], id="no part of a longer term"),
        pytest.param(["a b", "b c d", "c"], "a b c d", ["b c d"], id="the longest wins over the first"),
        pytest.param(["a", "a b", "b c d"], "a b c d", ["a", "b c d"], id="what it leaves free is found"),
        pytest.param(
            ["castle", "church", "city"], "castles churches cities", ["castles", "churches", "cities"], id="-s"
        ),
        pytest.param(["castle"], "the castle’s gate, the castles' gates", ["castle", "castles"], id="possessive"),
        pytest.param(["!UNESCO"], "UNESCO UNESCOs", ["UNESCO"], id="a kept term has no plural"),
        pytest.param(["don", "couldn"], "don't, couldn’t", [], id="no part of a contraction"),
        pytest.param(["hôtel"], "l’hôtel", ["hôtel"], id="after an elision"),
        pytest.param(["п'яты"], "п’яты пʼяты п'яты", ["п’яты", "пʼяты", "п'яты"], id="apostrophes are alike"),
        pytest.param(["war-time film"], "war time film, war‑time  film", ["war time film", "war‑time  film"], id="-"),
        pytest.param(["World Heritage"], "World\nHeritage World\xa0Heritage", ["World\nHeritage", "World\xa0Heritage"]),
        pytest.param(["soft"], "so\xadft", ["so\xadft"], id="hyphenation marks do not count"),
        pytest.param(["замок"], "за́мок", ["за́мок"], id="stress marks do not count"),
        pytest.param(["café"], "cafe\u0301", ["cafe\u0301"], id="composed or not"),
        pytest.param(["कि"], "क कि किया", ["कि"], id="marks belong to words"),
        pytest.param(["世界", "世界遺産"], "新世界遺産と世界", ["世界遺産", "世界"], id="Han has no word borders"),
        pytest.param(["วัด"], "ไปวัดกัน", ["วัด"], id="Thai has none"),
        pytest.param(["UNESCO"], "在UNESCO名录", ["UNESCO"], id="scripts border on each other"),
        pytest.param(["C++"], "C++ and C", ["C++"], id="signs are a part of a term"),
        pytest.param(["санатор*"], "у санаторыі", ["санаторыі"], id="a star in a source that inflects"),
        pytest.param(
            ["Mir"], "`Mir` <b title='Mir'> [a](/Mir) https://x.org/Mir {Mir} *Mir*", ["Mir"], id="placeables"
        ),
        pytest.param(["Mir Castle"], "Mir **Castle**", [], id="not across markup"),
    ],
)
def test_terms_are_found_as_words(terms: list[str], text: str, expected: list[str]) -> None:
    """A term is found where it stands as whole words outside placeables, and not as a part of a longer one."""
    assert _found(_glossary(*terms), text) == expected


def test_of_two_terms_the_one_that_is_spelt_so_is_found() -> None:
    """A term in its own spelling comes before one whose case or plural would make it."""
    glossary = _glossary("turkey", "^Turkey", "arm", "arms")
    assert [found.term.source for found in glossary.find("Turkey turkey Arms arm")] == [
        "Turkey",
        "turkey",
        "arms",
        "arm",
    ]


def test_kept_terms_have_their_places() -> None:
    """`kept` gives the occurrences that every translation must keep, and those alone."""
    glossary, text = _glossary("!ISO 639", "code", "!UNESCO", "UNESCO list"), "ISO 639 code; UNESCO list; UNESCO's"
    assert [(text[found.start : found.end], found.start) for found in glossary.kept(text)] == [
        ("ISO 639", 0),
        ("UNESCO", 27),
    ]


def test_forbidden_rows_ask_for_nothing_in_a_source() -> None:
    """A row that forbids is not found in sources, neither alone nor over a row that asks."""
    forbidden = GlossaryTerm(source="castle hill", forbidden=True, forms={BE: ("узгорак",)})
    castle = GlossaryTerm(source="castle")
    glossary = Glossary((forbidden, castle))
    assert [found.term for found in glossary.find("castle hill")] == [castle]
    assert glossary.fits(forbidden, "нічога", BE)


_WORDS = [
    "Mir",
    "mir",
    "castle",
    "Castles",
    "World",
    "World's",
    "Heritage",
    "List",
    "lists",
    "the",
    "`Mir`",
    "[Mir](/x)",
]
_TERMS = ["Mir", "Mir Castle", "World Heritage", "Heritage List", "World Heritage List", "castle", "Castle List", "the"]


@given(st.lists(st.sampled_from(_WORDS), max_size=12), st.lists(st.sampled_from(_TERMS), unique=True))
def test_the_longest_are_taken_and_nothing_that_lies_in_them(words: list[str], terms: list[str]) -> None:
    """What is found is what a plain search finds for each term, the longest first, where nothing is taken yet."""
    text = " ".join(words)
    taken = {place for found in find_placeables(text) for place in range(found.start, found.start + len(found.text))}
    spans = [match.span() for term in terms for match in re.finditer(rf"(?i)(?<!\w){term}s?(?!\w)", text)]
    expected = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            expected.append((start, end))
    assert [(found.start, found.end) for found in _glossary(*terms).find(text)] == sorted(expected)


_SCRAPS = st.sampled_from(
    [*"aAbé'’-‑ \n*_`[]()<>&s.世界ก้ا\u0301\u00ad\u064e\u0640İıßﬁ각ᄀ각", "ab", "ies", "](u)", "y"]
)
_TEXTS = st.lists(_SCRAPS, max_size=25).map("".join) | st.text(max_size=40)


@given(_TEXTS, st.lists(_TEXTS, max_size=6))
def test_occurrences_are_in_order_and_equal_their_terms(text: str, sources: list[str]) -> None:
    """Occurrences do not overlap, touch no placeable, and are their term but for case, ending and invisible signs."""
    end = 0
    taken = {place for found in find_placeables(text) for place in range(found.start, found.start + len(found.text))}
    for found in _glossary(*sources).find(text):
        assert end <= found.start < found.end <= len(text)
        assert taken.isdisjoint(range(found.start, found.end))
        end = found.end
        stem, seen = _letters(found.term.source), _letters(text[found.start : found.end])
        assert "*" in found.term.source or seen in (stem, f"{stem}s", f"{stem}es", f"{stem[:-1]}ies")


def _letters(text: str) -> str:
    folded = normalize("NFC", text).replace("İ", "i").replace("ı", "i").casefold()
    return "".join(character for character in folded if character.isalnum() and character != "\u0640")


@given(_TEXTS)
def test_a_text_without_placeables_has_itself_as_a_term(text: str) -> None:
    """A term that fills the text is found in it, from its first word to its last."""
    assume(not find_placeables(text) and "*" not in text and _letters(text))
    term = text.strip()
    assert _letters("".join(_found(_glossary(term), text))) == _letters(text)


@pytest.mark.parametrize(
    ("locale", "forms", "target", "fits"),
    [
        pytest.param(BE, {"be": "замак|замк*"}, "Каля замка.", True, id="a stem"),
        pytest.param(BE, {"be": "замак|замк*"}, "Замак", True, id="in any case"),
        pytest.param(BE, {"be": "замак"}, "замака перазамак", False, id="whole words only"),
        pytest.param(BE, {"be": "Мірск* зам*"}, "у Мірскім замку", True, id="a star on every word"),
        pytest.param(BE, {"be": "замак у Міры"}, "замак у горадзе", False, id="every word"),
        pytest.param(AR, {"ar": "*قلعة"}, "والقلعة", True, id="a star before a word"),
        pytest.param(AR, {"ar": "قلعة"}, "قَلْعَة", True, id="vowel marks do not count"),
        pytest.param(ZH, {"zh_Hans": "城堡"}, "米尔城堡里", True, id="anywhere in Han"),
        pytest.param(PT_BR, {"pt": "castelo"}, "o castelo", True, id="the wider locale"),
        pytest.param(PT_BR, {"pt": "castelo", "pt_BR": "forte"}, "o castelo", False, id="the own locale before it"),
        pytest.param(PT, {"pt_BR": "forte"}, "o castelo", True, id="not the narrower one"),
        pytest.param(Locale("zh-Hant"), {"zh": "城堡"}, "古城", True, id="not another script"),
        pytest.param(Locale("zh-Hans-SG"), {"zh_Hans": "城堡"}, "古城", False, id="the script without the region"),
        pytest.param(BE, {"be": "замак"}, "`замак`", False, id="not in code"),
        pytest.param(BE, {"ru": "замок"}, "палац", True, id="no forms, nothing asked"),
    ],
)
def test_a_translation_fits_with_one_of_the_forms(
    locale: Locale, forms: dict[str, str], target: str, fits: bool
) -> None:
    """A form fits as whole words, its star as any letters, in the locale or a wider one that has forms."""
    glossary, term = _with(**forms)
    assert glossary.fits(term, target, locale) is fits


@pytest.mark.parametrize(
    ("target", "fits"), [("спіс UNESCO", True), ("UNESCO는", True), ("спіс ЮНЕСКА", False), ("спіс unesco", False)]
)
def test_a_kept_term_stays_itself(target: str, fits: bool) -> None:
    """A term that is kept stands in the translation, with its case where case counts."""
    glossary = _glossary("!^UNESCO")
    assert glossary.fits(glossary.terms[0], target, BE) is fits
    assert glossary.forms(glossary.terms[0], BE) == ("UNESCO",)


def test_whole_forms_come_without_stars() -> None:
    """Engines and people are offered the forms that are words, and stems only where there is nothing else."""
    glossary, term = _with(be="замак|замк*", ru="зам*")
    assert glossary.whole_forms(term, BE) == ("замак",)
    assert glossary.whole_forms(term, Locale("ru")) == ("зам*",)


def test_forbidden_forms_are_found_in_translations() -> None:
    """A forbidden form is found as words in its locale, but neither in code nor inside a longer allowed form."""
    forbidden = GlossaryTerm(source="castle", forbidden=True, forms={BE: ("крэпасц*", "замкам")})
    fortress = GlossaryTerm(source="Brest Fortress", forms={BE: ("Брэсцк* крэпасц*",)})
    castle = GlossaryTerm(source="castle", forms={BE: ("замак", "замк*")})
    glossary = Glossary((fortress, castle, forbidden))
    target = "Брэсцкая крэпасць, `крэпасць`, у крэпасці, над замкам, замка"
    found = glossary.forbidden_in(target, BE)
    assert [target[occurrence.start : occurrence.end] for occurrence in found] == ["крэпасці", "замкам"]
    assert {occurrence.term for occurrence in found} == {forbidden}
    assert glossary.forbidden_in(target, Locale("ru")) == ()


@given(_TEXTS, _TEXTS, _TEXTS)
def test_a_form_fits_between_any_words(before: str, form: str, after: str) -> None:
    """No text around a form hides it, unless it makes a placeable of it."""
    target = f"{before} . {form} . {after}"
    assume("*" not in form and not find_placeables(target) and _letters(form))
    glossary, term = _with(be=form.strip())
    assert glossary.fits(term, target, BE)


def test_an_empty_glossary_asks_for_nothing() -> None:
    """Without terms nothing is found and nothing forbidden."""
    assert (Glossary().find("castle"), Glossary().kept("castle"), Glossary().forbidden_in("замак", BE)) == ((), (), ())


def test_worker_processes_get_the_terms() -> None:
    """A glossary that was used goes through pickle as its terms, however long they are."""
    glossary = _glossary("castle", "a " * 5000)
    glossary.find("castle")
    copy = pickle.loads(pickle.dumps(glossary))
    assert copy == glossary
    assert _found(copy, "castle") == ["castle"]


@pytest.mark.parametrize("unit", ["the old castle ", "a", "e\u0301a", "世界", "a a ", "don't ", "[castle](u) "])
def test_time_grows_with_the_text(unit: str) -> None:
    """A text that is twice as long takes about twice the time, with stems and repeated words among the terms."""
    glossary = _glossary("castle", "a a a", "世界世界", "*a*", "old cast*", "aaaa*", "*aaaa")

    def work(size: int) -> None:
        read_words.cache_clear()
        glossary.find(unit * size)

    assert growth(work, 200) < 2.9


def test_time_hardly_grows_with_the_terms() -> None:
    """Of thousands of terms that begin alike, no more are looked at than the text has words."""
    small, large = (_glossary(*(f"the castle word{number}" for number in range(size))) for size in (50, 5000))
    text = "the castle word7 and the castle nowhere " * 200
    assert _found(small, text) == _found(large, text)  # the trees are grown
    assert min(_seconds(large, text) for _ in range(5)) < 4 * min(_seconds(small, text) for _ in range(5))


def _seconds(glossary: Glossary, text: str) -> float:
    read_words.cache_clear()
    start = process_time()
    glossary.find(text)
    return process_time() - start
