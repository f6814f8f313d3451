"""Scores answers: one verdict per custom_id, then a table."""
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import annotate
import csharp
import judge
from families import FUNCTIONS
from phrasing import third_person
from render import function_code
from tasks import Example

TASK_NAMES = {"write": "Write a function", "class": "Write a class", "sql": "Write SQL", "translate": "Translate to", "comment": "Comment",
              "explain": "Explain (purpose named)", "tests": "Unit tests", "fix": "Fix a bug", "infill": "Infill (LINE and BLOCK)"}
COLUMNS = {"python": "Python, tests pass", "javascript": "JavaScript, tests pass", "csharp": "C#, compiles", "sql": "SQL, rows match"}


@dataclass(frozen=True)
class Verdict:
    passed: bool
    why: str


def joined(e: Example, answer: str) -> str:
    """Infilling answers with bare code; a fence around it is forgiven."""
    return e.detail["prefix"] + (judge.code_of(answer) or answer) + e.detail["suffix"]


def keeps_code(e: Example, code: str) -> bool:
    """Comments were added, and every original line is still there, in order."""
    lines = iter(code.split("\n"))
    return len(code) > len(e.detail["code"]) and all(any(line == other for other in lines) for line in e.detail["code"].split("\n"))


def source_of(e: Example, answer: str) -> str | None:
    """What is to be run or compiled; None when the answer holds no code."""
    if e.task == "infill":
        return joined(e, answer)
    code = judge.code_of(answer)
    if code is not None and e.task == "tests" and e.language == "csharp":
        code += "\n" + function_code(FUNCTIONS[e.family], e.detail["names"], "csharp")
    return code


def verdict(e: Example, answer: str) -> Verdict:
    """Everything except compiling C#, which is done for all answers at once."""
    if e.task == "explain":
        family, names = FUNCTIONS[e.family], e.detail["names"]
        text = annotate.phrase(family, names, e.ui)
        return Verdict((third_person(text) if e.ui == "en" else text) in answer and names.function(e.language) in answer, answer[:200])
    code = source_of(e, answer)
    if code is None:
        return Verdict(False, "no fenced code")
    if e.task == "sql":
        return Verdict(*judge.sql_passes(code, e.family, e.detail["sql"]))
    if e.task == "comment" and not keeps_code(e, code):
        return Verdict(False, "the code was changed")
    if e.language == "csharp":
        return Verdict(True, "")
    if e.task == "class":
        return Verdict(*judge.class_passes(code, e.detail, e.language))
    family, names = FUNCTIONS[e.family], e.detail["names"]
    if e.task == "tests":
        return Verdict(*judge.tests_pass(code, family, names, e.language, function_code(family, names, e.language)))
    return Verdict(*judge.function_passes(code, family, names, e.language))


def score(items: dict[str, Example], answers: dict[str, str]) -> dict[str, Verdict]:
    with ThreadPoolExecutor(2) as pool:
        verdicts = dict(zip(items, pool.map(lambda i: verdict(items[i], answers.get(i, "")), items)))
    compiled = [i for i, e in items.items() if e.language == "csharp" and e.task != "explain" and verdicts[i].passed]
    for i, error in zip(compiled, csharp.compile_all([source_of(items[i], answers[i]) for i in compiled])):
        if error:
            verdicts[i] = Verdict(False, error)
    return verdicts


def share(passed: list[bool]) -> str:
    return f"{sum(passed)}/{len(passed)} ({sum(passed) / len(passed):.0%})" if passed else ""


def table(items: dict[str, Example], answers: dict[str, str], verdicts: dict[str, Verdict]) -> str:
    """Task by language, in Markdown, then the figures that the project asks for."""
    def select(test):
        return [verdicts[i].passed for i, e in items.items() if test(e)]

    lines = ["| Task | " + " | ".join(COLUMNS.values()) + " |", "|---|" + "---|" * len(COLUMNS)]
    for task, name in TASK_NAMES.items():
        for ui in (("en", "zh") if task in ("write", "class", "sql") else (None,)):
            cells = [share(select(lambda e: e.task == task and e.language == c and ui in (None, e.ui))) for c in COLUMNS]
            suffix = {"en": ", asked in English", "zh": ", asked in Chinese", None: ""}[ui]
            lines.append(f"| {name}{suffix} | " + " | ".join(cells) + " |")
    code = ("write", "class", "translate", "comment", "tests", "fix")
    exact = [judge.code_of(answers.get(i, "")) == judge.code_of(e.answer) for i, e in items.items() if e.language == "csharp" and e.task in code]
    lines += ["", "| Figure | Wanted | Measured |", "|---|---|---|",
              f"| Python and JavaScript answers (write, class) that pass their hidden tests | 90 % | {share(select(lambda e: e.language in ('python', 'javascript') and e.task in ('write', 'class')))} |",
              f"| Python and JavaScript answers of all code tasks that pass | 90 % | {share(select(lambda e: e.language in ('python', 'javascript') and e.task in code))} |",
              f"| C# answers of all code tasks that compile | 90 % | {share(select(lambda e: e.language == 'csharp' and e.task in code))} |",
              f"| C# answers equal to the reference, word for word | | {share(exact)} |",
              f"| Infilled code that passes (Python, JavaScript) or compiles (C#) | 80 % | {share(select(lambda e: e.task == 'infill'))} |"]
    return "\n".join(lines)
