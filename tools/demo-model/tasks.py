"""One example of each kind of task. Every maker returns an Example, or None when a draw does not fit."""
import random
from dataclasses import dataclass, field

import annotate
import phrasing
from families import CLASSES, FUNCTIONS, SQL
from families.classes import RECORD_FIELDS, RECORD_NAMES, record_code
from families.sql import COLUMNS, TABLES
from naming import canonical, choose, constants, is_held
from prompts import DISPLAY, INSTRUCTION, OTHER_SYSTEMS, chat, infill, system_text
from render import LANGUAGES, fenced, fill, function_code, literal

FAMILIES = list(FUNCTIONS.values())
EXTENSION = {"python": "py", "csharp": "cs", "javascript": "js"}


@dataclass(frozen=True)
class Example:
    task: str
    language: str
    ui: str
    family: str
    prefix: list
    own: list
    answer: str
    detail: dict = field(default_factory=dict)   # what the evaluation needs to judge another answer


def language_weighted(rng) -> str:
    return rng.choices(LANGUAGES, (45, 27, 28))[0]


def system_for(ui: str, held: bool, rng) -> str | None:
    """The system text is mostly in the query's language; the product's default must work for both."""
    draw = rng.random()
    if held:
        return system_text("en" if ui == "en" or draw < 0.5 else "zh")
    if draw < 0.08:
        return None
    if draw > 0.97:
        return rng.choice(OTHER_SYSTEMS)
    other = {"en": "zh", "zh": "en"}[ui]
    return system_text(other if draw < (0.13 if ui == "en" else 0.45) else ui, form=rng.choice((0, 0, 0, 0, 0, 1, 2, 3)))


def frames(kind: str, ui: str, held: bool):
    return getattr(phrasing, f"{kind}{ui.upper()}{'_HELD' if held else ''}")


def write_function(held: bool, rng) -> Example:
    family, ui = rng.choice(FAMILIES), "en" if rng.random() < 0.6 else "zh"
    language = language_weighted(rng)
    names, renamed, reparamed = choose(family, held, rng, 0.35, 0.25, wide=0.2 if held else 0.45)
    texts = family.en if ui == "en" else family.zh
    say = fill(rng.choice(texts), names.consts)
    if not held:
        say = phrasing.vary(say, ui, rng)
    unnamed = language == "python" and rng.random() < 0.2
    spelling = None if unnamed else DISPLAY[language] if held else rng.choice(phrasing.SPELLINGS[language])
    query = phrasing.ask(frames("", ui, held), say, ui, spelling, rng)
    query = phrasing.with_names(query, ui, names.function(language) if renamed else None, names.params if reparamed else None, rng)
    answer = fenced(function_code(family, names, language), language)
    return Example("write", language, ui, family.name, *chat(system_for(ui, held, rng), query), answer,
                   {"names": names, "query": query})


def write_class(held: bool, rng) -> Example:
    ui, language = "en" if rng.random() < 0.6 else "zh", language_weighted(rng)
    if rng.random() < 0.5:
        while True:
            name, fields = rng.choice(RECORD_NAMES), rng.sample(list(RECORD_FIELDS), rng.choice((2, 2, 3)))
            if is_held(name, *fields) == held:
                break
        joined = ((" and " if ui == "en" else "和").join(fields) if len(fields) == 2 else
                  (f"{fields[0]}, {fields[1]} and {fields[2]}" if ui == "en" else f"{fields[0]}、{fields[1]}和{fields[2]}"))
        what = rng.choice((f"{name} with fields {joined}", f"named {name} with the fields {joined}", f"{name} that has {joined}",
                           f"called {name} with properties {joined}")) if ui == "en" else rng.choice(
            (f"{name}，包含字段{joined}", f"，名为{name}，字段有{joined}", f"{name}，有{joined}"))
        code, detail = record_code(name, fields, language), {"record": [name, fields]}
        family = "record"
    else:
        known = rng.choice(list(CLASSES.values()))
        other = rng.random() < 0.3
        while True:
            name = rng.choice(("My", "Simple", "Basic", "Custom", "Small", "Tiny", "New", "Demo")) + known.name if other else known.name
            if not other or is_held(name) == held or rng.random() < 0.2:
                break
        text = rng.choice(known.en if ui == "en" else known.zh)
        named = other or rng.random() < 0.5
        what = (f"named {name} " if ui == "en" else f"{name}") + text if named else text
        code, detail, family = fill(known.code[language], {"C": name}), {"class": [known.name, name]}, known.name
    query = phrasing.ask(frames("CLASS_", ui, held), what, ui, DISPLAY[language] if held else rng.choice(phrasing.SPELLINGS[language]), rng)
    query = query.replace("类，", "类，").replace("类 ，", "类，")
    return Example("class", language, ui, family, *chat(system_for(ui, held, rng), query), fenced(code, language), {**detail, "query": query})


def write_sql(held: bool, rng) -> Example:
    family, ui = rng.choice(list(SQL.values())), "en" if rng.random() < 0.6 else "zh"
    while True:
        t, (c, d), k = rng.choice(TABLES), rng.sample(COLUMNS, 2), rng.randint(2, 99)
        if is_held("sql", t, c, d if "$d" in family.code else "") == held:
            break
    values = {"t": t, "c": c, "d": d, "k": k}
    say = fill(rng.choice(family.en if ui == "en" else family.zh), values)
    query = phrasing.ask(frames("SQL_", ui, held), say, ui, "SQL", rng)
    return Example("sql", "sql", ui, family.name, *chat(system_for(ui, held, rng), query), fenced(fill(family.code, values), "sql"),
                   {"sql": values, "query": query})


def as_query(code: str, language: str, rng, held: bool, note: str = "") -> str:
    """A preset's query is the code itself, fenced or not, at times with a chunk's header or the preset's instruction."""
    if not held and rng.random() < 0.25:
        code = chunk_header(language, rng) + code
    text = fenced(code, language) if rng.random() < (0.15 if held else 0.35) else code
    if note and (held or rng.random() < 0.75):
        return f"{text}\n{note}"
    return text + ("\n" if rng.random() < 0.2 else "")


def chunk_header(language: str, rng) -> str:
    mark = "#" if language == "python" else "//"
    m = rng.randint(2, 12)
    path = f"{rng.choice(('src', 'lib', 'app', 'utils', 'core', 'tools'))}/{rng.choice(('main', 'helpers', 'math', 'text', 'lists', 'data', 'numbers'))}.{EXTENSION[language]}"
    imports = {"python": ("import math", "import os", "import re", "import json"),
               "csharp": ("using System;", "using System.Linq;", "using System.Collections.Generic;"),
               "javascript": ("const fs = require('fs');", "import path from 'path';")}[language]
    lines = [rng.choice((f"{mark} {path}, part {rng.randint(1, m)} of {m}", f"{mark} File: {path} (part {rng.randint(1, m)} of {m})",
                         f"{mark} path: {path}\n{mark} part {rng.randint(1, m)} of {m}"))]
    if rng.random() < 0.6:
        lines.append(rng.choice(("", f"{mark} imports: ")) + rng.choice(imports))
    return "\n".join(lines) + rng.choice(("\n\n", "\n"))


def several(held: bool, rng, most=2):
    count = 2 if most > 1 and not held and rng.random() < 0.15 else 1
    out = []
    for family in rng.sample(FAMILIES, count):
        names, *_ = choose(family, held, rng, 0.4, 0.4)
        out.append((family, names))
    return out


def preset(task: str, ui: str, held: bool, rng, target: str | None = None) -> str:
    return system_text(ui, task, target, form=0 if held else rng.choice((0, 0, 0, 0, 1, 2, 3)))


def translate(held: bool, rng) -> Example:
    source, target = rng.sample(LANGUAGES, 2)
    ui = "en" if rng.random() < 0.75 else "zh"
    chosen = several(held, rng)
    code = "\n\n".join(function_code(f, n, source) for f, n in chosen)
    answer = "\n\n".join(function_code(f, n, target) for f, n in chosen)
    if not held and rng.random() < 0.06:
        known = rng.choice(list(CLASSES.values()))
        code, answer = (fill(known.code[x], {"C": known.name}) for x in (source, target))
    query = as_query(code, source, rng, held, INSTRUCTION["translate"][ui].format(target=DISPLAY[target]))
    return Example("translate", target, ui, chosen[0][0].name, *chat(preset("translate", ui, held, rng, target), query),
                   fenced(answer, target), {"names": chosen[0][1], "query": query, "target": target})


def comment(held: bool, rng) -> Example:
    language, ui = language_weighted(rng), "en" if rng.random() < 0.75 else "zh"
    chosen = several(held, rng)
    code = "\n\n".join(function_code(f, n, language) for f, n in chosen)
    answer = "\n\n".join(annotate.commented(f, n, language, ui) for f, n in chosen)
    query = as_query(code, language, rng, held)
    return Example("comment", language, ui, chosen[0][0].name, *chat(preset("comment", ui, held, rng), query),
                   fenced(answer, language), {"names": chosen[0][1], "query": query, "code": code})


def explain(held: bool, rng) -> Example:
    language, ui = language_weighted(rng), "en" if rng.random() < 0.7 else "zh"
    (family, names), = several(held, rng, most=1)
    query = as_query(function_code(family, names, language), language, rng, held, INSTRUCTION["explain"][ui])
    return Example("explain", language, ui, family.name, *chat(preset("explain", ui, held, rng), query),
                   annotate.explanation(family, names, language, ui), {"names": names, "query": query})


def unit_tests(held: bool, rng) -> Example | None:
    language, ui = language_weighted(rng), "en" if rng.random() < 0.75 else "zh"
    family = rng.choice(FAMILIES)
    if not annotate.can_test(family):
        return None
    names, *_ = choose(family, held, rng, 0.4, 0.4)
    query = as_query(function_code(family, names, language), language, rng, held)
    return Example("tests", language, ui, family.name, *chat(preset("tests", ui, held, rng), query),
                   fenced(annotate.unit_tests(family, names, language), language), {"names": names, "query": query})


def fix(held: bool, rng) -> Example | None:
    language, ui = language_weighted(rng), "en" if rng.random() < 0.75 else "zh"
    family = rng.choice(FAMILIES)
    if family.consts:
        return None      # a wrong constant could not be told from a right one
    names, *_ = choose(family, held, rng, 0.0, 0.5)   # the name says what the code should do
    code = function_code(family, names, language)
    wrong = annotate.broken(code, rng)
    if wrong is None:
        return None
    query = as_query(wrong, language, rng, held)
    return Example("fix", language, ui, family.name, *chat(preset("fix", ui, held, rng), query), fenced(code, language),
                   {"names": names, "query": query})


def infilling(held: bool, rng) -> Example:
    language, family = language_weighted(rng), rng.choice(FAMILIES)
    explained = bool(family.consts) or rng.random() < 0.6
    names, *_ = choose(family, held, rng, 0.4 if explained else 0.0, 0.4)
    lines = function_code(family, names, language).split("\n")
    if explained:
        ui = "en" if rng.random() < 0.8 else "zh"
        lines.insert(0, ("# " if language == "python" else "// ") + annotate.summary(family, names, ui))
    top = 1 + explained
    body = [i for i in range(top, len(lines)) if lines[i].strip() not in ("{", "}", "")]
    first = rng.choice(body)
    if rng.random() < 0.4:
        mode, line = "LINE", lines[first]
        spaces = [i for i in range(len(line) - len(line.lstrip()), len(line) - 1) if i == len(line) - len(line.lstrip()) or line[i - 1] in " (.["]
        cut = rng.choice(spaces)
        before, middle, after = lines[:first] + [line[:cut]], line[cut:], lines[first + 1:]
        prefix = "\n".join(before)
    else:
        mode = "BLOCK"
        first, last = (body[0], body[-1]) if rng.random() < 0.4 else (first, rng.choice([i for i in body if i >= first]))
        prefix, middle, after = "\n".join(lines[:first]) + "\n", "\n".join(lines[first:last + 1]), lines[last + 1:]
        if rng.random() < 0.5:                       # the cursor stands after the indentation
            pad = middle[:len(middle) - len(middle.lstrip())]
            prefix, middle = prefix + pad, middle[len(pad):]
    suffix = "\n" + "\n".join(after) if after else ""
    if rng.random() < 0.3 and language == "python":
        suffix += f"\n\nprint({names.function(language)}({', '.join(literal(a, language) for a in family.args[0])}))" if len(str(family.args[0])) < 30 else "\n"
    path = f"{rng.choice(('src/', 'lib/', 'app/', 'utils/', ''))}{rng.choice((family.name, 'main', 'utils', 'helpers', 'demo'))}.{EXTENSION[language]}"
    label = DISPLAY[language] if held or rng.random() < 0.85 else ""
    reference = ()
    if not held and rng.random() < 0.1:
        other = rng.choice(FAMILIES)
        reference = [(f"lib/{other.name}.{EXTENSION[language]}", function_code(other, canonical(other, constants(other, False, rng)), language))]
    return Example("infill", language, "en", family.name, *infill(prefix, suffix, label, path, mode, reference), middle,
                   {"names": names, "prefix": prefix, "suffix": suffix, "mode": mode, "path": path, "label": label})


MAKERS = ((write_function, 46), (write_class, 6), (write_sql, 6), (translate, 13), (comment, 8), (explain, 4), (unit_tests, 4), (fix, 4), (infilling, 12))


def draw(rng: random.Random, held: bool = False, maker=None) -> Example:
    while True:
        make = maker or rng.choices([m for m, _ in MAKERS], [w for _, w in MAKERS])[0]
        example = make(held, rng)
        if example is not None:
            return example


def prompt_key(example: Example) -> str:
    return "".join(p if isinstance(p, str) else p[0] for p in example.prefix + example.own)
