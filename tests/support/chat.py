"""A server of the chat completions protocol on the loopback interface, which answers as a test says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Chat:
    """The server's address, what it was asked, and what it answers."""

    url: str = ""
    write: Callable[[dict[str, str]], str] = lambda texts: json.dumps(
        {name: f"«{text}»" for name, text in texts.items()}
    )
    """What the model writes, given the text of every id."""
    finish: str = "stop"
    whole: tuple[int, str] | None = None
    """Status and body of an answer that is sent whatever was asked."""
    models: tuple[str, ...] = ("tower",)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def messages(self) -> list[dict[str, Any]]:
        """The entries of the last request's user message."""
        entries: list[dict[str, Any]] = json.loads(self.asked[-1]["messages"][-1]["content"])["messages"]
        return entries

    def answer(self, body: dict[str, Any]) -> tuple[int, str]:
        """The chat completion for a request."""
        if self.whole:
            return self.whole
        entries = json.loads(body["messages"][-1]["content"])["messages"]
        content = self.write({entry["id"]: entry["text"] for entry in entries})
        choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": self.finish}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        return 200, json.dumps({"object": "chat.completion", "model": "tower", "choices": [choice], "usage": usage})


@contextmanager
def chat_server() -> Iterator[Chat]:
    """A server that runs until the end of the block; by default it puts every text in quotation marks."""
    chat = Chat()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name that http.server calls
            self._note({})
            models = {"object": "list", "data": [{"id": name, "object": "model"} for name in chat.models]}
            self._send(*(chat.whole or (200, json.dumps(models))))

        def do_POST(self) -> None:  # likewise
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._note(body)
            self._send(*chat.answer(body))

        def _note(self, body: dict[str, Any]) -> None:
            chat.paths.append(self.path)
            chat.headers.append(dict(self.headers))
            chat.asked.append(body)

        def _send(self, status: int, text: str) -> None:
            body = text.encode(errors="surrogatepass")
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        chat.url = f"http://127.0.0.1:{server.server_port}/v1"
        serving = threading.Thread(target=server.serve_forever, args=(0.01,))
        serving.start()
        try:
            yield chat
        finally:
            server.shutdown()
            serving.join()
