"""Words that stand everywhere, and so say little about where a passage comes from."""

from __future__ import annotations

from typing import Final


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP_WORDS: Final = _listed(
    "a an the this that these those and or but nor so yet if then than as at by for from in into of off on onto "
    "out over to up with within without about after again against all also am any are aren't be because been "
    "before being below between both can cannot can't could couldn't did didn't do does doesn't doing don't down "
    "during each few had hadn't has hasn't have haven't having he her here hers him his how i i'm is isn't it its "
    "it's itself just me more most my no not now only other our ours own s same she should some such t their them "
    "there they through too under until very was wasn't we were weren't what when where which while who whom why "
    "will won't would wouldn't you your "
    "der die das den dem des ein eine einer eines einem einen und oder aber nicht ist sind waren hat haben "
    "wird werden zu zum zur mit von vom für auf aus bei nach im am an als auch wie wir sie er es ich sich "
    "le la les un une des du de et ou mais ne pas est sont a ont dans sur avec qui que se sa ses ce "
    "el los las una y o pero es por para su sus lo del al het een en dat niet voor"
)
"""English function words, with the commonest of German, French, Spanish and Dutch that are no English nouns."""
