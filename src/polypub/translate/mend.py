"""What engines change lightly around words is put right: entities, invisible spaces, the mark that ends a text.

Only what is certain is mended; all else is for the person who reviews.
"""

from __future__ import annotations

import html
import re
import unicodedata

from polypub.model.locale import Locale

_HIDDEN = r"(?:⟦\d{1,6}⟧|\[X\d{1,6}X\])"
_PLAIN = re.compile(rf"({_HIDDEN})")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_INVISIBLE = re.compile("[\u200b\ufeff]")
_NEEDS_INVISIBLE = frozenset(("th", "lo", "km", "my", "bo", "dz"))
"""Languages that part words with a space of no width."""
_END = re.compile(
    rf"(?P<body>.*?)(?P<mark>[.!?:…。！？：।۔؟։።]{{0,9}})(?P<tail>(?:{_HIDDEN}|[\s\"'”’»)\]」』）]){{0,40}})", re.DOTALL
)
_STOPS = frozenset(".。।۔։።")
_FULL_STOPS = {
    **dict.fromkeys(("zh", "ja", "yue"), "。"),
    **dict.fromkeys(("hi", "bn", "ne", "as", "or", "pa", "sa", "mai"), "।"),
    "ur": "۔",
    "hy": "։",
    "am": "።",
    "ti": "።",
    **dict.fromkeys(("th", "lo"), ""),
}
"""How a language ends a sentence where others have a point; an empty text where it has nothing."""
_SHORT = 4
"""A point behind a word of so few letters may be that of an abbreviation."""


def mend(source: str, reply: str, target: Locale) -> str:
    """The reply to a text, both with tokens in place of markup, as its engine should have given it."""
    parts = _PLAIN.split(reply)
    parts[::2] = [_bare(part, source, target) for part in parts[::2]]
    return _ended(source, "".join(parts), target)


def _bare(part: str, source: str, target: Locale) -> str:
    """Without entities and invisible spaces of the engine's own: those of the source are hidden or stand in it."""
    part = _ENTITY.sub(lambda match: html.unescape(match.group()), part)
    if not _INVISIBLE.search(source) and target.split("-")[0] not in _NEEDS_INVISIBLE:
        part = _INVISIBLE.sub("", part)
    return part.replace("...", "…") if "…" in source and "..." not in source else part


def _ended(source: str, reply: str, target: Locale) -> str:
    """With a full stop at the end exactly where the source has one."""
    wanted, found = _END.fullmatch(source.strip()), _END.fullmatch(reply.strip())
    if wanted is None or found is None or not found["body"]:
        return reply
    if not wanted["mark"] and found["mark"] in _STOPS and not _is_short(found["body"], found["mark"]):
        return found["body"] + found["tail"]
    if wanted["mark"] == "." and not found["mark"] and unicodedata.category(found["body"][-1])[0] in "LMN":
        stop, bare, tail = _FULL_STOPS.get(target.split("-")[0], "."), reply.strip(), wanted["tail"]
        cut = len(bare) - len(tail) if found["tail"].endswith(tail) else len(bare)
        return bare[:cut] + stop + bare[cut:]
    return reply


def _is_short(body: str, mark: str) -> bool:
    """Whether the point may be a part of the last word: `etc.`, `н. э.`."""
    last = re.search(r"\w*\Z", body)
    return mark == "." and last is not None and len(last.group()) < _SHORT
