"""Readers: files, folders, archives, corpora and web pages to a lazy stream of articles and failures."""
