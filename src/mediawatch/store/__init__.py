"""The record: the only room with SQL that writes. Store functions never commit; `Record.write()` does."""
