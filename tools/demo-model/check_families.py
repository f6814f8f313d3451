"""Checks the corpus itself: every family's own code passes its hidden tests, in every language."""
import random
import sys

import csharp
import judge
from families import CLASSES, FUNCTIONS
from families.classes import RECORD_FIELDS, RECORD_NAMES, record_code
from naming import choose
from render import function_code, fill
from tasks import MAKERS, draw


def main() -> int:
    rng, bad, compiled = random.Random(7), [], []
    for family in FUNCTIONS.values():
        for plain in (True, False):
            names, *_ = choose(family, False, rng, 0 if plain else 1, 0 if plain else 1)
            for language in ("python", "javascript"):
                ok, why = judge.function_passes(function_code(family, names, language), family, names, language)
                if not ok:
                    bad.append(f"{family.name} {language}: {why}")
            compiled.append((f"{family.name} {names.params}", function_code(family, names, "csharp")))
    for known in CLASSES.values():
        for language in ("python", "javascript"):
            ok, why = judge.class_passes(fill(known.code[language], {"C": known.name}), {"class": [known.name, known.name]}, language)
            if not ok:
                bad.append(f"{known.name} {language}: {why}")
        compiled.append((known.name, fill(known.code["csharp"], {"C": known.name})))
    compiled += [("record", record_code(n, rng.sample(list(RECORD_FIELDS), 3), "csharp")) for n in RECORD_NAMES]
    for maker, _ in MAKERS:
        for _ in range(40):
            e = draw(rng, rng.random() < 0.5, maker)
            code = judge.code_of(e.answer)
            if e.task == "sql":
                ok, why = judge.sql_passes(code, e.family, e.detail["sql"])
            elif e.task == "tests" and e.language != "csharp":
                ok, why = judge.tests_pass(code, FUNCTIONS[e.family], e.detail["names"], e.language, function_code(FUNCTIONS[e.family], e.detail["names"], e.language))
            elif e.task == "class" and e.language != "csharp":
                ok, why = judge.class_passes(code, e.detail, e.language)
            elif e.task == "infill" and e.language != "csharp":
                d = e.detail
                ok, why = judge.function_passes(d["prefix"] + e.answer + d["suffix"], FUNCTIONS[e.family], d["names"], e.language)
            else:
                ok, why = True, ""
                if e.language == "csharp" and code and e.task in ("translate", "comment", "write"):
                    compiled.append((f"{e.task} {e.family}", code))
                if e.language == "csharp" and e.task == "tests":
                    compiled.append((f"tests {e.family}", code + "\n" + function_code(FUNCTIONS[e.family], e.detail["names"], "csharp")))
            if not ok:
                bad.append(f"{e.task} {e.family} {e.language}: {why}")
    bad += [f"{name} csharp: {error}" for (name, _), error in zip(compiled, csharp.compile_all([c for _, c in compiled])) if error]
    print("\n".join(bad) if bad else f"{len(FUNCTIONS)} function families, {len(CLASSES) + 1} class families: all correct")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
