"""Translation servers on this machine, which speak their engines' protocols, errors included, and count.

A server is a context manager. It translates `Hello` into Polish as `‹pl› Hello`. `server.plan(…)` says what happens to
the next requests for translations, `server.always = …` to all; what is planned is one of the faults below.
"""

from __future__ import annotations

import html
import json
import re
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree


@dataclass(frozen=True)
class Answer:
    """A whole answer; `ending` says how the connection goes on after it."""

    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "application/json"
    ending: str = "keep"
    """`keep`; `cut`: closed before the last byte; `drip`: sent one byte at a time, complete in the end."""


Alter = Callable[[list[str]], list[str]]
Fault = Answer | Alter | str
"""An answer, a change to the translations, or `reset`, `close` or `hang` instead of any answer."""

CAPTCHA_PAGE = Answer(
    200, "<html><body>Our systems have detected unusual traffic. <form id='captcha'>", kind="text/html"
)
CAPTCHA_REDIRECT = Answer(302, "", {"Location": "https://www.google.invalid/sorry/index"}, "text/html")
HTML_PAGE = Answer(200, "<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>", kind="text/html")
EMPTY = Answer(200, "")
DRIP = Answer(200, '{"translatedText": ["' + 300 * "x" + '"]}', ending="drip")
"""Six seconds of bytes."""
CUT = Answer(200, '{"translatedText": ["Cześć"]}', ending="cut")
TRUNCATED_JSON = Answer(200, '{"translatedText": ["Cze')
RESET, CLOSE, HANG = "reset", "close", "hang"


def status(code: int, message: str = "", **headers: str) -> Answer:
    """An error in JSON; `Retry_After="5"` is a header."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(code, json.dumps({"error": message, "message": message}), names)


def swapped(texts: list[str]) -> list[str]:
    """The translations in another order."""
    return texts[::-1]


def one_less(texts: list[str]) -> list[str]:
    """The last translation is missing."""
    return texts[:-1]


def nothing(texts: list[str]) -> list[str]:
    """Every translation is empty."""
    return [""] * len(texts)


class EngineServer:
    """What all servers share: an address, counts, and what is planned."""

    name = ""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.connections = 0
        self.requests = 0
        """Requests for translations, answered or not."""
        self.texts: list[str] = []
        """Every text that was sent, in order of arrival."""
        self.seen: list[Any] = []
        """The parameters of every request for translations."""
        self.raw: list[str] = []
        """The request lines and headers of all requests."""
        self.always: Fault | None = None
        self.stopping = threading.Event()
        self._planned: deque[Fault] = deque()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"engine": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        """What the engine's setting `url` is to be."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def plan(self, *faults: Fault) -> None:
        """What happens to the next requests, in turn."""
        self._planned.extend(faults)

    def take(self, sent: Any, texts: list[str]) -> Fault | None:
        """Count a request, and say what is planned for it."""
        with self.lock:
            self.requests += 1
            self.texts += texts
            self.seen.append(sent)
            return self._planned.popleft() if self._planned else self.always

    def translate(self, text: str, target: str) -> str:
        """The translation, which tells its source and language."""
        return f"‹{target.lower()}› {text}"

    def answer(self, method: str, path: str, params: dict[str, str], body: Any, headers: Any) -> Answer | str:
        """What the engine answers by its own rules."""
        raise NotImplementedError

    def __enter__(self) -> EngineServer:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def altered(self, sent: Any, texts: list[str], target: str, wrap: Callable[[list[str]], Answer]) -> Answer | str:
        """The answer to a request for translations, or what is planned in its place."""
        fault = self.take(sent, texts)
        if isinstance(fault, (Answer, str)):
            return fault
        answers = [self.translate(text, target) for text in texts]
        return wrap(fault(answers) if fault else answers)


class _Handler(BaseHTTPRequestHandler):
    engine: EngineServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        with self.engine.lock:
            self.engine.connections += 1

    def log_message(self, *args: Any) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def _handle(self) -> None:
        self.engine.raw.append(f"{self.requestline}\n{self.headers}")
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = urlsplit(self.path)
        params = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        try:
            body = json.loads(data) if data else None
        except ValueError:
            self._send(status(400, "Invalid JSON"))
            return
        answer = self.engine.answer(self.command, parts.path, params, body, self.headers)
        if isinstance(answer, Answer):
            self._send(answer)
        else:
            self._give_up(answer)

    def _give_up(self, how: str) -> None:
        self.close_connection = True
        if how == HANG:
            self.engine.stopping.wait(60)
        elif how == RESET:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def _send(self, answer: Answer) -> None:
        data = answer.body.encode()
        length = len(data) + (1000 if answer.ending == "cut" else 0)
        self.send_response(answer.status)
        self.send_header("Content-Type", f"{answer.kind}; charset=utf-8")
        self.send_header("Content-Length", str(length))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection |= answer.ending == "cut"
        try:
            for start in range(len(data) if answer.ending == "drip" else 0):
                self.wfile.write(data[start : start + 1])
                self.engine.stopping.wait(0.02)
            self.wfile.write(data if answer.ending != "drip" else b"")
        except OSError:  # the client hung up
            self.close_connection = True


class GoogleServer(EngineServer):
    """Google's page: GET with `sl`, `tl`, `q`; the translation stands in `.result-container`."""

    name = "google"
    longest_address = 16_384

    def answer(self, method: str, path: str, params: dict[str, str], body: Any, headers: Any) -> Answer | str:
        """Its page, whatever the path."""
        if len(path) + sum(map(len, params.values())) > self.longest_address:
            return Answer(413, "<html><title>Error 413</title>", kind="text/html")
        return self.altered(params, [params.get("q", "")], params.get("tl", ""), self._page)

    @staticmethod
    def _page(texts: list[str]) -> Answer:
        found = html.escape("".join(texts)).replace("\n", "<br>")
        return Answer(200, f'<html><body><div class="result-container">{found}</div></body></html>', kind="text/html")


class MyMemoryServer(EngineServer):
    """MyMemory: GET with `langpair` and `q`; faults stand in the JSON, some as the translation."""

    name = "mymemory"
    languages = ("be-BY", "de-DE", "en-US", "pl-PL", "pt-BR", "zh-CN", "he-IL")

    def answer(self, method: str, path: str, params: dict[str, str], body: Any, headers: Any) -> Answer | str:
        """Its JSON, whatever the path."""
        source, _, target = params.get("langpair", "").partition("|")
        if len(params.get("q", "")) > 500:
            return self.refusal("403", "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS")
        if not {source, target} <= set(self.languages):
            return self.refusal("403", f"'{target}' IS AN INVALID TARGET LANGUAGE . EXAMPLE: LANGPAIR=EN|IT")
        return self.altered(params, [params["q"]], target, self._json)

    @staticmethod
    def refusal(code: str, words: str, http: int = 200) -> Answer:
        """The way MyMemory refuses."""
        said = {"responseData": {"translatedText": words}, "responseDetails": words, "responseStatus": code}
        return Answer(http, json.dumps(said | {"quotaFinished": None, "matches": ""}))

    @classmethod
    def quota(cls, http: int = 200) -> Answer:
        """The notice that comes as a translation."""
        words = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT AVAILABLE IN 10 HOURS"
        return cls.refusal("429", words, http)

    @staticmethod
    def _json(texts: list[str]) -> Answer:
        found = {"translatedText": html.escape("".join(texts)), "match": 0.85}
        said = {"responseData": found, "responseStatus": 200, "quotaFinished": False, "matches": []}
        return Answer(200, json.dumps(said))


class MicrosoftServer(EngineServer):
    """Azure's Translator 3.0: POST of JSON to `/translate` with the key in a header, GET `/languages` without."""

    name = "microsoft"
    key = "az-0c1f"
    languages = ("be", "de", "en", "he", "nb", "pl", "pt", "pt-PT", "sr-Latn", "zh-Hans")

    def answer(self, method: str, path: str, params: dict[str, str], body: Any, headers: Any) -> Answer | str:
        """Errors have a code of six digits."""
        if params.get("api-version") != "3.0":
            return self.refusal(400, 400021, "The API version parameter is missing or is not valid.")
        if (method, path) == ("GET", "/languages"):
            return Answer(200, json.dumps({"translation": {code: {"name": code} for code in self.languages}}))
        if (method, path) != ("POST", "/translate"):
            return self.refusal(404, 404000, "Resource not found.")
        if headers.get("Ocp-Apim-Subscription-Key") != self.key:
            return self.refusal(401, 401000, "The request is not authorized because credentials are invalid.")
        if params.get("to") not in self.languages:
            return self.refusal(400, 400036, "The target language is not valid.")
        return self.altered({**params, "body": body}, [row["text"] for row in body], params["to"], self._json)

    @staticmethod
    def refusal(http: int, code: int, message: str) -> Answer:
        """The way Azure refuses."""
        return Answer(http, json.dumps({"error": {"code": code, "message": message}}))

    @staticmethod
    def _json(texts: list[str]) -> Answer:
        return Answer(200, json.dumps([{"translations": [{"text": text, "to": "x"}]} for text in texts]))


class LibreTranslateServer(EngineServer):
    """LibreTranslate 1.9: POST of JSON to `/translate`, GET `/languages`."""

    name = "libretranslate"
    languages: tuple[str, ...] = ("en", "be", "de", "pl", "pt", "pt-BR", "zh-Hans", "he", "nb")
    key = ""
    char_limit = 2000
    batch_limit = 50

    def answer(self, method: str, path: str, params: dict[str, str], body: Any, headers: Any) -> Answer | str:
        """Languages, translations, or a page for what it does not have."""
        if (method, path) == ("GET", "/languages"):
            rows = [{"code": code, "name": code, "targets": list(self.languages)} for code in self.languages]
            return Answer(200, json.dumps(rows))
        if (method, path) != ("POST", "/translate"):
            return Answer(404, "<!DOCTYPE html><title>404</title>", kind="text/html")
        return self._refusal(body) or self._translated(body)

    def _refusal(self, body: Any) -> Answer | None:
        if not isinstance(body, dict):
            return status(400, "Invalid JSON format")
        if self.key and not body.get("api_key"):
            return status(400, "Please contact the server operator to get an API key")
        if self.key and body["api_key"] != self.key:
            return status(403, "Invalid API key")
        for name in ("q", "source", "target"):
            if not body.get(name):
                return status(400, f"Invalid request: missing {name} parameter")
        texts = body["q"] if isinstance(body["q"], list) else [body["q"]]
        if len(texts) > self.batch_limit:
            return status(400, f"Invalid request: request ({len(texts)}) exceeds text limit ({self.batch_limit})")
        longest = max(map(len, texts))
        if longest > self.char_limit:
            return status(400, f"Invalid request: request ({longest}) exceeds text limit ({self.char_limit})")
        if body["target"] not in self.languages:
            return status(400, f"{body['target']} is not supported")
        return None if body.get("format") in ("text", "html") else status(400, "markdown format is not supported")

    def _translated(self, body: Any) -> Answer | str:
        several = isinstance(body["q"], list)

        def wrap(texts: list[str]) -> Answer:
            return Answer(200, json.dumps({"translatedText": texts if several else texts[0]}))

        return self.altered(body, body["q"] if several else [body["q"]], body["target"], wrap)


class DeepLServer(EngineServer):
    """DeepL version 2: POST of JSON to `/v2/translate` with the key in a header, GET `/v2/usage`."""

    name = "deepl"
    key = "d3e9-0c1f:fx"
    languages = (
        "AR",
        "BE",
        "DE",
        "EN-GB",
        "EN-US",
        "ES",
        "ES-419",
        "HE",
        "NB",
        "PL",
        "PT-BR",
        "PT-PT",
        "ZH-HANS",
        "ZH-HANT",
    )

    def answer(self, method: str, path: str, params: dict[str, str], body: Any, headers: Any) -> Answer | str:
        """Usage and translations, for those with the key."""
        if headers.get("Authorization") != f"DeepL-Auth-Key {self.key}" or "auth_key" in params:
            return status(403, "Authorization failure, check auth_key")
        if (method, path) == ("GET", "/v2/usage"):
            return Answer(200, json.dumps({"character_count": 1234, "character_limit": 500_000}))
        if (method, path) != ("POST", "/v2/translate"):
            return status(404, "Not found")
        return self._refusal(body, int(headers.get("Content-Length", 0))) or self._translated(body)

    def _refusal(self, body: Any, length: int) -> Answer | None:
        if length > 128 * 1024:
            return status(413, "Request size exceeded")
        if not body.get("text") or len(body["text"]) > 50:
            return status(400, "Too many texts in the request")
        if body.get("target_lang") not in self.languages:
            return status(400, "Value for 'target_lang' not supported.")
        if "-" in body.get("source_lang", ""):
            return status(400, "Value for 'source_lang' not supported.")
        return None if all(map(self._is_parsed, body["text"] * ("tag_handling" in body))) else _NO_XML

    @staticmethod
    def _is_parsed(text: str) -> bool:
        try:
            ElementTree.fromstring(f"<r>{text}</r>")  # the tests' own
        except ElementTree.ParseError:
            return False
        return True

    def _translated(self, body: Any) -> Answer | str:
        def wrap(texts: list[str]) -> Answer:
            # Tags come back as its parser writes them.
            spelt = [re.sub(r'<x id="(\d+)"/>', r'<x id="\1"></x>', text) for text in texts]
            rows = [{"detected_source_language": body["source_lang"], "text": text} for text in spelt]
            return Answer(200, json.dumps({"translations": rows}))

        return self.altered(body, body["text"], body["target_lang"], wrap)


_NO_XML = status(400, "Tag handling parsing failed, please check input.")


@contextmanager
def all_servers() -> Iterator[dict[str, EngineServer]]:
    """One server of each kind, by the engine's name."""
    kinds = (GoogleServer, MyMemoryServer, MicrosoftServer, LibreTranslateServer, DeepLServer)
    with ExitStack() as stack:
        servers = [stack.enter_context(kind()) for kind in kinds]
        yield {server.name: server for server in servers}
