"""Write a text where a YAML scalar stands: in the scalar's own style where that can hold it, else in quotes."""

from __future__ import annotations

import re

_PROPERTIES = re.compile(r"(?:[!&]\S*\s+)*")
"""A tag or an anchor before the scalar."""
_SPECIAL = re.compile("[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not print, or takes for the end of a line."""
_NOT_PLAIN = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=~<]|.*?(?::(?:\s|\Z)|\s#|\s\Z)", re.DOTALL)
_FLOW = re.compile(r"[,\[\]{}?]|:[\"']")
_GUESSED = re.compile(
    r"(?:null|true|false|yes|no|on|off|y|n)\Z|\.(?:inf|nan)\Z|[-+.\d][-+.\d_:a-fxotz \t]*\Z", re.IGNORECASE
)
"""What a reader may take for something else than text: a truth, a number, a day, a time."""
_HEAD = re.compile(r"([|>])([-+\d]*)([^\r\n]*)(\r\n?|\n)")
_LINE_END = re.compile(r"\r\n?|\n")


def write_yaml_text(raw: str, text: str, ending: str = "", *, in_flow: bool) -> str:
    """The scalar `raw` with another text; of a block, both are without the final line ends, which are `ending`.

    It reads back as that text, also where YAML guesses types; a tag or an anchor stays.
    """
    properties = _PROPERTIES.match(raw)
    head = properties[0] if properties else ""
    scalar = raw[len(head) :]
    block = _as_block(scalar, text) if scalar[:1] in ("|", ">") else None
    if block is not None:
        return head + block
    return head + _as_flow(scalar, text + ending, in_flow=in_flow)


def _as_block(scalar: str, text: str) -> str | None:
    """The block with the text's lines; None for a text that no such block can hold."""
    head = _HEAD.match(scalar)
    lines = text.split("\n")
    if head is None or any(_SPECIAL.search(line) or not line or line[0] == " " for line in lines):
        return None
    if head[1] == ">" and len(lines) > 1:
        return None
    indents = [len(line) - len(line.lstrip(" ")) for line in _LINE_END.split(scalar)[1:] if line.strip(" ")]
    chomping = re.sub(r"\d", "", head[2])  # the indentation of a text that begins with a letter is seen
    body = head[4].join(" " * min(indents, default=2) + line for line in lines)
    return f"{head[1]}{chomping}{head[3]}{head[4]}{body}"


def _as_flow(scalar: str, text: str, *, in_flow: bool) -> str:
    if _SPECIAL.search(text):
        return _double(text)
    if scalar[:1] == "'" or (scalar[:1] != '"' and _prefers_single(text)):
        quoted = "'" + text.replace("'", "''") + "'"
    else:
        quoted = _double(text)
    return text if scalar[:1] not in ("'", '"') and _is_plain(text, in_flow=in_flow) else quoted


def _prefers_single(text: str) -> bool:
    return ('"' in text or "\\" in text) and "'" not in text


def _is_plain(text: str, *, in_flow: bool) -> bool:
    """Whether the text without quotes is text for every reader."""
    if not text or text[0] == " " or _NOT_PLAIN.match(text) or _GUESSED.match(text):
        return False
    return not (in_flow and _FLOW.search(text)) and not text.startswith("...")


def _double(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + _SPECIAL.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
