"""How people ask. HELD frames never occur in training; the evaluation uses only them."""
import re

EN = ("Write a {lang} function that {does}.|Write a {lang} function to {do}.|Write a function in {lang} that {does}.|"
      "Write {lang} code to {do}.|Create a {lang} function that {does}.|Create a {lang} function to {do}.|"
      "Implement a {lang} function that {does}.|Implement a function to {do} in {lang}.|I need a {lang} function that {does}.|"
      "Give me a {lang} function to {do}.|Please write a {lang} function that {does}.|Can you write a {lang} function to {do}?|"
      "How do I {do} in {lang}?|{Do} in {lang}.|{lang} function to {do}|{lang}: {do}|Using {lang}, {do}.|"
      "Define a {lang} function that {does}.|Show me how to {do} in {lang}.|In {lang}, write a function that {does}.|"
      "Generate a {lang} function that {does}.|Write a simple {lang} function that {does}.|Write a {lang} method to {do}.|"
      "How can I {do} in {lang}?|{Do} with {lang}.|A {lang} function that {does}, please.|Code a {lang} function to {do}.").split("|")
EN_HELD = ("Could you please write a {lang} function that {does}?|I want a {lang} function to {do}.|Help me {do} in {lang}.|"
           "Make a {lang} function that {does}.|Provide a function in {lang} to {do}.|In {lang}, how can I {do}?").split("|")
ZH = ("写一个{lang}函数，{do}。|用{lang}写一个函数，{do}。|请用{lang}编写一个函数，{do}。|请写一个{lang}函数：{do}|实现一个{lang}函数，{do}。|"
      "用{lang}{do}。|如何用{lang}{do}？|帮我写一个{lang}函数，{do}。|{lang}函数：{do}|编写{lang}代码，{do}。|我需要一个{lang}函数，{do}。|"
      "定义一个{lang}函数，{do}。|给我一个{lang}函数，用来{do}。|创建一个{lang}函数，用于{do}。|{do}，用{lang}实现。|怎么用{lang}{do}？|"
      "编写一个{lang}函数来{do}").split("|")
ZH_HELD = "能否写一个{lang}函数，{do}？|我想要一个{lang}函数，{do}。|生成一个{lang}函数，{do}。|请用{lang}实现：{do}".split("|")

CLASS_EN = ("Write a {lang} class {what}.|Create a {lang} class {what}.|Implement a {lang} class {what}.|Define a class in {lang} {what}.|"
            "I need a {lang} class {what}.|Give me a {lang} class {what}.|Please write a {lang} class {what}.|{lang} class {what}|"
            "Can you write a {lang} class {what}?|Generate a {lang} class {what}.").split("|")
CLASS_EN_HELD = "Could you please write a {lang} class {what}?|Make a {lang} class {what}.|I want a {lang} class {what}.".split("|")
CLASS_ZH = ("写一个{lang}类{what}。|用{lang}写一个类{what}。|请用{lang}编写一个类{what}。|实现一个{lang}类{what}。|定义一个{lang}类{what}。|"
            "创建一个{lang}类{what}。|帮我写一个{lang}类{what}。|我需要一个{lang}类{what}。").split("|")
CLASS_ZH_HELD = "能否写一个{lang}类{what}？|生成一个{lang}类{what}。".split("|")

SQL_EN = ("Write a SQL query to {do}.|Write SQL to {do}.|SQL: {do}|{Do} in SQL.|Give me a SQL statement to {do}.|How do I {do} in SQL?|"
          "Write a SQL statement that {does}.|I need a SQL query to {do}.|Create a SQL query that {does}.|Please write a SQL query to {do}.").split("|")
SQL_EN_HELD = "Could you please write a SQL query to {do}?|I want a SQL query that {does}.|Help me {do} with SQL.".split("|")
SQL_ZH = "写一条SQL语句，{do}。|用SQL{do}。|请写一个SQL查询，{do}。|编写SQL，{do}。|如何用SQL{do}？|SQL：{do}|帮我写一条SQL，{do}。".split("|")
SQL_ZH_HELD = "能否写一条SQL语句，{do}？|我想要一个SQL查询，{do}。".split("|")

SPELLINGS = {"python": ("Python", "Python", "Python", "python", "Python 3"), "csharp": ("C#", "C#", "C#", "CSharp", "c#"),
             "javascript": ("JavaScript", "JavaScript", "JavaScript", "JS", "javascript"), "sql": ("SQL",)}
SYNONYMS_EN = [("return", "get|give|compute|find"), ("list of", "array of"), ("a list", "an array"), ("number", "integer"), ("numbers", "integers|values"),
               ("string", "text"), ("text", "string"), ("check whether", "check if|test whether|determine whether|see if"),
               ("find", "get"), ("compute", "calculate"), ("calculate", "compute"), ("dictionary", "dict|map"), ("elements", "items"), ("element", "item")]
SYNONYMS_ZH = [("返回", "计算|得到|求"), ("列表", "数组|清单"), ("判断", "检查|确定"), ("计算", "求|算出"), ("字符串", "文本"),
               ("统计", "计算"), ("一个数", "一个整数|某个数"), ("数字", "数"), ("元素", "项")]


def third_person(phrase: str) -> str:
    verb, _, rest = phrase.partition(" ")
    if verb == "safely":
        return "safely " + third_person(rest)
    if verb.endswith(("ch", "sh", "ss", "x", "zz")):
        verb += "es"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        verb = verb[:-1] + "ies"
    else:
        verb += "s"
    return f"{verb} {rest}"


def vary(phrase: str, language: str, rng) -> str:
    """Swaps one word for a near synonym now and then, so that the family is learned, not a sentence."""
    table = SYNONYMS_EN if language == "en" else SYNONYMS_ZH
    if rng.random() < 0.35:
        word, others = rng.choice(table)
        other = rng.choice(others.split("|"))
        pattern = rf"\b{word}\b" if language == "en" else word
        phrase = re.sub(pattern, other, phrase, count=1)
    if language == "en" and rng.random() < 0.08:
        phrase = re.sub(r"\b(a|an|the) ", "", phrase, count=1)
    return phrase


def ask(frames, phrase: str, language: str, spelling: str | None, rng) -> str:
    """Fills a frame; without a spelling the language goes unnamed."""
    frame = rng.choice(frames)
    if spelling is None:
        frame = re.sub(r" in \{lang\}|\{lang\} |Using \{lang\}, |In \{lang\}, |用\{lang\}|\{lang\}: | with \{lang\}|，用\{lang\}实现", "", frame).replace("{lang}", "").strip()
        frame = re.sub(r"^(I n|i n)", "", frame)
        frame = frame[:1].upper() + frame[1:] if not frame.startswith("{") else frame
    does = third_person(phrase) if "{does}" in frame else ""
    text = frame.replace("{does}", does).replace("{Do}", phrase[:1].upper() + phrase[1:]).replace("{do}", phrase).replace("{what}", phrase)
    if spelling is not None:
        spaced = f" {spelling} " if language == "zh" and rng.random() < 0.4 else spelling
        text = text.replace("{lang}", spaced).strip()
    if rng.random() < 0.12:
        text = text.rstrip(".。")
    if language == "en" and rng.random() < 0.06:
        text = text[:1].lower() + text[1:]
    return text


NAME_CLAUSE = {
    "en": (" Name it {f}.", " Call it {f}.", " The function should be named {f}.", " Name the function `{f}`.", " The name is {f}."),
    "zh": ("函数名为{f}。", "函数名叫{f}。", "命名为{f}。", "函数名是 {f}。", "名字为`{f}`。"),
}
PARAM_CLAUSE = {
    "en": (" Use the parameters {p}.", " It takes {p}.", " The parameters are {p}.", " Parameters: {p}."),
    "zh": ("参数为{p}。", "参数是{p}。", "参数名为{p}。", "接收参数{p}。"),
}


def with_names(text: str, language: str, function: str | None, params, rng) -> str:
    """Adds the wish for a function name and for parameter names."""
    clause = ""
    joined = (" and " if language == "en" else "和").join(params) if params and len(params) < 3 else ", ".join(params or ())
    if function and params and rng.random() < 0.4:
        clause = (" Signature: {s}." if language == "en" else "签名：{s}。").format(s=f"{function}({', '.join(params)})")
    else:
        if function:
            clause += rng.choice(NAME_CLAUSE[language]).format(f=function)
        if params:
            clause += rng.choice(PARAM_CLAUSE[language]).format(p=joined)
    if not clause:
        return text
    if text[-1] not in ".。?？":
        text += "." if language == "en" else "。"
    return text + (clause if language == "en" else clause)
