"""From the outside to the record: fetch (fetch.py), keep as WARC (warc.py), read into texts (extract/)."""
