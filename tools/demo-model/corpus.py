"""Builds tokenizer and token arrays from a seed: `corpus.py OUT --examples N --seed S`."""
import argparse
import os
import random
import time

import numpy as np

import tokenizer as bpe
from recipe import EXAMPLES, HELD, SEED, VOCABULARY, training_examples
from tasks import draw, prompt_key

END = "<|user|>"          # CodeGeeX4 ends its turn by opening the user's next one


def text_of(parts) -> str:
    return "\x00".join(p for p in parts if isinstance(p, str))


def train_tokenizer(seed: int, size: int, examples: int) -> bpe.Tokenizer:
    rng, texts, prefixes = random.Random(f"{seed}/tokenizer"), [], {}
    for _ in range(examples):
        e = draw(rng)
        texts += [p for p in e.own if isinstance(p, str)] + [e.answer]
        prefixes.setdefault(text_of(e.prefix), [p for p in e.prefix if isinstance(p, str)])
    for parts in prefixes.values():
        texts += parts * 20
    return bpe.train(texts, size)


class Arrays:
    """Examples as flat token arrays: `own` (prompt after the shared prefix, then the answer)."""

    def __init__(self):
        self.tokens, self.start, self.prompt, self.group, self.prefixes, self.tasks = [], [0], [], [], {}, []

    def add(self, example, tok) -> None:
        prefix = tuple(tok.pieces(example.prefix))
        own = tok.pieces(example.own)
        answer = tok.encode(example.answer) + [tok.ids[END]]
        self.tokens += own + answer
        self.start.append(len(self.tokens))
        self.prompt.append(len(own))
        self.group.append(self.prefixes.setdefault(prefix, len(self.prefixes)))
        self.tasks.append(f"{example.task}/{example.language}")

    def save(self, path: str) -> None:
        flat = [t for p in self.prefixes for t in p]
        ends = np.cumsum([0] + [len(p) for p in self.prefixes])
        np.savez(path, tokens=np.array(self.tokens, np.uint16), start=np.array(self.start, np.int64),
                 prompt=np.array(self.prompt, np.uint16), group=np.array(self.group, np.uint16),
                 prefix_tokens=np.array(flat, np.uint16), prefix_ends=ends, tasks=np.array(self.tasks))


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("out")
    args.add_argument("--examples", type=int, default=EXAMPLES)
    args.add_argument("--held", type=int, default=HELD)
    args.add_argument("--vocab", type=int, default=VOCABULARY)
    args.add_argument("--seed", type=int, default=SEED)
    a = args.parse_args()
    os.makedirs(a.out, exist_ok=True)
    began = time.time()
    vocabulary = f"{a.out}/tokenizer.json"
    if os.path.exists(vocabulary):
        tok = bpe.Tokenizer.load(vocabulary)
    else:
        tok = train_tokenizer(a.seed, a.vocab, 60_000)
        tok.save(vocabulary)
    print(f"tokenizer: {len(tok.tokens)} tokens, {time.time() - began:.0f} s", flush=True)
    train, seen = Arrays(), set()
    for e in training_examples(a.seed, a.examples):
        seen.add(hash(prompt_key(e)))
        train.add(e, tok)
    train.save(f"{a.out}/train.npz")
    rng, held = random.Random(f"{a.seed}/held"), Arrays()
    while len(held.prompt) < a.held:
        e = draw(rng, held=True)
        if hash(prompt_key(e)) not in seen:
            held.add(e, tok)
    held.save(f"{a.out}/held.npz")
    print(f"{a.examples} examples ({len(seen)} different), {len(train.tokens)} tokens, {len(train.prefixes)} system texts, "
          f"{time.time() - began:.0f} s")


if __name__ == "__main__":
    main()
