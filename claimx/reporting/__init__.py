"""The report: one self-contained HTML page of documents and their texts."""
