"""Editing one block: the lines of what changed are replaced, the others stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polypub.catalog.gnu import entry_lines
from polypub.catalog.header import format_header, parse_header
from polypub.catalog.lines import Line, line_roles, message_lines, message_roles, remark
from polypub.catalog.strings import unescape
from polypub.catalog.tokens import split_flags, split_mark
from polypub.model.message import Catalog, Key, Message


def edit_block(texts: list[str], old: Message, new: Message, ending: str) -> list[str]:
    """The lines of an entry after its message changed from old to new."""
    lines = line_roles(texts)
    if any(line.role == "mixed" or line.text.endswith("\\") for line in lines):
        return [line + ending for line in message_lines(new)]
    if old.obsolete != new.obsolete:
        lines = [remark(line, obsolete=new.obsolete) for line in lines]
    fresh = message_roles(new)
    lines = _edit_words(lines, "comment", old.comments, new.comments)
    lines = _edit_words(lines, "note", old.notes, new.notes)
    lines = _edit_flags(lines, fresh, old, new)
    for role, before, after in _values(old, new):
        if before != after:
            lines = _put(lines, role, [line for line in fresh if line.role == role])
    return [line.text + ending for line in lines]


def _values(old: Message, new: Message) -> list[tuple[str, object, object]]:
    """Role, old and new value of everything whose lines are replaced as one."""
    values: list[tuple[str, object, object]] = [
        ("reference", old.references, new.references),
        ("previous", old.previous, new.previous),
        ("msgctxt", old.key.context, new.key.context),
        ("msgid", old.key.source, new.key.source),
        ("msgid_plural", old.plural, new.plural),
    ]
    before, after = _forms(old), _forms(new)
    return values + [(role, before.get(role), after.get(role)) for role in dict.fromkeys((*before, *after))]


def _forms(message: Message) -> dict[str, str]:
    if message.plural is None:
        return {"msgstr": "".join(message.targets)}
    return {f"msgstr[{number}]": text for number, text in enumerate(message.targets or ("", ""))}


def _put(lines: list[Line], role: str, fresh: list[Line]) -> list[Line]:
    """The role's lines replaced; where there were none, the new ones stand in gettext's order."""
    places = [number for number, line in enumerate(lines) if line.role == role]
    place = places[0] if places else _place(lines, role)
    kept = [line for line in lines[place:] if line.role != role]
    return [*lines[:place], *fresh, *kept]


def _place(lines: list[Line], role: str) -> int:
    rank = Line(role, "").rank
    later = (number for number, line in enumerate(lines) if line.rank > rank)
    return next(later, len(lines))


def _edit_words(lines: list[Line], role: str, old: Sequence[str], new: Sequence[str]) -> list[Line]:
    """Comment lines: those that stay keep their very spelling and place."""
    if old == new:
        return lines
    from difflib import SequenceMatcher

    raw = [line for line in lines if line.role == role]
    mark = {"comment": "#", "note": "#."}[role]
    fresh: list[Line] = []
    for kind, one, two, three, four in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            fresh.extend(raw[one:two])
        else:
            fresh.extend(Line(role, f"{mark} {text}" if text else mark) for text in new[three:four])
    return _put(lines, role, fresh)


def _edit_flags(lines: list[Line], fresh: list[Line], old: Message, new: Message) -> list[Line]:
    if (old.fuzzy, old.flags) == (new.fuzzy, new.flags):
        return lines
    raw = [line.text for line in lines if line.role == "flag"]
    if old.flags != new.flags or not raw:
        return _put(lines, "flag", [line for line in fresh if line.role == "flag"])
    texts = _add_fuzzy(raw) if new.fuzzy else [text for line in raw if (text := _without_fuzzy(line))]
    return _put(lines, "flag", [Line("flag", text) for text in texts])


def _add_fuzzy(texts: list[str]) -> list[str]:
    first, rest = texts[0], texts[1:]
    if not first.startswith("#,"):
        return ["#, fuzzy", *texts]
    return ["#, " + ", ".join(("fuzzy", *split_flags((first[2:],)))), *rest]


def _without_fuzzy(text: str) -> str:
    """The flags line without `fuzzy`; untouched when it has none, empty when nothing else stands in it."""
    body = split_mark(text)[1].lstrip(" \t")
    names = list(split_flags((body[2:],)))
    if "fuzzy" not in names:
        return text
    names.remove("fuzzy")
    return f"{body[:2]} {', '.join(names)}" if names else ""


def edit_header(body: list[str], old: Message, new: Catalog, ending: str) -> list[str]:
    """The header's lines with only those fields and comments replaced that changed."""
    lines = line_roles([line.removesuffix("\r") for line in body])
    if new.comments:
        lines = _edit_words(lines, "comment", old.comments, new.comments)
    if new.header and parse_header(old.targets[0]) != new.header:
        lines = _put(lines, "msgstr", _header_fields([line for line in lines if line.role == "msgstr"], new.header))
    return [line.text + ending for line in lines]


def _header_fields(raw: list[Line], fields: Mapping[str, str]) -> list[Line]:
    if _one_field_a_line(raw):
        return [raw[0], *_edit_fields(raw[1:], fields)]
    fresh = line_roles(entry_lines(Message(Key(None, ""), targets=(format_header(fields),))))
    return [line for line in fresh if line.role == "msgstr"]


def _one_field_a_line(raw: list[Line]) -> bool:
    return raw[0].text.strip() == 'msgstr ""' and all(
        line.text.startswith('"') and line.text.endswith('\\n"') and ":" in line.text for line in raw[1:]
    )


def _edit_fields(raw: list[Line], fields: Mapping[str, str]) -> list[Line]:
    """Each line that says what its field still says is kept, fields that are new come last."""
    lines: list[Line] = []
    seen: set[str] = set()
    for line in raw:
        said = parse_header(unescape(line.text[1:-1], "utf-8"))
        name, value = next(iter(said.items()), ("", ""))
        if name in seen or fields.get(name) == value:
            lines.append(line)
        elif name in fields:
            lines.append(_field_line(name, fields[name]))
        seen.add(name)
    return lines + [_field_line(name, value) for name, value in fields.items() if name not in seen]


def _field_line(name: str, value: str) -> Line:
    fresh = entry_lines(Message(Key(None, ""), targets=(f"{name}: {value}\n",)))
    return Line("msgstr", fresh[-1].removeprefix("msgstr "))
