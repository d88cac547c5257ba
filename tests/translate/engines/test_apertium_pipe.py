"""One running pipeline: what comes back, what happens when a stage dies or hangs, and that nothing stays behind."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.apertium import DATA, REASON, has_modes, living, stages

from polypub.translate.engines.apertium_modes import pipeline
from polypub.translate.engines.apertium_pipe import Command, Pipe
from polypub.translate.engines.base import Err

_SECONDS = 30.0
_ASK = """
import sys
sys.path.insert(0, sys.argv[1])
from support.apertium import stages
from pathlib import Path
from polypub.translate.engines.apertium_modes import pipeline
from polypub.translate.engines.apertium_pipe import Pipe
pipe = Pipe(pipeline(Path("/usr/share/apertium/modes/eng-spa.mode")))
answer = pipe.ask("The red house.", 30)
print(answer, *stages(), sep="|", flush=True)
"""


def _asking(end: str) -> list[str]:
    """A program that asks, prints the answer and the processes behind it, and ends so."""
    return [sys.executable, "-c", _ASK + end, str(Path(__file__).parents[2])]


pytestmark = pytest.mark.skipif(not has_modes("eng-spa"), reason=REASON)


@pytest.fixture
def commands() -> Sequence[Command]:
    """The pipeline from English to Spanish."""
    return pipeline(DATA / "modes" / "eng-spa.mode")


@pytest.fixture
def pipe(commands: Sequence[Command]) -> Iterator[Pipe]:
    """A pipe, closed in the end."""
    pipe = Pipe(commands)
    yield pipe
    pipe.close()


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("The red house.", "La casa roja."),
        ("The red house", "La casa roja"),
        ("A title", "Un título"),
        ("12", "12"),
        ("Dear Mr.", "Señor querido"),
        ("No", "No"),
        ("I am in the U.S.", " Soy en los EE.UU."),
        ("[12] {x} ^y$ \\", "[12] {*x} ^*y$ \\"),
        ("Hello ⟦0⟧, the house", "Hola ⟦0⟧, la casa"),
        ("[]", "[]"),
    ],
)
def test_known_answers(pipe: Pipe, text: str, translation: str) -> None:
    """Stops, abbreviations and the characters of Apertium's own stream come back as they should."""
    assert pipe.ask(text, _SECONDS) == translation


_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)


@settings(max_examples=10, deadline=None)
@given(st.lists(_TEXTS, max_size=30))
def test_any_text_gets_an_answer(texts: list[str]) -> None:
    """No text makes the pipeline lose its end or fall silent."""
    pipe = Pipe(pipeline(DATA / "modes" / "eng-spa.mode"))
    answers = [pipe.ask(text, _SECONDS) for text in texts]
    pipe.close()
    assert [answer for answer in answers if isinstance(answer, Err)] == []


def test_a_text_larger_than_any_buffer(pipe: Pipe) -> None:
    """Writing and reading take turns: a text of 90,000 characters does not lock up."""
    sentence = "The red house. "
    got = pipe.ask(sentence * 6_000, 120)
    assert isinstance(got, str)
    assert got.count("casa roja.") == 6_000


@pytest.mark.parametrize("seed", range(10))
def test_a_stage_killed_at_work_costs_one_text(pipe: Pipe, seed: int) -> None:
    """Whichever stage is killed while it has the text, the text fails, and the next is right."""
    assert pipe.ask("A title", _SECONDS) == "Un título"
    victim = random.Random(seed).choice(stages())  # no secret
    os.kill(victim, signal.SIGSTOP)  # so that it is at work until it is killed
    replies: list[str | Err] = []
    asking = threading.Thread(target=lambda: replies.append(pipe.ask("The red house. " * 30, _SECONDS)))
    asking.start()
    asking.join(0.1 * (seed % 2))  # by then it waits for the stopped stage; with even seeds it may just begin
    os.kill(victim, signal.SIGKILL)
    asking.join()
    (reply,) = replies
    # It may have been killed before the text was sent: that is noticed, and costs nothing.
    assert (isinstance(reply, Err) and reply.fault == "transient") or reply == ("La casa roja. " * 30).strip() + " "
    assert pipe.ask("A title", _SECONDS) == "Un título"


def test_a_pipeline_that_ended_while_idle_is_noticed(pipe: Pipe) -> None:
    """When a stage was killed between two texts, the next is answered by a new pipeline."""
    assert pipe.ask("A title", _SECONDS) == "Un título"
    victim = stages()[4]
    os.kill(victim, signal.SIGKILL)
    os.waitid(os.P_PID, victim, os.WEXITED | os.WNOWAIT)
    assert pipe.ask("The red house.", _SECONDS) == "La casa roja."


@pytest.mark.parametrize("seed", range(3))
def test_a_stage_that_hangs_is_given_up(pipe: Pipe, seed: int) -> None:
    """A stopped stage is a time-out, its pipeline is killed, and the next text is answered."""
    assert pipe.ask("A title", _SECONDS) == "Un título"
    before = stages()
    os.kill(random.Random(seed).choice(before), signal.SIGSTOP)  # no secret
    assert pipe.ask("The red house.", 0.2) == Err(
        "Apertium gave no answer in 0.2 seconds", "Set `timeout` to more.", "transient"
    )
    assert living(before) == []
    assert pipe.ask("The red house.", _SECONDS) == "La casa roja."


def test_a_pipeline_without_a_program_fails(commands: Sequence[Command]) -> None:
    """A stage that cannot be started is a failure, not an empty answer, and stops those that were."""
    pipe = Pipe([*commands, ("apertium-nowhere",)])
    assert isinstance(pipe.ask("The red house.", _SECONDS), Err)
    assert stages() == []


def test_close_leaves_no_process(pipe: Pipe) -> None:
    """All stages are gone after `close`, a stopped one too, and the pipe can be asked again."""
    assert pipe.ask("A title", _SECONDS) == "Un título"
    before = stages()
    os.kill(before[3], signal.SIGSTOP)
    pipe.close()
    assert living(before) == []
    assert pipe.ask("A title", _SECONDS) == "Un título"


@pytest.mark.parametrize("end", ["", "raise SystemExit(3)", "import os, signal; os.kill(os.getpid(), signal.SIGINT)"])
def test_the_end_of_the_interpreter_leaves_no_process(end: str, tmp_path: Path) -> None:
    """Whoever forgets to close leaves neither a process nor a file."""
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    ran = subprocess.run(_asking(end), capture_output=True, text=True, env=environment, timeout=60, check=False)
    answer, *before = ran.stdout.strip().split("|")
    assert answer == "La casa roja."
    assert len(before) > 10
    assert living(map(int, before)) == []
    assert list(tmp_path.iterdir()) == []


def test_a_killed_interpreter_leaves_no_process() -> None:
    """Without a chance to clean up, the stages still end: what they read from is gone."""
    with subprocess.Popen(_asking("input()"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout is not None
        _, *before = asking.stdout.readline().split("|")
        watched = [os.pidfd_open(int(pid)) for pid in before]
        asking.kill()
    for descriptor in watched:
        assert select.select([descriptor], [], [], 20)[0]
        os.close(descriptor)


def test_many_threads_get_their_own_answers(pipe: Pipe) -> None:
    """Callers take turns, and nobody gets another's translation."""
    answers: dict[int, str | Err] = {}

    def ask(number: int) -> None:
        answers[number] = pipe.ask(f"The red house {number}", _SECONDS)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(str(number) in str(answer) for number, answer in answers.items())
    assert len(answers) == 20
