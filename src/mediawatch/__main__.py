"""`python -m mediawatch` and the installed command `mediawatch`."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from mediawatch.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
