"""Characters that a translation must not have, or that its language does not use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import category, is_normalized, normalize

from polypub.check.outside import outside_placeables
from polypub.check.rule import Hit, Subject
from polypub.formats.characters import check_controls, check_direction

_INVISIBLE = "\u200b\u200c\u200d\ufeff\u00ad\u2060"
ZERO_WIDTH = frozenset(_INVISIBLE)
_NAMES = {
    "\u200b": "a zero-width space (U+200B)",
    "\u200c": "a zero-width non-joiner (U+200C)",
    "\u200d": "a zero-width joiner (U+200D)",
    "\ufeff": "a byte order mark (U+FEFF)",
    "\u00ad": "a soft hyphen (U+00AD)",
    "\u2060": "a word joiner (U+2060)",
}
_BREAKING = frozenset("Khmr Thai Laoo Mymr Tibt Java Bali".split())
"""Scripts whose words are parted by zero-width spaces."""
_JOINING = frozenset(
    "Adlm Arab Aran Beng Deva Gujr Guru Khmr Knda Laoo Mand Mlym Mong Mymr Nkoo Orya Rohg Sinh Syrc Taml Telu Thaa"
    " Tibt".split()
)
"""Scripts in which joiners shape letters."""
_EMOJI_JOINER = re.compile("(?<=[\\W_\ufe0f])\u200d(?=\\W)")
_TATWEEL = re.compile(
    "[\u0620-\u063f\u0641-\u064a][\u064b-\u0652]?\u0640+[\u064b-\u0652]?(?=[\u0620-\u063f\u0641-\u064a])"
)
_SHAPED = re.compile("[\ufb50-\ufd3d\ufd50-\ufdf9\ufdfb\ufe70-\ufefc]")


def check_control_characters(subject: Subject) -> Iterator[Hit]:
    """Control characters, private ones and U+FFFD that the source does not have."""
    if subject.target.isprintable() and "\ufffd" not in subject.target and "\ufffc" not in subject.target:
        return
    for reason in check_controls(subject.source, subject.target):
        yield Hit(reason, chr(int(reason.partition("U+")[2].split()[0], 16)))


def check_bidi(subject: Subject) -> Iterator[Hit]:
    """Marks of direction that hide the order of a text, or are not closed."""
    for reason in check_direction(subject.source, subject.target):
        yield Hit(reason)


_EDGE = re.compile(r"\A[\"'(«“]?(?:%\(\w+\)s|%s|\{\w*\})[!:.…]|(?:%\(\w+\)s|%s|\{\w*\})[!.:)…]\Z")


def check_bidi_edge(subject: Subject) -> Iterator[Hit]:
    """A placeholder with a mark beside it at the edge of a right-to-left text: a Latin word would take it along."""
    match = _EDGE.search(subject.target)
    if match:
        yield Hit(
            "a Latin word in this place would pull the mark beside it to the wrong side",
            match.group(),
            "Put U+200F between them, or U+2068 and U+2069 around the placeholder.",
        )


def check_invisible(subject: Subject) -> Iterator[Hit]:
    """Characters without width that the source does not have and the script does not use."""
    for character in sorted(_extra(subject)):
        yield Hit(f"{_NAMES[character]} is not in the source", character)


def _extra(subject: Subject) -> Counter[str]:
    extra = Counter(re.findall(f"[{_INVISIBLE}]", _EMOJI_JOINER.sub("", subject.target)))
    extra -= Counter(re.findall(f"[{_INVISIBLE}]", subject.source))
    if subject.facts.script in _BREAKING:
        del extra["\u200b"]
    if subject.facts.script in _JOINING:
        del extra["\u200c"], extra["\u200d"]
    return extra


def fix_invisible(subject: Subject) -> str:
    """The target without those characters, save where its source has them too."""
    extra = {character for character in _extra(subject) if character not in subject.source}
    if not extra:
        return subject.target
    pattern = re.compile(f"[{''.join(sorted(extra))}]")
    return outside_placeables(subject.target, lambda text: _outside_emoji(pattern, text))


def _outside_emoji(pattern: re.Pattern[str], text: str) -> str:
    joined = {match.start() for match in _EMOJI_JOINER.finditer(text)}
    return pattern.sub(lambda match: match.group() if match.start() in joined else "", text)


def check_nfc(subject: Subject) -> Iterator[Hit]:
    """Letters composed of parts that have a character of their own."""
    if not is_normalized("NFC", subject.target) and is_normalized("NFC", subject.source):
        part = next((c for c in subject.target if category(c) == "Mn"), "")
        yield Hit("letters are composed of parts (the text is not in NFC)", part)


def fix_nfc(subject: Subject) -> str:
    """The target in NFC, placeables as they are."""
    return outside_placeables(subject.target, lambda text: normalize("NFC", text))


def check_kashida(subject: Subject) -> Iterator[Hit]:
    """Letters stretched by U+0640, and presentation forms in place of letters."""
    match = _TATWEEL.search(subject.target)
    if match and "\u0640" not in subject.source:
        yield Hit("a word is stretched by tatweel (U+0640)", match.group())
    match = _SHAPED.search(subject.target)
    if match and not _SHAPED.search(subject.source):
        yield Hit(f"the presentation form U+{ord(match.group()):04X} stands for a letter", match.group())
