"""An invented article as a paper serves it."""

ARTICLE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Trust to reopen the Ropewalk | The Tide</title>
<meta property="og:site_name" content="The Tide"><meta property="og:title" content="Trust to reopen the Ropewalk">
<meta property="article:published_time" content="2026-04-02T08:00:00+01:00"></head><body>
<nav><a href="/">SRHT in the news</a></nav><article><h1>Trust to reopen the Ropewalk</h1>
<p>The Saltmere Recovery and Housing Trust will reopen the Ropewalk in May, it said on Thursday, after a winter in which
the building stood empty and its tenants lived in borrowed rooms across the county.</p>
<p>Ines Calloway, its director, told The Tide that the roof had been mended and that every tenant who wanted to come
back would have a key by the first of the month. “Nobody was put out,” she said.</p>
<p>The works cost £412,000, most of which came from the county. A second phase will follow when money is found.</p>
</article><footer>The Tide, 1 Quay Street</footer></body></html>"""
