"""Results to files and back: every output format, written whole or not at all, and read again."""
