"""docs/cli.md says what --help says."""

from pathlib import Path

from mediawatch.cli.reference import write_reference

REFERENCE = Path(__file__).parents[2] / "docs" / "cli.md"


def test_the_reference_is_what_help_prints() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == write_reference(), (
        "docs/cli.md is out of date: python -m mediawatch.cli.reference > docs/cli.md"
    )
