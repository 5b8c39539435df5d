"""Addresses that must never be dialled, and public ones that must be let through."""

from __future__ import annotations

SPECIAL_IPV4 = [
    "0.0.0.0", "0.0.0.1", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.254",
    "127.0.0.1", "127.0.0.2", "127.1.2.3", "127.255.255.254", "168.63.129.16", "169.254.0.1", "169.254.169.254",
    "169.254.170.2", "172.16.0.1", "172.31.255.254", "192.0.0.1", "192.0.0.9", "192.0.0.10", "192.0.0.170",
    "192.0.0.192", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.0.1", "192.168.255.254",
    "192.175.48.1", "198.18.0.1", "198.19.255.254", "198.51.100.1", "203.0.113.1", "224.0.0.1", "233.252.0.1",
    "239.255.255.250", "240.0.0.1", "254.1.2.3", "255.255.255.255",
]  # fmt: skip

SPECIAL_IPV6 = [
    "::", "::1", "::2", "::7f00:1", "::127.0.0.1", "::10.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1",
    "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:192.168.1.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1",
    "0:0:0:0:0:ffff:7f00:0001", "64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b::169.254.169.254",
    "64:ff9b::8.8.8.8", "64:ff9b:1::1", "64:ff9b:1::10.0.0.1", "100::1", "100:0:0:1::1", "2001::1",
    "2001:0:7f00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:1::1", "2001:2::1", "2001:10::1", "2001:20::1",
    "2001:30::1", "2001:db8::1", "2002::1", "2002:7f00:1::1", "2002:a00:1::1", "2002:c0a8:101::1",
    "2002:a9fe:a9fe::1", "2620:4f:8000::1", "3fff::1", "4000::1", "5f00::1", "8000::1", "fc00::1", "fd00::1",
    "fd00:ec2::254", "fd20:ce::254", "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1",
]  # fmt: skip

ODD_HOSTS = [
    # decimal, octal, hexadecimal, and mixtures of them
    "2130706433", "0x7f000001", "0X7F000001", "017700000001", "0177.0.0.1", "0177.0.0.01", "0x7f.0.0.1", "0x7f.1",
    "127.0x0.0.1", "127.0.0.0x1", "0x7f.0x0.0x0.0x1", "0177.0x0.0.1", "00000177.0.0.1", "0x0000007f.0.0.1",
    "3232235777", "0xc0a80101", "0300.0250.1.1", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "167772161",
    "0xa000001", "012.0.0.1", "0", "0x0", "00", "0x", "1", "4294967295", "0xffffffff",
    # fewer parts, more parts, numbers too large, leading zeros
    "127.1", "127.0.1", "10.1", "192.168.257", "169.254.43518", "127.0.0.1.", "127.1.", "2130706433.", "0x7f.1.",
    "127.00.0.01", "010.0.0.1", "127.0.0.1.1", "256.256.256.256", "127.0.0.256", "4294967296", "99999999999",
    "1.2.3.4.5", "0.0.0.0.", "127.0.0.010",
    # what Unicode makes of digits and dots
    "１２７.0.0.1", "１２７．０．０．１", "127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "①②⑦.0.0.1", "⑯⑨.254.169.254",
    "𝟏𝟐𝟕.𝟎.𝟎.𝟏", "0ｘ7f.1", "２１３０７０６４３３", "ｌｏｃａｌｈｏｓｔ", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "loc\u00adalhost", "local\u200bhost",
    # names of machines near by
    "localhost", "LOCALHOST", "localhost.", "a.localhost", "localhost.localdomain", "metadata", "router",
    "printer.local", "nas.lan", "db.internal", "metadata.google.internal", "box.home.arpa", "x.onion", "x.invalid",
    # percent signs and zone ids
    "127%2e0%2e0%2e1", "%31%32%37.0.0.1", "local%68ost", "[fe80::1%eth0]", "[fe80::1%25eth0]", "[::1%25lo]",
    # brackets that are none
    "[127.0.0.1]", "[::1", "::1]", "::1", "[::1].example.org", "[v1.a]", "[]", "[::ffff:0x7f.1]", "[localhost]",
    # no names
    "..", "a..example.org", ".example.org", "exa mple.org", "exa\tmple.org", "-.", "ex*mple.org", "a,b.example.org",
    "x" * 64 + ".example.org", ".".join(["abcdefgh"] * 32),
]  # fmt: skip

WHOLE = [
    # credentials, and hosts hidden behind them
    "http://user@example.org/", "http://user:secret@example.org/", "http://example.org@127.0.0.1/", "http://@127.0.0.1/",
    "http://example.org:80@127.0.0.1/", "http://127.0.0.1@example.org/", "http://127.0.0.1#@example.org/",
    "http://a@b@127.0.0.1/", "http://example.org%40127.0.0.1/", "http://127.0.0.1:80#@example.org:80/",
    # backslashes
    "http://example.org\\@127.0.0.1/", "http:\\\\127.0.0.1\\", "http:/\\127.0.0.1/", "http://127.0.0.1\\.example.org/",
    "http://example.org/\\..\\x", "\\\\127.0.0.1\\share",
    # control characters and white space inside
    "http://127.0.0.1\t/", "http://127.0.0.1\n/", "http://127.0.0.1\r\nHost: x/", "ht\ntp://127.0.0.1/",
    "http://127.0.0.1\x00.example.org/", "http://example.org/\x00", "http://example.org/a\r\nX: y", "\thttp://127.0.0.1/",
    "http://127.0.0.1/\x7f", "http://127.0.0.1\u2028/", "http://exam\u00a0ple.org/",
    # no host, no scheme, another scheme
    "", " ", "http://", "https://", "http:///", "http:///127.0.0.1/", "http:127.0.0.1", "http:/127.0.0.1/", "http:////127.0.0.1/",
    "//127.0.0.1/", "127.0.0.1", "127.0.0.1:80", "localhost:80/x", "example.org/page", "http", "http://?x", "http://#x",
    "ftp://example.org/", "file:///etc/passwd", "file://127.0.0.1/x", "gopher://127.0.0.1:25/x", "data:text/html,x",
    "javascript:alert(1)", "dict://127.0.0.1:11211/", "jar:http://127.0.0.1!/", "view-source:http://127.0.0.1/",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/", "httpx://127.0.0.1/", "http\u200b://127.0.0.1/",
    # ports
    "http://127.0.0.1:0/", "http://example.org:0/", "http://example.org:65536/", "http://example.org:-1/",
    "http://example.org:8o/", "http://example.org:80:80/", "http://example.org:８０/", "http://127.0.0.1:080/",
    "http://127.0.0.1:/", "https://127.0.0.1:443/", "http://10.0.0.1:8080/", "http://example.org: 80/",
    # long ones
    "http://127.0.0.1/" + "x" * 9000, "http://example.org/" + "x" * 9000,
]  # fmt: skip

BAD = [
    *(f"http://{ip}/" for ip in SPECIAL_IPV4),
    *(f"http://[{ip}]/" for ip in SPECIAL_IPV6),
    *(f"http://{host}/" for host in ODD_HOSTS),
    *WHOLE,
]

GOOD = {
    "http://example.org": "http://example.org/",
    "https://www.example.org/2026/03/page.html?a=1&b=2#part": "https://www.example.org/2026/03/page.html?a=1&b=2",
    "HTTPS://WWW.Example.ORG/Page": "https://www.example.org/Page",
    "http://example.org:8080/": "http://example.org:8080/",
    "https://example.org:443/x": "https://example.org/x",
    "http://example.org./x": "http://example.org/x",
    "http://bücher.example.org/": "http://xn--bcher-kva.example.org/",
    "http://faß.de/": "http://xn--fa-hia.de/",
    "http://пример.рф/страница": "http://xn--e1afmkfd.xn--p1ai/%D1%81%D1%82%D1%80%D0%B0%D0%BD%D0%B8%D1%86%D0%B0",
    "http://example.org/a b": "http://example.org/a%20b",
    "http://example.org?x=1": "http://example.org/?x=1",
    "http://a_b.example.org/@user/x": "http://a_b.example.org/@user/x",
    "http://xn--bcher-kva.example.org/": "http://xn--bcher-kva.example.org/",
    "http://8.8.8.8/": "http://8.8.8.8/",
    "http://1.1.1.1:81/": "http://1.1.1.1:81/",
    "http://172.32.0.1/": "http://172.32.0.1/",
    "http://100.128.0.1/": "http://100.128.0.1/",
    "http://[2606:4700::1111]/": "http://[2606:4700::1111]/",
    "https://[2A00:1450:4001:0::200E]:8443/x": "https://[2a00:1450:4001::200e]:8443/x",
    "  https://example.org/pasted  ": "https://example.org/pasted",
    "http://127.0.0.1.example.org/": "http://127.0.0.1.example.org/",
    "http://example.org/?next=http://127.0.0.1/": "http://example.org/?next=http://127.0.0.1/",
}
"""public addresses as typed, and as they are asked for"""
