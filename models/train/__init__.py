"""Recipe of the pipeline ``de_claimx_news``: harmonise, augment, train, evaluate."""
