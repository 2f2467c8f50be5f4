"""Who speaks how often and how much in a corpus: names unified, repeated quotations found, claims counted."""
