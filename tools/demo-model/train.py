"""Trains the demo model: `train.py WORK --minutes M`. Checkpoints to WORK and resumes from there.

The learning rate follows the time budget: warm-up, a plateau, then a linear fall to zero.
"""
import argparse
import csv
import json
import os
import random
import time

import numpy as np
import torch
from torch.nn import functional as F

from model import Batch, ChatGLM
from muon import Muon
from shape import Shape


class Data:
    """Rows of similar length that share one prefix, in a random order of batches."""

    def __init__(self, path: str, batch_tokens: int):
        z = np.load(path)
        self.tokens, self.start, self.prompt, self.group, self.tasks = (z[k] for k in ("tokens", "start", "prompt", "group", "tasks"))
        ends = z["prefix_ends"]
        self.prefixes = [torch.from_numpy(z["prefix_tokens"][a:b].astype(np.int64)) for a, b in zip(ends, ends[1:])]
        self.length = np.diff(self.start)
        self.batch_tokens = batch_tokens

    def batches(self, seed: int) -> list[np.ndarray]:
        rng, out = np.random.default_rng(seed), []
        for group in range(len(self.prefixes)):
            rows = rng.permutation(np.flatnonzero(self.group == group))
            for part in np.array_split(rows, max(1, len(rows) // 2000)):
                part, lo = part[np.argsort(self.length[part], kind="stable")], 0
                while lo < len(part):
                    hi = lo + 1
                    while hi < len(part) and self.length[part[hi]] * (hi + 1 - lo) <= self.batch_tokens:
                        hi += 1
                    out.append(part[lo:hi])
                    lo = hi
        rng.shuffle(out)
        return out

    def load(self, rows: np.ndarray):
        """(prefix, tokens, flat positions that predict an answer token, those tokens)."""
        longest = int(self.length[rows].max())
        block = np.zeros((len(rows), longest), np.int64)
        mask = np.zeros((len(rows), longest), bool)
        for i, r in enumerate(rows):
            n = int(self.length[r])
            block[i, :n] = self.tokens[self.start[r]:self.start[r + 1]]
            mask[i, self.prompt[r] - 1:n - 1] = True
        block = torch.from_numpy(block)
        prefix = self.prefixes[self.group[rows[0]]]
        flat = torch.from_numpy(np.flatnonzero(mask))
        target = block.reshape(-1)[flat + 1]
        return prefix, block, flat + len(prefix), target


def optimisers(model: ChatGLM):
    s, pieces = model.shape, []
    for b in model.blocks:
        edges = (0, s.embd, s.embd + s.kv_width, s.embd + 2 * s.kv_width)
        pieces += [(b.qkv, lo, hi) for lo, hi in zip(edges, edges[1:])]
        pieces += [(b.out, 0, s.embd), (b.up, 0, s.ff), (b.up, s.ff, 2 * s.ff), (b.down, 0, s.embd)]
    small = [p for p in model.parameters() if p.dim() == 1]
    adam = torch.optim.AdamW([{"params": [model.embed], "base": 0.01}, {"params": [model.head], "base": 0.004},
                              {"params": small, "base": 0.004}], lr=0.01, betas=(0.9, 0.95), weight_decay=0.0)
    return Muon(pieces), adam


@torch.no_grad()
def exact(model, data: Data, dtype, device) -> tuple[float, dict[str, float]]:
    """Held-out loss and, per task, how many answers greedy decoding would give word for word.

    Greedy decoding reproduces the reference exactly when the best token is right at every step.
    """
    total, count, hits = 0.0, 0, {}
    for rows in data.batches(0):
        prefix, block, flat, target = data.load(rows)
        logits = model(Batch(model.shape, prefix, block, dtype, device), flat.to(device), dtype).cpu()
        total += float(F.cross_entropy(logits, target, reduction="sum"))
        count += len(target)
        right = (logits.argmax(-1) == target).numpy()
        owner = ((flat - len(prefix)) // block.shape[1]).numpy()
        for i, r in enumerate(rows):
            hits.setdefault(str(data.tasks[r]), []).append(bool(right[owner == i].all()))
    return total / count, {k: sum(v) / len(v) for k, v in sorted(hits.items())}


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("work")
    args.add_argument("--minutes", type=float, default=77, help="wall-clock budget, counted over resumes")
    args.add_argument("--layers", type=int, default=5)
    args.add_argument("--batch-tokens", type=int, default=3600)
    args.add_argument("--accumulate", type=int, default=2)
    args.add_argument("--seed", type=int, default=1)
    a = args.parse_args()
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    dtype = torch.bfloat16
    with open(f"{a.work}/tokenizer.json", encoding="utf-8") as file:
        vocab = 256 + len(json.load(file)) + 13
    train, held = Data(f"{a.work}/train.npz", a.batch_tokens), Data(f"{a.work}/held.npz", 4 * a.batch_tokens)
    model = ChatGLM(Shape(vocab, layers=a.layers)).to(device)
    muon, adam = optimisers(model)
    step, seen, spent, epoch, at = 0, 0, 0.0, 0, 0
    checkpoint, curve = f"{a.work}/checkpoint.pt", f"{a.work}/loss.csv"
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint, map_location=device)
        model.load_state_dict(saved["model"])
        adam.load_state_dict(saved["adam"])
        muon.state = saved["muon"]
        step, seen, spent, epoch, at = saved["progress"]
        print(f"resumed at step {step}, {spent / 60:.1f} min", flush=True)
    else:
        with open(curve, "w", encoding="utf-8") as out:
            out.write("minutes,step,tokens,train_loss,held_loss,held_exact\n")
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters, {device}, {torch.get_num_threads()} threads", flush=True)
    order = train.batches(a.seed + epoch)
    budget, began, since, recent = a.minutes * 60, time.time() - spent, spent, []

    def save():
        state = {"model": model.state_dict(), "adam": adam.state_dict(), "muon": muon.state,
                 "progress": (step, seen, spent, epoch, at), "shape": model.shape.to_dict()}
        torch.save(state, checkpoint + ".new")
        os.replace(checkpoint + ".new", checkpoint)

    while spent < budget:
        done = spent / budget
        scale = min(1.0, (step + 1) / 60) * min(1.0, max(0.0, (1 - done) / 0.6))
        muon.momentum = min(0.95, 0.85 + step / 3000)
        for group in adam.param_groups:
            group["lr"] = group["base"] * scale
        loaded = []
        for _ in range(a.accumulate):
            if at >= len(order):
                epoch, at = epoch + 1, 0
                order = train.batches(a.seed + epoch)
            loaded.append(train.load(order[at]))
            at += 1
        answers = sum(len(target) for *_, target in loaded)
        loss_sum = 0.0
        for prefix, block, flat, target in loaded:
            logits = model(Batch(model.shape, prefix, block, dtype, device), flat.to(device), dtype)
            loss = F.cross_entropy(logits, target.to(device), reduction="sum") / answers
            loss.backward()
            loss_sum += float(loss)
            seen += block.numel()
        muon.step(scale)
        adam.step()
        for p in model.parameters():
            p.grad = None
        step += 1
        spent = time.time() - began
        recent.append(loss_sum)
        if step % 20 == 0:
            print(f"{spent / 60:6.1f} min  step {step:6d}  {seen / spent:7.0f} tok/s  loss {np.mean(recent[-50:]):.4f}  scale {scale:.3f}", flush=True)
        if spent - since > 300 or spent >= budget or step == 100:
            since = spent
            held_loss, hits = exact(model, held, dtype, device)
            mean = float(np.mean(recent)) if recent else float("nan")
            with open(curve, "a", encoding="utf-8") as out:
                csv.writer(out, lineterminator="\n").writerow([f"{spent / 60:.1f}", step, seen, f"{mean:.4f}", f"{held_loss:.4f}", f"{np.mean(list(hits.values())):.3f}"])
            print(f"held-out loss {held_loss:.4f}  exact {' '.join(f'{k} {v:.2f}' for k, v in hits.items())}", flush=True)
            recent = []
            save()


if __name__ == "__main__":
    main()
