"""Exchanges with a server."""

from __future__ import annotations

import gc
import gzip
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from polypub.translate.engines.faults import Answer, ExchangeError
from polypub.translate.engines.session import Session

_OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
Script = Callable[["_Handler", bytes], None]


class _Handler(socketserver.StreamRequestHandler):
    """Reads requests and answers each by the script."""

    server: _Server

    def handle(self) -> None:
        self.server.connections += 1
        while head := self._head():
            self.server.heads.append(head)
            self.server.script(self, head)

    def _head(self) -> bytes:
        lines = []
        try:
            while (line := self.rfile.readline()) not in (b"", b"\r\n"):
                lines.append(line)
        except OSError:
            return b""
        return b"".join(lines)

    def send(self, data: bytes) -> None:
        """Write, unless the client hung up."""
        try:
            self.wfile.write(data)
        except OSError:
            self.server.gone.set()

    def drip(self, data: bytes) -> None:
        """One byte at a time, each well within any time-out."""
        for start in range(len(data)):
            self.send(data[start : start + 1])
            if self.server.gone.wait(0.02):
                return


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, script: Script) -> None:
        self.script = script
        self.heads: list[bytes] = []
        self.connections = 0
        self.gone = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


@contextmanager
def _served(script: Script, context: ssl.SSLContext | None = None) -> Iterator[_Server]:
    with _Server(script) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.gone.set()
            server.shutdown()
            thread.join()


@contextmanager
def _session(timeout: float = 5, secrets: tuple[str, ...] = ()) -> Iterator[Session]:
    session = Session("acme", timeout, secrets)
    try:
        yield session
    finally:
        session.close()


def _hi(handler: _Handler, head: bytes) -> None:
    handler.send(_OK)


def _fault(session: Session, url: str) -> ExchangeError:
    with pytest.raises(ExchangeError) as caught:
        session.get(url)
    return caught.value


def test_an_answer_comes_with_its_text_and_headers() -> None:
    """Header names are in lower case."""
    with _served(_hi) as server, _session() as session:
        answer = session.get(server.url, {"q": "a b"})
        assert (answer.status, answer.text, answer.headers["content-length"]) == (200, "hi", "2")
        assert server.heads[0].startswith(b"GET /?q=a+b HTTP/1.1")


def test_one_connection_serves_a_thread() -> None:
    """Twenty requests, one connection, and a new one once it was closed."""
    with _served(_hi) as server, _session() as session:
        for _ in range(20):
            session.get(server.url)
        assert server.connections == 1
        session.close()
        session.get(server.url)
        assert server.connections == 2


def test_each_thread_has_its_own_connection_which_goes_with_it() -> None:
    """Threads do not wait for each other's, and those that ended leave nothing open (a warning would fail this)."""
    with _served(_hi) as server, _session() as session:
        threads = [threading.Thread(target=session.get, args=(server.url,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert server.connections == 4
        gc.collect()


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nX-Padding: " + 300 * b"x" + b"\r\nContent-Length: 2\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n" + 300 * b"x",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + 60 * b"1\r\nx\r\n" + b"0\r\n\r\n",
    ],
    ids=["headers", "body", "chunks"],
)
def test_a_slow_drip_ends_with_the_time(answer: bytes) -> None:
    """Bytes that keep coming do not extend the deadline, in headers, body or chunks."""
    with _served(lambda handler, _: handler.drip(answer)) as server, _session(0.3) as session:
        error = _fault(session, server.url)
        assert error.err.fault == "transient"
        assert error.err.reason == "acme gave no complete answer in time"
        assert "127.0.0.1" in error.err.remedy


def test_a_server_that_says_nothing_is_given_up() -> None:
    """Silence is a time-out."""
    with _served(lambda handler, _: handler.server.gone.wait(5) and None) as server, _session(0.2) as session:
        assert _fault(session, server.url).err.fault == "transient"


def test_redirects_share_one_deadline() -> None:
    """A circle of slow redirects ends too."""

    def around(handler: _Handler, head: bytes) -> None:
        handler.server.gone.wait(0.15)
        handler.send(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")

    with _served(around) as server, _session(0.4) as session:
        assert _fault(session, server.url).err.fault == "transient"
        assert len(server.heads) <= 4


def test_a_redirect_within_the_server_is_followed() -> None:
    """A path that moved is found."""

    def move(handler: _Handler, head: bytes) -> None:
        moved = b"HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n"
        handler.send(_OK if b"/new" in head else moved)

    with _served(move) as server, _session() as session:
        assert session.get(server.url).text == "hi"


@pytest.mark.parametrize(
    "place", ["http://localhost:1/captcha", "//elsewhere.invalid/", "https://127.0.0.1/", "http://[", ""]
)
def test_a_redirect_to_another_server_is_not_followed(place: str) -> None:
    """Whoever is sent to a captcha has asked too often."""
    script = f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode()
    with _served(lambda handler, _: handler.send(script)) as server, _session() as session:
        assert _fault(session, server.url).err.fault == "rate"
        assert len(server.heads) == 1


def test_a_post_is_never_sent_on() -> None:
    """Its body, and a key in it, stay with the server that was named."""
    script = b"HTTP/1.1 307 Temporary\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"

    def answer(handler: _Handler, head: bytes) -> None:
        handler.rfile.read(len('{"q": 1}'))
        handler.send(script)

    with _served(answer) as server, _session() as session:
        with pytest.raises(ExchangeError):
            session.post(server.url, {"q": 1})
        assert len(server.heads) == 1


@pytest.mark.parametrize(
    ("data", "fault", "words"),
    [
        (b"", "transient", "closed the connection"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhi", "transient", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "transient", "closed the connection"),
        (b"SSH-2.0-OpenSSH\r\n", "transient", "closed the connection"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain", "output", "unpacked"),
    ],
)
def test_broken_answers_are_told_apart(data: bytes, fault: str, words: str) -> None:
    """A connection that ends early may be tried again; what cannot be read may not."""

    def answer(handler: _Handler, head: bytes) -> None:
        handler.send(data)
        handler.connection.shutdown(socket.SHUT_WR)

    with _served(answer) as server, _session() as session:
        error = _fault(session, server.url)
        assert (error.err.fault, words in error.err.reason) == (fault, True)


def test_an_endless_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that is small before it is unpacked."""
    monkeypatch.setattr("polypub.translate.engines.wire.MOST", 1_000_000)
    data = gzip.compress(bytes(5_000_000))
    script = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (len(data), data)
    with _served(lambda handler, _: handler.send(script)) as server, _session() as session:
        error = _fault(session, server.url)
        assert (error.err.fault, error.err.reason) == ("output", "acme sent more than 1 MB")


def test_nobody_there_is_a_fault_that_may_pass() -> None:
    """A port where nobody listens, and a name that nobody has."""
    with _served(_hi) as server:
        url = server.url
    with _session() as session:
        assert "nobody answers there" in _fault(session, url).err.reason
        assert _fault(session, "http://host.invalid/").err.fault == "transient"


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "http://", "http://a..b/", "nonsense"])
def test_an_address_that_is_none_is_not_asked_again(url: str) -> None:
    """No text fares better there, so the engine is given up or the fault passes as a missing host."""
    with _session() as session:
        assert _fault(session, url).err.fault in ("auth", "transient")


@pytest.fixture
def certificate(tmp_path: Path, require: Callable[[bool, str], None]) -> Path:
    """A certificate for 127.0.0.1 and its key, in one file."""
    require(shutil.which("openssl") is not None, "openssl makes the certificate")
    path = tmp_path / "server.pem"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", *names]
    key = tmp_path / "key.pem"
    subprocess.run([*made, "-keyout", str(key), "-out", str(path)], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + key.read_bytes())
    return path


def test_tls_is_verified_kept_and_held_to_the_deadline(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As over plain HTTP, once the certificate is trusted; before, nothing is sent."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)

    def answer(handler: _Handler, head: bytes) -> None:
        if b"/slow" in head:
            handler.drip(_OK[:-2] + 300 * b"x")
        else:
            handler.send(_OK)

    with _served(answer, context) as server, _session(0.5) as session:
        url = server.url.replace("http:", "https:")
        error = _fault(session, url)
        assert error.err.reason == "acme could not be asked: its certificate is not valid"
        assert server.heads == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        session.close()
        before = server.connections
        assert [session.get(url).text for _ in range(3)] == ["hi"] * 3
        assert server.connections == before + 1
        assert _fault(session, f"{url}slow").err.reason == "acme gave no complete answer in time"


def test_a_server_without_tls_is_not_asked_with_it() -> None:
    """A server that speaks no TLS, asked with https, gets no request."""
    with _served(_hi) as server, _session(0.3) as session:
        error = _fault(session, server.url.replace("http:", "https:"))
        assert error.err.fault == "transient"
        assert not any(head.startswith(b"GET") for head in server.heads)


def test_no_machine_wide_password_goes_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A `.netrc` neither replaces the engine's header nor adds one; cookies are not kept."""
    (tmp_path / "netrc").write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    script = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"
    with _served(lambda handler, _: handler.send(script)) as server, _session() as session:
        session.get(server.url)
        session.get(server.url, None, {"Authorization": "DeepL-Auth-Key k"})
        assert b"Authorization" not in server.heads[0]
        assert b"Authorization: DeepL-Auth-Key k" in server.heads[1]
        assert b"Cookie" not in server.heads[1]


def test_a_password_of_the_address_is_sent() -> None:
    """For a server behind one; the engine's own header comes first."""
    with _served(_hi) as server, _session() as session:
        url = server.url.replace("http://", "http://me:p%40ss@")
        session.get(url)
        session.get(url, None, {"Authorization": "DeepL-Auth-Key k"})
        assert b"Authorization: Basic bWU6cEBzcw==" in server.heads[0]
        assert b"Authorization: DeepL-Auth-Key k" in server.heads[1]


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """An own server is reached directly."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    with _served(_hi) as server, _session() as session:
        assert session.get(server.url).text == "hi"


def test_a_proxy_is_held_to_the_deadline_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that drips is given up."""
    with _served(lambda handler, _: handler.drip(300 * b"x")) as server, _session(0.3) as session:
        monkeypatch.setenv("http_proxy", server.url)
        assert _fault(session, "http://translate.invalid/").err.fault == "transient"
        assert server.heads[0].startswith(b"GET http://translate.invalid/")


def test_a_server_that_repeats_the_key_is_not_quoted_with_it() -> None:
    """Neither the message nor the representation of anything has it."""
    body = b'{"error": "bad key s3cr3t%2Fk and s3cr3t/k"}'
    script = b"HTTP/1.1 400 Bad\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    with _served(lambda handler, _: handler.send(script)) as server, _session(secrets=("s3cr3t/k",)) as session:
        error = _fault(session, server.url + "?key=s3cr3t/k")
        for text in (str(error), repr(error), repr(error.err), repr(session), repr(error.__context__)):
            assert "s3cr3t" not in text
        assert "bad key [key] and [key]" in str(error)


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/html", "Замак".encode(), "Замак"),
        ("text/html; charset=windows-1251", "Замак".encode("cp1251"), "Замак"),
        ('application/json; charset="UTF-8"; x=y', "Замак".encode(), "Замак"),
        ("text/plain; charset=klingon", "Замак".encode(), "Замак"),
    ],
)
def test_text_is_read_in_its_charset(kind: str, body: bytes, text: str) -> None:
    """UTF-8 where none is named or nobody knows it."""
    script = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    with _served(lambda handler, _: handler.send(script)) as server, _session() as session:
        assert session.get(server.url).text == text


def test_an_engine_may_explain_an_answer() -> None:
    """Its own reading comes before the status."""
    from polypub.translate.engines.base import Err

    def explain(answer: Answer) -> Err:
        return Err(f"said {answer.text}", fault="quota")

    with _served(_hi) as server:
        session = Session("acme", 5, explain=explain)
        assert _fault(session, server.url).err == Err("said hi", fault="quota")
        session.close()
