"""Write the files of a folder once more, with the same names and bytes, and nothing else: no generator can cost less.

`python benchmarks/writing.py FOLDER SCRATCH PROCESSES` prints CPU and wall seconds of the writing alone.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path


def main() -> None:
    """Write, and tell what it cost."""
    source, scratch, processes = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    shutil.rmtree(scratch, ignore_errors=True)
    files = [
        (str(scratch / path.relative_to(source)), path.read_bytes())
        for path in sorted(source.rglob("*"))
        if path.is_file()
    ]
    cpu, wall = _spent(), time.perf_counter()
    _write_all([files[first::processes] for first in range(processes)])
    print(json.dumps({"cpu": _spent() - cpu, "wall": time.perf_counter() - wall}))
    shutil.rmtree(scratch)


def _write_all(shares: Sequence[Sequence[tuple[str, bytes]]]) -> None:
    children = []
    for share in shares[1:]:
        child = os.fork()
        if not child:
            _write(share)
            os._exit(0)
        children.append(child)
    _write(shares[0])
    for child in children:
        os.waitpid(child, 0)


def _write(share: Sequence[tuple[str, bytes]]) -> None:
    for path, text in share:
        try:
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        except FileNotFoundError:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.write(file, text)
        os.close(file)


def _spent() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    main()
