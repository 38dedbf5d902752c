"""Command line that installs the worker's environment.

    python3 protocol/launch.py roofline.plugin.environment [--repair | --python]
"""

import sys

from .virtual_environment import main

sys.exit(main())
