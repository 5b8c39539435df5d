"""What is no article is not taken for one, and an article about such things is not taken for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediawatch.archive.extract import read
from mediawatch.archive.extract.refusals import judge_status

SENTENCES = (
    "The council met on Monday evening and heard from residents, who spoke for over an hour about the plans.",
    "Nobody from the company came, although it had been asked twice, and its letter was read out instead.",
    "A decision is expected in the spring, after the inspectors have had their say about the river.",
    "The mayor thanked everyone for their patience and promised that all papers would be put on show.",
)
ARTICLE = "".join(
    f"<p>{sentence} It was the {n}th such evening.</p>" for n in range(6) for sentence in SENTENCES
)


def outcome(title: str, body: str, head: str = "") -> str:
    page = f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return read(page.encode(), media_type="text/html").outcome


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Access Denied",
            "<h1>Access Denied</h1><p>You don't have permission to access this page on this server.</p>",
        ),
        (
            "Just a moment...",
            "<h1>news.example</h1><p>Checking your browser before accessing news.example.</p>",
        ),
        (
            "news.example",
            "<p>Verify you are human by completing the action below.</p><p>Cloudflare Ray ID: 8a1</p>",
        ),
        (
            "Are you a robot?",
            "<p>To continue, please click the box below to let us know you're not a robot.</p>",
        ),
        ("403 Forbidden", "<center><h1>403 Forbidden</h1></center><hr><center>nginx</center>"),
        (
            "Gazette",
            "<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div>",
        ),
        ("Gazette", "<p>Please enable JavaScript to view this page.</p>"),
        ("Zugriff verweigert", "<p>Ihre Anfrage wurde aus Sicherheitsgründen abgelehnt.</p>"),
        ("Sind Sie ein Mensch?", "<p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>"),
        ("Accès refusé", "<p>Votre requête a été bloquée par notre pare-feu.</p>"),
        ("Acceso denegado", "<p>No tiene permiso para ver esta página.</p>"),
        ("Accesso negato", "<p>La richiesta è stata bloccata.</p>"),
        ("Toegang geweigerd", "<p>U heeft geen toegang tot deze pagina.</p>"),
        ("Åtkomst nekad", "<p>Din begäran har stoppats av vår brandvägg.</p>"),
    ],
)
def test_a_refusal_is_a_refusal(title: str, body: str) -> None:
    assert outcome(title, body) == "refused"


@pytest.mark.parametrize(
    ("title", "words", "button"),
    [
        (
            "Before you continue",
            "We and our 214 partners use cookies and personal data. We ask for your consent to personalised ads, "
            "tracking and measurement. You can read more in our privacy policy and withdraw your consent at any time.",
            "Accept all",
        ),
        (
            "Ihre Privatsphäre",
            "Wir und unsere 164 Partner brauchen Ihre Zustimmung für Cookies und Tracking. Ihre Einwilligung können "
            "Sie jederzeit widerrufen. Mehr in unserer Datenschutzerklärung und in der Liste der Partner und Cookies.",
            "Akzeptieren und weiter",
        ),
        (
            "Votre vie privée",
            "Avec votre consentement, nos partenaires et nous utilisons des cookies et des données personnelles. "
            "Votre consentement est libre ; les cookies et traceurs peuvent être refusés.",
            "Continuer sans accepter",
        ),
        (
            "Su privacidad",
            "Con su consentimiento usamos cookies y datos personales. Puede retirar su consentimiento. Más sobre "
            "cookies y privacidad en nuestra política de privacidad.",
            "Aceptar y continuar",
        ),
        (
            "La tua privacy",
            "Con il tuo consenso usiamo cookie e dati personali. Il consenso può essere revocato. Leggi di più su "
            "cookie, privacy e dati personali.",
            "Accetta e continua",
        ),
        (
            "Privacy",
            "Met je toestemming gebruiken wij cookies en persoonsgegevens. Je toestemming kun je intrekken. Meer over "
            "cookies, tracking en privacy lees je hier.",
            "Cookies accepteren",
        ),
        (
            "Din integritet",
            "Med ditt samtycke använder vi cookies och personuppgifter. Ditt samtycke kan återkallas. Läs mer om "
            "cookies, personuppgifter och samtycket.",
            "Godkänn alla",
        ),
    ],
)
def test_a_question_about_cookies_is_a_consent_wall(title: str, words: str, button: str) -> None:
    assert outcome(title, f"<h1>{title}</h1><p>{words}</p><button>{button}</button>") == "consent wall"


def test_an_article_behind_a_cookie_banner_is_read() -> None:
    banner = (
        "<div class='banner'><p>We use cookies. Your consent matters.</p><button>Accept all</button></div>"
    )
    assert outcome("The evening", f"{banner}<article><h1>The evening</h1>{ARTICLE}</article>") == "read"


def test_an_article_about_cookies_is_read() -> None:
    about = "<p>Regulators said that cookies need consent and that partners must be named before tracking starts.</p>"
    body = f"<article><h1>Regulator fines firm over cookie consent</h1>{about}{ARTICLE}{about}</article>"
    assert outcome("Regulator fines firm over cookie consent", body + "<button>Accept all</button>") == "read"


NOT_FREE = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": %s}</script>'


@pytest.mark.parametrize("value", ["false", '"False"', '"false"'])
def test_an_article_declared_as_not_free_and_short_is_a_stub(value: str) -> None:
    body = f"<article><h1>The evening</h1><p>{SENTENCES[0]}</p></article>"
    assert outcome("The evening", body, NOT_FREE % value) == "paywall stub"


def test_a_long_text_is_never_a_stub() -> None:
    assert (
        outcome("The evening", f"<article><h1>The evening</h1>{ARTICLE}</article>", NOT_FREE % "false")
        == "read"
    )


@pytest.mark.parametrize(
    "words",
    [
        "Subscribe to continue reading.",
        "This article is for subscribers only. Already a subscriber? Log in.",
        "Jetzt weiterlesen mit dem Probe-Abo. Sie sind bereits Abonnent?",
        "La suite est réservée aux abonnés.",
        "Contenido exclusivo para suscriptores.",
        "Contenuto riservato agli abbonati.",
        "Alleen voor abonnees. Lees verder met een abonnement.",
        "Endast för prenumeranter. Logga in för att läsa hela artikeln.",
    ],
)
def test_a_beginning_with_the_demand_to_subscribe_is_a_stub(words: str) -> None:
    body = f"<article><h1>The evening</h1><p>{SENTENCES[0]}</p><p>{words}</p></article>"
    assert outcome("The evening", body) == "paywall stub"


def test_an_article_that_asks_for_a_newsletter_is_read() -> None:
    assert (
        outcome(
            "The evening", f"<article><h1>The evening</h1>{ARTICLE}<p>Subscribe to read more.</p></article>"
        )
        == "read"
    )


@pytest.mark.parametrize(
    "title",
    [
        "404", "404 Not Found", "Page not found", "Error 404", "Page not found | Gazette", "This page does not exist",
        "Seite nicht gefunden – Gazette", "Page introuvable", "Página no encontrada", "Pagina non trovata",
        "Pagina niet gevonden", "Sidan kunde inte hittas",
    ],
)  # fmt: skip
def test_a_page_that_says_it_is_not_there_is_a_soft_404(title: str) -> None:
    assert (
        outcome(title, f"<h1>{title}</h1><p>Try our front page, or search for what you want.</p>")
        == "soft 404"
    )


def test_an_article_about_what_was_not_found_is_read() -> None:
    assert (
        outcome(
            "Body not found after search", f"<article><h1>Body not found after search</h1>{ARTICLE}</article>"
        )
        == "read"
    )
    assert (
        outcome("404 homes to be built", f"<article><h1>404 homes to be built</h1>{ARTICLE}</article>")
        == "read"
    )


@pytest.mark.parametrize(
    "title",
    [
        "Log in",
        "Sign in – Gazette",
        "Anmelden",
        "Se connecter",
        "Iniciar sesión",
        "Accedi",
        "Inloggen",
        "Logga in",
    ],
)
def test_a_form_for_a_password_in_place_of_an_article_is_a_login_page(title: str) -> None:
    body = f"<h1>{title}</h1><form><label>E-mail<input name=e></label><input type='password' name=p></form>"
    assert outcome(title, body) == "login page"


def test_an_article_with_a_login_form_in_its_header_is_read() -> None:
    form = "<header><h2>Log in</h2><form><input type=password></form></header>"
    assert outcome("The evening", f"{form}<article><h1>The evening</h1>{ARTICLE}</article>") == "read"


@pytest.mark.parametrize(
    "body", [b"", b"   \n", b"\x00\x00\x00\x00", b"<html><body></body></html>", b"<html><!-- x -->"]
)
def test_an_empty_page_has_no_text(body: bytes) -> None:
    assert read(body, media_type="text/html").outcome == "no text"


def test_a_failed_reading_has_no_text_and_says_what_to_do() -> None:
    reading = read(
        b"<html><head><title>Access denied</title></head><body>Go away.</body></html>", media_type="text/html"
    )
    assert reading.texts == ()
    assert reading.why.endswith(".")
    assert "mediawatch add saved.html --url" in reading.advice
    assert reading.facts.title == "Access denied"


@pytest.mark.parametrize(
    ("status", "expected"),
    [(200, None), (203, None), (401, "refused"), (403, "refused"), (429, "refused"), (451, "refused"), (503, "refused"),
     (404, "http status"), (410, "http status"), (500, "http status"), (206, "http status")],
)  # fmt: skip
def test_a_status_is_judged_before_anything_is_read(status: int, expected: str | None) -> None:
    refusal = judge_status(status)
    assert (refusal.outcome if refusal else None) == expected


STUBS_OF_THE_SHARED_DATA = frozenset({"web-690312ff5d82.html.gz"})
"""Looked at by hand: 949 characters of an article that is declared as not free and ends in the offer to subscribe."""


@pytest.mark.slow
@pytest.mark.shared
def test_no_real_page_with_a_text_is_taken_for_a_refusal(shared: Path) -> None:
    import gzip

    pages = sorted((shared / "pages").glob("*.html.gz"))[::6]
    readings = {page.name: read(gzip.decompress(page.read_bytes()), media_type="text/html") for page in pages}
    refused = {name: reading.why for name, reading in readings.items() if reading.outcome != "read"}
    assert refused.keys() <= STUBS_OF_THE_SHARED_DATA, refused
