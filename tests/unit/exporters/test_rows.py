"""Rows for programs and for spreadsheets."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterator

import pytest

from mediawatch.exporters.rows import FORMULA_STARTS, neutralise, write_csv, write_json

ROWS = [
    {"report": 1, "title": 'A "quoted" title, with comma', "lag": None, "sure": True, "names": ["KIT", "Ä"]},
    {"report": 2, "title": "two\nlines; and more", "lag": -3, "sure": False, "names": []},
]


def as_csv(columns: list[str], rows: list[dict[str, object]], *, for_excel: bool = False) -> str:
    out = io.StringIO(newline="")
    write_csv(columns, rows, out, for_excel=for_excel)
    return out.getvalue()


def as_json(rows: list[dict[str, object]]) -> str:
    out = io.StringIO(newline="")
    write_json(rows, out)
    return out.getvalue()


def test_csv_is_rfc_4180_with_a_header() -> None:
    made = as_csv(["report", "title", "lag"], ROWS)
    assert made == (
        '"report","title","lag"\r\n1,"A ""quoted"" title, with comma",""\r\n2,"two\nlines; and more",-3\r\n'
    )


def test_csv_reads_back() -> None:
    read = list(csv.DictReader(io.StringIO(as_csv(list(ROWS[0]), ROWS), newline="")))
    assert read[0] == {
        "report": "1", "title": 'A "quoted" title, with comma', "lag": "", "sure": "yes", "names": '["KIT", "Ä"]',
    }  # fmt: skip
    assert read[1]["lag"] == "-3"


def test_a_row_without_a_column_is_an_error_not_a_hole() -> None:
    with pytest.raises(KeyError):
        as_csv(["report", "gone"], ROWS)


def test_a_byte_order_mark_only_where_people_open_the_file() -> None:
    assert as_csv(["report"], ROWS, for_excel=True).startswith('\ufeff"report"')
    assert not as_csv(["report"], ROWS).startswith("\ufeff")


def test_json_is_one_array_a_row_to_a_line_and_comes_back() -> None:
    made = as_json(ROWS)
    assert json.loads(made) == ROWS
    assert len(made.splitlines()) == len(ROWS) + 2
    assert "Ä" in made


def test_no_rows_are_an_empty_array_and_a_header() -> None:
    assert as_json([]) == "[]\n"
    assert as_csv(["report"], []) == '"report"\r\n'


def test_json_has_nothing_unseen_in_it_and_loses_nothing() -> None:
    row = {"title": "a\x1b\x00\x7f\x9b\u202e\u200b\u2028\U000e0041\ud83d👩‍⚕️z"}
    made = as_json([row])
    assert json.loads(made) == [row]
    made.encode("utf-8")
    assert not [
        sign for sign in made if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl") and sign != "\n"
    ]


def test_json_refuses_what_has_no_form_in_it() -> None:
    with pytest.raises(TypeError):
        as_json([{"body": b"bytes"}])
    with pytest.raises(ValueError, match="JSON"):
        as_json([{"ratio": float("nan")}])


def test_rows_are_written_as_they_come() -> None:
    out = io.StringIO(newline="")
    lengths = []

    def come() -> Iterator[dict[str, object]]:
        for number in range(3):
            lengths.append(len(out.getvalue()))
            yield {"n": number}

    write_json(come(), out)
    assert lengths == sorted(set(lengths))
    lengths.clear()
    write_csv(["n"], come(), out)
    assert lengths == sorted(set(lengths))


def test_every_sign_that_folds_to_a_formula_s_first_is_known() -> None:
    folding = {
        chr(code)
        for code in range(0x110000)
        if unicodedata.normalize("NFKC", chr(code))[:1] in tuple("=+-@\N{MINUS SIGN}")
    }
    assert folding == set(FORMULA_STARTS)


@pytest.mark.parametrize(
    "text",
    [
        "The centre closed.",
        "1 - 2",
        "a=b",
        "name@example.org",
        "“Quoted.”",
        "'tis",
        "",
        "one\ntwo",
        "a; b",
        "5 + 5",
    ],
)
def test_ordinary_text_is_not_touched(text: str) -> None:
    assert neutralise(text) == text


def test_line_breaks_stay_and_long_runs_cost_no_time() -> None:
    assert neutralise("one\r\n\r\ntwo") == "one\n\ntwo"
    for run in ("\n", ";", " ", '"', "; ", "\xa0"):
        assert neutralise(run * 200_000 + "x") == run * 200_000 + "x"
