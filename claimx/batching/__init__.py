"""Many articles: processes that extract, a journal that survives a crash, and the run that joins them."""
