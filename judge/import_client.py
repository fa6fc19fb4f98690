#!/usr/bin/env python3
"""Import every module of a generated package.

    import_client.py PACKAGE

Exit code: 0 all of them can be imported and at least one is an operation, 1 otherwise.
"""

import importlib
import pkgutil
import sys


def main(arguments):
    if len(arguments) != 1:
        print(__doc__.strip(), file=sys.stderr)
        return 1
    package = importlib.import_module(arguments[0])
    operations = 0
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        found = importlib.import_module(module.name)
        operations += hasattr(found, "sync_detailed")
    print(f"{arguments[0]}: {operations} operations")
    return 0 if operations else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
