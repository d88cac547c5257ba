"""What a shared catalog remembers of the catalogs it unites, in translators' comments that every tool keeps.

A text that lost against another one for the same source stands beside it, cut into lines of at most 78 columns::

    # polypub: other content/news/lakes "Азёры" fuzzy comment "ask Anna"

Such a record goes on with ``# polypub: +``. Strings are JSON's; neighbouring ones are one string. The first is the
translation, or its first form; then come `[1] "…"` for further forms, `fuzzy`, `obsolete`, `flag "…"`, `comment "…"`,
`was "…"`, `was-context "…"` and `was-plural "…"` for `#|`, `plural "…"`, `singular`. An obsolete message tells whose it
was, as does a live one that another article has no more. The day of an article's title names the article::

    # polypub: from content/news/lakes
    # polypub: published 2026-11-24 content/news/lakes
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from polypub.model.message import Message, Previous

_WIDTH = 76
"""Columns of a comment behind its `# `: polib wraps lines of more than 78, and a record would fall apart."""
PUBLISHED = "polypub: published "
_OTHER, _FROM, _DAY, _MORE = "polypub: other ", "polypub: from ", PUBLISHED, "polypub: + "
_HEADS = (_OTHER, _FROM, _DAY)
_TOKEN = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|([^\s"]+))')
_UNSAFE = re.compile(r'[\s"%>\\\x00-\x20\x7f-\xa0\u2028\u2029]')
_BREAKS = re.compile(r"[\x7f-\xa0\u2028\u2029]")
_WORDS = frozenset("fuzzy obsolete flag comment was was-context was-plural plural singular".split())
_FORM = re.compile(r"\[(\d{1,2})\]")

Fields = list[tuple[str, str]]
"""Words with their strings, in order."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The comments of a message in a shared catalog, taken apart."""

    comments: tuple[str, ...]
    """The message's own."""
    others: Mapping[str, Message] = field(default_factory=dict)
    """What the message is in other domains."""
    origins: tuple[str, ...] = ()
    """The domains that an obsolete message comes from."""
    published: Mapping[str, str] = field(default_factory=dict)
    """The days on which articles had been published whose title the message is, by domain."""


def add_memory(message: Message, memory: Memory) -> Message:
    """The message with this memory behind the comments of its own; those of `memory` are not looked at."""
    lines = [line for domain in memory.origins for line in _fold(_FROM, [*_domain_tokens(domain)])]
    for domain, day in memory.published.items():
        lines += _fold(_DAY, [day, *_domain_tokens(domain)])
    for domain, other in memory.others.items():
        lines += _fold(_OTHER, [*_domain_tokens(domain), *_tokens(other, message.plural)])
    return replace(message, comments=(*message.comments, *lines)) if lines else message


def take_memory(message: Message) -> Memory:
    """The message's comments without its memory, and that; a record that somebody broke stays a comment."""
    if not any(line.startswith(_HEADS) for line in message.comments):
        return Memory(message.comments)
    kept: list[str] = []
    others: dict[str, Message] = {}
    origins: list[str] = []
    published: dict[str, str] = {}
    for lines in _records(message.comments):
        head, domain, fields = _parse(lines)
        if head == _FROM and domain:
            origins.append(domain)
        elif head == _DAY and domain:
            published[domain] = fields[0][0]
        elif head == _OTHER and domain and (other := _message(fields, message)):
            others[domain] = other
        else:
            kept += lines
    return Memory(tuple(kept), others, tuple(dict.fromkeys(origins)), published)


def _records(comments: Iterable[str]) -> Iterator[list[str]]:
    """Every comment line; those of one record together."""
    record: list[str] = []
    for line in comments:
        if record and line.startswith(_MORE):
            record.append(line)
            continue
        if record:
            yield record
        record = [line] if line.startswith(_HEADS) else []
        if not record:
            yield [line]
    if record:
        yield record


def _tokens(other: Message, plural: str | None) -> Iterator[str]:
    """The record of a message: words, and strings for `_fold` to cut."""
    for number, text in enumerate(other.targets or ("",)):
        if number:
            yield f"[{number}]"
        yield _quote(text)
    yield from (word for word, is_true in (("fuzzy", other.fuzzy), ("obsolete", other.obsolete)) if is_true)
    before = other.previous
    fields: list[tuple[str, str | None]] = [("flag", flag) for flag in other.flags]
    fields += [("comment", line) for line in other.comments]
    if before:
        fields += [("was", before.source), ("was-context", before.context), ("was-plural", before.plural)]
    if other.plural != plural:
        fields.append(("plural", other.plural) if other.plural is not None else ("singular", ""))
    for word, said in fields:
        if said is not None:
            yield from (word, _quote(said)) if word != "singular" else (word,)


def _quote(text: str) -> str:
    """The text as a JSON string in which no tool sees the end of a line."""
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _domain_tokens(domain: str) -> Iterator[str]:
    """The domain, percent-encoded where it holds what would end a word; a long one in several pieces."""
    text = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), domain)
    room = _WIDTH - len(_OTHER) - 1
    pieces = [text[start : start + room] for start in range(0, len(text), room)]
    yield from (f"{piece}>" for piece in pieces[:-1])  # a backslash would end the line for gettext
    yield pieces[-1]


def _fold(head: str, tokens: Sequence[str]) -> list[str]:
    """The tokens on lines of at most `_WIDTH` columns; a string that fits on no line is cut into several."""
    lines = [head.rstrip()]
    for token in tokens:
        for piece in _pieces(token):
            if len(lines[-1]) + 1 + len(piece) > _WIDTH:
                lines.append(_MORE.rstrip())
            lines[-1] += f" {piece}"
    return lines


def _pieces(token: str) -> Iterator[str]:
    room = _WIDTH - len(_MORE)
    if len(token) <= room or not token.startswith('"'):
        yield token
        return
    piece = ""
    for letter in re.findall(r"\\u[0-9a-f]{4}|\\.|[^\\]", token[1:-1]):
        if len(piece) + len(letter) + 2 > room:
            cut = piece.rfind(" ") + 1 or len(piece)  # at a space, for people who read it
            yield f'"{piece[:cut]}"'
            piece = piece[cut:]
        piece += letter
    yield f'"{piece}"'


def _parse(lines: Sequence[str]) -> tuple[str, str, Fields]:
    """What kind of record it is, its domain, its fields; an empty domain for lines that are no record."""
    head = next((head for head in _HEADS if lines[0].startswith(head)), "")
    if not head:
        return "", "", []
    tokens = list(_read_tokens([lines[0].removeprefix(head), *(line.removeprefix(_MORE) for line in lines[1:])]))
    day = [(tokens.pop(0), "")] if head == _DAY and tokens else []
    domain = _take_domain(tokens)
    return head, domain, day or _fields(tokens)


def _take_domain(tokens: list[str]) -> str:
    """The domain that the tokens begin with, taken from them."""
    from urllib.parse import unquote

    domain = ""
    while tokens and not tokens[0].startswith('"'):
        piece = tokens.pop(0)
        domain += piece.removesuffix(">")
        if not piece.endswith(">"):
            break
    return unquote(domain)


def _read_tokens(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        position, text = 0, line.rstrip()
        while position < len(text):
            found = _TOKEN.match(text, position)
            if not found:
                yield "?"  # a quote without its end: no word of ours
                return
            yield found[1] or found[2]
            position = found.end()


def _fields(tokens: Iterable[str]) -> Fields:
    """Words with the strings behind them; the first strings have none."""
    fields: Fields = [("[0]", "")]
    for part in tokens:
        if part.startswith('"'):
            word, before = fields[-1]
            fields[-1] = _append(word, before, part)
        else:
            fields.append((part, ""))
    return fields


def _append(word: str, before: str, quoted: str) -> tuple[str, str]:
    try:
        return word, before + json.loads(quoted, strict=False)
    except ValueError:
        return "?", ""


def _message(fields: Fields, beside: Message) -> Message | None:
    """The message that a record tells of; None when it says what no record says."""
    words = [word for word, _ in fields]
    forms = [text for word, text in fields if _FORM.fullmatch(word)]
    if any(word not in _WORDS and not _FORM.fullmatch(word) for word in words):
        return None
    one = dict(fields)
    previous = Previous(one["was"], one.get("was-context"), one.get("was-plural")) if "was" in one else None
    return Message(
        beside.key,
        None if "singular" in one else one.get("plural", beside.plural),
        tuple(forms),
        "fuzzy" in one,
        tuple(text for word, text in fields if word == "flag"),
        tuple(text for word, text in fields if word == "comment"),
        previous=previous,
        obsolete="obsolete" in one,
    )
