"""Command line that installs the worker's environment, or gathers an offline bundle for it.

    python3 protocol/launch.py roofline.plugin.environment --help
"""

import argparse
import sys
from pathlib import Path

from .extras import parsed_extras
from .installation import gather, set_up
from .system import SetupError
from .virtual_environment import Environment, home


def main() -> int:
    """Set the environment up, or do what the options say. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="roofline.plugin.environment", description=__doc__.splitlines()[0])
    parser.add_argument("--python", action="store_true", help="print the environment's Python, and do nothing")
    parser.add_argument("--repair", action="store_true", help="make the environment again, from nothing")
    parser.add_argument("--bundle", type=Path, help="take the packages from this offline bundle")
    parser.add_argument("--bundle-to", type=Path, help="make an offline bundle in this folder")
    parser.add_argument("--bundle-for", default="", help="the computer that it is for, such as 'windows 3.12'")
    parser.add_argument("--extras", default="", help="optional parts, such as terratorch; none: without them again")
    chosen = parser.parse_args()
    if chosen.bundle_for and not chosen.bundle_to:
        parser.error("--bundle-for needs --bundle-to, the folder of the bundle")

    def show(fraction: float, text: str) -> None:
        print(f"{100 * fraction:3.0f} %  {text}", flush=True)

    try:
        if chosen.python:
            print(Environment(home()).python)
        elif chosen.bundle_to:
            gather(chosen.bundle_to, show, target=chosen.bundle_for, extras=parsed_extras(chosen.extras))
        else:
            set_up(show, repair=chosen.repair, bundle=chosen.bundle, extras=parsed_extras(chosen.extras),
                   warn=lambda text: print("Note:", text, flush=True))
    except SetupError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
