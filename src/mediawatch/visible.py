"""Scraped strings made harmless to look at: nothing unseen, nothing that steers a terminal or turns text round.

Kept on the ground floor since pages, exports and the terminal all show what strangers wrote.
"""

from __future__ import annotations

import re

UNSEEN = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0 with ESC and NUL, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls (UAX #9)
    "\u180e\u200b-\u200d\u2060-\u2065\ufeff"  # zero width
    "\u206a-\u206f\ufff0-\ufffb\U0001d173-\U0001d17a"  # deprecated and specialist format characters
    "\u3164\uffa0"  # Hangul fillers: letters that show nothing
    "\u2028\u2029"  # line and paragraph separators
    "\ufe00-\ufe0f\U000e0000-\U000e0fff"  # variation selectors; tags, which can carry a hidden message
    "\ud800-\udfff"  # lone surrogates, which no encoding can write
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
    "]"
)
"""Every character that shows nothing by itself or changes how its neighbours are shown."""

NAMED_FLAGS = tuple(
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"
    for region in ("gbeng", "gbsct", "gbwls")
)
"""England, Scotland, Wales: the only tag sequences recommended for interchange (Unicode, emoji-sequences.txt)."""

_JOINED_SCRIPT = re.compile(
    "[\u0600-\u08ff"  # Arabic, Syriac, Thaana, N'Ko, Mandaic and the Arabic extensions
    "\u0900-\u0dff"  # Devanagari to Sinhala
    "\u1000-\u109f\u1780-\u180d\u1820-\u18af\u1950-\u1aaf\u1b00-\u1c4f"  # Myanmar, Khmer, Mongolian, Tai, Balinese
    "\ua800-\ua8ff\ua980-\ua9df\uaa60-\uaadf\uabc0-\uabff\ufb50-\ufdcf\ufe70-\ufefc"
    "\U00011000-\U0001193f]"
)
"""Scripts in which a joiner or non-joiner is ordinary spelling (Unicode, chapter 23.2; RFC 5892, appendix A)."""

_SPACELESS_SCRIPT = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf]"
)
"""Scripts that mark where a word ends by a zero-width space: Thai, Lao, Tibetan, Myanmar, Khmer, Tai."""

_PICTURE = re.compile(
    # the blocks that hold emoji (Unicode, emoji-data.txt)
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)

_FLAG = re.compile("|".join(NAMED_FLAGS))


def make_visible(text: str, *, keep_newlines: bool = False) -> str:
    """The text with every unseen or steering character shown as a sign; ordinary text of all scripts unchanged.

    C0 controls and DEL become their control pictures ("␛"), everything else its code in angle quotes
    ("‹U+202E›"). Joiners stay where they are spelling (emoji, Indic, Persian), and so does one variation
    selector after a character. With `keep_newlines` a line feed stays, and CR LF becomes one.
    """
    if not UNSEEN.search(text):
        return text
    if keep_newlines:
        text = text.replace("\r\n", "\n")
    in_flags = {place for match in _FLAG.finditer(text) for place in range(*match.span())}

    def show(match: re.Match[str]) -> str:
        place = match.start()
        found = match.group()
        if keep_newlines and found == "\n":
            return found
        if place in in_flags or _is_spelling(text, place):
            return found
        code = ord(found)
        if code < 0x20:
            return chr(0x2400 + code)  # Unicode block "Control Pictures"
        return "␡" if code == 0x7F else f"‹U+{code:04X}›"

    return UNSEEN.sub(show, text)


def _is_spelling(text: str, place: int) -> bool:
    """Whether the unseen character at `place` belongs to how the text round it is written."""
    found = text[place]
    before = text[place - 1 : place]
    after = text[place + 1 : place + 2]
    if "\ufe00" <= found <= "\ufe0f" or "\U000e0100" <= found <= "\U000e01ef":
        # a second one in a row selects nothing and can hide a message
        return bool(before) and not UNSEEN.match(before) and not before.isspace()
    if found == "\u200d" and after and _PICTURE.match(after):
        base = text[place - 2 : place - 1] if before == "\ufe0f" else before
        return bool(base) and bool(_PICTURE.match(base))
    if found in "\u200c\u200d":
        return bool(before) and not UNSEEN.match(before) and bool(_JOINED_SCRIPT.match(before))
    if found == "\u200b":
        return bool(before and after) and bool(
            _SPACELESS_SCRIPT.match(before) and _SPACELESS_SCRIPT.match(after)
        )
    return False
