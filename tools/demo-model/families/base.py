"""What a task family is, and the register of all of them.

A family is one thing to program. Its texts are verb phrases ("return the sum of ..."),
alternatives separated by `|`; its code is a body per language in which `$name` stands for
a parameter, a constant or (`$f`) the function itself. The reference is written apart from
the templates, so that the hidden tests do not repeat a template's mistake.
"""
from dataclasses import dataclass, field
from typing import Callable


@dataclass(frozen=True)
class Param:
    name: str
    type: str


@dataclass(frozen=True)
class Family:
    """A function: `params -> result` with one body per language."""
    name: str
    params: tuple[Param, ...]
    result: str
    en: tuple[str, ...]
    zh: tuple[str, ...]
    body: dict[str, str]
    reference: Callable
    args: tuple[tuple, ...]
    consts: dict[str, tuple] = field(default_factory=dict)
    theme: str = ""


FUNCTIONS: dict[str, Family] = {}
_theme = [""]


def theme(name: str) -> None:
    _theme[0] = name


def F(name, signature, en, zh, py, cs, js, reference, *args, **consts):
    """Registers a function family; `js` "=" means the C# body serves JavaScript too."""
    left, result = signature.split("->")
    params = tuple(Param(*p.split(":")) for p in left.split())
    assert name not in FUNCTIONS, name
    FUNCTIONS[name] = Family(
        name, params, result.strip(), tuple(en.split("|")), tuple(zh.split("|")),
        {"python": py, "csharp": cs, "javascript": cs if js == "=" else js},
        reference, args, consts, _theme[0])
