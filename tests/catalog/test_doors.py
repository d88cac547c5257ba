"""Heavy libraries are loaded when they are used, not when catalogs are read."""

import subprocess
import sys


def test_reading_catalogs_loads_no_heavy_library() -> None:
    """A run with nothing to do reads and merges without polib, rapidfuzz, difflib or Babel."""
    script = """
import sys, datetime
from polypub.catalog import coverage, merge, po, store
old = po.read_catalog(b'msgid "a"\\nmsgstr "b"\\n', "a.po")
assert po.render_catalog(merge.merge_catalog(old, old, datetime.date.min).catalog, b'msgid "a"\\nmsgstr "b"\\n')
print([name for name in ("polib", "rapidfuzz", "difflib", "babel", "langcodes") if name in sys.modules])
"""
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout == b"[]\n"
