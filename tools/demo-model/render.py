"""Turns a family, a language and chosen names into source code."""
import re
from dataclasses import dataclass

from families import Family

LANGUAGES = ("python", "csharp", "javascript")
CSHARP = {"int": "int", "float": "double", "str": "string", "bool": "bool", "ints": "List<int>", "strs": "List<string>",
          "map": "Dictionary<string, int>", "grid": "List<List<int>>"}
KEYWORDS = set("base in out is as string params object int list dict set sum max min len print input range type str bool "
               "float double char long short new var let const class return if else for while do switch case default "
               "function this null true false None True False and or not from import def lambda def try checked lock "
               "event field value delete with yield await async static void export super extends enum fixed ref operator".split()) - {"value"}


@dataclass(frozen=True)
class Names:
    """What a prompt may fix: the function's name in words, its parameters, its constants."""
    words: tuple[str, ...]
    params: tuple[str, ...]
    consts: dict

    def function(self, language: str) -> str:
        if language == "python":
            return "_".join(self.words)
        if language == "csharp":
            return "".join(w.capitalize() for w in self.words)
        return self.words[0] + "".join(w.capitalize() for w in self.words[1:])


def fill(text: str, values: dict) -> str:
    return re.sub(r"\$([A-Za-z]+)", lambda m: str(values[m.group(1)]), text)


def indent(text: str) -> str:
    return "\n".join("    " + line if line else line for line in text.split("\n"))


def values_of(family: Family, names: Names, language: str) -> dict:
    return {**dict(zip([p.name for p in family.params], names.params)), **names.consts, "f": names.function(language)}


def header(family: Family, names: Names, language: str) -> str:
    name = names.function(language)
    if language == "python":
        return f"def {name}({', '.join(names.params)}):"
    if language == "javascript":
        return f"function {name}({', '.join(names.params)}) {{"
    params = ", ".join(f"{CSHARP[p.type]} {n}" for p, n in zip(family.params, names.params))
    return f"public static {CSHARP[family.result]} {name}({params})"


def function_code(family: Family, names: Names, language: str) -> str:
    body = indent(fill(family.body[language], values_of(family, names, language)))
    top = header(family, names, language)
    if language == "python":
        return f"{top}\n{body}"
    return f"{top}\n{{\n{body}\n}}" if language == "csharp" else f"{top}\n{body}\n}}"


def reserved(family: Family) -> set[str]:
    """Identifiers that the family's own bodies use; a parameter of that name would clash."""
    found = set(KEYWORDS)
    for body in family.body.values():
        found |= set(re.findall(r"(?<!\$)\b[A-Za-z_]\w*", re.sub(r"\$\w+", " ", body)))
    return found


def fenced(code: str, language: str) -> str:
    return f"```{language}\n{code}\n```"


def literal(value, language: str, kind: str = "ints") -> str:
    """A value as source text, for unit tests; `kind` types an empty C# list."""
    if isinstance(value, bool):
        return str(value) if language == "python" else str(value).lower()
    if isinstance(value, str):
        quote = "'" if language != "csharp" else '"'
        return quote + value.replace("\\", "\\\\").replace("\n", "\\n") + quote
    if isinstance(value, dict):
        pairs = [(literal(k, language), literal(v, language)) for k, v in value.items()]
        if language == "csharp":
            return "new Dictionary<string, int> { " + ", ".join(f"[{k}] = {v}" for k, v in pairs) + " }"
        return "{" + ", ".join(f"{k}: {v}" for k, v in pairs) + "}"
    if isinstance(value, list):
        declared = kind if kind in ("ints", "strs", "grid") else "ints"
        inner = ", ".join(literal(v, language) for v in value)
        if language != "csharp":
            return f"[{inner}]"
        kind = "List<int>" if value and isinstance(value[0], list) else "string" if value and isinstance(value[0], str) else "int"
        return f"new List<{kind}> {{ {inner} }}" if value else f"new {CSHARP[declared]}()"
    return str(value)
