"""One wording for what tools write differently: white space, escapes, emphasis, links, quotes, reStructuredText."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping

from polypub.align.traits import plain_address
from polypub.formats.inline import find_placeables
from polypub.model.text import Placeable

_QUOTES = str.maketrans("‘’‚‛“”„‟«»‹›\u00a0", "''''" + '""""' + '""' + "'' ") | {ord("…"): "..."}
_ROLE = re.compile(r":[A-Za-z][\w:+.-]*:`([^`<]*?)\s*(?:<[^<>`]*>)?`")
_RST_LINK = re.compile(r"`([^`<>]+?)\s*<([^<>`\s]+)>`__?")
_DOUBLE_CODE = re.compile(r"(?<!`)``(?!`)([^`]+)``(?!`)")
_ADDRESS = re.compile(
    r"\]\(\s*(?P<inline><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?P<title>(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*)\)"
    r"|\]\[(?P<label>[^\[\]]*)\]"
    r"|(?P<attribute>(?<=\s)(?:href|src)\s*=\s*[\"'])(?P<value>[^\"']*)"
)
_REFERENCE = re.compile(r"\[([^\[\]]*)\]\[[^\[\]]*\]")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)\n[ \t]*")
_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_DELIMITERS = re.compile(r"(?<=\|)\s+\|(?:\s*:?-{2,}:?\s*\|)+(?=\s|\Z)")
_DASHES = re.compile(r"-{2,}")
_PIPE = re.compile(r"(?<!\\)\|")
_RST = ("``", ":`", "`_")


def plain_wording(text: str) -> str:
    """What two spellings of one Markdown text have in common; a key to look up, not a text to show."""
    return _joined(_parts(_without_rst(text), _spell))


def loose_wording(text: str) -> str:
    """The same without addresses of links and marks of emphasis: reference links and inline ones become equal."""
    return _joined(_parts(_REFERENCE.sub(r"[\1]()", _without_rst(text)), _bare))


def as_markdown(text: str) -> str:
    """The inline markup of reStructuredText as Markdown's: code, roles, links; Markdown stays as it is."""
    return _without_rst(text)


def unfold_table(text: str) -> str:
    """A table that was wrapped as if it were a paragraph, row by row again; any other text as it is."""
    found = _DELIMITERS.search(text)
    if found is None or text.count("\n") > 1:
        return text
    columns = len(_DASHES.findall(found[0]))
    cells = _PIPE.split(text[found.end() :].strip())
    rows = [cells[start : start + columns + 1] for start in range(0, len(cells) - 1, columns + 1)]
    if any(len(row) <= columns or row[0].strip() for row in rows):
        return text
    lines = [text[: found.start()], found[0], *(f"|{'|'.join(row[1:])}|" for row in rows)]
    return "\n".join(line.strip() for line in lines) + "\n"


def fold_lines(text: str, *, keeps_breaks: bool) -> str:
    """A text on one line, hard line breaks apart where they are kept."""
    if not keeps_breaks:
        return " ".join(_HARD_BREAK.sub(" ", text).split())
    lines = (_BREAK.sub(" ", line.strip()) for line in _HARD_BREAK.split(text))
    return "\\\n".join(lines)


def has_hard_break(text: str) -> bool:
    """Whether lines end where the author wants them to."""
    return _HARD_BREAK.search(text) is not None


def _without_rst(text: str) -> str:
    if not any(mark in text for mark in _RST):
        return text
    text = _RST_LINK.sub(r"[\1](\2)", _ROLE.sub(r"`\1`", text))
    return _DOUBLE_CODE.sub(r"`\1`", text)


def _joined(parts: Iterator[str]) -> str:
    return " ".join("".join(parts).translate(_QUOTES).split())


def _parts(text: str, spell: Spell) -> Iterator[str]:
    end = 0
    for placeable in find_placeables(text):
        yield text[end : placeable.start]
        yield spell(placeable)
        end = placeable.start + len(placeable.text)
    yield text[end:]


def _spell(placeable: Placeable) -> str:
    text = placeable.text
    if placeable.kind == "entity":
        return text[1:] if text.startswith("\\") else html.unescape(text)
    if placeable.kind == "code" and text.startswith("`"):
        return f"`{text.strip('`').strip()}`".replace("\\|", "|")  # some tools keep the escape of a cell
    if placeable.kind == "link" and not text.startswith("["):
        return text.strip("<>")
    if placeable.kind == "tag":
        return re.sub(r"\s*/?>\Z", ">", text)
    if text[0] == "_":
        return "*" * len(text)
    found = _ADDRESS.fullmatch(text)
    if found:
        return f"]({(found['inline'] or '').strip('<>')})"
    return " " if text.endswith("\n") else text


def _bare(placeable: Placeable) -> str:
    if placeable.kind == "markup":
        return "" if placeable.text[0] in "*_~[!]" else " "
    return _spell(placeable)


Spell = Callable[[Placeable], str]


def restore_addresses(text: str, source: str) -> str:
    """A translation whose links lead where its source's do, where they lead to the same page of another edition.

    Addresses are the same page's if they are equal without the language in them, if they end in the same name, or if
    they are the only ones within the site that are left.
    """
    theirs = {address for address, _ in _addresses(text)}
    own = {address for address, _ in _addresses(source)}
    changes: dict[str, str] = {}
    for alike in (plain_address, _page_name, _is_inside):
        lost, added = own - theirs - set(changes.values()), theirs - own - set(changes)
        changes |= _partners(lost, added, alike)
    return _replace_addresses(text, changes) if changes else text


def _partners(lost: set[str], added: set[str], alike: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The added addresses with the lost ones that alone are alike."""
    for address in added:
        key = alike(address)
        mine = [one for one in lost if alike(one) == key]
        if key and len(mine) == 1 == sum(alike(one) == key for one in added):
            yield address, mine[0]


def _page_name(address: str) -> str:
    """The name that an address within the site ends in, without language and ending."""
    name = plain_address(address).partition("#")[0].rpartition("/")[2]
    return name if _is_inside(address) else ""


def _is_inside(address: str) -> str:
    """Something for an address within the site, nothing for others."""
    if address.startswith("link://"):  # Nikola's way to name a page
        return "inside"
    return "" if not address or "://" in address or address.startswith(("#", "mailto:", "tel:")) else "inside"


def _replace_addresses(text: str, changes: Mapping[str, str]) -> str:
    def replaced(match: re.Match[str]) -> str:
        key = _named(match)
        if key not in changes:
            return match[0]
        if match["attribute"]:
            return f"{match['attribute']}{changes[key]}"
        return f"]({changes[key]}{match['title'] or ''})"

    return _ADDRESS.sub(replaced, text)


def _named(match: re.Match[str]) -> str:
    """The address of a link, or the label in its place."""
    return next(match[name] for name in ("inline", "label", "value") if match[name] is not None)


def carry_addresses(text: str, old: str, new: str) -> str:
    """A translation of `old` whose links lead where those of `new` do; as it is where their numbers differ."""
    before, after = list(_addresses(old)), list(_addresses(new))
    if len(before) != len(after):
        return text
    changes = {one: two for (_, one), (two, _) in zip(before, after, strict=True) if two}
    return _replace_addresses(text, changes)


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    """The address of each link, and what stands for it: that, or a label."""
    for match in _ADDRESS.finditer(text):
        yield "" if match["label"] is not None else _named(match), _named(match)
