"""Edits that keep every word: exact and normalised quotations."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from edits.editor import Edit, Editor, Piece, core, finish, pick_name
from edits.sources import has_marks

_PAIRS: Final = (("‘", "’"), ("‚", "‘"), ("“", "”"), ('"', '"'), ("'", "'"), ("«", "»"), ("„", "“"))


def copy_sentences(editor: Editor) -> Edit | None:
    piece = editor.piece(3)
    return finish(piece, piece.source.text[piece.start : piece.end]) if piece else None


def copy_marked_sentence(editor: Editor) -> Edit | None:
    work, sentences, at = editor.pick()
    one = sentences[at]
    words = work.text[one.start : one.end]
    return finish(Piece(work, one.start, one.end, (), frozenset()), words) if one.marked else None


def copy_two_paragraphs(editor: Editor) -> Edit | None:
    work, sentences, at = editor.pick()
    run = sentences[at : at + 2]
    if len(run) < 2 or run[0].place + 1 != run[1].place or run[0].paragraph == run[1].paragraph:
        return None
    parts = tuple(work.text[one.start : one.end] for one in run)
    if any(has_marks(part) for part in parts) or work.text[run[0].end : run[1].start].strip():
        return None
    whole = Piece(work, run[0].start, run[1].end, (), frozenset())
    return replace(finish(whole, parts[0]), parts=parts, between="paragraphs")


def split_by_attribution(editor: Editor) -> Edit | None:
    piece = editor.piece(1)
    if piece is None:
        return None
    commas = [
        i for i, token in enumerate(piece.tokens) if token.endswith(",") and 3 <= i <= len(piece.tokens) - 5
    ]
    if not commas:
        return None
    at = editor.rng.choice(commas) + 1
    parts = (" ".join(piece.tokens[:at]), " ".join(piece.tokens[at:]))
    return replace(finish(piece, ""), parts=parts, between="attribution")


def change_apostrophes(editor: Editor) -> Edit | None:
    piece = editor.piece()
    words = " ".join(piece.tokens) if piece else ""
    if piece is None or not re.search(r"['’]", words):
        return None
    return finish(piece, words.replace("’", "'") if "’" in words else words.replace("'", "’"))


def change_dashes(editor: Editor) -> Edit | None:
    piece = editor.piece()
    words = " ".join(piece.tokens) if piece else ""
    found = re.search(r" [–—-] |—", words)
    if piece is None or found is None:
        return None
    old = found.group()
    new = editor.rng.choice([dash for dash in (" – ", " — ", " - ", "—") if dash != old])
    return finish(piece, words.replace(old, new))


def change_inner_marks(editor: Editor) -> Edit | None:
    edit = copy_marked_sentence(editor)
    if edit is None:
        return None
    words = edit.parts[0]
    opening, closing = editor.rng.choice(
        [("‘", "’"), ("‚", "‘"), ("“", "”"), ('"', '"'), ("'", "'"), ("«", "»"), ("„", "“")]
    )
    if '"' in words:
        changed = re.sub(r'"([^"]*)"', lambda found: f"{opening}{found[1]}{closing}", words)
    else:
        changed = re.sub("[“„«]([^“”„«»]*)[”“»]", lambda found: f"{opening}{found[1]}{closing}", words)
    return replace(edit, parts=(changed,)) if changed != words else None


def change_first_letter(editor: Editor) -> Edit | None:
    piece = editor.piece()
    if piece is None or piece.tokens[0] not in editor.words[piece.source.language]["starters"].split():
        return None
    first = piece.tokens[0]
    lowered = first[0].lower()
    shown = f"[{lowered}]" if editor.chance(0.3) else lowered
    return finish(piece, (shown + first[1:], *piece.tokens[1:]))


def bracket_pronoun(editor: Editor) -> Edit | None:
    piece = editor.piece()
    if piece is None:
        return None
    entry = editor.words[piece.source.language]
    found = [
        (i, key)
        for key in ("pronouns", "possessives")
        for i, token in enumerate(piece.tokens[:-1])
        if core(token).lower() in entry[key].split() and core(token) == token
    ]
    if not found:
        return None
    at, key = editor.rng.choice(found)
    said = editor.rng.choice(entry["names_in_brackets" if key == "pronouns" else "possessives_in_brackets"])
    return finish(piece, (*piece.tokens[:at], said, *piece.tokens[at + 1 :]))


def bracket_name(editor: Editor) -> Edit | None:
    piece = editor.piece()
    if piece is None or piece.source.language == "de":
        return None
    at = pick_name(editor, piece)
    if at is None:
        return None
    said = editor.rng.choice(editor.words[piece.source.language]["names_in_brackets"])
    return finish(piece, (*piece.tokens[:at], said, *piece.tokens[at + 1 :]))


def add_remark(editor: Editor) -> Edit | None:
    piece = editor.piece()
    if piece is None:
        return None
    plain = [i for i, token in enumerate(piece.tokens) if token.isalpha() and len(token) > 4 and i > 0]
    if not plain:
        return None
    at = editor.rng.choice(plain) + 1
    said = editor.rng.choice(editor.words[piece.source.language]["remarks"])
    return finish(piece, (*piece.tokens[:at], said, *piece.tokens[at:]))


def leave_stop_outside(editor: Editor) -> Edit | None:
    """The last full stop left to the reporting sentence, or a comma in its place, as American houses set it."""
    piece = editor.piece()
    if piece is None or not piece.tokens[-1].endswith("."):
        return None
    words = " ".join(piece.tokens).removesuffix(".")
    comma = editor.chance(0.5)
    edit = finish(piece, f"{words}," if comma else words)
    return replace(edit, between="comma inside" if comma else "stop outside", as_right=frozenset({"exact"}))
