"""`python -m polypub`, and the `polypub` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code; what needs nothing loaded is answered before."""
    if sys.argv[1:] == ["--version"]:
        from polypub import __version__

        sys.stdout.write(f"polypub {__version__}\n")
        return
    try:
        sys.exit(_run(sys.argv[1:]))
    except KeyboardInterrupt:  # while modules were being loaded
        sys.stderr.write("stopped\n")
        sys.exit(130)


def _run(arguments: list[str]) -> int:
    from polypub.replay import replay

    if replay(arguments):
        return 0
    from polypub.cli.app import run

    return run(arguments)


if __name__ == "__main__":
    main()
