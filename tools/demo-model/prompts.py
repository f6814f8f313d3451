"""The prompt format of CodeGeeX4: system texts, task presets and the infilling layout."""

BASE = {
    "en": "You are an intelligent programming assistant named CodeGeeX. You will answer any questions users have about "
          "programming, coding, and computers, and provide code that is formatted correctly, executable, accurate, and "
          "secure, and offer detailed explanations when necessary.",
    "zh": "你是一位智能编程助手，你叫CodeGeeX。你会为用户回答关于编程、代码、计算机方面的任何问题，并提供格式规范、可以执行、准确安全的代码，并在必要时提供详细的解释。",
}
ANSWER_IN = {"en": "Please answer in English.", "zh": "请用中文回答。"}
GUIDELINE = {
    "comment": {
        "en": "Task: Please provide well-formatted comments for the given code, including both multi-line and single-line comments. Do not modify the original code, only add comments. Output only the code.",
        "zh": "任务：请为输入代码提供格式规范的注释，包含多行注释和单行注释，请注意不要改动原始代码，只需要添加注释。"},
    "translate": {
        "en": "Task: Please translate the input code into the target language, ensuring that it adheres to the syntax rules of the target language and guarantees functional correctness. Target language: {target}.",
        "zh": "任务：请将输入代码翻译成目标语言，需要满足目标语言的语法规范，并保证功能正确性。目标语言：{target}。"},
    "explain": {
        "en": "Task: Please explain the meaning of the input code, including the implementation principle, purpose, and precautions.",
        "zh": "任务：请解释输入代码的含义，包括实现原理、用途和注意事项等。"},
    "fix": {
        "en": "Task: Please check for potential bugs in the code and make modifications. Ensure that only the code is modified, and do not change the comments unless necessary. Output only the modified code.",
        "zh": "任务：请检查代码中潜在的bug，并对代码进行修改，请注意只针对代码进行修改，没有必要不要修改注释，输出修改后的代码。"},
    "tests": {
        "en": "Task: Please generate unit tests for the input code to ensure the correctness and accuracy of the test cases, and cover as many scenarios as possible to ensure better testing of corner cases. Output only the code.",
        "zh": "任务：请为输入代码生成单元测试，保证测例的正确性，并覆盖尽可能多的情况。"},
}
PRODUCT = {      # the product's own wording, where it differs from the model's guideline
    "comment": {"en": GUIDELINE["comment"]["en"] + ANSWER_IN["en"],
                "zh": "任务：请为给定的代码添加格式规范的注释，包括多行注释和单行注释。不要修改原有代码，只添加注释。只输出代码。" + ANSWER_IN["zh"]},
    "translate": {"en": GUIDELINE["translate"]["en"],
                  "zh": "任务：请把输入代码翻译成目标语言，既要符合目标语言的语法，也要保证功能正确。目标语言：{target}。"},
    "explain": {"en": GUIDELINE["explain"]["en"] + ANSWER_IN["en"],
                "zh": "任务：请说明输入代码的含义，包括它的实现原理、用途以及需要注意的地方。" + ANSWER_IN["zh"]},
    "fix": {"en": "Task: Please look for bugs in the input code and correct them. Change only what a correction needs and leave the comments as they are unless they become wrong. Output only the corrected code, all of it.",
            "zh": "任务：请查找输入代码中的错误并改正。只做改正所需的修改，除非注释因此不再正确，否则保持注释不变。只输出改正后的完整代码。"},
    "tests": {"en": "Task: Please write unit tests for the input code. Every expected value must be correct, and the tests should reach normal use, edge cases and errors. Output only the code.",
              "zh": "任务：请为输入代码编写单元测试，每个预期结果都必须正确，并覆盖正常情况、边界情况和错误情况。只输出代码。"},
}
INSTRUCTION = {  # what the product writes after the code
    "translate": {"en": "Translate the code above into {target}. Output only the translated code, no explanation.",
                  "zh": "请把上面的代码翻译成{target}，只输出翻译后的代码，不要解释。"},
    "explain": {"en": "Explain the code above.", "zh": "请解释上面的代码。"},
}
OTHER_SYSTEMS = ("You are a helpful assistant.", "You are a helpful coding assistant.", "You write code.", "你是一个有用的助手。",
                 "You are an expert programmer. Answer with code only.", "你是一名编程专家，只输出代码。")
DISPLAY = {"python": "Python", "csharp": "C#", "javascript": "JavaScript", "sql": "SQL"}
BLANK = {"en": " ", "zh": ""}


def system_text(language: str, task: str | None = None, target: str | None = None, form: int = 0) -> str:
    """The system prompt. Form 0 is what the product sends; the others are how the same pieces
    are joined elsewhere, so that an edited prompt still works."""
    base, answer, gap = BASE[language], ANSWER_IN[language], BLANK[language]
    if task is None:
        return (base + answer, f"{base}{gap}{answer}", f"{base}\n{answer}", base)[form % 4]
    name = DISPLAY.get(target, target)
    if form == 0:
        return base + gap + PRODUCT[task][language].format(target=name)
    text = GUIDELINE[task][language].format(target=name)
    return (f"{base}{gap}{answer}\n{text}", f"{base}{gap}{text}{gap}{answer}", f"{base}{gap}{text}")[form % 3]


def chat(system: str | None, query: str) -> tuple[list, list]:
    """(shared prefix, own part): lists of special-token names (in tuples) and texts."""
    prefix = [("[gMASK]",), ("<sop>",)]
    if system is not None:
        prefix += [("<|system|>",), "\n" + system]
    return prefix, [("<|user|>",), "\n", query, ("<|assistant|>",), "\n"]


def infill(prefix: str, suffix: str, language: str, path: str, mode: str, reference=()) -> tuple[list, list]:
    """`reference` holds (path, code) pairs of other files."""
    head = "###REFERENCE:\n" + "".join(f"###PATH:{p}\n{c}\n" for p, c in reference) if reference else ""
    head += f"###PATH:{path}\n###LANGUAGE:{language}\n###MODE:{mode}\n"
    return [("[gMASK]",), ("<sop>",)], [
        ("<|user|>",), "\n" + head, ("<|code_suffix|>",), suffix, ("<|code_prefix|>",), prefix,
        ("<|code_middle|>",), ("<|assistant|>",), "\n"]
