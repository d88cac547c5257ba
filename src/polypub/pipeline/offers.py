"""Texts that people translated elsewhere, offered to messages; what a person has here already is never touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from polypub.align.documents import align_documents
from polypub.align.entries import Entries, Found
from polypub.align.wording import restore_addresses
from polypub.cldr.scripts import language
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, Previous, state_of
from polypub.model.site import Article
from polypub.model.state import PREFIX, Note, State, find_note, is_human, set_note
from polypub.model.text import Segment
from polypub.translate.drafts import UNREAD
from polypub.translate.gated import find_reason

_WIDTH = 76
"""Columns of a comment behind its `# `: some tools wrap longer ones."""
_FEW_WORDS = 3
"""A text of more words that is the same in both languages was left untranslated."""

Use = Callable[["Offer"], None]


@dataclass(frozen=True, slots=True)
class Offer:
    """A translation for a message, and where it comes from."""

    key: Key
    text: str
    segment: Segment
    path: str
    line: int
    doubt: str = ""
    """Why a person should look at it; empty for a sure one."""
    found: Found | None = None
    """What other catalogs it was found in."""

    @property
    def is_untranslated(self) -> bool:
        """It repeats a source of several words."""
        return self.text == self.key.source and len(self.text.split()) > _FEW_WORDS


@dataclass(frozen=True, slots=True)
class Aligned:
    """What a translated file offers, and its blocks that have no source."""

    offers: tuple[Offer, ...]
    left: tuple[Segment, ...]


def offer_article(article: Article, translated: Article) -> Aligned:
    """What a hand-translated article offers: field to field by name, block to block by alignment."""
    heads = {segment.type: segment for segment in _heads(translated)}
    pairs = [(segment, heads[segment.type].source, "", heads[segment.type].line) for segment in _heads(article)
             if segment.type in heads]  # fmt: skip
    alignment = align_documents(article.body, translated.body)
    pairs += [(pair.source, pair.text, pair.doubt, pair.target.line) for pair in alignment.pairs]
    return Aligned(
        tuple(
            Offer(
                Key(segment.context, segment.source),
                restore_addresses(text, segment.source),
                segment,
                translated.path,
                line,
                doubt,
            )
            for segment, text, doubt, line in pairs
        ),
        alignment.unclaimed,
    )


def _heads(article: Article) -> Iterator[Segment]:
    """The segments of its header, in order."""
    body = {id(segment) for segment in article.body.segments}
    return (segment for segment in article.segments if id(segment) not in body and segment.source)


def offer_entries(article: Article, entries: Entries) -> Iterator[Offer]:
    """What other catalogs offer for an article."""
    for segment in article.segments:
        found = entries.find(segment, article.path)
        if found:
            entry = found.entry
            key = Key(segment.context, segment.source)
            yield Offer(key, found.text, segment, entry.path, entry.message.line, found.doubt, found)


def judge_offers(offers: Iterable[Offer], source: Locale, target: Locale) -> Iterator[Offer]:
    """The offers, with a doubt for each that a page would refuse or that says nothing new."""
    for offer in offers:
        if offer.text == offer.key.source and language(source) != language(target) and " " in offer.text:
            yield replace(offer, doubt=offer.doubt or "it is the same as the source")
        elif not offer.doubt:
            message = Message(offer.key, targets=(offer.text,))
            reason = find_reason(message, offer.key.source, offer.text, offer.segment)
            yield replace(offer, doubt=reason or "")
        else:
            yield offer


def choose_offers(offers: Sequence[Offer]) -> dict[Key, Offer]:
    """One offer for each message: a sure one, and of several texts the one that most say, else the first."""
    by_key: dict[Key, list[Offer]] = {}
    for offer in offers:
        if not offer.is_untranslated:
            by_key.setdefault(offer.key, []).append(offer)
    return {key: _choose(rivals) for key, rivals in by_key.items()}


def _choose(rivals: list[Offer]) -> Offer:
    votes = Counter(offer.text for offer in rivals if not offer.doubt)
    return min(rivals, key=lambda offer: (bool(offer.doubt), -votes[offer.text]))


@dataclass(frozen=True, slots=True)
class Filled:
    """A catalog with offers taken."""

    catalog: Catalog
    taken: tuple[Offer, ...]
    there: tuple[Offer, ...]
    """What the catalog had already: this text or another."""
    open: int
    """Messages that nobody translates still."""


def fill_catalog(catalog: Catalog, offers: dict[Key, Offer]) -> Filled:
    """The catalog with the offers in its open messages; law 5: only what nobody has translated or read changes."""
    messages: list[Message] = []
    taken: list[Offer] = []
    there: list[Offer] = []
    for message in catalog.messages:
        offer = None if message.obsolete or message.plural is not None else offers.get(message.key)
        if offer is not None and state_of(message) in UNREAD:
            taken.append(offer)
            messages.append(_filled(message, offer))
            continue
        if offer is not None:
            there.append(offer)
        messages.append(message)
    still = sum(state_of(message) is State.UNTRANSLATED for message in messages)
    return Filled(replace(catalog, messages=tuple(messages)), tuple(taken), tuple(there), still)


def _filled(message: Message, offer: Offer) -> Message:
    comments = set_note(message.comments, None)
    note: Note | None = None
    previous: Previous | None = None
    if offer.found:
        theirs = offer.found.entry.message
        comments = tuple(dict.fromkeys((*comments, *filter(is_human, theirs.comments))))
        if (theirs.key, theirs.targets) == (message.key, (offer.text,)):
            note = find_note(theirs.comments)  # of polypub on another site: a draft stays a draft, a record a record
        previous = theirs.previous if offer.doubt else None
    if note:
        comments = (*comments, str(note))
    elif offer.doubt:
        comments = (*comments, _remark(offer.doubt, f"{PurePosixPath(offer.path).name}:{offer.line}"))
    return replace(message, targets=(offer.text,), fuzzy=bool(offer.doubt), previous=previous, comments=comments)


def _remark(doubt: str, place: str) -> str:
    room = _WIDTH - len(PREFIX) - len(" unsure:   ()") - len(place)
    words = " ".join(doubt.split())
    return f"{PREFIX} unsure: {words if len(words) <= room else words[: max(0, room - 1)] + '…'} ({place})"
