"""Raw replies to texts: remembered ones, and for the rest an engine, in pieces that it takes and within a budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from polypub.translate.breaker import Direction
from polypub.translate.budget import SPENT, Budget
from polypub.translate.dispatch import Dispatcher, make_batches
from polypub.translate.engines.base import Engine, Err, Ok, Query, Reply, TokenStyle
from polypub.translate.replies import Replies, reply_key
from polypub.translate.split import Room, split_text

STOPPED = Err("the run was stopped", "Run again: what was answered is remembered.", "input")


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, or would be."""

    texts: int = 0
    chars: int = 0

    def __add__(self, other: Sent) -> Sent:
        return Sent(self.texts + other.texts, self.chars + other.chars)


@dataclass(slots=True)
class Asker:
    """One engine asked for one pair of languages in one run; whatever it answers is remembered."""

    dispatcher: Dispatcher
    direction: Direction
    replies: Replies
    budget: Budget = field(default_factory=Budget)
    price: float | None = None
    """Of a million characters; None when nobody has said."""
    sent: Sent = Sent()
    """What was sent so far, and answered."""
    _foreseen: set[bytes] = field(default_factory=set)

    @property
    def engine(self) -> Engine:
        """Who is asked."""
        return self.dispatcher.engine

    def ask(self, queries: Sequence[Query], style: TokenStyle, most: int = 0) -> list[Reply]:
        """One reply for each text, in order, nobody has verified; texts have tokens of that style.

        Every text is sent once, however often it occurs; at most so many together (0: as the engine has it).
        """
        split = [self._split(query) for query in queries]
        post = _Post(self, style)
        wanted = {post.key(piece): piece for pieces in split for piece in pieces if _has_words(piece.text)}
        missing = [piece for piece in wanted.values() if post.recall(piece) is None]
        if self._may_send():
            self._send(missing, post, most)
        answers = {key: post.recall(piece) or self._unanswered() for key, piece in wanted.items()}
        return [self._joined(query, pieces, post, answers) for query, pieces in zip(queries, split, strict=True)]

    def foresee(self, queries: Sequence[Query], style: TokenStyle) -> Sent:
        """What `ask` would send for them that it was not answered, or did not foresee, before."""
        post = _Post(self, style)
        sent = Sent()
        for piece in (piece for query in queries for piece in self._split(query)):
            key = post.key(piece)
            if _has_words(piece.text) and key not in self._foreseen and post.recall(piece) is None:
                self._foreseen.add(key)
                sent += Sent(1, len(piece.text))
        return sent

    def _send(self, missing: Sequence[Query], post: _Post, most: int) -> None:
        """Send what the budget allows; what brought no answer costs nothing."""
        price = self.price or 0.0
        limits = replace(self.engine.limits, max_batch=most or self.engine.limits.max_batch)
        afforded = [piece for piece in missing if self.budget.take(len(piece.text), price)]
        try:
            self.dispatcher.send(list(make_batches(afforded, limits)), self.direction, post)
        finally:
            for piece in afforded:
                if post.has_come(piece):
                    self.sent += Sent(1, len(piece.text))
                else:
                    self.budget.give_back(len(piece.text), price)

    def _may_send(self) -> bool:
        return not self.dispatcher.is_stopped and self.dispatcher.breaker.verdict(self.direction) is None

    def _unanswered(self) -> Err:
        """Why a text was not sent."""
        return self.dispatcher.breaker.verdict(self.direction) or (STOPPED if self.dispatcher.is_stopped else SPENT)

    def _split(self, query: Query) -> list[Query]:
        """The pieces that the engine takes, without the white space around them."""
        limits = self.engine.limits
        pieces = split_text(query.text, Room(limits.max_chars, limits.max_url_bytes))
        return [replace(query, text=piece.strip()) for piece in pieces]

    def _joined(self, query: Query, pieces: Sequence[Query], post: _Post, answers: Mapping[bytes, Reply]) -> Reply:
        """The replies with the white space that stood around their pieces; the first failure where one failed."""
        joined = query.text
        texts: list[str] = []
        end = 0
        for piece in pieces:
            reply = answers.get(post.key(piece), Ok(piece.text))
            if isinstance(reply, Err):
                return reply
            start = joined.index(piece.text, end)
            texts += [joined[end:start], reply.text.strip()]
            end = start + len(piece.text)
        return Ok("".join([*texts, joined[end:]]))


def _has_words(text: str) -> bool:
    return any(map(str.isalpha, text))


@dataclass(frozen=True, slots=True)
class _Post:
    """Where the dispatcher looks up and keeps the replies to texts with tokens of one style."""

    asker: Asker
    style: TokenStyle

    def key(self, query: Query) -> bytes:
        """What the reply to a query depends on."""
        engine, (source, target) = self.asker.engine, self.asker.direction
        context = list(_context(query)) if engine.limits.reads_context else []
        return reply_key(engine.name, engine.version, source, target, self.style, query.text, *context)

    def recall(self, query: Query) -> Reply | None:
        return self.asker.replies.get(self.key(query))

    def has_come(self, query: Query) -> bool:
        """It was answered, and so is paid for."""
        reply = self.recall(query)
        return isinstance(reply, Ok) or (reply is not None and reply.fault == "output")

    def keep(self, query: Query, reply: Reply) -> None:
        self.asker.replies.put(self.key(query), reply)


def _context(query: Query) -> Iterator[str]:
    """All that a query says beside its text, each part in its place."""
    yield from (query.title, query.before, query.after, str(len(query.notes)), *query.notes)
    for term in query.terms:
        yield from ("term", term.source, term.note, *term.targets)
    for pair in query.examples:
        yield from ("example", *pair)
