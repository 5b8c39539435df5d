"""What is marked leaves by no export unless it is asked for, and says its level to whoever has the record's file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from command import Mediawatch
from mediawatch.cli.listing import FORMATS, NOUNS
from mediawatch.exporters import BINARY_EXPORTERS, EXPORTERS, things
from mediawatch.exporters.cited import CITED
from planted import LEVELS, OPEN, SHORT, WITHHELD, Planted, plant, words_of
from taken_apart import read_words, unfold

EVERY_FORMAT = (*EXPORTERS, *BINARY_EXPORTERS)

CONFIDENTIAL, PRIVILEGED = (words_of(level) for level in LEVELS)
ABOUT = ("summary", "subject", "them", "us", "outlet", "letter", "court", "wording", "detail", "place", "searcher",
         "remark")  # fmt: skip
"""What a timeline tells of a contact, a request and a search."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return plant(tmp_path_factory.mktemp("planted") / "record.db")


@pytest.fixture
def command(mediawatch: Mediawatch, planted: Planted) -> Mediawatch:
    """The installed command on that record, which these tests only read."""
    mediawatch.env["MEDIAWATCH_DB"] = str(planted.path)
    return mediawatch


def shown(text: str, words: list[str]) -> list[str]:
    return [word for word in words if word in text]


def named(planted: Planted, *letters: str) -> list[str]:
    """`--privileged REF` for each privileged thing of these kinds."""
    refs = [ref.typed for ref in planted.marked["privileged"] if ref.letter in letters]
    return [word for ref in refs for word in ("--privileged", ref)]


def export(command: Mediawatch, format: str, *words: str) -> str:
    """A timeline as a file, which has the same in it as on standard output."""
    target = command.folder / f"timeline.{format}"
    command("timeline", *words, "-o", target, check=0)
    if format in BINARY_EXPORTERS:
        return read_words(target.read_bytes(), format)
    text = target.read_text(encoding="utf-8-sig")
    return unfold(text) if format == "ics" else text


@pytest.mark.parametrize("format", EXPORTERS)
def test_a_timeline_has_nothing_that_is_marked_and_says_how_much_that_is(
    command: Mediawatch, planted: Planted, format: str
) -> None:
    printed = command("timeline", "--format", format, check=0).stdout
    for text in (export(command, format), unfold(printed) if format == "ics" else printed):
        assert shown(text, [*CONFIDENTIAL, *PRIVILEGED, *planted.digests, WITHHELD]) == []
        assert OPEN in text
        assert "3 confidential entries" in text
        assert "3 privileged entries" in text
        assert "Not for everybody" not in text


@pytest.mark.parametrize(
    "filter", [("--claim", "1"), ("--report", "1"), ("--report", "2"), ("--since", "2021")]
)
@pytest.mark.parametrize("format", EVERY_FORMAT)
def test_no_filter_brings_it_in(command: Mediawatch, format: str, filter: tuple[str, ...]) -> None:
    assert shown(export(command, format, *filter), [*CONFIDENTIAL, *PRIVILEGED, WITHHELD]) == []


@pytest.mark.parametrize("format", EVERY_FORMAT)
def test_what_is_confidential_is_in_it_where_that_was_asked_for(command: Mediawatch, format: str) -> None:
    text = export(command, format, "--confidential")
    assert [word for word in ABOUT if f"zqc{word}" not in text] == []
    assert shown(text, PRIVILEGED) == []
    assert "confidential entr" not in text
    assert "3 privileged entries" in text
    assert "Not for everybody: it holds what is confidential" in text


@pytest.mark.parametrize("format", EVERY_FORMAT)
def test_what_is_privileged_is_in_it_only_as_far_as_it_was_named(
    command: Mediawatch, planted: Planted, format: str
) -> None:
    text = export(command, format, *named(planted, "k"))
    assert "zqpsummary" in text
    assert shown(text, [*CONFIDENTIAL, "zqpletter", "zqpremark", "zqpdetail"]) == []
    assert "2 privileged entries" in text
    assert "3 confidential entries" in text
    text = export(command, format, "--confidential", *named(planted, "k", "q", "contact search"))
    assert [word for word in ABOUT if f"zqp{word}" not in text or f"zqc{word}" not in text] == []
    assert "privileged entr" not in text


def test_the_digest_of_a_privileged_proof_is_in_it_only_where_the_file_is_named(
    command: Mediawatch, planted: Planted
) -> None:
    files = json.loads(command("list", "files", "--json", check=0).stdout)
    digests = {file["name"]: file["sha256"] for file in files}
    plain = export(command, "json", *named(planted, "q"))
    assert "zqpletter" in plain
    assert digests["zqpproof.txt"] not in plain
    assert digests["zqpproof.txt"] in export(command, "json", *named(planted, "q", "file"))
    assert digests["zqcproof.txt"] in export(command, "json", "--confidential")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--privileged", "k9"), "no contact k9"),
        (("--privileged", "r1"), "open, not privileged"),
        (("--privileged", "note-2"), "not among what is handed over"),
        (("--privileged", "k1"), "k1 is confidential, not privileged"),
        (("--privileged", "banana"), "no reference"),
    ],
)
def test_what_cannot_be_named_is_refused_and_no_file_appears(
    command: Mediawatch, words: tuple[str, ...], said: str
) -> None:
    done = command("timeline", *words, "-o", "out.md", check=2)
    assert said in done.stderr
    assert not (command.folder / "out.md").exists()


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_that_is_handed_over_has_nothing_that_is_marked(command: Mediawatch, noun: str) -> None:
    target = command.folder / f"{noun}.json"
    done = command("list", noun, "-o", target, check=0)
    printed = command("list", noun, "--csv", check=0)
    for text in (target.read_text(encoding="utf-8"), printed.stdout, done.stderr, printed.stderr):
        assert shown(text, [*CONFIDENTIAL, *PRIVILEGED, WITHHELD]) == []
    if noun in ("contacts", "requests", "contact-searches", "notes"):
        assert "Left out: 1 confidential." in done.stderr
        assert "Left out: 1 privileged." in printed.stderr


@pytest.mark.parametrize(
    ("noun", "format"), [(noun, format) for format in FORMATS for noun in CITED[format].nouns]
)
def test_citations_and_works_that_are_handed_over_name_no_file_that_is_marked(
    command: Mediawatch, planted: Planted, noun: str, format: str
) -> None:
    target = command.folder / f"{noun}.{format}"
    command("list", noun, "--format", format, "-o", target, check=0)
    printed = command("list", noun, "--format", format, check=0).stdout
    for text in (target.read_text(encoding="utf-8"), printed):
        assert text.strip()
        assert shown(text, [*CONFIDENTIAL, *PRIVILEGED, *planted.digests, WITHHELD]) == []
    refused = command("list", noun, "--format", format, *named(planted, "file"), check=2)
    assert "not among what is handed over" in refused.stderr


def test_confidential_deadlines_and_requests_are_shown_only_where_that_was_asked_for(
    command: Mediawatch, planted: Planted
) -> None:
    looks = (("deadlines",), ("deadlines", "--json"), ("deadlines", "--ics", "-"), ("deadlines", "--all"), ("today",),
             ("today", "--since", "2020"), ("today", "--json", "--since", "2020"))  # fmt: skip
    for words in looks:
        done = command(*words, check=0)
        assert shown(done.stdout + done.stderr, [*CONFIDENTIAL, *PRIVILEGED, *planted.digests]) == [], words
    told = command("today", "--json", "--since", "2020", "--confidential", check=0).stdout
    assert shown(told, ["zqc", "zqp"]) == ["zqc"]


def test_a_letter_and_a_statement_name_no_file_that_is_marked(
    command: Mediawatch, mediawatch: Mediawatch, planted: Planted, tmp_path: Path
) -> None:
    letter = command("request", "add", "1", "--show-template", check=0).stdout
    assert "We did not, says answer privileged." in letter
    assert shown(letter, [*CONFIDENTIAL, *PRIVILEGED]) == []
    mediawatch.env["MEDIAWATCH_DB"] = str(tmp_path / "own.db")
    plant(tmp_path / "own.db")
    statement = mediawatch("statement", "draft", "--claims", "c1", "--quiet", check=0).stdout.strip()
    told = json.loads(mediawatch("show", statement, "--json", check=0).stdout)
    assert "We did not, says answer" in told["text"]
    assert shown(told["text"], [*CONFIDENTIAL, *PRIVILEGED]) == []
    # what supports the answer supports the statement too, and whoever has the record's file sees it with its level
    assert [(piece["evidence"], piece["confidentiality"]) for piece in told["evidence"]] == [
        ("zqpevidence.txt", "privileged")
    ]
    mediawatch("verify", check=0)


def test_an_outlet_that_only_something_secret_names_is_not_handed_over(command: Mediawatch) -> None:
    assert "zqcoutlet" in command("list", "outlets", check=0).stdout
    given = command("list", "outlets", "--csv", "--confidential", check=0).stdout
    assert shown(given, ["zqcoutlet", "zqpoutlet"]) == ["zqcoutlet"]


@pytest.mark.parametrize("noun", ["contacts", "requests", "contact-searches", "notes", "files"])
def test_a_list_has_what_was_asked_for(command: Mediawatch, planted: Planted, noun: str) -> None:
    letter = {
        "contacts": "k",
        "requests": "q",
        "contact-searches": "contact search",
        "notes": "note",
        "files": "file",
    }
    text = command("list", noun, "--csv", "--confidential", *named(planted, letter[noun]), check=0).stdout
    assert shown(text, ["zqc", "zqp"]) == ["zqc", "zqp"]
    levels = [row["confidentiality"] for row in csv.DictReader(io.StringIO(text))]
    assert {"confidential", "privileged"} <= set(levels)
    assert shown(command("list", noun, "--csv", "--confidential", check=0).stdout, ["zqc", "zqp"]) == ["zqc"]


@pytest.mark.parametrize("noun", ["contacts", "requests", "contact-searches", "notes", "files"])
def test_whoever_looks_at_a_list_sees_everything_with_its_level(command: Mediawatch, noun: str) -> None:
    rows: list[dict[str, Any]] = json.loads(command("list", noun, "--json", check=0).stdout)
    assert {row["confidentiality"] for row in rows} >= {"confidential", "privileged"}
    assert shown(json.dumps(rows), ["zqc", "zqp"]) == ["zqc", "zqp"]
    table = command("list", noun, check=0).stdout
    assert shown(table, ["confidential", "privileged"]) == ["confidential", "privileged"]
    assert "go with --csv, --format or -o FILE" in command("list", noun, "--confidential", check=2).stderr


@pytest.mark.parametrize("level", LEVELS)
def test_whoever_searches_the_file_finds_it_and_is_told_its_level(command: Mediawatch, level: str) -> None:
    for word in ("summary", "subject", "text"):
        done = command("search", f"{SHORT[level]}{word}", check=0)
        assert level in done.stdout
        (hit,) = json.loads(command("search", f"{SHORT[level]}{word}*", "--json", check=0).stdout)
        assert (hit["kind"], hit["confidentiality"]) == ("contact", level)


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
def test_whoever_shows_it_is_told_its_level(command: Mediawatch, planted: Planted, level: Any) -> None:
    for ref in planted.marked[level]:
        done = command("show", ref.typed, check=0)
        assert ["confidentiality", level] in [line.split() for line in done.stdout.splitlines()]
        assert SHORT[level] in done.stdout


@pytest.mark.slow
def test_it_is_marked_and_opened_from_the_command_line_and_the_record_agrees_with_itself(
    mediawatch: Mediawatch, tmp_path: Path
) -> None:
    plant(mediawatch.record)
    assert "k3 is privileged now." in mediawatch("set", "k3", "--privileged", check=0).stdout
    assert "already" in mediawatch("set", "k3", "--privileged", check=0).stdout
    assert OPEN + "summary" not in mediawatch("timeline", check=0).stdout
    assert "4 privileged entries" in mediawatch("timeline", check=0).stdout
    assert "Everybody may see k3 now." in mediawatch("set", "k3", "--open", check=0).stdout
    mediawatch("set", "note-3", "--confidential", check=0)
    mediawatch("set", "search 3", "--confidential", check=0)
    digest = json.loads(mediawatch("list", "files", "--json", check=0).stdout)[0]["sha256"]
    assert "file 1" in mediawatch("set", f"file-{digest[:10]}", "--open", check=0).stdout
    for words, said in (
        (("k3", "--privileged", "--confidential"), "exclude each other"),
        (("k3", "--privileged", "--open"), "does not go with"),
        (("k3", "--privileged", "--summary", "x"), "one by one"),
        (("r1", "--confidential"), "cannot be marked"),
        (("file-deadbeefdeadbeef", "--open"), "begins with"),
    ):
        assert said in mediawatch("set", *words, check=2).stderr
    log = mediawatch("log", "k3", check=0).stdout
    assert "marked" in log
    assert "opened" in log
    mediawatch("verify", check=0)


@pytest.mark.parametrize("ending", things.FORMS)
def test_requests_to_be_read_hold_it_only_where_that_was_asked_for(
    command: Mediawatch, planted: Planted, ending: str
) -> None:
    def write(*words: str) -> str:
        target = command.folder / f"requests.{ending}"
        command("list", "requests", *words, "-o", target, check=0)
        content = target.read_bytes()
        return read_words(content, ending) if things.FORMS[ending].binary else unfold(content.decode("utf-8"))

    plain = write()
    assert shown(plain, [*CONFIDENTIAL, *PRIVILEGED]) == []
    assert "1 confidential request" in plain and "1 privileged request" in plain
    asked_for = write("--confidential")
    assert "zqcletter" in asked_for and "zqccourt" in asked_for
    assert shown(asked_for, PRIVILEGED) == []
    assert "Not for everybody" in asked_for
    assert "zqpletter" in write(*named(planted, "q"))
