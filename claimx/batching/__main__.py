"""A worker process; `claimx.batching.work` says what it speaks."""

from claimx.batching.work import serve

serve()
