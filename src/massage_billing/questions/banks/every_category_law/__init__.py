"""Questions on Washington's every-category-of-provider law: objectives law-1 to law-20 of syllabus.csv.

An assignment that is made again must choose the same families, and it chooses by the order in which they were registered.
So this subject keeps the order of version 0.1, which is not the order of the names.
"""

from importlib import import_module

for _name in ("evidence", "history", "applicability"):
    import_module(f"{__name__}.{_name}")
