"""One module for each kind of question: its builder, parser, grader, and text form.

A kind is registered when its module is imported, so this package imports all its modules.
"""

import pkgutil
from importlib import import_module

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
