"""`python -m polypub`, and the `polypub` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code; what needs nothing loaded is answered before."""
    if sys.argv[1:] == ["--version"]:
        from polypub import __version__

        sys.stdout.write(f"polypub {__version__}\n")
        return
    from polypub.replay import replay

    if replay(sys.argv[1:]):
        return
    from polypub.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
