"""Measures generation: `speed.py MODEL.gguf [THREADS]`, one sequence, 256 tokens after a short prompt, best and median of 7."""
import statistics
import sys
import time

from heldout import tokens_of
from llama import Llama
from prompts import chat, system_text


def main() -> None:
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    runtime = Llama(sys.argv[1], threads=threads)
    prefix, own = chat(system_text("en"), "Write a Python function that returns the sum of two numbers.")
    ids, rates = tokens_of(runtime, prefix + own), []
    runtime.greedy(ids, 16, set())
    for _ in range(7):
        began = time.perf_counter()
        made = len(runtime.greedy(ids, 256, set()))
        rates.append(made / (time.perf_counter() - began))
    print(f"generation, one sequence, {threads} threads: median {statistics.median(rates):.0f}, best {max(rates):.0f} tokens/s")


if __name__ == "__main__":
    main()
