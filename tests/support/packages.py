"""Packages that are installed for a test."""

from __future__ import annotations

from pathlib import Path


def put_package(folder: Path, name: str, code: str, points: str) -> None:
    """A package of one module that offers engines, in a folder for `sys.path` or PYTHONPATH."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / f"{name}.py").write_text(code, "utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[polypub.engines]\n{points}\n", "utf-8")
