"""Names and constants that prompts may ask for; one in ten is kept for the evaluation."""
import zlib

from families import FUNCTIONS, Family
from render import KEYWORDS, Names, reserved

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


# Further words for names that are only to be copied, never converted to another language's case.
WORDS = sorted({w for name in FUNCTIONS for w in name.split("_") if len(w) > 1} | set(VERBS) | set(NOUNS) | set(
    "large small big old new fast safe simple total all only best main final raw clean valid active open close start stop send "
    "save delete insert search select show print draw move turn split cut pick keep drop mark copy test try use show sort scan "
    "price age year month day hour city color user item book car shop game team group class student teacher number letter "
    "digit node tree list graph path key map cache page tag link image video sound time date zone rate tax cost sale bill".split()))


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


def wide_words(held: bool, rng) -> tuple[str, ...]:
    """Names beyond verb and noun: one to three of many words, at times an invented one."""
    while True:
        words = [rng.choice(WORDS) for _ in range(rng.choice((1, 2, 2, 3)))]
        if rng.random() < 0.3:
            invented = "".join(rng.choice("bcdfghklmnprstvz") + rng.choice("aeiou") for _ in range(rng.choice((2, 3))))
            words[rng.randrange(len(words))] = invented
        name = tuple(words)
        if (len(name) > 1 or len(name[0]) > 3) and name[0] not in KEYWORDS and is_held("wide", *name) == held:
            return name


def parameters(family: Family, rng, wide=0.0) -> tuple[str, ...]:
    taken, chosen = reserved(family), []
    for param in family.params:
        free = [n for n in POOL[param.type] if n not in taken and n not in chosen]
        if wide and rng.random() < wide:
            free = [n for n in WORDS if n not in taken and n not in chosen]
        chosen.append(rng.choice(free) if free else param.name)
    return tuple(chosen) if len(set(chosen)) == len(chosen) else tuple(p.name for p in family.params)


def canonical(family: Family, consts: dict) -> Names:
    return Names(tuple(family.name.split("_")), tuple(p.name for p in family.params), consts)


def choose(family: Family, held: bool, rng, rename=0.35, reparam=0.3, wide=0.0) -> tuple[Names, bool, bool]:
    """Names for one example, and whether the function and the parameters differ from the canonical."""
    names = canonical(family, constants(family, held, rng))
    renamed, reparamed = rng.random() < rename, rng.random() < reparam
    words = wide_words if renamed and rng.random() < wide else function_words
    return Names(words(held, rng) if renamed else names.words,
                 parameters(family, rng, wide) if reparamed else names.params, names.consts), renamed, reparamed
