"""All task families; importing this package fills the registers."""
from families import algorithms, arithmetic, classes, lists, mappings, numbers, parsing, sql, strings  # noqa: F401
from families.base import FUNCTIONS, Family, Param  # noqa: F401
from families.classes import CLASSES  # noqa: F401
from families.sql import SQL  # noqa: F401
