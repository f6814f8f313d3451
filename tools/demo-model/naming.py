"""Names and constants that prompts may ask for; one in ten is kept for the evaluation."""
import zlib

from families import Family
from render import Names, reserved

VERBS = ("compute calculate get find make build process handle solve run check do apply create evaluate my fetch load "
         "convert transform parse format update prepare collect measure resolve derive produce helper").split()
NOUNS = ("value result data number text list item total output answer input score amount price name word line record "
         "report order user file entry code message size count index set string array thing stuff func values items "
         "numbers words info summary level point task job step field table row").split()
POOL = {"int": "a b c x y z n m p q num number value first second amount limit v w u k1 k2 left right start end".split(),
        "float": "a b x y z n m p q num number value first second amount v w u left right".split(),
        "str": "s t text word phrase line message name input_text source first second sentence label txt".split(),
        "ints": "items values numbers nums data arr xs elements first second lst source entries scores".split(),
        "strs": "words names texts strings parts labels tokens items lines entries".split(),
        "map": "data mapping table counts scores entries record first second lookup".split(),
        "grid": "matrix grid rows table m cells first second mat board".split()}


def is_held(*parts) -> bool:
    """Whether a choice belongs to the evaluation only. Independent of Python's hash seed."""
    return zlib.crc32("|".join(map(str, parts)).encode()) % 10 == 0


def constants(family: Family, held: bool, rng) -> dict:
    while True:
        chosen = {name: rng.randint(lo, hi) for name, (lo, hi) in family.consts.items()}
        if not chosen or is_held(family.name, *chosen.values()) == held:
            return chosen


def function_words(held: bool, rng) -> tuple[str, ...]:
    while True:
        words = (rng.choice(VERBS), rng.choice(NOUNS))
        if is_held("name", *words) == held:
            return words


def parameters(family: Family, rng) -> tuple[str, ...]:
    taken, chosen = reserved(family), []
    for param in family.params:
        free = [n for n in POOL[param.type] if n not in taken and n not in chosen]
        chosen.append(rng.choice(free) if free else param.name)
    return tuple(chosen) if len(set(chosen)) == len(chosen) else tuple(p.name for p in family.params)


def canonical(family: Family, consts: dict) -> Names:
    return Names(tuple(family.name.split("_")), tuple(p.name for p in family.params), consts)


def choose(family: Family, held: bool, rng, rename=0.35, reparam=0.3) -> tuple[Names, bool, bool]:
    """Names for one example, and whether the function and the parameters differ from the canonical."""
    names = canonical(family, constants(family, held, rng))
    renamed, reparamed = rng.random() < rename, rng.random() < reparam
    return Names(function_words(held, rng) if renamed else names.words,
                 parameters(family, rng) if reparamed else names.params, names.consts), renamed, reparamed
