"""Training of quotation models on annotated articles: what `claimx train` does. Needs the extra ``train``."""
