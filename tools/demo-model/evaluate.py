"""Evaluates a model on held-out prompts; see evaluate.sh for the usual call."""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import card
import heldout
import score

ROOT = pathlib.Path(__file__).resolve().parents[2]


def read_results(path: str) -> dict[str, str | None]:
    """OpenAI batch output lines; None for an item that failed."""
    answers = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            choices = ((row.get("response") or {}).get("body") or {}).get("choices") or [{}]
            answers[row["custom_id"]] = (choices[0].get("message") or {}).get("content")
    return answers


def through_product(model: str, chosen, project: str) -> dict[str, str | None]:
    with tempfile.TemporaryDirectory() as folder:
        requests, results = os.path.join(folder, "heldout.jsonl"), os.path.join(folder, "results.jsonl")
        write_requests(requests, chosen)
        done = subprocess.run(["dotnet", "run", "--project", project, "-c", "Release", "--", "run", requests,
                               "--output", results, "--model", os.path.abspath(model), "--accept-bad-lines"])
        if not os.path.exists(results):
            raise SystemExit(f"the product wrote no results (exit code {done.returncode})")
        return read_results(results)


def answers_to(chosen, a) -> dict[str, str]:
    """A product that does not take infill requests refuses those lines; libllama answers them, and that is said."""
    if a.runtime == "ctypes" and not a.results:
        return heldout.answer_directly(a.model, chosen, a.threads)
    answers = read_results(a.results) if a.results else through_product(a.model, chosen, a.project)
    refused = {i: e for i, e in chosen.items() if e.task == "infill" and answers.get(i) is None}
    if refused and os.environ.get("LLAMA_DIR"):
        print(f"{len(refused)} infill requests were not answered by the product; libllama answers them")
        answers.update(heldout.answer_directly(a.model, refused, a.threads))
    return {i: text or "" for i, text in answers.items()}


def write_requests(path: str, chosen) -> None:
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(heldout.request(i, e), ensure_ascii=False) + "\n" for i, e in chosen.items())


def main() -> int:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("model", nargs="?", default=str(ROOT / "models/batchgen-demo.gguf"))
    args.add_argument("--runtime", choices=("product", "ctypes"), default="product", help="what generates the answers")
    args.add_argument("--results", help="score this results file instead of generating")
    args.add_argument("--requests", help="only write the held-out requests to this file")
    args.add_argument("--card", help="write the table into this model card")
    args.add_argument("--failures", type=int, default=10, help="how many wrong answers to show")
    args.add_argument("--project", default=str(ROOT / "src/BatchGen.Web"), help="the product's project")
    args.add_argument("--threads", type=int, default=1, help="for libllama")
    a = args.parse_args()
    chosen = heldout.items()
    if a.requests:
        write_requests(a.requests, chosen)
        return 0
    answers = answers_to(chosen, a)
    verdicts = score.score(chosen, answers)
    wrong = [i for i, v in verdicts.items() if not v.passed]
    for i in wrong[:a.failures]:
        print(f"--- {i} ({chosen[i].family}): {verdicts[i].why[:300]}\n{chosen[i].detail.get('query', '')[-300:]}\n>>> {answers.get(i, '')[:600]}")
    text = score.table(chosen, answers, verdicts)
    print(text)
    if a.card:
        card.put(a.card, "scores", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
