"""Rendering on a Dask cluster: a real scheduler and real workers, each a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from polypub.pipeline.cluster import Order, print_share

pytestmark = pytest.mark.long
_ENVIRONMENT = {**os.environ, "PYTHONUTF8": "1"}


def _start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "dask", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=_ENVIRONMENT)


def _wait_for(process: subprocess.Popen[str], pattern: str) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(pattern, line):
            return found[0]
    raise AssertionError(f"the process ended without saying {pattern}")


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The address of a scheduler, and its three workers."""
    pytest.importorskip("distributed", reason="dask is not installed")
    processes = [_start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
    try:
        address = _wait_for(processes[0], r"tcp://127\.0\.0\.1:\d+")
        worker = ("worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard")
        processes += [_start(*worker) for _ in range(3)]
        for worker in processes[1:]:
            _wait_for(worker, "Registered to")
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.communicate()


@pytest.fixture
def large(news: Any) -> Any:
    """The golden site with four hundred more articles."""
    for number in range(400):
        news.article(f"news/more-{number}.md", f"More {number}", date=f"2026-0{number % 4 + 1}-{number % 28 + 1:02}")
    return news


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_cluster_writes_what_one_process_does(large: Any, cluster: Any, tmp_path: Path) -> None:
    """Byte for byte, manifest included; the second time nothing is left to do."""
    address, _ = cluster
    large.render("--jobs", "1", "--output", str(tmp_path / "one"))
    arguments = ("render", "--executor", "dask", "--scheduler", address, "--output", str(tmp_path / "many"))
    done = large.child(*arguments)
    assert done.returncode == 0, done.stderr
    assert _files(tmp_path / "many") == _files(tmp_path / "one")
    assert " 0 rendered" in large.child(*arguments).stderr


def test_a_worker_that_dies_is_not_missed(large: Any, cluster: Any, tmp_path: Path) -> None:
    """Its share is printed by another one."""
    address, workers = cluster
    large.render("--jobs", "1", "--output", str(tmp_path / "one"))
    command = [sys.executable, "-m", "polypub", "--site", str(large.root), "--now", large.now, "render"]
    command += ["--executor", "dask", "--scheduler", address, "--output", str(tmp_path / "many")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=_ENVIRONMENT) as run:
        while run.poll() is None and not any((tmp_path / "many").rglob("index.html")):
            pass  # the workers are at it as soon as there is a page
        assert run.poll() is None, "it was over before a worker could die"
        workers[0].kill()
        said = run.communicate(timeout=120)[1]
    assert run.returncode == 0, said
    assert _files(tmp_path / "many") == _files(tmp_path / "one")


def test_no_scheduler_is_said(news: Any) -> None:
    """With its address, and without a traceback."""
    pytest.importorskip("distributed", reason="dask is not installed")
    assert news.child("render", "--executor", "dask").returncode == 2
    done = news.child("render", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 1
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_worker_that_sees_another_site_prints_nothing(news: Any, tmp_path: Path) -> None:
    """It says so, and the run stops."""
    from datetime import datetime

    from polypub.config import load_project

    project = load_project(news.root)
    order = Order(project, datetime(2026, 5, 10, tzinfo=project.timezone), str(tmp_path / "out"), "another")
    assert print_share(order, ["en/index.html"]) == "a worker sees another site than this run does"
    assert not (tmp_path / "out").exists()


def test_a_worker_writes_what_it_is_asked_for_whatever_it_wrote_before(news: Any, tmp_path: Path) -> None:
    """It keeps a site for the next run; what lies in the folder then may be another run's."""
    from datetime import datetime

    from polypub.config import load_project
    from polypub.pipeline.cluster import digest_site
    from polypub.pipeline.judge import judge_project, template_folders
    from polypub.render.edition import Printer, Workshop

    project = load_project(news.root)
    now = datetime(2026, 5, 10, tzinfo=project.timezone)
    printer = Printer(judge_project(project, now).press, Workshop(template_folders(project)))
    order, page = Order(project, now, str(tmp_path), digest_site(printer)), tmp_path / "en/index.html"
    print_share(order, ["en/index.html"])
    expected = page.read_bytes()
    page.write_text("another run's")
    print_share(order, ["en/index.html"])
    assert page.read_bytes() == expected
