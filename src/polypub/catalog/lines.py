"""What each line of an entry is for, so that one of them can be replaced and the others copied."""

from __future__ import annotations

from dataclasses import dataclass

from polypub.catalog.gnu import entry_lines
from polypub.catalog.tokens import TOKEN, split_mark
from polypub.model.message import Message

KINDS = {".": "note", ":": "reference", ",": "flag", "=": "flag", "!": "flag", "|": "previous"}
ORDER = ("comment", "note", "reference", "flag", "previous", "msgctxt", "msgid", "msgid_plural", "msgstr")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, and what it says: a kind of comment, `previous`, a keyword (`msgstr[1]`), `mixed`, `blank`."""

    role: str
    text: str

    @property
    def rank(self) -> int:
        """Its place in the order that gettext writes an entry in; nothing goes behind `blank`."""
        role = self.role.partition("[")[0]
        return ORDER.index(role) if role in ORDER else -1


def line_roles(texts: list[str]) -> list[Line]:
    """Every line of one entry with its role."""
    lines: list[Line] = []
    role = "blank"
    for text in texts:
        mark, rest = split_mark(text)
        bare = rest.lstrip(" \t")
        if mark.endswith("|"):
            usual = role == "blank" and _words(rest) is not None
            lines.append(Line("previous" if usual else "mixed", text))
        elif bare.startswith("#"):
            lines.append(Line(KINDS.get(bare[1:2], "comment"), text))
        else:
            words = _words(rest)
            role = words[-1] if words else role
            lines.append(Line(_own_role(rest, words, role), text))
    return lines


def _own_role(text: str, words: list[str] | None, role: str) -> str:
    if not text.strip():
        return "blank"
    return "mixed" if words is None or len(words) > 1 else role


def _words(text: str) -> list[str] | None:
    """The keywords of a line; None when anything but strings stands around them."""
    words: list[str] = []
    strings = 0
    for found in TOKEN.finditer(text):
        kind = found.lastgroup
        if kind in ("form", "word"):
            if strings:
                return None
            words.append(found["word"] or f"msgstr[{int(found['form'])}]")
        elif kind == "text":
            strings += 1
        elif kind:
            return None
    return words


def message_lines(message: Message) -> list[str]:
    """The lines of a new entry, live or obsolete."""
    return [line.text for line in message_roles(message)] if message.obsolete else entry_lines(message)


def message_roles(message: Message) -> list[Line]:
    """The lines of a new entry with their roles."""
    lines = line_roles(entry_lines(message))
    return [remark(line, obsolete=True) for line in lines] if message.obsolete else lines


def remark(line: Line, *, obsolete: bool) -> Line:
    """The line with the mark of an obsolete or a live message; comments have none."""
    if line.rank < ORDER.index("previous"):
        return line
    rest = split_mark(line.text)[1].lstrip(" \t")
    mark = {"previous": ("#| ", "#~| ")}.get(line.role, ("", "#~ "))[obsolete]
    return Line(line.role, mark + rest)
