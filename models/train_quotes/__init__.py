"""Recipe of the quotation models ``de_claimx_quotes`` and ``de_claimx_quotes_free``."""
