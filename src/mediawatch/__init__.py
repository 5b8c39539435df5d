"""mediawatch keeps an organisation's record of what others publish about it, and of how it answered."""

__version__ = "0.1.0"
