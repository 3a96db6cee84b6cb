"""Questions on Washington's every-category-of-provider law: objectives law-1 to law-20 of syllabus.csv.

Keep the registration order of version 0.1, which is not alphabetical. An assignment that an instructor makes again
chooses its families by this order.
"""

from importlib import import_module

for _name in ("evidence", "history", "applicability"):
    import_module(f"{__name__}.{_name}")
