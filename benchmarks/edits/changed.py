"""Edits that change words: altered quotations, and such as run places together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from edits.editor import LEAST_LEFT, Edit, Editor, Piece, core, finish, pick_name, swap_core, take_piece
from edits.sources import count_words

FAR: Final = 400
"""Characters between two places that are joined, at least; they also lie in different paragraphs."""
_NUMBER: Final = re.compile(r"[£$€]?(\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?)(?:%|-[^\W\d]{3,})?")
_SAME_LETTERS: Final = 4
"""A word put in place of another does not begin with as many of the same letters: else it may be a form of it."""


def change_words(editor: Editor) -> Edit | None:
    """One word in eight exchanged for others of the same language, at least one."""
    piece = editor.piece()
    if piece is None or len(piece.tokens) < 8:
        return None
    tokens = list(piece.tokens)
    long = [i for i, token in enumerate(tokens) if token.rstrip(".,").isalpha() and len(core(token)) >= 6]
    wanted = editor.rng.randint(1, max(1, len(tokens) // 8))
    for at in editor.rng.sample(long, min(wanted, len(long))):
        old = core(tokens[at])
        new = editor.rng.choice(editor.content[piece.source.language])
        if new[0].isupper() != old[0].isupper() or new.lower()[:_SAME_LETTERS] == old.lower()[:_SAME_LETTERS]:
            return None
        tokens[at] = tokens[at].replace(old, new, 1)
    return finish(piece, tokens) if long else None


def insert_word(editor: Editor) -> Edit | None:
    """A loaded word put in, somewhere inside a sentence."""
    piece = editor.piece()
    if piece is None or len(piece.tokens) < 8:
        return None
    at = editor.rng.randint(2, len(piece.tokens) - 2)
    if not piece.tokens[at].islower() or not piece.tokens[at - 1].isalpha():
        return None
    new = editor.rng.choice(editor.words[piece.source.language]["inserted"].split())
    return finish(piece, (*piece.tokens[:at], new, *piece.tokens[at:]))


def change_number(editor: Editor) -> Edit | None:
    """A number in figures: one figure exchanged, or a nought more."""
    piece = editor.piece()
    if piece is None:
        return None
    months = {month.lower() for month in editor.words[piece.source.language]["months"].split()}
    found = [i for i in range(len(piece.tokens)) if _is_number(piece, i)]
    if not found:
        return None
    at = editor.rng.choice(found)
    match = _NUMBER.search(piece.tokens[at])
    figures = match[1] if match else ""
    place = editor.rng.randrange(len(figures))
    while not figures[place].isdigit():
        place = editor.rng.randrange(len(figures))
    other = editor.rng.choice([figure for figure in "123456789" if figure != figures[place]])
    near = {core(token).lower() for token in piece.tokens[max(0, at - 2) : at + 3]}
    dated = bool(near & months) or bool(re.fullmatch(r"(?:1[89]|20)\d\d", figures))
    flags = ["number", "date"] if dated else ["number", "unit"]
    new = piece.tokens[at].replace(figures, figures[:place] + other + figures[place + 1 :], 1)
    return finish(piece, (*piece.tokens[:at], new, *piece.tokens[at + 1 :]), flags, reverses=True)


def _is_number(piece: Piece, at: int) -> bool:
    """Whether the token is one whole number: no ordinal ("3."), no score, no part of "10 000"."""
    token = piece.tokens[at]
    beside = (*piece.tokens[max(0, at - 1) : at], *piece.tokens[at + 1 : at + 2])
    bare = token.strip("(),;:") if at + 1 < len(piece.tokens) else token.strip("(),;:.!?")
    return bool(_NUMBER.fullmatch(bare)) and not any(core(other)[:1].isdigit() for other in beside)


def change_number_word(editor: Editor) -> Edit | None:
    """A number in letters, or million for billion."""
    piece = editor.piece()
    if piece is None:
        return None
    entry = editor.words[piece.source.language]
    words, scales = entry["numbers"].split(), dict(entry["scales"])
    found = [
        i for i, token in enumerate(piece.tokens) if core(token).lower() in words or core(token) in scales
    ]
    if not found:
        return None
    at = editor.rng.choice(found)
    old = core(piece.tokens[at])
    scale = old in scales
    new = scales[old] if scale else editor.rng.choice([word for word in words if word != old.lower()])
    tokens = (*piece.tokens[:at], swap_core(piece.tokens[at], new), *piece.tokens[at + 1 :])
    return finish(piece, tokens, ["number", "unit"] if scale else ["number"], reverses=True)


def find_negation(editor: Editor, piece: Piece, wanted: Sequence[str]) -> int | None:
    """One of these words where taking it away turns the meaning; None where there is none."""
    entry = editor.words[piece.source.language]
    before, behind = entry["no_reversal_before"].split(), entry["no_reversal_behind"].split()
    size = len(piece.tokens)
    found = [
        i
        for i in range(2, size - 2)
        if piece.tokens[i].lower() in wanted
        and core(piece.tokens[i + 1]).lower() not in before
        and core(piece.tokens[i - 1]).lower() not in behind
        and not piece.borders & {i - 1, i}
    ]
    return editor.rng.choice(found) if found else None


def drop_negation(editor: Editor) -> Edit | None:
    """A negating word exchanged for one that affirms."""
    piece = editor.piece()
    if piece is None:
        return None
    pairs = dict(editor.words[piece.source.language]["reverse"])
    pairs |= {word.replace("’", "'"): new for word, new in pairs.items()}
    at = find_negation(editor, piece, list(pairs))
    if at is None:
        return None
    new = swap_core(piece.tokens[at], pairs[piece.tokens[at].lower()])
    return finish(piece, (*piece.tokens[:at], new, *piece.tokens[at + 1 :]), ["negation"], reverses=True)


def drop_french_negation(editor: Editor) -> Edit | None:
    """ "n'est pas" made "est"; other languages have no such pair."""
    piece = editor.piece()
    if piece is None or piece.source.language != "fr":
        return None
    pairs = [
        i
        for i in range(1, len(piece.tokens) - 2)
        if re.match(r"n['’]\w", piece.tokens[i]) and piece.tokens[i + 1] == "pas"
    ]
    if not pairs:
        return None
    at = editor.rng.choice(pairs)
    tokens = (*piece.tokens[:at], piece.tokens[at][2:], *piece.tokens[at + 2 :])
    return finish(piece, tokens, ["negation"], reverses=True)


def add_negation(editor: Editor) -> Edit | None:
    """A negation put in behind a verb, or "some" made "no"; nowhere near another negation."""
    return _exchange(editor, "negate", "negation", reverses=True)


def change_tense(editor: Editor) -> Edit | None:
    return _exchange(editor, "tense", "tense")


def drop_hedge(editor: Editor) -> Edit | None:
    return _exchange(editor, "hedge", "hedge")


def change_quantifier(editor: Editor) -> Edit | None:
    return _exchange(editor, "quantifier", "quantifier")


def _exchange(editor: Editor, key: str, flag: str, *, reverses: bool = False) -> Edit | None:
    piece = editor.piece()
    if piece is None or len(piece.tokens) < 6:
        return None
    entry = editor.words[piece.source.language]
    pairs = dict(entry[key])
    negations = entry["negations"].split()
    found = [
        i
        for i in range(1, len(piece.tokens) - 2)
        if piece.tokens[i].lower() in pairs
        and not any(core(token).lower() in negations for token in piece.tokens[max(0, i - 3) : i + 4])
        and not any(re.search(r"n['’]t\b|^[nN]['’]", token) for token in piece.tokens[max(0, i - 3) : i + 4])
    ]
    if not found:
        return None
    at = editor.rng.choice(found)
    new = swap_core(piece.tokens[at], pairs[piece.tokens[at].lower()])
    return finish(piece, (*piece.tokens[:at], new, *piece.tokens[at + 1 :]), [flag], reverses)


def change_name(editor: Editor) -> Edit | None:
    """A name in mid-sentence exchanged for another that stands in the works."""
    piece, other = editor.piece(), editor.piece()
    if piece is None or other is None or "de" in (piece.source.language, other.source.language):
        return None
    at, taken = pick_name(editor, piece), pick_name(editor, other)
    if at is None or taken is None or other.tokens[taken][:3] == piece.tokens[at][:3]:
        return None
    return finish(piece, (*piece.tokens[:at], other.tokens[taken], *piece.tokens[at + 1 :]), ["name"])


def change_month(editor: Editor) -> Edit | None:
    """A month or a day of the week exchanged for another."""
    piece = editor.piece()
    if piece is None:
        return None
    months = editor.words[piece.source.language]["months"].split()
    found = [i for i, token in enumerate(piece.tokens) if core(token) in months and i > 0]
    if not found:
        return None
    at = editor.rng.choice(found)
    new = editor.rng.choice([month for month in months if month != core(piece.tokens[at])])
    tokens = (
        *piece.tokens[:at],
        piece.tokens[at].replace(core(piece.tokens[at]), new),
        *piece.tokens[at + 1 :],
    )
    return finish(piece, tokens, ["date"])


def swap_neighbours(editor: Editor) -> Edit | None:
    """Two neighbouring sentences in the other order."""
    piece = editor.piece(2)
    if piece is None or len(piece.borders) < 2:
        return None
    border = min(piece.borders) + 1
    return finish(piece, (*piece.tokens[border:], *piece.tokens[:border]))


def swap_halves(editor: Editor) -> Edit | None:
    """The two halves of a sentence in the other order, at a comma, five words each at least."""
    piece = editor.piece(1)
    if piece is None:
        return None
    commas = [i + 1 for i, token in enumerate(piece.tokens) if token.endswith(",") and "(" not in token]
    halves = [(piece.tokens[:at], piece.tokens[at:]) for at in commas]
    halves = [(a, b) for a, b in halves if min(count_words(" ".join(a)), count_words(" ".join(b))) >= 5]
    if not halves or "(" in " ".join(piece.tokens):
        return None
    first, second = editor.rng.choice(halves)
    stop = piece.tokens[-1][-1]
    return finish(piece, " ".join(second).rstrip(".!?") + ", " + " ".join(first).rstrip(",") + stop)


def _two_places(editor: Editor) -> tuple[Piece, Piece] | None:
    """Two sentences of one work, far from each other, in either order."""
    work, sentences, at = editor.pick()
    first, second = sentences[at], editor.rng.choice(sentences)
    distance = max(second.start - first.end, first.start - second.end)
    if first.paragraph == second.paragraph or distance < FAR:
        return None
    pieces = take_piece(work, [first]), take_piece(work, [second])
    return (pieces[0], pieces[1]) if pieces[0] and pieces[1] else None


def join_sentences(editor: Editor) -> Edit | None:
    """Two whole sentences from places far apart, run together."""
    return _join(editor, lambda a, b: (" ".join(a.tokens), " ", " ".join(b.tokens)))


def join_with_word(editor: Editor) -> Edit | None:
    """Two sentences from places far apart made one with "and"."""

    def made(a: Piece, b: Piece) -> tuple[str, str, str]:
        entry = editor.words[a.source.language]
        rest = " ".join(b.tokens)
        if b.tokens[0] in entry["starters"].split():
            rest = rest[0].lower() + rest[1:]
        return " ".join(a.tokens).rstrip(".!?"), f" {entry['joint']} ", rest

    return _join(editor, made)


def join_halves(editor: Editor) -> Edit | None:
    """The beginning of one sentence and the end of another one far away, seven words each at least."""

    def made(a: Piece, b: Piece) -> tuple[str, str, str]:
        cuts = [
            (" ".join(a.tokens[:i]), " ".join(b.tokens[j:]))
            for i in range(7, len(a.tokens) - 1)
            for j in range(2, len(b.tokens) - 6)
            if a.tokens[i - 1].rstrip(",").isalpha()
            and b.tokens[j].isalpha()
            and b.tokens[j - 1].rstrip(",").isalpha()
        ]
        cuts = [(x, y) for x, y in cuts if min(count_words(x), count_words(y)) >= LEAST_LEFT]
        cuts = [(x, y) for x, y in cuts if x.count("(") == x.count(")") and y.count("(") == y.count(")")]
        return (*_parted(editor.rng.choice(cuts)),) if cuts else ("", "", "")

    return _join(editor, made)


def _parted(cut: tuple[str, str]) -> tuple[str, str, str]:
    return cut[0], " ", cut[1]


def _join(
    editor: Editor, made: Callable[[Piece, Piece], tuple[str, str, str]], besides: Sequence[str] = ()
) -> Edit | None:
    places = _two_places(editor)
    if places is None:
        return None
    first, joint, second = made(*places)
    if not first:
        return None
    edit = finish(places[0], first + joint + second)
    ours = " // ".join(piece.source.text[piece.start : piece.end] for piece in places)
    return replace(edit, ours=ours, besides=frozenset(besides))
