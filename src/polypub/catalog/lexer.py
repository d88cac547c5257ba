"""The lossless lexer: a PO file cut into blocks of whole lines, each with the message it holds.

The grammar is that of GNU gettext's reader, with `#=` (legal since June 2025) read as `#,`. What GNU tools accept
is accepted, except `domain` lines; comments that end in a backslash are not joined with the next line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from polypub.catalog.entry import Entry, MessageMaker
from polypub.catalog.strings import EscapeError, unescape
from polypub.catalog.tokens import KEYWORDS, QUOTED, TOKEN, WORDS, split_mark
from polypub.errors import Problem
from polypub.model.message import Key, Message

_AFTER = {
    "": ("msgid", "msgctxt"),
    "msgctxt": ("msgid",),
    "msgid": ("msgstr", "msgid_plural"),
    "msgid_plural": ("msgstr[0]",),
}
"""The keywords that may follow each."""


@dataclass(slots=True)
class Block:
    """Whole lines `start` to `stop` (0-based, half open) that hold one message and its comments."""

    start: int
    stop: int
    message: Message
    after: int = 0
    """Where the next block starts; 0 for the last one."""
    crowded: bool = False
    """It shares a line with another block, or with a comment that is not its own."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A file's lines (without line ends) and blocks; the joined lines are the file."""

    lines: list[str]
    blocks: list[Block]
    problems: list[Problem]


def cut(text: str, path: str, charset: str) -> Cut:
    """The file cut into blocks, with every problem found on the way; never raises."""
    lines = text.split("\n")
    reader = _Reader(path, charset)
    reader.read(_clean_lines(text, lines))
    return Cut(lines, reader.blocks, reader.problems)


def _clean_lines(text: str, lines: list[str]) -> list[str]:
    clean = text.replace("\r\n", "\n").split("\n") if "\r" in text else lines
    return _join_continued(clean) if "\\\n" in text else clean


def _join_continued(lines: list[str]) -> list[str]:
    """A backslash at a line's end joins it with the next, as in C; an empty string keeps the numbers right."""
    joined = list(lines)
    for number in range(len(joined) - 2, -1, -1):
        line = joined[number]
        if line.endswith("\\") and not line.lstrip().startswith("#"):
            text = line[:-1] + joined[number + 1]
            joined[number : number + 2] = [text, '""' if text.strip() and not text.lstrip().startswith("#") else ""]
    return joined


class _Reader:
    """The state between two lines.

    One method per kind of line, found by its first character: 20,000 entries (162,000 lines) take 0.15 s so;
    a regular expression per line costs twice as much. Lines in no usual form go through `_tokens`.
    """

    def __init__(self, path: str, charset: str) -> None:
        self.path, self.charset = path, charset
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self.seen: dict[Key, int] = {}
        self.number = self.last = 0
        self.maker = MessageMaker()
        self.done = self.broken = False
        self._begin()

    def _begin(self) -> None:
        self.entry = Entry()
        self.sink: list[str] | None = None
        self.word = ""
        self.done = False

    def read(self, lines: list[str]) -> None:
        handlers: dict[str, Callable[[str], None]] = {'"': self._string, "m": self._keyword, "#": self._comment}
        for number, line in enumerate(lines):
            if line:
                self.number = number
                handlers.get(line[0], self._tokens)(line)
        comment = self.entry.start if not self.entry.fields else -1
        self._finish()
        if self.blocks and 0 <= comment < self.blocks[-1].stop:
            self.blocks[-1].crowded = True  # a comment of no entry stands behind its last string

    # Usual lines

    def _string(self, line: str) -> None:
        text: str | None = line[1:-1]
        if '"' in line[1:-1] or "\\" in line:
            text = self._escaped(line)
        if text is None or self.sink is None or self.entry.mark or len(line) < 2 or line[-1] != '"':
            self._tokens(line)
            return
        self.sink.append(text)
        self.last = self.number

    def _keyword(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        text: str | None = rest[1:-1]
        if '"' in rest[1:-1] or "\\" in rest:
            text = self._escaped(rest)
        if text is None or word not in KEYWORDS or len(rest) < 2 or rest[0] != '"' or rest[-1] != '"':
            self._tokens(line)
            return
        self._open(word, "")
        if self.sink is not None:
            self.sink.append(text)
        self.last = self.number

    def _escaped(self, quoted: str) -> str | None:
        """The text of one quoted string with escapes; None when it is anything else."""
        try:
            return unescape(quoted[1:-1], self.charset) if QUOTED.fullmatch(quoted) else None
        except EscapeError:
            return None

    def _comment(self, line: str) -> None:
        kind = line[1:2]
        if kind in ("~", "|"):
            self._marked(line)
            return
        self._start(comment=True)
        if kind == ":":
            self.entry.references.append(line[2:])
        elif kind == ".":
            self.entry.notes.append(line[3:] if line[2:3] == " " else line[2:])
        elif kind and kind in ",=!":
            self.entry.flags.append(line[2:])
        else:
            self.entry.comments.append(line[2:] if kind == " " else line[1:])
        self.last = self.number

    # Unusual lines

    def _marked(self, line: str) -> None:
        mark, rest = split_mark(line)
        self._tokens(rest, mark)

    def _tokens(self, line: str, mark: str = "") -> None:
        for found in TOKEN.finditer(line):
            word, text = found["form"] or found["word"], found["text"]
            if found["comment"] is not None:
                self._comment(found["comment"].rstrip("\r"))
                return
            if found["open"] or found["bad"]:
                self._unreadable(found["bad"])
                return
            if text is not None:
                self._append(text, mark)
            elif word:
                self._open(f"msgstr[{int(word)}]" if found["form"] else word, mark)
            if word or text is not None:
                self.last = self.number

    def _unreadable(self, bad: str | None) -> None:
        if bad:
            self._wrong(f"“{bad}” is not expected here", "Start a comment with #, a text with a double quote")
        else:
            self._wrong("a string that does not end on its line", "Close it with a double quote")

    def _append(self, text: str, mark: str) -> None:
        if self.sink is None:
            if not self.broken:
                self._wrong("a string without a keyword before it", "Put msgid or msgstr in front of it")
            return
        if self._inconsistent(mark):
            return
        try:
            self.sink.append(unescape(text, self.charset) if "\\" in text else text)
        except EscapeError as error:
            self._wrong(f"“{error}” is not an escape sequence", "Write a backslash as \\\\")

    def _inconsistent(self, mark: str) -> bool:
        if mark == self.entry.mark:
            return False
        self._wrong("a message that is only partly obsolete", "Begin all of its lines with #~, or none")
        return True

    # Entries

    def _start(self, *, comment: bool = False) -> None:
        """The line belongs to a new entry when the last one is complete."""
        if self.done:
            self._finish()
        elif comment and self.entry.fields:
            self._wrong("a comment inside a message, or a message without msgstr", "Put comments above msgid")
        if self.entry.start < 0:
            self.entry.start = self.number
            self.broken = False

    def _open(self, word: str, mark: str) -> None:
        if mark.endswith("|"):
            self._open_previous(word, mark)
            return
        if word == "msgid" or word == "msgctxt":
            if self.done or "msgid" in self.entry.fields:
                self._finish()
            self._start()
        elif self.broken:
            return
        if word not in _AFTER.get(self.word, ()) and not self._is_next_form(word):
            self._wrong_word(word)
        elif not (self.entry.fields and self._inconsistent(mark)):
            self.entry.mark, self.word = mark, word
            self.sink = self.entry.fields[word] = []
            self.done = word.startswith("msgstr")

    def _open_previous(self, word: str, mark: str) -> None:
        self._start(comment=True)
        if word not in WORDS[:3] or word in self.entry.previous or self.entry.fields:
            self._wrong(f"“{word}” does not belong into a previous source", "Only msgctxt, msgid and msgid_plural do")
            return
        self.entry.mark = mark
        self.sink = self.entry.previous[word] = []

    def _is_next_form(self, word: str) -> bool:
        return self.word.startswith("msgstr[") and word == f"msgstr[{int(self.word[7:-1]) + 1}]"

    def _wrong_word(self, word: str) -> None:
        if word == "domain":
            self._wrong("“domain” lines are not supported", "Keep each domain in a file of its own")
        elif word not in WORDS and not word.startswith("msgstr["):
            self._wrong(f"unknown keyword “{word}”", "Messages are made of msgctxt, msgid, msgid_plural and msgstr")
        else:
            self._wrong(f"“{word}” is not expected here", "The order is msgctxt, msgid, msgid_plural, msgstr")

    def _wrong(self, text: str, hint: str) -> None:
        """Reports the line and drops the entry; reading goes on at the next one."""
        if not self.broken:
            self.problems.append(Problem(text, self.path, self.number + 1, hint))
        self._begin()
        self.broken = True

    def _finish(self) -> None:
        fields = self.entry.fields
        if fields and not (self.done and all(fields.values())):
            self._incomplete()
        elif fields:
            block = Block(self.entry.start, self.last + 1, self.maker.make(self.entry))
            self._unique(block.message)
            self._append_block(block)
        self._begin()

    def _append_block(self, block: Block) -> None:
        if self.blocks:
            before = self.blocks[-1]
            before.after = block.start
            if block.start < before.stop:
                before.crowded = block.crowded = True
        self.blocks.append(block)

    def _incomplete(self) -> None:
        number, self.number = self.number, self.last
        if self.done:
            self._wrong("a keyword without a text behind it", "Write an empty text as two double quotes")
        else:
            self._wrong("a message without msgstr", "The file may be cut short: restore it, or add msgstr")
        self.number = number

    def _unique(self, message: Message) -> None:
        key = message.key
        count, first = len(self.seen), self.seen.setdefault(key, self.entry.start)
        if len(self.seen) == count:
            name = f"“{key.source[:40]}”" if key.source else "the header"
            said = f"{name} occurs twice, first in line {first + 1}"
            hint = "Keep one of the two (msguniq finds them all)"
            self.problems.append(Problem(said, self.path, self.entry.start + 1, hint, "po-duplicate"))
