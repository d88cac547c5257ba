"""What an engine says in place of a translation: nothing, an error page, a notice that its quota is spent."""

from __future__ import annotations

import re

from polypub.translate.engines.base import Err, Ok, Reply

_PAGE = re.compile(r"\s*(?:<\?xml\b[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_QUOTA = re.compile(
    r"MYMEMORY WARNING|YOU USED ALL AVAILABLE FREE TRANSLATIONS|QUERY LENGTH LIMIT EXCEEDED|(?:QUOTA|LIMIT) EXCEEDED\b"
)
_EMPTY = Err("the engine's answer is empty", "Translate the message by hand, or try another engine.")
_HTML = Err("the engine answered with a web page", "Look at its address and its state with `polypub engines`.")
_SPENT = Err("the engine answered with a notice that its quota is spent", "Wait until it is renewed.", "quota")
_NOT_TEXT = Err("the engine's answer is not text", "Report this to the engine's authors and use another engine.")
_BABBLE = Err("the engine answered far more than it was asked", "Translate the message by hand.")


def check_reply(text: str, reply: object) -> Reply:
    """The reply as it came, or what is wrong with it; `text` is what was asked."""
    if isinstance(reply, Err):
        return reply
    if not isinstance(reply, Ok) or not isinstance(reply.text, str) or not _is_text(reply.text):
        return _NOT_TEXT
    if not reply.text.strip():
        return _EMPTY
    if _PAGE.match(reply.text) and not _PAGE.match(text):
        return _HTML
    if _QUOTA.search(reply.text) and not _QUOTA.search(text):
        return _SPENT
    return _BABBLE if len(reply.text) > 8 * len(text) + 200 else reply


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return False
    return True
