"""Answers about code: comments, explanations and unit tests, made by rule from a family."""
import copy
import re

from families import Family
from phrasing import third_person
from render import Names, fill, function_code, literal

LINE_NOTES = {
    "en": [("for", "Go through the values"), ("while", "Repeat while the condition holds"), ("if", "Check the condition"),
           ("try", "Try the conversion"), ("with", "Open the file"), ("return", "Return the result")],
    "zh": [("for", "遍历各个值"), ("while", "条件成立时重复"), ("if", "检查条件"), ("try", "尝试转换"), ("with", "打开文件"), ("return", "返回结果")],
}
TYPE_NAMES = {"en": {"int": "integer", "float": "number", "str": "string", "bool": "boolean", "ints": "list of integers",
                     "strs": "list of strings", "map": "dictionary", "grid": "list of lists"},
              "zh": {"int": "整数", "float": "数字", "str": "字符串", "bool": "布尔值", "ints": "整数列表", "strs": "字符串列表",
                     "map": "字典", "grid": "二维列表"}}


def phrase(family: Family, names: Names, ui: str, index: int = 0) -> str:
    return fill((family.en if ui == "en" else family.zh)[index], names.consts)


def summary(family: Family, names: Names, ui: str) -> str:
    text = phrase(family, names, ui)
    return text[0].upper() + text[1:] + ("." if ui == "en" else "。")


def commented(family: Family, names: Names, language: str, ui: str) -> str:
    """The code with a block comment and a note above the main statements; no line is changed."""
    lines = function_code(family, names, language).split("\n")
    text, mark, out = summary(family, names, ui), "#" if language == "python" else "//", []
    if language == "python":
        out += [lines[0], '    """', f"    {text}", '    """']
    else:
        out += ["/*", f" * {text}", " */", lines[0]]
    for line in lines[1:]:
        word = line.strip().split("(")[0].split(" ")[0].rstrip(";:")
        note = next((n for w, n in LINE_NOTES[ui] if w == word), None)
        if note:
            out.append(f"{line[:len(line) - len(line.lstrip())]}{mark} {note}")
        out.append(line)
    return "\n".join(out)


def explanation(family: Family, names: Names, language: str, ui: str) -> str:
    code, kinds = function_code(family, names, language), TYPE_NAMES[ui]
    f = names.function(language)
    loops, recursive = "for (" in code or "    for " in code or "while" in code, re.search(r"\$f\b", family.body[language]) is not None
    takes = ", ".join(f"`{n}` ({kinds[p.type]})" for n, p in zip(names.params, family.params))
    if ui == "en":
        how = "calls itself on a smaller input" if recursive else "works in a loop" if loops else "computes the result directly"
        return (f"The function `{f}` {third_person(phrase(family, names, ui))}.\n\n- Input: {takes}\n"
                f"- Output: {kinds[family.result]}\n- How: it {how}.\n- Precaution: the input must have the expected type.")
    how = "对更小的输入调用自身" if recursive else "通过循环处理" if loops else "直接计算结果"
    return (f"函数`{f}`的作用：{phrase(family, names, ui)}。\n\n- 输入：{takes}\n- 输出：{kinds[family.result]}\n"
            f"- 原理：{how}。\n- 注意：输入的类型必须正确。")


def can_test(family: Family) -> bool:
    return not family.consts and family.theme != "files" and len(str(family.args[:2])) < 60 and family.result != "float"


def unit_tests(family: Family, names: Names, language: str) -> str:
    f, lines = names.function(language), []
    for args in family.args[:2]:
        expected = literal(family.reference(*copy.deepcopy(args)), language, family.result)
        call = f"{f}({', '.join(literal(a, language, p.type) for a, p in zip(args, family.params))})"
        lines.append({"python": f"    assert {call} == {expected}", "csharp": f"        Assert.Equal({expected}, {call});",
                      "javascript": f"assert.deepStrictEqual({call}, {expected});"}[language])
    body = "\n".join(lines)
    if language == "python":
        return f"def test_{f}():\n{body}"
    if language == "javascript":
        return f"const assert = require('assert');\n\n{body}"
    return f"[Fact]\npublic void {f}_Works()\n{{\n" + body.replace("        ", "    ") + "\n}"


MUTATIONS = ((" + ", " - "), (" - ", " + "), (" * ", " + "), (" > ", " < "), (" < ", " > "), (" >= ", " < "), (" <= ", " > "),
             (" == 0", " != 0"), (" != 0", " == 0"), (" === 0", " !== 0"), (" !== 0", " === 0"), ("return True", "return False"),
             ("true", "false"), ("max(", "min("), ("min(", "max("), (".upper()", ".lower()"), (".toUpperCase()", ".toLowerCase()"),
             (".ToUpper()", ".ToLower()"), ("[0]", "[1]"), ("++", "--"), (" += ", " -= "), ("::-1]", "::1]"), (" not in ", " in "))


def broken(code: str, rng) -> str | None:
    """The code with one mistake in its body, or None when no known mistake fits."""
    top, _, body = code.partition("\n")
    fitting = [(a, b) for a, b in MUTATIONS if a in body]
    if not fitting:
        return None
    wrong, right = rng.choice(fitting)[::-1]
    return top + "\n" + body.replace(right, wrong, 1)
