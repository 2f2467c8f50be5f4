"""`python -m claimx` and the `claimx` command."""

from __future__ import annotations

import gc
import sys

# Loading a pipeline makes many objects that live to the end; looking for garbage among them every
# 700 allocations, as Python does unasked, costs a tenth of the time from start to table.
_GC_THRESHOLD = 100_000


def main() -> None:
    """Run the command line; a reader that goes away and Ctrl-C end it quietly."""
    gc.set_threshold(_GC_THRESHOLD)
    try:
        from claimx.cli import app

        try:
            app()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        from claimx.output import abandon_stdout

        abandon_stdout()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
