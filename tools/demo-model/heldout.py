"""The evaluation's prompts: held-out phrasings, names and constants that training never saw."""
import json
import pathlib
import random

import tasks
from recipe import training_examples
from tasks import Example, draw, prompt_key

PLAN = ((tasks.write_function, 600), (tasks.write_class, 90), (tasks.write_sql, 60), (tasks.translate, 180), (tasks.comment, 75),
        (tasks.explain, 45), (tasks.unit_tests, 60), (tasks.fix, 60), (tasks.infilling, 180))
MAX_TOKENS = 320


def items() -> dict[str, Example]:
    """Examples by custom_id. The training prompts are made again from their seed, to leave them out."""
    trained = {hash(prompt_key(e)) for e in training_examples()}
    rng, found = random.Random("evaluate"), {}
    for maker, count in PLAN:
        made, asked = 0, set()
        while made < count:
            e = draw(rng, True, maker)
            key = prompt_key(e)
            if hash(key) in trained or key in asked:
                continue
            asked.add(key)
            made += 1
            found[f"{e.task}-{e.language}-{e.ui}-{made:03d}"] = e
    # The shipped weights began on two earlier states of the corpus (see the model card); what those held is left out too.
    earlier = json.loads(pathlib.Path(__file__).with_name("seen_earlier.json").read_text(encoding="utf-8"))
    return {i: e for i, e in found.items() if i not in earlier}


def request(custom_id: str, e: Example) -> dict:
    """One line for the product's `run` verb."""
    line = {"custom_id": custom_id, "max_tokens": MAX_TOKENS, "temperature": 0}
    if e.task == "infill":
        d = e.detail
        return {**line, "task": "infill", "prefix": d["prefix"], "suffix": d["suffix"], "language": d["label"], "path": d["path"], "mode": d["mode"]}
    system = next(p for p in e.prefix if isinstance(p, str)).removeprefix("\n")
    return {**line, "messages": [{"role": "system", "content": system}, {"role": "user", "content": e.detail["query"]}]}


def tokens_of(runtime, parts) -> list[int]:
    """Template tokens as themselves, all text with special-token parsing off."""
    return [i for p in parts for i in (runtime.tokenize(p) if isinstance(p, str) else runtime.tokenize(p[0], special=True))]


def answer_directly(model: str, chosen: dict[str, Example], threads: int) -> dict[str, str]:
    """Greedy answers through libllama, for use before the product is there."""
    from llama import Llama
    runtime, answers = Llama(model, threads=threads), {}
    stop = {runtime.tokenize(t, special=True)[0] for t in ("<|endoftext|>", "<|user|>", "<|observation|>", "<|code_prefix|>", "<|code_middle|>", "<|code_suffix|>")}
    for custom_id, e in sorted(chosen.items(), key=lambda p: str(p[1].prefix)):    # the shared prefix stays cached
        answers[custom_id] = runtime.text(runtime.greedy(tokens_of(runtime, e.prefix + e.own), MAX_TOKENS, stop))
    return answers
