"""From a question at two minutes past four to what the pages and the timeline say of it: with the installed command."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from command import Mediawatch
from mediawatch.exporters import EXPORTERS

pytestmark = pytest.mark.slow

ASKED = "The Saltmere Courier asked us on 3 March 2026, 16:02, for an answer by 18:00 the same day (1 hour 58 minutes)"
ADDRESS = "https://www.saltmere-courier.example/news/30412"


@pytest.fixture
def report(mediawatch: Mediawatch, record: Path, sample: Path) -> Mediawatch:
    """The command, on a record with one report of 4 March 2026."""
    mediawatch("add", sample / "courier.html", "--url", ADDRESS, "--retrieved", "2026-03-05T09:20", check=0)
    return mediawatch


def write_mail(folder: Path, name: str, text: str, **headers: str) -> EmailMessage:
    """A mail of the paper to the trust, written to a file."""
    made = EmailMessage()
    usual = {
        "From": "Carys Lund <carys@saltmere-courier.example>",
        "To": "Press <press@saltmere-trust.example>",
        "Subject": "Your comment on eleven tenancies",
        "Date": "Tue, 03 Mar 2026 16:02:00 +0000",
        "Message-ID": f"<{name}@saltmere-courier.example>",
    }
    for key, value in {**usual, **{key.replace("_", "-"): value for key, value in headers.items()}}.items():
        if value:
            made[key] = value
    made.set_content(text)
    (folder / f"{name}.eml").write_bytes(made.as_bytes())
    return made


def rows(command: Mediawatch, *words: str) -> list[dict[str, Any]]:
    return json.loads(command(*words, "--json", check=0).stdout)


def test_a_question_and_its_answer_are_told_in_every_format_and_on_the_page(report: Mediawatch) -> None:
    write_mail(report.folder, "q", "May we have your comment by 18:00?")
    write_mail(
        report.folder,
        "a",
        "Three tenancies ended, all at the tenants' wish.",
        From="Press <press@saltmere-trust.example>",
        To="Carys Lund <carys@saltmere-courier.example>",
        Subject="Re: Your comment on eleven tenancies",
        Date="Tue, 03 Mar 2026 17:30:00 +0000",
        In_Reply_To="<q@saltmere-courier.example>",
    )
    done = report("contact", "add", "--mail", "q.eml", "--report", "1", "--deadline", "18:00", check=0)
    assert done.stdout == f"Recorded k1: {ASKED}, before publication. Next: mediawatch show k1\n"
    done = report("contact", "add", "--mail", "a.eml", check=0)
    assert (
        "k2: We wrote to The Saltmere Courier by mail on 3 March 2026, 17:30, before publication."
        in done.stdout
    )
    again = report("contact", "add", "--mail", "q.eml", "--mail", "a.eml", check=0)
    assert again.stdout.count("is in the record already") == 2
    assert again.stdout.endswith("Of 2 mails: 0 added, 2 known before, 0 failed.\n")
    assert len(rows(report, "list", "contacts")) == 2
    assert len(rows(report, "list", "files")) == 2

    for format in EXPORTERS:
        told = report("timeline", "--report", "1", "--format", format, check=0).stdout
        assert "May we have your comment by 18:00?" in told.replace("\\", "")
        if format in ("md", "html"):
            assert f"{ASKED}, before publication" in told
    assert f"{ASKED}, before publication." in report("show", "r1", check=0).stdout
    assert "k2" in report("show", "k1", check=0).stdout
    assert {hit["ref"] for hit in rows(report, "search", "wish", "--kind", "contact")} == {"k2"}
    log = report("log", "k1", check=0).stdout
    assert "May we have your comment" in log

    started = report.start("serve", "--port", "0")
    assert started.stdout is not None
    address = started.stdout.readline().split()[2]
    with urlopen(f"{address}reports/1", timeout=30) as answer:
        page = answer.read().decode("utf-8")
    assert "Right of reply" in page
    assert f"{ASKED}, before publication." in page
    report("verify", check=0)


def test_that_they_did_not_ask_is_said_with_where_was_looked_and_not_where_they_did(
    report: Mediawatch,
) -> None:
    looked = (
        "contact", "none-found", "1", "--where", "mailboxes", "--where", "call log", "--from", "2026-02-01", "--to",
        "2026-03-04", "--on", "2026-03-05", "--searched-by", "Ada Okafor",
    )  # fmt: skip
    said = "The Saltmere Courier did not contact us before publication; searched on 5 March 2026: mailboxes, call log"
    done = report(*looked, check=0)
    assert done.stdout == f"Recorded contact search 1: {said}. Next: mediawatch timeline --report 1\n"
    assert "says that already" in report(*looked, check=0).stdout
    assert said in report("timeline", "--report", "1", check=0).stdout
    assert said in report("show", "r1", check=0).stdout
    assert rows(report, "list", "contact-searches")[0]["searched_by"] == "Ada Okafor"

    call = (
        "contact",
        "add",
        "--in",
        "--channel",
        "telephone",
        "--report",
        "1",
        "--summary",
        "Asked for figures.",
    )
    found = report(*call, "--on", "2026-03-03", check=0)
    assert "Contact search 1 had found no approach before r1 was published." in found.stderr
    assert said not in report("timeline", "--report", "1", check=0).stdout
    assert "one was recorded besides" in report("timeline", "--report", "1", check=0).stdout
    refused = report(*looked, "--where", "switchboard", check=2)
    assert "They did contact us before r1 was published: k1" in refused.stderr
    report("withdraw", "k1", "--why", "that was another trust", check=0)
    assert said in report("timeline", "--report", "1", check=0).stdout
    report("withdraw", "search-1", "--why", "the call log was not looked at", check=0)
    assert said not in report("timeline", "--report", "1", check=0).stdout
    report("reinstate", "contact-search-1", check=0)
    report("verify", check=0)


def test_an_mbox_is_read_mail_by_mail_and_one_bad_mail_keeps_no_other_out(report: Mediawatch) -> None:
    good = [
        write_mail(
            report.folder, f"m{number}", f"Question {number}\nFrom here on.\n", Subject=f"Question {number}"
        )
        for number in range(3)
    ]
    bad = b"this is no mail at all\n"
    dateless = write_mail(report.folder, "dateless", "When?", Date="").as_bytes()
    joined = b""
    for content in (good[0].as_bytes(), bad, good[1].as_bytes(), dateless, good[2].as_bytes()):
        joined += b"From - Tue Mar  3 16:02:00 2026\n" + content.replace(b"\nFrom ", b"\n>From ") + b"\n"
    (report.folder / "press.mbox").write_bytes(joined)
    done = report("contact", "add", "--mail", "press.mbox", "--report", "1", check=1)
    assert done.stdout.splitlines()[-1] == (
        "Of 5 mails: 4 added, 0 known before, 1 failed. Next: mediawatch list contacts"
    )
    assert "Failed: press.mbox, mail 2: This is no mail" in done.stderr
    told = rows(report, "list", "contacts")
    assert [row["subject"] for row in told] == ["Question 0", "Question 1", "Your comment on eleven tenancies",
                                                "Question 2"]  # fmt: skip
    assert told[0]["summary"] == "Question 0\nFrom here on."
    again = report("contact", "add", "--mail", "press.mbox", check=1)
    assert "0 added, 4 known before, 1 failed" in again.stdout
    report("verify", check=0)


def test_two_officers_who_add_the_same_mails_at_once_add_each_once(report: Mediawatch) -> None:
    names = [f"m{number}" for number in range(12)]
    for name in names:
        write_mail(report.folder, name, f"Question {name}", Subject=f"A question about {name}")
    words = [word for name in names for word in ("--mail", f"{name}.eml")]
    started = [report.start("contact", "add", *words, "--by", by) for by in ("Ada", "Ben")]
    told = [one.communicate(timeout=120) for one in started]
    assert [one.returncode for one in started] == [0, 0], told
    added = sum(int(out.splitlines()[-1].split(": ")[1].split()[0]) for out, _ in told)
    assert added == len(rows(report, "list", "contacts")) == len(rows(report, "list", "files")) == 12
    report("verify", check=0)


def test_one_that_was_not_mailed_is_typed_in_and_mended(report: Mediawatch) -> None:
    (report.folder / "letter.txt").write_text("Dear Ms Calloway", encoding="utf-8")
    report(
        "contact", "add", "--in", "--channel", "letter", "--on", "2026-03-04", "--before", "--report", "1", "--them",
        "Carys Lund", "--file", "letter.txt", "--summary-file", "-", "--quiet", input="A letter.\n", check=0,
    )  # fmt: skip
    report(
        "set", "k1", "--on", "2026-03-03 10:00", "--deadline", "2026-03-04", "--us", "Ines Calloway", check=0
    )
    shown = report("show", "k1", check=0).stdout
    assert (
        "asked us on 3 March 2026, 10:00, for an answer by 4 March 2026 (1 day), before publication" in shown
    )
    assert "letter.txt" in shown
    assert report("list", "contacts", "--status", "before", "--quiet", check=0).stdout == "k1\n"
    narrowed = ("--outlet", "the saltmere courier", "--since", "2026-03")
    assert report("list", "contacts", *narrowed, "--quiet", check=0).stdout == "k1\n"
    assert report("list", "contacts", "--until", "2026-02", check=0).stdout == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--mail", "none.eml"), "no file"),
        (("--mail", "."), "no file"),
        (("--mail", "empty.eml"), "empty"),
        (("--mail", "q.eml", "--file", "x"), "do not go with --mail"),
        (("--mail", "q.eml", "--report", "9"), "no report r9"),
        (("--in", "--out"), "exclude each other"),
        (("--in", "--before", "--after"), "exclude each other"),
        (("--confidential", "--privileged", "--in"), "exclude each other"),
        (("--channel", "mail", "--summary", "x"), "who came to whom"),
        (("--in", "--summary", "x"), "--channel"),
        (("--in", "--channel", "letter", "--report", "1"), "summary is missing"),
        (("--in", "--channel", "letter", "--summary", "x"), "with whom or about what"),
        (("--in", "--channel", "letter", "--summary", "x", "--report", "1", "--on", "2026-03-09", "--before"),
         "r1 was published"),
        (("--in", "--channel", "letter", "--summary", "x", "--report", "1", "--file", "none.pdf"), "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_explained_and_leaves_nothing(
    report: Mediawatch, words: tuple[str, ...], said: str
) -> None:
    write_mail(report.folder, "q", "May we have your comment?")
    (report.folder / "empty.eml").write_bytes(b"")
    done = report("contact", "add", *words, check=2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert rows(report, "list", "contacts") == []


def test_a_single_mail_that_cannot_be_recorded_says_why(report: Mediawatch) -> None:
    write_mail(report.folder, "strange", "Hello", From="a@else.example", To="b@else.example")
    done = report("contact", "add", "--mail", "strange.eml", check=1)
    assert "Say --in or --out" in done.stderr
    assert done.stdout == ""
    report("contact", "add", "--mail", "strange.eml", "--in", "--confidential", check=0)
    assert rows(report, "list", "contacts")[0]["confidentiality"] == "confidential"


def test_what_strangers_wrote_steers_no_terminal(report: Mediawatch) -> None:
    write_mail(
        report.folder, "evil", "\x1b[31mred\x07 \u202egnol", Subject="=?utf-8?q?=1B]0;title=07=E2=80=AE?=",
        From='"=?utf-8?q?=1B[2J?=" <carys@saltmere-courier.example>',
    )  # fmt: skip
    for words in (
        ("contact", "add", "--mail", "evil.eml", "--report", "1"), ("show", "k1"), ("list", "contacts"),
        ("list", "files"), ("show", "r1"), ("timeline",), ("search", "red"), ("log",), ("show", "file-1"),
    ):  # fmt: skip
        done = report(*words, check=0)
        for stream in (done.stdout, done.stderr):
            assert not [sign for sign in stream if sign in "\x1b\x07\u202e"], words
