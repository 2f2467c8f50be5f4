"""`python -m claimx` and the `claimx` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; a reader that goes away and Ctrl-C end it quietly."""
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
