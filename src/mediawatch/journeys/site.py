"""Build the public site: a folder of static files, and a record of what is in them."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mediawatch.errors import NotAllowed, RecordError
from mediawatch.exporters.site import write_site
from mediawatch.exporters.site.content import PublicSite
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.site_content import Selection, check_address, select_public
from mediawatch.model import Ref
from mediawatch.store.public_copy import write_public_copy
from mediawatch.store.settings import read_settings

MARK = ".mediawatch-site"
"""A file by which a folder is known to be a site that we made, and may be made anew."""
COPY = "record.db"
SAYS = (
    "What this organisation has said in public about claims that were made about it. Quotations are word for word; "
    "the texts that they stand in belong to their publishers."
)


def plan_site(desk: Desk, *, address: str = "", left_out: Collection[Ref] = ()) -> Selection:
    """What would go out, and what would stay.

    Args:
        address: where the site will stand; "" is what the setting `site` says.

    Raises:
        InputError: an address that is none.
        NotFound: something to be left out is not in the record.
    """
    said = address or read_settings(desk.record.db).get("site", "")
    return select_public(desk, address=check_address(said), left_out=left_out)


def build_site(desk: Desk, folder: Path, selection: Selection) -> int:
    """Write the site into a folder, which appears whole or not at all; gives the number of files.

    Raises:
        NotAllowed: there is something else at `folder`.
        RecordError: it cannot be written.
    """
    check_folder(folder, desk.record.path)
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    try:
        with removing(unfinished):
            unfinished.mkdir(parents=True)
            count = 0
            for path, text in write_site(selection.site):
                place = unfinished / path
                place.parent.mkdir(exist_ok=True)
                # a lone surrogate cannot be written; escape() has made it visible where it is shown
                place.write_text(text, encoding="utf-8", errors="replace", newline="\n")
                count += 1
            write_public_copy(unfinished / COPY, make_rows(selection.site))
            (unfinished / MARK).write_text(
                "Made by mediawatch site, and made anew by it.\n", encoding="utf-8"
            )
            put_in_place(unfinished, folder)
    except OSError as error:
        raise RecordError(
            f"{folder} cannot be written ({error.strerror}).",
            "Choose another place; nothing was changed there.",
        ) from error
    return count + 1


def check_folder(folder: Path, record: Path) -> None:
    """A folder that is not there, is empty, or is a site of ours.

    Raises:
        NotAllowed: it is something else.
    """
    if not folder.exists():
        return
    if not folder.is_dir() or folder.is_symlink():
        raise NotAllowed(f"{folder} is not a folder.", "Name one that is not there yet.", "site")
    there = [entry.name for entry in folder.iterdir()]
    if there and MARK not in there:
        raise NotAllowed(
            f"{folder} holds other things, which the site would replace.",
            "Name a folder that is not there yet.",
            "site",
        )
    if record.resolve().is_relative_to(folder.resolve()):
        raise NotAllowed(f"{folder} holds the record itself.", "Name another folder for the site.", "site")


@contextlib.contextmanager
def removing(folder: Path) -> Iterator[None]:
    """Whatever happens, nothing stays of an unfinished folder."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(made: Path, folder: Path) -> None:
    """Put a finished folder where the former one is: a moment without it, and never half of one."""
    former = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    if folder.exists():
        folder.rename(former)
    try:
        made.rename(folder)
    except OSError:
        if former.exists():
            former.rename(folder)
        raise
    shutil.rmtree(former, ignore_errors=True)


def make_rows(site: PublicSite) -> Mapping[str, list[dict[str, Any]]]:
    """The rows of the public record."""
    return {
        "about": [
            {
                "organisation": site.organisation,
                "address": site.address,
                "made_at": site.made_at,
                "says": SAYS,
            }
        ],
        "claims": [
            {
                "claim": claim.number,
                "wording": claim.wording,
                "places": len(claim.places),
                "put_right": sum(place.outcome not in ("", "replied") for place in claim.places),
                "page": f"{site.address}claims/{claim.number}.html",
            }
            for claim in site.claims
        ],
        "answers": [
            {
                **asdict(answer),
                "answer": answer.number,
                "superseded": int(answer.superseded),
                "superseded_by": answer.superseded_by or None,
                "page": f"{site.address}answers/{answer.number}.html",
            }
            for answer in site.answers
        ],
        "claim_answers": [
            {"claim": claim, "answer": answer.number} for answer in site.answers for claim in answer.claims
        ],
        "outlets": [
            {**asdict(outlet), "outlet": outlet.number, "page": f"{site.address}outlets/{outlet.number}.html"}
            for outlet in site.outlets
        ],
        "places": [
            {
                **asdict(place),
                "place": place.appearance,
                "outlet": place.outlet or None,
                "published_precision": place.precision,
                "published_certain": int(place.certain),
            }
            for place in site.places
        ],
    }
