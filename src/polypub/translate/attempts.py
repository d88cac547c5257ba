"""A verified reply for each text: markup hidden, asked, asked in another form, asked by pieces, or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from polypub.translate.ask import Asker, Sent
from polypub.translate.breaker import Direction
from polypub.translate.engines.base import Err, Ok, Query, Reply, TokenStyle
from polypub.translate.mend import mend
from polypub.translate.shield import WIDE, Shielded, cut_at_tokens, restore, shield

_OTHER: dict[TokenStyle, TokenStyle] = {"brackets": "letters", "letters": "brackets"}
_ECHO_WORDS = 4
_ECHO_LETTERS = 12
"""A shorter text may well be the same in two languages."""
_HAND = "Translate the message by hand."
UNVERIFIED = Err("the engine lost, invented or crossed markup or placeholders", _HAND)
ECHO = Err("the engine returned the source", "Check that the engine knows both languages.")
_EMPTY = Err("the source is empty", "Correct the source.", "input")

Spans = Callable[[str], Sequence[tuple[int, int]]]
"""Where in a text terms stand that are to be kept."""


@dataclass(frozen=True, slots=True)
class Translator:
    """An engine behind its shield."""

    asker: Asker
    find_kept: Spans = lambda _: ()

    def translate(self, queries: Iterable[Query]) -> dict[Query, Reply]:
        """A verified reply for each text with its markup, in any order of asking the same."""
        wanted = list(dict.fromkeys(queries))
        first = self.asker.engine.token
        replies: dict[Query, Reply] = {}
        waiting = wanted
        for style, most in ((first, 0), (_OTHER[first], 1)):
            hidden = {query: shield(query.text, style, self.find_kept(query.text)) for query in waiting}
            replies |= self._asked(hidden, style, most)
            waiting = [query for query in hidden if self._wants_more(replies[query], hidden[query])]
        return replies | self._by_pieces(waiting)

    def foresee(self, queries: Iterable[Query]) -> Sent:
        """What would be sent for them at first; what a second try costs, nobody knows."""
        style = self.asker.engine.token
        hidden = [(query, shield(query.text, style, self.find_kept(query.text))) for query in dict.fromkeys(queries)]
        texts = [replace(query, text=item.text) for query, item in hidden if _early(item) is None]
        return self.asker.foresee(texts, style)

    def _wants_more(self, reply: Reply, item: Shielded) -> bool:
        """Another try may help: with other tokens, or alone, where a batch may have failed for one of its texts."""
        if not isinstance(reply, Err) or reply.fault != "output":
            return False
        return bool(item.tokens) or (reply is not ECHO and self.asker.engine.limits.max_batch > 1)

    def _asked(self, hidden: dict[Query, Shielded], style: TokenStyle, most: int) -> dict[Query, Reply]:
        """Verified replies, asked for at most so many at once (0: as the engine has it)."""
        replies = {query: early for query, item in hidden.items() if (early := _early(item))}
        asked = [query for query in hidden if query not in replies]
        answers = self.asker.ask([replace(query, text=hidden[query].text) for query in asked], style, most)
        for query, answer in zip(asked, answers, strict=True):
            replies[query] = verify(hidden[query], answer, self.asker.direction)
        return replies

    def _by_pieces(self, queries: Sequence[Query]) -> dict[Query, Reply]:
        """Replies made of what stands between the tokens, for texts that have enough words there."""
        style = self.asker.engine.token
        hidden = {query: shield(query.text, style, self.find_kept(query.text)) for query in queries}
        cut = {query: parts for query, item in hidden.items() if item.tokens and (parts := cut_at_tokens(item))}
        wanted = [(query, part) for query, parts in cut.items() for part in parts[::2] if any(map(str.isalpha, part))]
        answers = self.asker.ask([replace(query, text=part) for query, part in wanted], style, 1)
        found = dict(zip(wanted, answers, strict=True))
        return {query: self._united(query, hidden[query], parts, found) for query, parts in cut.items()}

    def _united(
        self, query: Query, item: Shielded, parts: Sequence[str], found: dict[tuple[Query, str], Reply]
    ) -> Reply:
        texts: list[str] = []
        for place, part in enumerate(parts):
            reply = found.get((query, part), Ok(part)) if place % 2 == 0 else Ok(part)
            if isinstance(reply, Err):
                return reply
            texts.append(mend(part, reply.text, self.asker.direction.target) if reply.text != part else part)
        return verify(item, Ok("".join(texts)), self.asker.direction)


def verify(shielded: Shielded, reply: Reply, direction: Direction) -> Reply:
    """The text with its markup back, or why it is no translation."""
    if isinstance(reply, Err):
        return reply
    if _is_echo(shielded, reply.text) and _are_distinct(direction):
        return ECHO
    text = restore(shielded, mend(shielded.text, reply.text, direction.target))
    return UNVERIFIED if text is None else Ok(text)


def _early(shielded: Shielded) -> Reply | None:
    """The reply for a text that no engine need be asked for."""
    if not shielded.source.strip():
        return _EMPTY
    return Ok(shielded.source) if shielded.wordless else None


def _are_distinct(direction: Direction) -> bool:
    """Whether the two are different languages, so that a longer text cannot be the same in both."""
    return direction.source.split("-")[0] != direction.target.split("-")[0]


def _is_echo(shielded: Shielded, reply: str) -> bool:
    words = [word for word in shielded.words.split() if any(map(str.isalpha, word))]
    if len(words) < _ECHO_WORDS and len(WIDE.findall(shielded.words)) < _ECHO_LETTERS:
        return False
    return "".join(reply.split()).casefold() == "".join(shielded.text.split()).casefold()
