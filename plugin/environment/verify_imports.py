"""Import test: imports modules by name and prints their versions, run by the Python of a new environment.

    <python> protocol/launch.py roofline.plugin.environment.verify_imports NAME ...
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Dict, List


def main(names: List[str]) -> None:
    """Import `names` in turn and print each; at last comes a line of JSON: `versions`, and `cuda` (null without torch).
    Raises what an import raises."""
    versions: Dict[str, str] = {}
    for name in names:
        print(f"Checking {name}", flush=True)
        module = importlib.import_module(name)
        if hasattr(module, "__version__"):
            versions[name] = str(module.__version__)
    torch = sys.modules.get("torch")
    print(json.dumps({"versions": versions, "cuda": torch.cuda.is_available() if torch else None}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
