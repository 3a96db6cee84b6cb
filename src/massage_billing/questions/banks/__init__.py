"""The question families, subject by subject. Importing this package registers every family that it contains."""

import pkgutil
from importlib import import_module

for _module in pkgutil.walk_packages(__path__, f"{__name__}."):
    import_module(_module.name)
