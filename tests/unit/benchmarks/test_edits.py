"""What the benchmark of grading says that it made is what it made."""

from __future__ import annotations

import ast
import random
import re
from collections import Counter
from pathlib import Path

import edits
import pytest
from edits import planting, sources, strangers
from edits.editor import Edit, Editor
from edits.shortened import OMISSIONS
from edits.sources import Source, find_sentences, list_words

TEXT = Path(__file__).with_name("house.txt").read_text(encoding="utf-8")
WORK = Source(1, "invented", TEXT, "en")
FOREIGN_WAYS = {"French negation dropped"}
OMISSION = re.compile(r"…|\.\.\.|\. \. \.|\[…\]")


@pytest.fixture(scope="module")
def made() -> dict[str, list[Edit]]:
    """Every way's edits of the invented text."""
    editor = Editor([WORK], edits.read_words(), random.Random(7))
    return {
        way: list({edit.parts: edit for _ in range(600) if (edit := edits.make_edit(editor, way))}.values())
        for way in edits.WAYS
    }


def of_kind(made: dict[str, list[Edit]], kind: str) -> list[Edit]:
    return [edit for found in made.values() for edit in found if edit.kind == kind]


def words_of(edit: Edit) -> list[str]:
    return list_words(" ".join(edit.parts))


def is_subsequence(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return all(word in rest for word in few)


def test_edits_know_nothing_of_mediawatch() -> None:
    folder = Path(edits.__file__).parent
    imported = {
        name.split(".")[0]
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert "edits" in imported
    assert not imported & {"mediawatch", "importlib"}


@pytest.mark.parametrize("way", [way for way in edits.WAYS if way not in FOREIGN_WAYS])
def test_every_way_makes_edits_of_its_kind(made: dict[str, list[Edit]], way: str) -> None:
    assert made[way], "the invented text gives none"
    assert {(edit.kind, edit.how) for edit in made[way]} == {(edits.WAYS[way][0], way)}
    assert all(len(words_of(edit)) >= 5 for edit in made[way])


def test_the_same_seed_makes_the_same_edits_and_another_one_others() -> None:
    def parts(seed: int) -> list[tuple[str, ...]]:
        editor = Editor([WORK], edits.read_words(), random.Random(seed))
        return [edit.parts for way in edits.WAYS for _ in range(30) if (edit := edits.make_edit(editor, way))]

    assert parts(3) == parts(3) != parts(4)


def test_exact_is_whole_sentences_word_for_word(made: dict[str, list[Edit]]) -> None:
    found = of_kind(made, "exact")
    for edit in found:
        assert all(part in TEXT for part in edit.parts)
        assert words_of(edit) == list_words(edit.ours)
    assert {edit.between for edit in found} == {"", "attribution", "paragraphs"}


def test_normalised_changes_no_word_outside_brackets(made: dict[str, list[Edit]]) -> None:
    for edit in of_kind(made, "normalised"):
        words = re.sub(r"\[(\w)\]", r"\1", edit.parts[0])
        bracketed = re.search(r" ?\[[^\]]+\]", words)
        outside = list_words(re.sub(r"\[[^\]]+\]", " ", words).replace("—", " "))
        if bracketed:
            assert is_subsequence(outside, list_words(edit.ours))
            assert len(outside) >= len(list_words(edit.ours)) - 1
        else:
            assert outside == list_words(edit.ours.replace("—", " "))
        assert edit.parts[0] != edit.ours


def test_elided_leaves_words_out_inside_and_shows_it(made: dict[str, list[Edit]]) -> None:
    for edit in of_kind(made, "elided"):
        words, ours = words_of(edit), list_words(edit.ours)
        assert OMISSION.search(edit.parts[0])
        assert len(words) < len(ours)
        assert (words[0], words[-1]) == (ours[0], ours[-1])
        assert is_subsequence(words, ours)


def test_silently_elided_leaves_words_out_inside_and_shows_nothing(made: dict[str, list[Edit]]) -> None:
    for edit in of_kind(made, "silently elided"):
        words, ours = words_of(edit), list_words(edit.ours)
        assert len(words) < len(ours)
        assert is_subsequence(words, ours)
        assert words[0] == ours[0]
        assert ("cut off" in edit.besides) == (edit.how == "left out, and the end too")
        if "cut off" not in edit.besides:
            assert words[-1] == ours[-1]
        if "elided" not in edit.besides:
            assert not OMISSION.search(edit.parts[0])


def test_cut_off_begins_or_ends_in_mid_sentence(made: dict[str, list[Edit]]) -> None:
    for edit in of_kind(made, "cut off"):
        words, ours = words_of(edit), list_words(edit.ours)
        assert len(words) >= 7
        assert len(ours) - len(words) >= 2
        if edit.how != "end left off, omission shown":
            assert " ".join(words) in " ".join(ours)


def test_reordered_or_joined_is_in_no_order_that_the_work_has(made: dict[str, list[Edit]]) -> None:
    whole = " ".join(list_words(TEXT))
    for edit in of_kind(made, "reordered or joined"):
        assert " ".join(words_of(edit)) not in whole
        assert not Counter(words_of(edit)) - Counter([*list_words(edit.ours), "and"])


def test_places_that_are_joined_lie_far_apart(made: dict[str, list[Edit]]) -> None:
    for way in ("sentences joined", "sentences joined with a word", "halves joined"):
        for edit in made[way]:
            first, second = sorted(TEXT.index(one) for one in edit.ours.split(" // "))
            assert second - first > 400


def test_altered_has_a_word_that_does_not_stand_there(made: dict[str, list[Edit]]) -> None:
    for edit in of_kind(made, "altered"):
        assert not is_subsequence(words_of(edit), list_words(edit.ours))


def test_a_changed_number_is_another_number(made: dict[str, list[Edit]]) -> None:
    for edit in made["number changed"]:
        theirs, ours = words_of(edit), list_words(edit.ours)
        changed = [(a, b) for a, b in zip(theirs, ours, strict=True) if a != b]
        assert len(changed) == 1
        assert re.sub(r"\D", "", changed[0][0]) != re.sub(r"\D", "", changed[0][1]) != ""
        assert "number" in edit.flags


def test_what_reverses_the_meaning_says_so(made: dict[str, list[Edit]]) -> None:
    reversing = {edit.how for found in made.values() for edit in found if edit.reverses}
    assert reversing == {
        "negation left out",
        "negation put in",
        "negation dropped",
        "number changed",
        "number word changed",
    }
    assert all(edit.flags for found in made.values() for edit in found if edit.reverses)


@pytest.mark.parametrize(
    "words",
    [
        "It was signed by Dr. Anna Weber of the Clinic in Fairholm yesterday.",
        "They live in the U.S. Army base that lies near the river now.",
        "Wir treffen uns am 3. März in dem Haus am Fluss wieder.",
        "He said “I will come. You will see” and went home at once",
        "Tenants of the house and their families",
    ],
)
def test_a_stretch_with_a_doubtful_border_is_not_used(words: str) -> None:
    found = [words[one.start : one.end] for one in find_sentences(words)]
    assert found in ([], [words]) and not (found and "“" in words)
    assert all(
        stop not in words[: one.end - 1] for one in find_sentences(words) for stop in ("Dr.", "U.S.", "3.")
    )


def test_a_passage_that_was_never_ours_shares_no_six_words_with_a_work() -> None:
    ferry = (
        "The ferry to Saltmere was late again, and the council told nobody why it had waited so long at the pier. "
        "According to the council the boat needs a new engine, which nobody wants to pay for in the coming year. "
        "Many of these are volunteers who were sailors before, as the captain has always said to the passengers.\n\n"
        "Since then the ferry has never left the harbour on a Sunday, and the county has asked for its money back. "
        "She added that the county should not have bought a boat that could carry two cars and eleven people only."
    )
    other = Source(2, "other", ferry, "en")
    plain, near = strangers.make_strangers([other], [WORK], edits.read_words(), 20, 10, random.Random(2))
    ours = set(sources.runs(list_words(TEXT), 6))
    assert plain and near
    assert {"nearest in topic", "words of ours grafted in"} <= {one.how for one in near}
    for one in [*plain, *near]:
        assert not ours & set(sources.runs(list_words(one.words), 6))


def test_a_report_bears_the_quotations_where_it_says_and_is_the_carrier_otherwise(
    made: dict[str, list[Edit]],
) -> None:
    rng = random.Random(5)
    words = edits.read_words()
    found = [edit for way in made.values() for edit in way]
    carrier = Source(2, "carrier", TEXT.replace("tenant", "sailor"), "en")
    styles: set[str] = set()
    for number in range(60):
        few = dict(enumerate(rng.sample(found, 3)))
        quoted = [planting.Quoting(item, edit.parts, edit.between, "en") for item, edit in few.items()]
        report = planting.plant(carrier, quoted, words, rng)
        assert report.planted, number
        for planted in report.planted:
            styles.add(planted.style)
            pairs = planting.STYLES[planted.style]
            assert tuple(report.text[start:end] for start, end in planted.spans) == few[planted.item].parts
            start, end = planted.spans[0][0], planted.spans[-1][1]
            assert any(report.text[:start].endswith(a) and report.text[end:].startswith(b) for a, b in pairs)
        assert is_subsequence(carrier.text.split(), report.text.replace("\n", " ").split())
    assert styles == set(planting.STYLES)


def test_no_mark_of_its_own_style_stands_in_a_quotation() -> None:
    said = planting.Quoting(0, ("He called it “a fine boat” and the sailors’ home.",), "", "en")
    styles = {planting.choose_style(said, random.Random(seed)) for seed in range(50)}
    assert styles == {"straight", "guillemets"}


def test_the_omission_marks_are_all_known_as_such() -> None:
    assert all(OMISSION.search(mark) for mark in OMISSIONS)
