"""Command line that installs the worker's environment.

    python3 protocol/launch.py roofline.plugin.environment [--repair | --python]
"""

import sys

from .installation import set_up
from .system import SetupError
from .virtual_environment import Environment, home


def main() -> int:
    """Set the environment up, or print its Python with --python. Returns the exit status."""
    if "--python" in sys.argv:
        print(Environment(home()).python)
        return 0

    def show(fraction: float, text: str) -> None:
        print(f"{100 * fraction:3.0f} %  {text}", flush=True)

    try:
        set_up(show, repair="--repair" in sys.argv, warn=lambda text: print(f"Note: {text}", flush=True))
    except SetupError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
