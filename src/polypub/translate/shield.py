"""What must survive an engine is hidden behind numbered tokens, and its return is verified.

Engines translate, drop, repeat, cross and respace what they do not understand. A reply is accepted only if every token
came back once and the restored text has the very placeables of its source, nested as they were.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from polypub.formats.inline import find_placeables
from polypub.model.text import Placeable
from polypub.translate.engines.base import TokenStyle


@dataclass(frozen=True, slots=True)
class _Style:
    """How a token is written, how engines return it, and what is left when they spoil it."""

    form: str
    returned: re.Pattern[str]
    debris: re.Pattern[str]


_X = "[XxХхΧχ×Ｘｘ]"
_STYLES: dict[TokenStyle, _Style] = {
    "brackets": _Style("⟦{}⟧", re.compile(r"[⟦〚]\s*(\d{1,6})\s*[⟧〛]"), re.compile("[⟦⟧〚〛]")),
    "letters": _Style(
        "[X{}X]",
        re.compile(rf"[\[［【〔(（]\s*{_X}\s*(\d{{1,6}})\s*{_X}\s*[\]］】〕)）]"),
        re.compile(rf"[\[［【〔(（]\s*{_X}\s*\d|\d\s*{_X}\s*[\]］】〕)）]"),
    ),
}
_PIECE_WORDS = 3
WIDE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that write words without spaces."""
_LINES = re.compile(r"[^\S\n]{0,50}\n\s*")
_TAG = re.compile(r"</?([\w:.-]+)")
_VOID = re.compile(r"<(?:area|br|col|hr|img|input|wbr)\b|.*/>$|<[!?]", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shielded:
    """A text as an engine sees it, and what its tokens hide."""

    text: str
    """Without the source's outer white space."""
    tokens: tuple[str, ...]
    """What token 0, 1, … hides."""
    source: str
    style: TokenStyle = "brackets"
    spans: tuple[tuple[int, int], ...] = ()
    """Where the tokens' texts stand in the source without its outer white space."""
    kept: frozenset[str] = frozenset()
    """Terms that stay as they are."""

    @property
    def wordless(self) -> bool:
        """There is nothing to translate: no letter outside the tokens."""
        return not any(map(str.isalpha, self.words))

    @property
    def words(self) -> str:
        """What stands outside the tokens."""
        return _STYLES[self.style].returned.sub(" ", self.text)


def shield(text: str, style: TokenStyle = "brackets", kept: Sequence[tuple[int, int]] = ()) -> Shielded:
    """The text with its placeables hidden, and the terms at the spans `kept`; neighbours are behind one token."""
    bare = text.strip()
    margin = len(text) - len(text.lstrip())
    parts: list[str] = []
    tokens: list[str] = []
    end = 0
    spans = _hidden(bare, _STYLES[style], [(start - margin, stop - margin) for start, stop in kept])
    for start, stop in spans:
        parts += [bare[end:start], _STYLES[style].form.format(len(tokens))]
        tokens.append(bare[start:stop])
        end = stop
    terms = frozenset(text[start:stop] for start, stop in kept)
    return Shielded("".join([*parts, bare[end:]]), tuple(tokens), text, style, tuple(spans), terms)


def cut_at_tokens(shielded: Shielded) -> tuple[str, ...]:
    """What stands between the tokens and the tokens, in turn; empty when some part has too few words to stand alone."""
    parts: list[str] = []
    end = 0
    for match in _STYLES[shielded.style].returned.finditer(shielded.text):
        parts += [shielded.text[end : match.start()], match.group()]
        end = match.end()
    parts.append(shielded.text[end:])
    return () if any(map(_is_scrap, parts[::2])) else tuple(parts)


def _is_scrap(part: str) -> bool:
    """A word or two, which nobody could translate without what stands around."""
    letters = sum(map(str.isalpha, part))
    return letters > 0 and len(part.split()) < _PIECE_WORDS and len(WIDE.findall(part)) < 2 * _PIECE_WORDS


def restore(shielded: Shielded, reply: str) -> str | None:
    """The engine's text with its markup and the source's outer white space; None if anything was lost or invented."""
    style, bare = _STYLES[shielded.style], shielded.source.strip()
    pieces = style.returned.split(reply.strip())
    order = [int(number) for number in pieces[1::2]]
    if sorted(order) != list(range(len(shielded.tokens))) or any(map(style.debris.search, pieces[::2])):
        return None
    if "\n" not in shielded.text:
        pieces[::2] = [_LINES.sub(" ", piece) for piece in pieces[::2]]
    spans = list(shielded.spans)
    if not _in_order(order, bare, spans):
        return None
    _close_up(pieces, order, bare, spans)
    pieces[1::2] = [shielded.tokens[number] for number in order]
    restored = "".join(pieces)
    if not restored or restored != restored.strip() or not _alike(bare, restored):
        return None
    if any(_occurrences(term, restored) > _occurrences(term, bare) for term in shielded.kept):
        return None
    return _framed(shielded.source, restored)


def _occurrences(term: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(term)}(?!\w)", text))


def _in_order(order: list[int], bare: str, spans: list[tuple[int, int]]) -> bool:
    """No mark is closed before it is opened."""
    places = {number: place for place, number in enumerate(order)}
    starts = [start for start, _ in spans]
    return all(
        places[bisect_right(starts, opener.start) - 1] <= places[bisect_right(starts, closer.start) - 1]
        for opener, closer in _pairs(find_placeables(bare))
    )


def _close_up(pieces: list[str], order: list[int], bare: str, spans: list[tuple[int, int]]) -> None:
    """Takes out the white space that an engine put between a mark and its words: `** so **` is not bold."""
    opening, closing = _ends(bare)
    for position, number in enumerate(order):
        start, stop = spans[number]
        if stop in opening and not bare[stop : stop + 1].isspace():
            pieces[2 * position + 2] = pieces[2 * position + 2].lstrip()
        if start in closing and not bare[max(0, start - 1) : start].isspace():
            pieces[2 * position] = pieces[2 * position].rstrip()


def _framed(source: str, text: str) -> str:
    """The text between the source's outer white space."""
    before = len(source) - len(source.lstrip())
    after = len(source.rstrip())
    return f"{source[:before]}{text}{source[after:]}"


def _hidden(text: str, style: _Style, kept: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Spans to hide: the placeables, the terms that are kept, and what the source itself has of the token's own look.

    Neighbours are one.
    """
    found = list(kept)
    found += [(placeable.start, placeable.start + len(placeable.text)) for placeable in find_placeables(text)]
    found += [match.span() for pattern in (style.returned, style.debris) for match in pattern.finditer(text)]
    spans: list[tuple[int, int]] = []
    for start, stop in sorted(found):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(stop, spans[-1][1]))
        else:
            spans.append((start, stop))
    return spans


def keeps_markup(source: str, target: str) -> bool:
    """Whether a person's translation has the links, code, tags and placeholders of a source; emphasis may differ."""
    return _binding(source) == _binding(target)


def _binding(text: str) -> Counter[str]:
    return Counter(
        placeable.text
        for placeable in find_placeables(text)
        if placeable.kind != "entity" and placeable.text.strip("*_~")
    )


def _alike(source: str, target: str) -> bool:
    """Both have the same placeables, and the same pairs of them."""
    return _shape(source) == _shape(target)


def _shape(text: str) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    placeables = find_placeables(text)
    pairs = Counter((opener.text, closer.text) for opener, closer in _pairs(placeables))
    return Counter(placeable.text for placeable in placeables), pairs


def _ends(text: str) -> tuple[set[int], set[int]]:
    """Where opening marks end and where closing marks begin: no white space may come between them and their words."""
    pairs = _pairs(find_placeables(text))
    return {opener.start + len(opener.text) for opener, _ in pairs}, {closer.start for _, closer in pairs}


def _pairs(placeables: Iterable[Placeable]) -> list[tuple[Placeable, Placeable]]:
    """Opening and closing marks that belong together, where they are nested."""
    waiting: list[Placeable] = []
    pairs: list[tuple[Placeable, Placeable]] = []
    for placeable in placeables:
        if placeable.kind not in ("markup", "tag") or placeable.text.endswith("\n") or _VOID.match(placeable.text):
            continue
        if waiting and _belong(waiting[-1].text, placeable.text):
            pairs.append((waiting.pop(), placeable))
        else:
            waiting.append(placeable)
    return pairs


def _belong(opener: str, closer: str) -> bool:
    if closer.startswith("]"):
        return opener in ("[", "![")
    if closer.startswith("</"):
        return [name.lower() for name in _TAG.findall(opener)[:1]] == [_TAG.findall(closer)[0].lower()]
    return opener == closer and not opener.startswith(("<", "[", "!"))
