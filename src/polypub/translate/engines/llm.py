"""Language models behind any server that speaks the chat completions protocol: Ollama, vLLM, llama.cpp, hosted ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from polypub.errors import Problem, UsageError
from polypub.model.engine import EngineSettings
from polypub.model.locale import Locale
from polypub.translate.engines.addresses import is_address
from polypub.translate.engines.base import Engine, Err, Limits, Probe, Query, Reply, TokenStyle
from polypub.translate.engines.faults import Answer, ExchangeError, said_in
from polypub.translate.engines.keys import find_key
from polypub.translate.engines.llm_prompt import (
    PROMPT_VERSION,
    Written,
    is_unicode,
    make_ids,
    read_replies,
    system_message,
    user_message,
)
from polypub.translate.engines.session import Session

_TIMEOUT = 120.0
_MAX_CHARS = 4000
_MAX_BATCH = 20
_MAX_BATCH_CHARS = 6000
"""With their context and the answer, what a small model's window holds."""
_WORKERS = 2
_HAND = "Translate the message by hand."
_OPTIONS: dict[str, Callable[[object], bool]] = {
    "temperature": lambda value: value is False or (type(value) in (int, float) and 0 <= float(str(value)) <= 2),
    "instructions": lambda value: isinstance(value, str),
    "response_format": lambda value: isinstance(value, bool),
}
"""The options that there are, and what each may be."""
_TYPES = {
    "temperature": "It is a number from 0 to 2, or `false` to leave it to the server.",
    "instructions": "It is a text.",
    "response_format": "It is `true` or `false`.",
}


class ChatEngine:
    """A language model that is given texts with their context and answers by their ids."""

    token: TokenStyle = "brackets"  # noqa: S105  # not a secret
    needs = "a server that speaks the chat completions protocol at `url`, and the name of a `model`"

    def __init__(self, settings: EngineSettings, key: str) -> None:
        self.name = settings.name
        self.limits = Limits(
            max_chars=settings.max_chars or _MAX_CHARS,
            max_batch=_MAX_BATCH,
            max_batch_chars=max(_MAX_BATCH_CHARS, settings.max_chars or 0),
            workers=settings.workers or _WORKERS,
            pause=settings.pause or 0.0,
            reads_context=True,
        )
        self._url = settings.url.rstrip("/").removesuffix("/chat/completions")
        self._model = settings.model
        self._options = settings.options
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        secrets = filter(None, [key, urlsplit(settings.url).password])
        self._session = Session(settings.name, settings.timeout or _TIMEOUT, secrets, _explain)

    @property
    def version(self) -> str:
        """Model, prompt and options."""
        options = sha256(json.dumps(dict(self._options), sort_keys=True).encode()).hexdigest()[:8]
        return f"llm {PROMPT_VERSION} {self._model} {options}"

    def translate(self, queries: Sequence[Query], source: Locale, target: Locale) -> list[Reply]:
        """One reply for each text; all that can be sent are asked in one request."""
        unfit = [self._unfit(query.text) for query in queries]
        fit = [query for query, err in zip(queries, unfit, strict=True) if err is None]
        replies = iter(self._ask(fit, source, target) if fit else [])
        return [err or next(replies) for err in unfit]

    def probe(self, source: Locale, targets: Sequence[Locale]) -> Probe:
        """Asks for the list of models; what a model can translate, no server tells."""
        del source, targets
        try:
            found = self._session.json(self._session.get(f"{self._url}/models", headers=self._headers))
        except ExchangeError as error:
            return Probe(False, "; ".join(filter(None, (error.err.reason, error.err.remedy.rstrip(".")))))
        names = {str(row.get("id")) for row in _rows(found, "data")}
        if names & {self._model, f"{self._model}:latest"}:
            return Probe(True, f"answers, with the model {self._model}")
        return Probe(True, f"answers, but does not list the model {self._model}: check `model`")

    def close(self) -> None:
        """Closes its connections."""
        self._session.close()

    def _unfit(self, text: str) -> Err | None:
        if not text.strip():
            return Err("the text is empty", "Correct the source.", "input")
        if not is_unicode(text):
            return Err("the text has broken characters", "Correct the source.", "input")
        if len(text) > self.limits.max_chars:
            return Err(f"the text is longer than {self.limits.max_chars} characters", "Divide the paragraph.", "input")
        return None

    def _ask(self, queries: Sequence[Query], source: Locale, target: Locale) -> list[Reply]:
        ids = make_ids(queries)
        system = system_message(source, target, str(self._options.get("instructions", "")))
        try:
            answer = self._session.post(
                f"{self._url}/chat/completions", self._body(system, user_message(ids, queries)), self._headers
            )
            written = self._read(answer)
        except ExchangeError as error:
            return [error.err] * len(queries)
        return read_replies(ids, written)

    def _body(self, system: str, user: str) -> dict[str, object]:
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        body: dict[str, object] = {"model": self._model, "messages": messages, "stream": False}
        temperature = self._options.get("temperature", 0)
        if temperature is not False:
            body["temperature"] = temperature
        if self._options.get("response_format", True):
            body["response_format"] = {"type": "json_object"}
        return body

    def _read(self, answer: Answer) -> Written:
        """What the model wrote; ExchangeError when it refused or wrote nothing."""
        choice = next(_rows(self._session.json(answer), "choices"), {})
        message, finish = choice.get("message"), choice.get("finish_reason")
        content = message.get("content") if isinstance(message, Mapping) else None
        refusal = message.get("refusal") if isinstance(message, Mapping) else None
        if finish == "content_filter" or refusal:
            raise self._session.fail(Err(f"{self.name} refuses to translate this", _HAND))
        if not isinstance(content, str) or not content.strip():
            said = said_in(answer)
            reason = f"{self.name} answered without a text{f': {said}' if said else ''}"
            raise self._session.fail(Err(reason, f"Check `url` and `model` of `[engines.{self.name}]`."))
        return Written(content, finish == "length")


def make_llm(settings: EngineSettings) -> Engine:
    """A language model; `url` and `model` must be set, a key need not.

    Options: `temperature` (0; false leaves it to the server), `instructions` (a site's own wishes, in words),
    `response_format` (true; false for a server that does not know it). Raises UsageError with all that is wrong.
    """
    problems = list(_problems(settings))
    if problems:
        raise UsageError(problems)
    return ChatEngine(settings, find_key(settings).secret)


def _problems(settings: EngineSettings) -> Iterator[Problem]:
    table = f"[engines.{settings.name}]"
    if not is_address(settings.url):
        yield Problem(f"{table} has no `url` of a server", hint='Such as `url = "http://127.0.0.1:11434/v1"`.')
    if not settings.model:
        yield Problem(f"{table} has no `model`", hint="Name a model that the server has.")
    known = ", ".join(f"`{name}`" for name in _OPTIONS)
    for option, value in settings.options.items():
        if option not in _OPTIONS:
            yield Problem(f"{table} has an unknown option `{option}`", hint=f"It has {known}.")
        elif not _OPTIONS[option](value):
            yield Problem(f"{table} has an option `{option}` of the wrong type", hint=_TYPES[option])


def _explain(answer: Answer) -> Err | None:
    """Money that is spent is a 429 like being asked too often, told apart by its code."""
    if answer.status == 429 and "insufficient_quota" in answer.text:
        return Err("nothing is left to spend on the model", "Change the plan, or use another engine.", "quota")
    return None


def _rows(found: object, name: str) -> Iterator[Mapping[str, object]]:
    """The objects of a list in an object, if that is what they are."""
    rows = found.get(name) if isinstance(found, dict) else None
    yield from (row for row in (rows if isinstance(rows, list) else []) if isinstance(row, dict))
