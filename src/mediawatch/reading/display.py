"""What scraped strings look like when shown: the ground floor's `make_visible`, under the name reading knows."""

from mediawatch.visible import make_visible

__all__ = ["make_visible"]
