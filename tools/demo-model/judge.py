"""Decides whether an answer is right, by running it against hidden tests."""
import copy
import json
import math
import re
import sqlite3

import sandbox
from families import CLASSES, FUNCTIONS, SQL, Family
from families.sql import COLUMNS
from render import Names, fill

FILES = {"data.txt": "one\ntwo\nthree\n"}
MARK = "@@judge@@"


def code_of(answer: str) -> str | None:
    """The first fenced block."""
    found = re.search(r"```[\w#+-]*\n(.*?)\n?```", answer, re.S)
    return found.group(1) if found else None


def same(expected, got) -> bool:
    if isinstance(expected, bool) or isinstance(got, bool):
        return expected is got
    if isinstance(expected, (int, float)) and isinstance(got, (int, float)):
        return math.isclose(expected, got, rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(expected, list) and isinstance(got, list):
        return len(expected) == len(got) and all(map(same, expected, got))
    if isinstance(expected, dict) and isinstance(got, dict):
        return expected.keys() == got.keys() and all(same(v, got[k]) for k, v in expected.items())
    return type(expected) is type(got) and expected == got


def outputs(language: str, code: str, expression: str) -> tuple[bool, object]:
    """Runs code, then evaluates an expression in it and returns its JSON value."""
    if language == "python":
        source = f"{code}\n\nimport json as _json\nprint({MARK!r} + _json.dumps({expression}))\n"
    else:
        source = f"{code}\n\nconsole.log({MARK!r} + JSON.stringify({expression}));\n"
    ok, text = sandbox.run(language, source, FILES)
    if not ok or MARK not in text:
        return False, text
    return True, json.loads(text.rsplit(MARK, 1)[1])


def function_passes(code: str, family: Family, names: Names, language: str) -> tuple[bool, str]:
    arguments = [list(a) for a in copy.deepcopy(family.args)]
    expected = [family.reference(*copy.deepcopy(a), **names.consts) for a in arguments]
    f, data = names.function(language), json.dumps(arguments)
    expression = (f"[{f}(*a) for a in _json.loads({data!r})]" if language == "python" else f"{data}.map(a => {f}(...a))")
    ok, got = outputs(language, code, expression)
    if not ok:
        return False, str(got)
    return same(json.loads(json.dumps(expected)), got), f"expected {expected}, got {got}"


def class_passes(code: str, detail: dict, language: str) -> tuple[bool, str]:
    if "record" in detail:
        name, fields = detail["record"]
        values = list(range(1, len(fields) + 1))
        joined = ", ".join(map(str, values))
        check = (f"r = {name}({joined}); out = [{', '.join('r.' + f for f in fields)}]" if language == "python" else
                 f"const r = new {name}({joined}); out = [{', '.join('r.' + f for f in fields)}];")
        expected = values
    else:
        known, name = detail["class"]
        check, expected = fill(CLASSES[known].check[language], {"C": name}), CLASSES[known].expect
    code += ("\n" + check) if language == "python" else ("\nlet out;\n{ " + check + " }")
    ok, got = outputs(language, code, "out")
    return (ok and same(expected, got)), str(got)


def sql_passes(code: str, family: str, values: dict) -> tuple[bool, str]:
    """Runs the statement on a small table; a change is judged by the rows it leaves."""
    rows = [{c: (i * 37 + j * (i + 3) * 11) % 100 if (i + j) % 3 else 1 for j, c in enumerate(COLUMNS)} for i in range(12)]
    for i, row in enumerate(rows):
        row[values["c"]] = values["k"] if i == 5 else (i * 41) % 100   # all different, so that orders are defined
        row[values["d"]] = 1 + i % 3
    db = sqlite3.connect(":memory:")
    db.execute(f"CREATE TABLE {values['t']} ({', '.join(COLUMNS)})")
    db.executemany(f"INSERT INTO {values['t']} VALUES ({', '.join('?' * len(COLUMNS))})", [tuple(r.values()) for r in rows])
    db.set_progress_handler(lambda: 1, 1_000_000)
    try:
        got = db.execute(code).fetchall()
        if not code.lstrip().upper().startswith("SELECT"):
            got = db.execute(f"SELECT * FROM {values['t']}").fetchall()
    except sqlite3.Error as error:
        return False, str(error)
    expected = SQL[family].reference([dict(r) for r in rows], values["c"], values["d"], values["k"])
    if "order" not in family and "top" not in family:
        got, expected = sorted(got), sorted(expected)
    return got == expected, f"expected {expected[:3]}, got {got[:3]}"


def tests_pass(code: str, family: Family, names: Names, language: str, solution: str) -> tuple[bool, str]:
    """Generated unit tests must accept the right function."""
    call = f"\ntest_{names.function(language)}()" if language == "python" else ""
    ok, text = sandbox.run(language, f"{solution}\n\n{code}{call}\n", FILES)
    return ok and names.function(language) in code, text


def family_named(name: str) -> Family:
    return FUNCTIONS[name]
