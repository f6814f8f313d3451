"""Puts measured numbers into the model card: `card.py CARD LOSS.csv` writes the loss table."""
import csv
import pathlib
import re
import sys


def put(path: str, mark: str, text: str) -> None:
    """Replaces what stands between `<!-- mark -->` and `<!-- /mark -->`."""
    file = pathlib.Path(path)
    card = file.read_text(encoding="utf-8")
    new, count = re.subn(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", lambda m: m[1] + text + "\n" + m[2], card, flags=re.S)
    if count != 1:
        raise SystemExit(f"{path} has no place marked '{mark}'")
    file.write_text(new, encoding="utf-8")


def loss_table(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines = ["| Minutes | Steps | Tokens | Training loss | Held-out loss | Held-out answers word for word |", "|---|---|---|---|---|---|"]
    return "\n".join(lines + [f"| {r['minutes']} | {r['step']} | {int(r['tokens']):,} | {r['train_loss']} | {r['held_loss']} | {float(r['held_exact']):.1%} |" for r in rows])


if __name__ == "__main__":
    put(sys.argv[1], "loss", loss_table(sys.argv[2]))
