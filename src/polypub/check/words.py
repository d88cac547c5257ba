"""Words: translated at all, all of them, in one script, none twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise

from polypub.check.rule import Hit, Subject
from polypub.cldr.scripts import letters

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)?")
_CODE_LIKE = re.compile(
    r"(?<!\S)[^\s_/\\=@#:.]*+[_/\\=@#:.](?:(?![^\W\d_])\S)*+[^\W\d_]\S*+"
    r"|(?<!\S)(?:(?![^\W\d_])\S)*+[^\W\d_][^\s_/\\=@#]*+[_/\\=@#]\S*+"
    r"|--?[A-Za-z][\w-]*"
)
"""Options, paths, names with underscores: words of programs. Nothing in it is tried twice, however long a word is."""


def check_unchanged(subject: Subject) -> Iterator[Hit]:
    """A text of several plain words that is the same in both languages."""
    if subject.source != subject.target or subject.kind == "words":
        return
    words = _WORD.findall(_CODE_LIKE.sub(" ", subject.bare_source))
    plain = [word for word in words if word.islower() and len(word) > 1]
    foreign = subject.facts.script != "Latn"
    if len(plain) >= (2 if foreign else 4) and len(words) >= (3 if foreign else 5):
        yield Hit("the translation is the source", subject.target[:60])


def check_half(subject: Subject) -> Iterator[Hit]:
    """A text whose words are mostly the source's, in a language with another script."""
    if subject.source == subject.target or subject.kind == "words":
        return
    if len(_LATIN_WORD.findall(subject.target)) < 3:
        return
    text = _CODE_LIKE.sub(" ", subject.bare_target)
    latin = _LATIN_WORD.findall(text)
    kept = {word for word in latin if word.islower() and len(word) > 2}
    if len(kept) < 3:
        return
    known = set(_LATIN_WORD.findall(subject.bare_source))
    count = sum(map(len, latin))
    others = sum(map(str.isalpha, text)) - count
    weight = 1 if subject.facts.spaced and subject.facts.script != "Kore" else 4  # a syllable, or a word, is one letter
    if len(kept & known) >= 3 and count >= 0.6 * (count + weight * others):
        yield Hit("most of the words are the source's", " ".join(latin)[:60])


_OTHER_LETTER = re.compile("[\u0370-\u052f\u1f00-\u1fff]")
_SEAMS = 20
"""So many changes of script are looked at in a text."""
_LOOK_ALIKE = {
    "Cyrl": "aceijopsxyABCEHIJKMOPSTXY",
    "Grek": "aiouvxyABEHIKMNOPTXYZ",
}
_FOREIGN_ALIKE = {"Cyrl": "асеіјорѕхуАВСЕНІЈКМОРЅТХУ", "Grek": "ονυαικΑΒΕΗΙΚΜΝΟΡΤΧΥΖ"}


def check_mixed(subject: Subject) -> Iterator[Hit]:
    """Letters of another script that look like the word's own."""
    script = subject.facts.script
    if script not in _LOOK_ALIKE and not _OTHER_LETTER.search(subject.target):
        return
    others = (script,) if script in _LOOK_ALIKE else ("Cyrl", "Grek")
    for other in others:
        for match in islice(_seams(other).finditer(subject.target), _SEAMS):
            word = _word_around(subject.bare_target, match, subject.target)
            if word and _is_mixed(word, other) and word not in subject.source:
                yield Hit(f"letters of two scripts in one word: {word} ({_named(word, other)})", word)
                return
    if script == "Cyrl" and subject.facts.language in _LONE:
        yield from _check_lone(subject)


@cache
def _seams(script: str) -> re.Pattern[str]:
    """Where a Latin letter and one of a script touch; each side quick to find."""
    own = letters(script)
    return re.compile(f"[A-Za-z][{own}]|[{own}][A-Za-z]")


def _word_around(bare: str, match: re.Match[str], target: str) -> str:
    """The word that holds a seam; empty when a placeable lies in it."""
    found = match.group()
    place = bare.find(found) if len(bare) != len(target) else match.start()
    if place < 0:
        return ""
    start, end = place, place + 2
    while start and bare[start - 1].isalpha() and place - start < 40:
        start -= 1
    while end < len(bare) and bare[end].isalpha() and end - place < 40:
        end += 1
    if bare[end : end + 1] in ("\ufffc", "_") or bare[max(0, start - 1) : start] in ("\ufffc", "\\", "_"):
        return ""
    return bare[start:end]


def _is_mixed(word: str, script: str) -> bool:
    """Whether the letters of the rarer script all look like the other's."""
    latin = [letter for letter in word if letter.isascii()]
    other = [letter for letter in word if not letter.isascii()]
    if len(latin) <= len(other):
        return all(letter in _LOOK_ALIKE[script] for letter in latin)
    return all(letter in _FOREIGN_ALIKE[script] for letter in other)


def _named(word: str, script: str) -> str:
    latin = [letter for letter in word if letter.isascii()]
    other = [letter for letter in word if not letter.isascii()]
    rare, name = (latin, "Latin") if len(latin) <= len(other) else (other, "Cyrillic" if script == "Cyrl" else "Greek")
    return f"{'/'.join(dict.fromkeys(rare))} is {name}"


_LONE = {"be": "icoy", "uk": "icoy", "ru": "acoy", "bg": "aco", "sr": "aio", "mk": "aio", "kk": "", "ky": ""}
"""Words of one letter, typed with its Latin look-alike."""


def _check_lone(subject: Subject) -> Iterator[Hit]:
    pattern = _lone(_LONE[subject.facts.language])
    match = pattern.search(subject.bare_target) if pattern else None
    if match:
        yield Hit(f"the word {match.group().strip()} is a Latin letter", match.group().strip())


@cache
def _lone(alike: str) -> re.Pattern[str] | None:
    own = letters("Cyrl")
    return (
        re.compile(f"(?<=[{own}][{own}],) [{alike}] (?=[{own}]{{2}})|(?<=[{own}]{{2}}) [{alike}] (?=[{own}]{{2}})")
        if alike
        else None
    )


_TWICE = {
    "fr": "vous nous",
    "de": "die der das sie den dem was",
    "nl": "die dat de het er in",
    "da": "det der den de",
    "nb": "det der den de som",
    "nn": "det der den de",
    "sv": "det den som de",
    "sq": "të e i së",
    "el": "του της των την τη το τον σας μας",
    "hu": "az a",
    "en": "that had",
    "ga": "do a an",
    "es": "que",
    "it": "si",
    "pt": "que",
    "ro": "se",
}
"""Words that a correct sentence may have twice in a row."""
REDUPLICATING = (
    "id ms jv su vi tl fil ceb haw mi to sm fj tpi bi ht eu tok hi bn mr ne gu pa or as ta te kn ml si ur sd ks sa"
    " tr az uz kk ky tk tt ug ku ckb fa ps sw zu xh yo ig lo th km my hy ka am so om mn ko"
)
"""Languages that say a word twice to mean something else than once."""


def check_twice(subject: Subject) -> Iterator[Hit]:
    """A word twice in a row."""
    words = subject.target.split()
    for one, other in pairwise(words):
        if one == other and one.isalpha() and len(one) > 1 and _is_slip(one, subject):
            yield Hit(f"the word {one} stands twice", f"{one} {other}")
            return


def _is_slip(word: str, subject: Subject) -> bool:
    known = _TWICE.get(subject.facts.language, "").split()
    return (
        word.lower() not in known and f"{word} {word}" not in subject.source and f"{word} {word}" in subject.bare_target
    )


_CAPITALS = re.compile(r"(?<![^\W_])[A-ZÀ-ÞА-ЯЁΑ-Ω]{2}[a-zß-ÿа-яёά-ώ]{3,}(?![^\W_])")


def check_capitals(subject: Subject) -> Iterator[Hit]:
    """A word whose first two letters are capitals: `HEllo`."""
    for word in _CAPITALS.findall(subject.target):
        if word not in subject.source:
            yield Hit(f"{word} begins with two capitals", word)


def check_first_letter(subject: Subject) -> Iterator[Hit]:
    """A small first letter where the source has a capital, in a text of several words."""
    source, target = subject.source[:1], subject.target[:1]
    if source.isupper() and target.islower() and subject.source[1:2].islower() and " " in subject.source:
        first = subject.target.split(maxsplit=1)[0]
        if len(first) > 1 and first.isalpha() and first not in subject.source:
            yield Hit("it begins with a small letter, the source with a capital", first)
