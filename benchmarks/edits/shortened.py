"""Edits that leave words out: shown, silently, or at an end."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from edits.changed import find_negation
from edits.editor import LEAST_LEFT, Edit, Editor, Piece, are_neighbours, core, finish, take_piece
from edits.sources import count_words

OMISSIONS: Final = (" … ", " ... ", "… ", "... ", " […] ", " [...] ", " (…) ", " (...) ", " . . . ")


def _gap(editor: Editor, piece: Piece, *, across: bool) -> tuple[int, int] | None:
    """Tokens that can be left out inside one sentence or, `across`, from one into the next."""
    ends = sorted(piece.borders)
    number = editor.rng.randrange(len(ends) - 1 if across else len(ends)) if len(ends) > across else -1
    if number < 0:
        return None
    begin = ends[number - 1] + 1 if number else 0
    start = editor.rng.randint(begin + 3, max(begin + 3, ends[number]))
    if across:
        low, high = ends[number] + 2, ends[number + 1] - 3
    else:
        low, high = start + 1, min(start + 12, ends[number] - 2)
    if start > ends[number] or low > high:
        return None
    end = editor.rng.randint(low, high)
    out, left = piece.tokens[start:end], (*piece.tokens[:start], *piece.tokens[end:])
    if (
        count_words(" ".join(left)) < LEAST_LEFT
        or not any(len(core(token)) > 3 for token in out)
        or not all(core(token) for token in (piece.tokens[start - 1], piece.tokens[end]))
        or any("(" in token or ")" in token for token in out)
    ):
        return None
    return start, end


def leave_out_shown(editor: Editor) -> Edit | None:
    return _leave_out_shown(editor, editor.piece(2), across=False)


def leave_out_over_a_stop(editor: Editor) -> Edit | None:
    return _leave_out_shown(editor, editor.piece(3), across=True)


def _leave_out_shown(editor: Editor, piece: Piece | None, *, across: bool) -> Edit | None:
    gap = _gap(editor, piece, across=across) if piece else None
    if piece is None or gap is None:
        return None
    before = " ".join(piece.tokens[: gap[0]]).rstrip(" ,;:–—-")
    return finish(piece, before + editor.rng.choice(OMISSIONS) + " ".join(piece.tokens[gap[1] :]))


def leave_out_sentence_shown(editor: Editor) -> Edit | None:
    work, sentences, at = editor.pick()
    run = sentences[at : at + 3]
    piece = take_piece(work, run)
    if piece is None or len(run) < 3 or not are_neighbours(run):
        return None
    first, last = work.text[run[0].start : run[0].end], work.text[run[2].start : run[2].end]
    return finish(piece, first + editor.rng.choice(OMISSIONS) + last)


def leave_out_silently(editor: Editor) -> Edit | None:
    piece = editor.piece()
    gap = _gap(editor, piece, across=False) if piece else None
    return finish(piece, (*piece.tokens[: gap[0]], *piece.tokens[gap[1] :])) if piece and gap else None


def leave_out_silently_and_cut(editor: Editor) -> Edit | None:
    return _with_cut(editor, leave_out_silently(editor), "cut off")


def leave_out_shown_and_cut(editor: Editor) -> Edit | None:
    return _with_cut(editor, leave_out_shown(editor), "elided")


def leave_out_shown_and_silently(editor: Editor) -> Edit | None:
    edit = leave_out_shown(editor)
    if edit is None:
        return None
    tokens = edit.parts[0].split()
    at = editor.rng.randint(3, max(3, len(tokens) - 5))
    out, near = tokens[at], tokens[at - 3 : at + 4]
    if len(core(out)) < 5 or len(tokens) < 12 or not all(token.rstrip(",").isalpha() for token in near):
        return None
    return replace(edit, parts=(" ".join([*tokens[:at], *tokens[at + 1 :]]),), besides=frozenset({"elided"}))


def leave_out_negation(editor: Editor) -> Edit | None:
    piece = editor.piece()
    if piece is None:
        return None
    dropped = editor.words[piece.source.language]["dropped"].split()
    at = find_negation(editor, piece, dropped)
    if at is None:
        return None
    tokens = (*piece.tokens[:at], *piece.tokens[at + 1 :])
    return finish(piece, tokens, ["negation"], reverses=True) if len(tokens) >= LEAST_LEFT else None


def cut_end(editor: Editor) -> Edit | None:
    return _cut(editor, editor.piece(), front=False, back=True)


def cut_beginning(editor: Editor) -> Edit | None:
    return _cut(editor, editor.piece(), front=True, back=False)


def cut_both(editor: Editor) -> Edit | None:
    return _cut(editor, editor.piece(), front=True, back=True)


def cut_and_close(editor: Editor) -> Edit | None:
    edit = cut_end(editor)
    return replace(edit, parts=(edit.parts[0] + ".",)) if edit else None


def cut_and_raise(editor: Editor) -> Edit | None:
    edit = cut_beginning(editor)
    if edit is None or not edit.parts[0][0].islower():
        return None
    return replace(edit, parts=(edit.parts[0][0].upper() + edit.parts[0][1:],))


def _cut(editor: Editor, piece: Piece | None, *, front: bool, back: bool) -> Edit | None:
    """The piece without its first or last words, at least two; sentences next to the cut stay in part."""
    if piece is None:
        return None
    size = len(piece.tokens)
    sentence_ends = sorted(piece.borders)
    first, last = 0, size
    if front:
        first = editor.rng.randint(2, max(2, min(sentence_ends[0] - 2, size // 2)))
    if back:
        beginning = sentence_ends[-2] + 1 if len(sentence_ends) > 1 else 0
        low = max(first + LEAST_LEFT, beginning + 3)
        commas = [i + 1 for i in range(low - 1, size - 2) if piece.tokens[i].endswith(",")]
        last = (
            editor.rng.choice(commas)
            if commas and editor.chance(0.5)
            else editor.rng.randint(low, max(low, size - 2))
        )
    left = piece.tokens[first:last]
    words = " ".join(left).rstrip(" ,–—-(") if back else " ".join(left)
    if (
        count_words(words) < LEAST_LEFT
        or (front and (first > sentence_ends[0] - 2 or _doubtful_cut(piece, first)))
        or (back and (last > size - 2 or _doubtful_cut(piece, last)))
        or not words[0].isalnum()
        or words.count("(") != words.count(")")
    ):
        return None
    return finish(piece, words)


def _doubtful_cut(piece: Piece, at: int) -> bool:
    """Whether a cut before token `at` could be held for a sentence's end, or leaves out no words."""
    neighbours = piece.tokens[at - 1], piece.tokens[at]
    cut_away = (" ".join(piece.tokens[:at]), " ".join(piece.tokens[at:]))
    return (
        any(
            re.search(r"[:;.!?]$", token) or not core(token)
            for token in neighbours
            if token != piece.tokens[-1]
        )
        or min(count_words(words) for words in cut_away) < 2
    )


def _with_cut(editor: Editor, edit: Edit | None, other: str) -> Edit | None:
    """The edit with its last words left off, behind all that was changed: only where enough is left."""
    if edit is None:
        return None
    tokens, whole = edit.parts[0].split(), edit.ours.split()
    same = 0
    while same < min(len(tokens), len(whole)) and tokens[-1 - same] == whole[-1 - same]:
        same += 1
    inner = [i for i in range(1, same) if re.search(r"[.!?:;]$", tokens[-1 - i])]
    most = min(same - 3, (inner[0] if inner else same) - 3)
    if most < 2:
        return None
    out = editor.rng.randint(2, most)
    left = tokens[:-out]
    words = " ".join(left).rstrip(" ,–—-(")
    if (
        re.search(r"[:;.!?]$", left[-1])
        or count_words(words) < LEAST_LEFT
        or words.count("(") != words.count(")")
    ):
        return None
    if count_words(" ".join(tokens[-out:])) < 2:
        return None
    return replace(edit, parts=(words,), besides=edit.besides | {other})
