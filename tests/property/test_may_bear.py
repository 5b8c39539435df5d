"""A text in which a name is found is never passed over by the quick look."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mediawatch.model import Name, Text
from mediawatch.reading.mentions import compile_names, find_mentions, may_bear

NAMES = ("Saltmere Trust", "SRHT", "Ärztebund Nord", "saltmere-trust.example", "ﬁlm office", "Ines Calloway")
NOISE = st.text("abc ÄöﬁSaltmereTrust\u00ad\u200b\u2019-\n", max_size=20)


@given(
    st.sampled_from(NAMES), NOISE, NOISE, st.sampled_from(("", "\u00ad", "\u200b", "\u0308")), st.booleans()
)
def test_what_bears_a_name_may_bear_it(form: str, before: str, after: str, inside: str, upper: bool) -> None:
    kind = "domain" if "." in form else "alias"
    watch = compile_names([Name(form, kind)])
    shown = form.upper() if upper else form
    text = f"{before} {shown[:3]}{inside}{shown[3:]} {after}"
    if find_mentions(Text(text, "page", "", ""), watch):
        assert may_bear(text, watch)
