"""Checks an exported model against the trainer: `verify.py WORK MODEL.gguf`.

Tokens: llama.cpp's tokenization must equal ours on corpus texts. Logits: an F32 export must
agree with the trainer's network closely (same mathematics), the shipped Q8_0 file up to
quantization. Prints the largest differences; exits 1 when tokens differ.
"""
import os
import random
import sys
import tempfile

import numpy as np
import torch

from export import export, load
from llama import Llama
from model import Batch
from tasks import draw


def trainer_logits(model, ids) -> np.ndarray:
    with torch.no_grad():
        batch = Batch(model.shape, torch.zeros(0, dtype=torch.int64), torch.tensor([ids]), torch.float32)
        return model(batch).numpy()


def compare(runtime: Llama, model, prompts) -> tuple[float, float, float]:
    """(largest difference, mean difference, share of positions with the same best token)."""
    worst, means, agree = 0.0, [], []
    for ids in prompts:
        ours, theirs = trainer_logits(model, ids), runtime.logits(ids)
        worst = max(worst, float(np.abs(ours - theirs).max()))
        means.append(float(np.abs(ours - theirs).mean()))
        agree.append(float((ours.argmax(-1) == theirs.argmax(-1)).mean()))
    return worst, float(np.mean(means)), float(np.mean(agree))


def main() -> int:
    work, path = sys.argv[1:3]
    model, tok = load(work)
    rng = random.Random("verify")
    examples = [draw(rng, held=rng.random() < 0.3) for _ in range(1000)]
    shipped = Llama(path, threads=1)
    print("warnings at load:", shipped.warnings or "none")
    texts = [t for e in examples for t in [*(p for p in e.prefix + e.own if isinstance(p, str)), e.answer]]
    texts += ["  leading", "tabs\there\r\nand  there ", "数字123456和text混排，标点！", "🙂 emoji", "it's we'LL", "a\n\n\n  b", "x=1;y==2", "\u00a0nbsp é ü"]
    differing = [t for t in set(texts) if shipped.tokenize(t) != tok.encode(t)]
    print(f"tokenization: {len(set(texts)) - len(differing)} of {len(set(texts))} texts equal")
    for t in differing[:5]:
        print(repr(t[:80]), shipped.tokenize(t)[:20], tok.encode(t)[:20])
    prompts = [(tok.pieces(e.prefix) + tok.pieces(e.own) + tok.encode(e.answer))[:500] for e in examples[:20]]
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "f32.gguf")
        export(work, plain, quantize=False)
        for name, runtime in (("F32 ", Llama(plain, threads=1)), ("Q8_0", shipped)):
            worst, mean, agree = compare(runtime, model, prompts)
            print(f"logits, {name} file against the trainer: largest difference {worst:.4f}, mean {mean:.5f}, same best token {agree:.2%}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
