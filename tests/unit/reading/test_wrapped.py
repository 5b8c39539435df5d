"""Redirectors, archives and caches: where a link leads in the end, as far as its address shows it."""

from __future__ import annotations

import pytest

from mediawatch.reading.addresses import find_targets

OURS = "https://www.example.org/page"
ENCODED = "https%3A%2F%2Fwww.example.org%2Fpage"


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.google.com/url?sa=t&url={ENCODED}&usg=x",
        f"https://www.google.de/url?q={OURS}&sa=D",
        f"https://l.facebook.com/l.php?u={ENCODED}&h=AT0",
        f"https://eur02.safelinks.protection.outlook.com/?url={ENCODED}&data=05%7C01",
        f"https://duckduckgo.com/l/?uddg={ENCODED}&rut=1",
        f"https://out.reddit.com/t3_x?url={ENCODED}&token=A",
        f"https://vk.com/away.php?to={ENCODED}",
        f"https://www.youtube.com/redirect?event=video_description&q={ENCODED}",
        f"https://slack-redir.net/link?url={ENCODED}",
        f"https://www.linkedin.com/redir/redirect?url={ENCODED}&urlhash=x",
        f"https://href.li/?{OURS}",
        "https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly93d3cuZXhhbXBsZS5vcmcvcGFnZQ&ntb=1",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.example.org_page&d=DwMF",
        f"https://urldefense.com/v3/__{OURS}__;!!ABC!def$",
        f"https://web.archive.org/web/20160502000000/{OURS}",
        f"https://web.archive.org/web/20160502000000id_/{OURS}",
        f"https://web.archive.org/web/2016*/{OURS}",
        f"https://archive.ph/2020.01.02-030405/{OURS}",
        f"https://archive.today/o/AbCdE/{OURS}",
        f"https://webarchive.nationalarchives.gov.uk/ukgwa/20200101120000/{OURS}",
        f"https://timetravel.mementoweb.org/memento/2016/{OURS}",
        f"https://webcache.googleusercontent.com/search?q=cache:{OURS}",
        f"https://translate.google.com/translate?sl=en&tl=de&u={ENCODED}",
    ],
)
def test_what_is_wrapped_is_found(address: str) -> None:
    assert find_targets(address) == (address, OURS)


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://web.archive.org/web/20160502/www.example.org/page", OURS),
        (
            "https://webcache.googleusercontent.com/search?q=cache:AbCdEfGh_-12:www.example.org/page+word",
            OURS,
        ),
        ("https://www-example-org.translate.goog/page?_x_tr_sl=en&_x_tr_tl=de", OURS),
        ("https://www.google.com/amp/s/www.example.org/page", OURS),
        ("https://www-example-org.cdn.ampproject.org/c/s/www.example.org/page", OURS),
        ("https://megalodon.jp/2020-0102-0304-05/www.example.org/page", OURS),
        ("https://a--b-example-org.translate.goog/x", "https://a-b.example.org/x"),
    ],
)
def test_a_scheme_that_is_missing_inside_is_put_there(address: str, leads: str) -> None:
    assert find_targets(address)[-1] == leads


def test_wrappings_round_wrappings_are_opened() -> None:
    inner = f"https://web.archive.org/web/2016/{OURS}"
    middle = "https://www.google.com/url?q=" + inner.replace(":", "%3A").replace("/", "%2F")
    outer = "https://x.safelinks.protection.outlook.com/?url=" + middle.replace("%", "%25").replace(
        ":", "%3A"
    )
    assert find_targets(outer)[-2:] == (inner, OURS)


@pytest.mark.parametrize(
    "address",
    [
        "https://t.co/AbCdEf",
        "https://lnkd.in/abc",
        "https://archive.ph/AbCdE",
        "https://perma.cc/AB12-CD34",
        f"https://www.facebook.com/sharer/sharer.php?u={ENCODED}",
        f"https://twitter.com/intent/tweet?url={ENCODED}",
        "https://www.example.com/?q=https",
        "https://www.bing.com/ck/a?u=a1%%%",
        "https://www.example.com/web/20160502000000/page",
        "mailto:info@example.org?subject=https://www.example.org",
    ],
)
def test_what_does_not_show_where_it_leads_stays_what_it_is(address: str) -> None:
    assert find_targets(address) == (address,)


def test_an_address_full_of_addresses_takes_no_time() -> None:
    address = "https://www.example.com/?" + "&".join(
        f"u=https://a{n}.example/?u=https://b{n}.example" for n in range(150)
    )
    assert len(find_targets(address)) <= 100
