"""The prompt format of CodeGeeX4: system texts, task presets and the infilling layout."""

BASE = {
    "en": "You are an intelligent programming assistant named CodeGeeX. You will answer any questions users have about "
          "programming, coding, and computers, and provide code that is formatted correctly, executable, accurate, and "
          "secure, and offer detailed explanations when necessary.",
    "zh": "你是一位智能编程助手，你叫CodeGeeX。你会为用户回答关于编程、代码、计算机方面的任何问题，并提供格式规范、可以执行、准确安全的代码，并在必要时提供详细的解释。",
}
ANSWER_IN = {"en": "Please answer in English.", "zh": "请用中文回答。"}
TASKS = {
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
OTHER_SYSTEMS = ("You are a helpful assistant.", "You are a helpful coding assistant.", "You write code.", "你是一个有用的助手。",
                 "You are an expert programmer. Answer with code only.", "你是一名编程专家，只输出代码。")
DISPLAY = {"python": "Python", "csharp": "C#", "javascript": "JavaScript", "sql": "SQL"}
BLANK = {"en": " ", "zh": ""}


def system_text(language: str, task: str | None = None, target: str | None = None, form: int = 0) -> str:
    """The system prompt. `form` picks one of the ways the pieces are joined in practice;
    0 is what the product sends: base, answer language, and the task on its own line."""
    base, answer, gap = BASE[language], ANSWER_IN[language], BLANK[language]
    if task is None:
        return base if form == 3 else base + (gap, "", "\n")[form % 3] + answer
    text = TASKS[task][language].format(target=DISPLAY.get(target, target))
    return (f"{base}{gap}{answer}\n{text}", f"{base}{gap}{answer}{gap}{text}", f"{base}{answer}\n{text}",
            f"{base}{gap}{text}{gap}{answer}", f"{base}{gap}{text}")[form % 5]


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
