"""Writes golden.json: greedy answers of the shipped model for the end-to-end tests: `golden.py MODEL.gguf`.

Batches of another shape round differently, so each answer comes with its smallest margin
between the best and the second-best token: the larger, the safer to assert.
"""
import json
import pathlib
import sys

import numpy as np

from heldout import tokens_of
from llama import Llama
from prompts import chat, infill, system_text

PROMPTS = {"sum-en": "Write a Python function that returns the sum of two numbers",
           "reverse-csharp": "Write a C# method to reverse a string.",
           "unique-javascript": "Write a JavaScript function that removes duplicates from a list.",
           "even-zh": "写一个Python函数，判断一个数是否为偶数。",
           "sql": "Write a SQL query to select the 10 products with the highest price.",
           "factorial": "Write a Python function that returns the factorial of a number."}


def main() -> None:
    runtime = Llama(sys.argv[1], threads=1)
    stop = {runtime.tokenize(t, special=True)[0] for t in ("<|endoftext|>", "<|user|>", "<|observation|>")}
    entries = []
    for name, prompt in PROMPTS.items():
        prefix, own = chat(system_text("en"), prompt)
        ids = tokens_of(runtime, prefix + own)
        made = runtime.greedy(ids, 256, stop)
        best = np.sort(runtime.logits(ids + made)[len(ids) - 1:], axis=1)
        entries.append({"name": name, "prompt": prompt, "answer": runtime.text(made), "tokens": len(made), "prompt_tokens": len(ids),
                        "smallest_margin": round(float((best[:, -1] - best[:, -2]).min()), 2)})
    prefix, own = infill("def add_numbers(a, b):\n    ", "\n", "Python", "utils.py", "BLOCK")
    ids = tokens_of(runtime, prefix + own)
    made = runtime.greedy(ids, 256, stop)
    entries.append({"name": "infill", "prefix": "def add_numbers(a, b):\n    ", "suffix": "\n", "language": "Python", "path": "utils.py", "mode": "BLOCK",
                    "answer": runtime.text(made), "tokens": len(made), "prompt_tokens": len(ids)})
    path = pathlib.Path(__file__).with_name("golden.json")
    path.write_text(json.dumps({"system": system_text("en"), "temperature": 0, "entries": entries}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
