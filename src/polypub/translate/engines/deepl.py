"""DeepL's API, version 2 (developers.deepl.com)."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from polypub.cldr.subtags import Subtags, likely_subtags, subtags
from polypub.model.locale import Locale
from polypub.translate.engines.base import Err, Reply
from polypub.translate.engines.codes import by_tag, find_code, unknown_pair
from polypub.translate.engines.deep import Translator
from polypub.translate.engines.faults import Answer, said_in
from polypub.translate.engines.service import Place, accept_all

_TOKEN = re.compile(r"⟦(\d+)⟧")
_TAG = re.compile(r"""<x\s+id=["'](\d+)["']\s*(?:/>|>\s*</x\s*>)""")
_VARIETIES = by_tag(("en-GB", "en-US", "es-419", "nb", "pt-BR", "pt-PT", "tl", "zh-Hans", "zh-Hant"))
"""Targets that are more than a language, or are called otherwise than by CLDR."""
_WITH_TAGS = {"tag_handling": "xml", "tag_handling_version": "v2", "ignore_tags": ["x"]}


class DeepLTranslator(Translator):
    """One pair of languages of DeepL; a token `⟦0⟧` travels as an empty element, which DeepL moves with its word."""

    def __init__(self, place: Place, source: str, target: str) -> None:
        """`source` and `target` are DeepL's codes."""
        super().__init__(source, target)
        self._place = place

    def translate_batch(self, batch: list[str]) -> list[str]:
        """DeepL's answers. ExchangeError says why there are none."""
        tagged = any(map(_TOKEN.search, batch))
        body: dict[str, object] = {
            "text": [_to_xml(text) for text in batch] if tagged else batch,
            "source_lang": self.source,
            "target_lang": self.target,
            "preserve_formatting": True,
            "enable_beta_languages": True,
            **(_WITH_TAGS if tagged else {}),
            **self._place.options,
        }
        session = self._place.session
        found = session.json(session.post(f"{self._place.url}/v2/translate", body, authorization(self._place.key)))
        rows = found.get("translations") if isinstance(found, dict) else None
        if not isinstance(rows, list):
            raise session.fail(
                Err(f"{self._place.name} answered without translations", "Check its `url`.", "transient")
            )
        texts = [row.get("text") if isinstance(row, dict) else None for row in rows]
        return [_from_xml(text) if tagged else text for text in map(_as_text, texts)]


class DeepLService:
    """DeepL, whose list of languages leaves out some that it has: it is asked, and says if it has not."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def ask(self, texts: Sequence[str], source: Locale, target: Locale) -> list[Reply]:
        """All texts in one request."""
        pair = _source_code(source), _target_code(target)
        if not pair[0] or not pair[1]:
            raise self._place.session.fail(unknown_pair(self._place.name, source, target))
        translator = DeepLTranslator(self._place, pair[0], pair[1])
        return accept_all(self._place.name, texts, translator.translate_batch(list(texts)))

    def look(self, source: Locale, targets: Sequence[Locale]) -> tuple[str, tuple[str, ...]]:
        """How much of the quota is used, which also shows that the key is right."""
        del source, targets
        session = self._place.session
        found = session.json(session.get(f"{self._place.url}/v2/usage", None, authorization(self._place.key)))
        used, most = (
            (found.get(name) for name in ("character_count", "character_limit")) if isinstance(found, dict) else (0, 0)
        )
        known = isinstance(used, int) and isinstance(most, int)
        return f"answers; {used:,} of {most:,} characters are used" if known else "answers", ()


def deepl_url(key: str) -> str:
    """Keys of the free plan end in `:fx` and are served by a host of their own."""
    return "https://api-free.deepl.com" if key.endswith(":fx") else "https://api.deepl.com"


def authorization(key: str) -> dict[str, str]:
    """The header that carries the key."""
    return {"Authorization": f"DeepL-Auth-Key {key}"}


def explain_deepl(name: str) -> Callable[[Answer], Err | None]:
    """DeepL says in words that it does not have a language."""

    def explain(answer: Answer) -> Err | None:
        said = said_in(answer) if answer.status == 400 else ""
        if re.search("(?:source|target)_lang", said):
            return Err(f"{name} refuses (HTTP 400): {said}", "Use another engine for this language.", "pair")
        return None

    return explain


def _source_code(locale: Locale) -> str:
    """A source has no variety."""
    language = subtags(locale).language
    return {"no": "NB", "fil": "TL"}.get(language, language.upper()) if _in_usual_script(locale) else ""


def _target_code(locale: Locale) -> str:
    code = find_code(locale, _VARIETIES)
    return (code or _source_code(locale)).upper()


def _in_usual_script(locale: Locale) -> bool:
    """Written as the language mostly is; Chinese is told apart by DeepL itself."""
    parts = subtags(locale)
    usual = likely_subtags(Subtags(parts.language)).script
    return parts.language == "zh" or (likely_subtags(parts).script == usual and not parts.variant)


def _as_text(found: object) -> str:
    """What is no text is empty, which is refused later."""
    return found if isinstance(found, str) else ""


def _to_xml(text: str) -> str:
    pieces = _TOKEN.split(text)
    pieces[::2] = [html.escape(piece, quote=False) for piece in pieces[::2]]
    pieces[1::2] = [f'<x id="{number}"/>' for number in pieces[1::2]]
    return "".join(pieces)


def _from_xml(text: str) -> str:
    pieces = _TAG.split(text)
    pieces[::2] = [html.unescape(piece) for piece in pieces[::2]]
    pieces[1::2] = [f"⟦{number}⟧" for number in pieces[1::2]]
    return "".join(pieces)
