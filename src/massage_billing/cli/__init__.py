"""The command `massage-billing`."""

import argparse
from collections.abc import Sequence

from massage_billing.cli import coursework, site, start


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="massage-billing", description="Learn insurance billing for massage therapy.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    start.add(commands)
    coursework.add(commands)
    site.add(commands)
    options = parser.parse_args(arguments)
    status: int = options.run(options)
    return status
