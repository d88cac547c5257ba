"""What a review bundle shows: each text of an edition beside its source, with its state and all that is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from polypub.catalog.po import read_catalog
from polypub.cldr.plurals import compile_plural
from polypub.config.project import Project
from polypub.errors import PolypubError
from polypub.files import read_if_there
from polypub.formats.word_diff import Stretch, compare_words
from polypub.model.locale import Locale
from polypub.model.message import Catalog, Key, Message, stale_since, state_of
from polypub.model.page import Coverage, PageState
from polypub.model.site import Article
from polypub.model.state import DraftNote, Note, State, hash_source, is_human, parse_note, unfold
from polypub.model.text import Segment
from polypub.pipeline.judge import Judgement, site_catalogs
from polypub.pipeline.originals import catalog_domain
from polypub.pipeline.status import EditionStatus
from polypub.render.judge import key_of
from polypub.render.press import sort_articles

STATES = ("untranslated", "blocked", "stale", "draft", "reviewed")
"""What a block may be, by what it asks of a reviewer."""
_SHARED = {"site": "Names of the site", "ui": "Strings of the site's templates", "theme": "Strings of the theme"}
_EXAMPLES, _PROBED = 4, 200


@dataclass(frozen=True, slots=True)
class Block:
    """One message."""

    id: str
    """The hash of its context and source, as previews and records name it."""
    type: str
    """`heading 2`, `paragraph`, …; empty where nothing says so."""
    state: str
    """One of STATES."""
    said: str
    """The state in full: `edited draft`."""
    source: str
    plural: str | None
    difference: tuple[Stretch, ...]
    """Of a stale text: what its source was and is, word by word."""
    texts: tuple[tuple[str, str], ...]
    """The translation; of a message with plural forms each of them, after the numbers that it is for."""
    remarks: tuple[str, ...]
    """What the author, the translators, the program and its checks say of it."""
    reasons: tuple[str, ...]
    """Why no page shows it."""
    place: str
    """Its catalog with the line."""
    origin: str
    """Its source with the line."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article in an edition, or what stands on many pages of it."""

    locale: Locale
    domain: str
    title: str
    """In the language of the source."""
    language: Locale
    """Of the source."""
    path: str
    """The article's file; empty for the others."""
    state: PageState | None
    """None for what is no page, or not yet."""
    coverage: Coverage
    blocks: tuple[Block, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Blocks by state."""
        found = Counter(block.state for block in self.blocks)
        return {state: found[state] for state in STATES}


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of the article that a message belongs to."""

    article: Article | None
    blocked: frozenset[Key]

    def origin(self, message: Message, segment: Segment | None) -> str:
        """Where its source stands."""
        if self.article and segment:
            return f"{self.article.path}:{segment.line}" if segment.line else self.article.path
        return next(map(str, message.references), "")


class SheetMaker:
    """The sheets of one edition."""

    def __init__(self, project: Project, judgement: Judgement, edition: EditionStatus) -> None:
        self._project, self._judgement = project, judgement
        self.edition = edition
        self._site = judgement.press.site
        self.locale = edition.locale
        self._files = site_catalogs(project, self._site, edition.locale)
        self._catalogs: dict[Path, Catalog] = {}
        self._reasons = _find_reasons(judgement)

    def domains(self) -> Iterator[tuple[str, Article | None]]:
        """What there is to review: articles, the newest first, then what stands on many pages."""
        for article in sort_articles(self._site.articles):
            if article.domain in self.edition.domains and self._is_asked(article):
                yield article.domain, article
        yield from ((domain, None) for domain in _SHARED if domain in self.edition.domains and domain in self._files)

    def _is_asked(self, article: Article) -> bool:
        return article.translate and self.locale in (article.languages or (self.locale,))

    def make(self, domain: str, article: Article | None) -> Sheet:
        """One of them with its texts as they are."""
        catalog = self._read(catalog_domain(self._project, article) if article else domain)
        verdict = self._judgement.press.verdicts.get((article.id, self.locale)) if article else None
        blocked = verdict.blocked if verdict else frozenset()
        found = {message.key: message for message in catalog.messages if not message.obsolete}
        rows = _article_rows(article, found) if article else ((message, None) for message in found.values())
        return Sheet(
            self.locale,
            domain,
            article.title.source if article else _SHARED[domain],
            self._site.language_of(article) if article else self._site.source,
            article.path if article else "",
            verdict.state if verdict else None,
            self.edition.domains[domain],
            tuple(self._block(catalog, message, segment, _Around(article, blocked)) for message, segment in rows),
        )

    def _read(self, domain: str) -> Catalog:
        path = self._files[domain]
        if path not in self._catalogs:
            shown = path.relative_to(self._project.root).as_posix()
            try:
                self._catalogs[path] = read_catalog(read_if_there(path) or b"", shown, domain, self.locale)
            except PolypubError:  # the judgement has told of it
                self._catalogs[path] = Catalog(domain, self.locale, (), path=shown)
        return self._catalogs[path]

    def _block(self, catalog: Catalog, message: Message, segment: Segment | None, around: _Around) -> Block:
        key, state = message.key, state_of(message)
        reasons = self._reasons.get((catalog.path, message.line), ()) if message.line else ()
        is_blocked = key in around.blocked or (bool(reasons) and state.publishable)
        said = _SAID.get(state, state.value)
        previous = message.previous.source if message.previous else ""
        return Block(
            id=hash_source(key.source, key.context),
            type=_type_of(message, segment),
            state="blocked" if is_blocked else state.coarse,
            said=f"{said}, kept off the page" if is_blocked else said,
            source=key.source,
            plural=message.plural,
            difference=tuple(compare_words(previous, key.source)) if previous else (),
            texts=tuple(_texts(catalog, message)),
            remarks=tuple(_remarks(message)),
            reasons=reasons,
            place=f"{catalog.path}:{message.line}" if message.line else "",
            origin=around.origin(message, segment),
        )


_SAID = {State.ACCEPTED: "reviewed: a draft accepted as it was", State.STALE_APPROVED: "stale: its source changed"}
"""What states are called where their own names would not tell enough."""


def _find_reasons(judgement: Judgement) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """Why translations are kept off their pages, by file and line."""
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for finding in judgement.findings:
        place = finding.path, finding.line
        found[place] = (*found.get(place, ()), finding.text)
    return found


def _article_rows(article: Article, found: Mapping[Key, Message]) -> Iterator[tuple[Message, Segment | None]]:
    """Its texts in document order, each once; one that its catalog lacks has no translation."""
    segments: dict[Key, Segment] = {}
    for segment in article.segments:
        segments.setdefault(key_of(segment), segment)
    yield from ((found.get(key) or Message(key), segment) for key, segment in segments.items())


def _type_of(message: Message, segment: Segment | None) -> str:
    note = next(iter(message.notes), "")
    return segment.type if segment else note.removeprefix("type: ") if note.startswith("type: ") else ""


def _texts(catalog: Catalog, message: Message) -> Iterator[tuple[str, str]]:
    if message.plural is None:
        yield from (("", target) for target in message.targets if target)
        return
    labels = describe_forms(catalog, len(message.targets))
    yield from zip(labels, message.targets, strict=True)


def describe_forms(catalog: Catalog, count: int) -> list[str]:
    """For each plural form some numbers that take it, by the catalog's own header."""
    numbers: list[list[int]] = [[] for _ in range(count)]
    try:
        form_of = compile_plural(catalog.header.get("Plural-Forms", ""))
    except ValueError:
        return [f"form {number}" for number in range(1, count + 1)]
    for number in (*range(1, _PROBED), 0, 1_000_000):
        form = form_of(number)
        if form < count and len(numbers[form]) < _EXAMPLES:
            numbers[form].append(number)
    return [f"for {', '.join(map(str, some))}" if some else "for no number" for some in numbers]


def _remarks(message: Message) -> Iterator[str]:
    notes = [note for note in message.notes if not note.startswith("type: ")]
    if notes:
        yield "\n".join(["Note:", *notes] if len(notes) > 1 else [f"Note: {notes[0]}"])
    if message.key.context:
        yield f"Context: {message.key.context}"
    for comment in unfold(message.comments):
        note = parse_note(comment)
        if note:
            yield describe_note(note)
        elif is_human(comment):
            yield f"Translators: {comment}"
    day = stale_since(message)
    if day:
        yield f"Its source changed; noted on {day.isoformat()}"


def describe_note(note: Note) -> str:
    """A draft's or an approval's note in words."""
    if isinstance(note, DraftNote):
        what = f"Drafted by {note.origin}" if note.kind == "mt" else f"From the memory, {note.origin} % alike"
        return f"{what} on {note.date.isoformat()}"
    origin = "" if note.origin == "-" else f", drafted by {note.origin}"
    return f"Approved by {note.who} on {note.when:%Y-%m-%d}{origin}"
