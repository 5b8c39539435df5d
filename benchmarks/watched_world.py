"""A world on loopback to be watched: 200 hosts with newspapers, whose faults are the same for the same address.

It runs in a process of its own, which benchmarks/watching.py starts: it serves until its standard input ends, and then
prints as JSON what its visitors did.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import sys
import time
from dataclasses import dataclass, field

HOSTS = 200
SOURCES = 40
PORT = 8099
NAME = "Saltmere Trust"
SHARE = 0.06
"""Share of the pages that name us in their article."""
FAULTS = ("hang", "reset", "short", "busy", "slow down")
"""What goes wrong at the first visit, and not at the second."""
FAULTY = 0.10
STANDS = 15.0
DATES = (
    *["Mon, 02 Mar 2026 10:00:00 GMT"] * 12, "2026-03-02T10:00:00+01:00", "Sun, 02 Mar 2031 10:00:00 GMT",
    "Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "",
)  # fmt: skip
"""In the styles that feeds have, by clocks that are wrong, and none."""
WORDS = (
    "the", "of", "a", "town", "harbour", "council", "street", "road", "school", "market", "river", "bridge", "people",
    "house", "winter", "story", "report", "said",
)  # fmt: skip


@dataclass
class World:
    """The pages and what happened."""

    seed: int
    pages: int
    faults: bool
    spread: float = 0.0
    """seconds over which the entries are published; 0: all are there from the beginning"""
    bare: bool = False
    """pages of a few words, for a world of which only the listings matter"""
    entries: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """of each source, by its path: addresses and titles"""
    began: float = 0.0
    bodies: dict[tuple[str, str], tuple[str, bytes]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    """addresses that name us and can be found"""
    visits: dict[str, int] = field(default_factory=dict)
    open: dict[str, int] = field(default_factory=dict)
    most_open: int = 0
    last_begin: dict[str, float] = field(default_factory=dict)
    shortest_pause: float = 999.0
    not_modified: int = 0
    refused_visits: int = 0

    def build(self) -> None:
        """Make every page; the same for the same seed."""
        chance = random.Random(self.seed)
        listed: dict[int, list[tuple[str, str]]] = {number: [] for number in range(SOURCES)}
        for number in range(self.pages):
            host = f"127.0.1.{1 + number % HOSTS}"
            path = f"/2026/{number}-{'-'.join(chance.choices(WORDS, k=4))}"
            named = chance.random() < SHARE
            aside = not named and chance.random() < 0.02
            title = f"Story number {number} of the {chance.choice(WORDS)}"
            if not self.bare:
                self.put(host, path, make_page(chance, title, named=named, aside=aside, number=number))
            address = f"http://{host}:{PORT}{path}"
            if named:
                self.names.add(address)
            source = number % SOURCES
            listed[source].append((address, title))
            if number % 25 == 0 and not self.bare:  # the same under five addresses
                for more in ("?utm_source=feed", "?fbclid=1&utm_medium=social"):
                    listed[source].append((f"{address}{more}", title))
                for folder in ("/print", "/section"):
                    self.put(host, f"{folder}{path}", self.bodies[(host, path)])
                    listed[source].append((f"http://{host}:{PORT}{folder}{path}", title))
            if number % 100 == 50 and self.faults:
                listed[source].append((f"http://{host}:{PORT}/loop/{number}", title))
            if number % 100 == 60:
                listed[source].append((f"http://{host}:{PORT}/private/{number}", title))
        self.entries = {f"/source/{source}": entries for source, entries in listed.items()}
        self.began = time.monotonic()

    def list_now(self, path: str) -> tuple[str, bytes]:
        """A listing as it stands. With faults, entries leave it before everybody has read them: the first quarter after
        STANDS seconds, or, where they come one by one, each after a while."""
        entries = self.entries[path]
        if self.spread:
            share = min(1.0, (time.monotonic() - self.began) / self.spread)
            last = round(share * len(entries))
            entries = entries[max(0, last - max(5, len(entries) // 5)) : last]
        elif self.faults and time.monotonic() - self.began > STANDS:
            entries = entries[len(entries) // 4 :]
        return make_listing(int(path.rpartition("/")[2]), entries, broken=self.faults)

    def put(self, host: str, path: str, made: tuple[str, bytes]) -> None:
        self.bodies[(host, path)] = made

    def fault_of(self, host: str, path: str) -> str:
        """What goes wrong at an address; "" for nothing."""
        if not self.faults or path.startswith(("/source", "/robots")):
            return ""
        draw = int.from_bytes(hashlib.sha256(f"{self.seed}{host}{path}".encode()).digest()[:4], "big") / 2**32
        return FAULTS[int(draw / FAULTY * len(FAULTS))] if draw < FAULTY else ""

    async def visit(self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request; one connection has one."""
        began = time.monotonic()
        if host in self.last_begin:
            self.shortest_pause = min(self.shortest_pause, began - self.last_begin[host])
        self.last_begin[host] = began
        self.open[host] = self.open.get(host, 0) + 1
        self.most_open = max(self.most_open, self.open[host])
        try:
            await self.answer(host, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, TimeoutError, asyncio.CancelledError):
            pass
        finally:
            self.open[host] -= 1
            writer.close()

    async def answer(self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = head.split(" ", 2)[1]
        plain = path.split("?")[0]
        key = f"{host}{path}"
        self.visits[key] = self.visits.get(key, 0) + 1
        if plain == "/robots.txt":
            send(writer, 200, "text/plain", b"User-agent: *\nDisallow: /private/\n")
            return
        if plain.startswith("/private/"):
            self.refused_visits += 1
        if plain.startswith("/loop/"):
            send(writer, 302, "text/plain", b"", f"Location: {plain}x\r\n")
            return
        fault = self.fault_of(host, plain) if self.visits[key] == 1 else ""
        if fault == "hang":
            await asyncio.wait_for(reader.read(), 30)  # until the visitor has had enough
            return
        if fault == "reset":
            writer.transport.abort()
            return
        if fault in ("busy", "slow down"):
            send(writer, 503 if fault == "busy" else 429, "text/plain", b"not now", "Retry-After: 1\r\n")
            return
        kind, body = (
            self.list_now(plain)
            if plain in self.entries
            else self.bodies.get((host, plain), ("text/plain", b""))
        )
        if not body:
            send(writer, 404, kind, b"not found")
            return
        tag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
        if f"if-none-match: {tag}" in head.lower():
            self.not_modified += 1
            send(writer, 304, kind, b"")
            return
        send(writer, 200, kind, body, f"ETag: {tag}\r\n", missing=100 if fault == "short" else 0)
        await writer.drain()

    def tell(self) -> dict[str, object]:
        """What happened."""
        return {
            "visits": sum(self.visits.values()), "most_open": self.most_open, "shortest_pause": self.shortest_pause,
            "not_modified": self.not_modified, "refused_visits": self.refused_visits, "names": sorted(self.names),
        }  # fmt: skip


def send(
    writer: asyncio.StreamWriter, status: int, kind: str, body: bytes, extra: str = "", missing: int = 0
) -> None:
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n{extra}"
    if status != 304:
        head += f"Content-Length: {len(body) + missing}\r\n"
    writer.write(f"{head}Connection: close\r\n\r\n".encode() + (b"" if status == 304 else body))


def make_page(
    chance: random.Random, title: str, *, named: bool, aside: bool, number: int
) -> tuple[str, bytes]:
    """A page as newspapers make them: some 200 kB, of which the article is a small part, and dated in its head."""

    def sentence() -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(9, 20))).capitalize() + "."

    paragraphs = [" ".join(sentence() for _ in range(4)) for _ in range(9)]
    paragraphs[0] = f"This is the story that has the number {number}. " + paragraphs[0]
    if named:
        paragraphs[chance.randint(1, 8)] += f" The {NAME} did not answer, a person said to number {number}."
    links = "".join(f"<li><a href='/s/{n}'>{sentence()[:40]}</a></li>" for n in range(120))
    nav = f"<nav><ul>{links}<li>{NAME if aside else 'Home'}</li></ul></nav>"
    cards = "".join(
        f"<div class='card'><a href='/c/{n}'><img src='/i/{n}.jpg' alt=''><h4>{sentence()}</h4></a>"
        f"<p>{sentence()}</p></div>"
        for n in range(150)
    )
    comments = "".join(
        f"<div class='comment'><b>Reader {n}</b><p>{sentence()} {sentence()}</p></div>" for n in range(120)
    )
    junk = f"<script>var data = {json.dumps([chance.random() for _ in range(4000)])};</script>"
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = (
        f"<html><head><title>{title}</title>"
        "<meta property='article:published_time' content='2026-03-02T10:00:00Z'>"
        f"<style>{'.a{b:c}' * 800}</style></head><body>{nav}{junk}"
        f"<article><h1>{title}</h1>{body}</article><section class='comments'>{comments}</section>"
        f"<aside class='related'>{cards}</aside><footer>{links}</footer></body></html>"
    )
    # one page in thirty says a charset that it is not written in
    kind = "text/html; charset=iso-8859-1" if number % 30 == 7 else "text/html; charset=utf-8"
    return kind, page.replace("person", "persön").encode()


def make_listing(source: int, entries: list[tuple[str, str]], *, broken: bool) -> tuple[str, bytes]:
    """A feed, a sitemap or a listing page, in turn; some feeds are not well-formed."""
    if source % 4 == 1:
        places = "".join(f"<url><loc>{address}</loc></url>" for address, _ in entries)
        return (
            "application/xml",
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'.encode(),
        )
    if source % 4 == 2:
        links = "".join(
            f"<h3 class='head'><a href='{address}'>{title} today</a></h3>" for address, title in entries
        )
        return "text/html; charset=utf-8", f"<html><body><main>{links}</main></body></html>".encode()
    fault = " & more" if broken and source % 8 == 3 else ""
    items = "".join(
        f"<item><title>{title}{fault}</title><link>{address}</link>"
        f"<pubDate>{DATES[number % len(DATES)]}</pubDate></item>"
        for number, (address, title) in enumerate(entries)
    )
    return (
        "application/rss+xml",
        f"<rss version='2.0'><channel>{items}</channel></rss>".encode(),
    )


def list_sources() -> list[tuple[str, str, str]]:
    """Kind, address and selector of each source."""
    kinds = ("feed", "sitemap", "listing", "feed")
    return [
        (
            kinds[number % 4],
            f"http://127.0.1.{1 + number}:{PORT}/source/{number}",
            "h3.head a" if number % 4 == 2 else "",
        )
        for number in range(SOURCES)
    ]


async def serve(world: World) -> None:
    """Serve until standard input ends."""
    world.build()
    for number in range(1, HOSTS + 1):
        host = f"127.0.1.{number}"
        await asyncio.start_server(
            lambda reader, writer, host=host: world.visit(host, reader, writer), host, PORT, backlog=64
        )
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    print(json.dumps(world.tell()), flush=True)


def main(seed: str, pages: str, faults: str, spread: str = "0", bare: str = "0") -> None:
    """Serve a world; `faults` and `bare` are 0 or 1."""
    asyncio.run(serve(World(int(seed), int(pages), faults == "1", float(spread), bare == "1")))
