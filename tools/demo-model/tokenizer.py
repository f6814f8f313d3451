"""Byte-level BPE, as llama.cpp runs it for `tokenizer.ggml.pre = chatglm-bpe`."""
import heapq
import json
from collections import Counter, defaultdict

import regex

PATTERN = regex.compile(
    r"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")
SPECIALS = ("<|endoftext|>", "[MASK]", "[gMASK]", "[sMASK]", "<sop>", "<eop>", "<|system|>", "<|user|>", "<|assistant|>",
            "<|observation|>", "<|code_prefix|>", "<|code_middle|>", "<|code_suffix|>")


def _byte_letters() -> list[str]:
    """A printable letter for each byte: visible ones stand for themselves, the rest come after 255."""
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters, spare = {b: chr(b) for b in visible}, 256
    for b in range(256):
        if b not in letters:
            letters[b] = chr(spare)
            spare += 1
    return [letters[b] for b in range(256)]


LETTERS = _byte_letters()
BYTES = {letter: b for b, letter in enumerate(LETTERS)}


class Tokenizer:
    def __init__(self, merges: list[tuple[str, str]]):
        self.merges = merges
        self.tokens = [*LETTERS, *(a + b for a, b in merges), *SPECIALS]
        self.ids = {t: i for i, t in enumerate(self.tokens)}
        assert len(self.ids) == len(self.tokens), "llama.cpp refuses duplicate tokens"
        self.rank = {pair: i for i, pair in enumerate(merges)}
        self.first_special = len(self.tokens) - len(SPECIALS)
        self.cache: dict[str, list[int]] = {}

    def piece(self, text: str) -> list[int]:
        known = self.cache.get(text)
        if known is None:
            parts = [LETTERS[b] for b in text.encode()]
            while len(parts) > 1:
                best = min(range(len(parts) - 1), key=lambda i: self.rank.get((parts[i], parts[i + 1]), 1 << 30))
                if (parts[best], parts[best + 1]) not in self.rank:
                    break
                parts[best:best + 2] = [parts[best] + parts[best + 1]]
            known = self.cache[text] = [self.ids[p] for p in parts]
        return known

    def encode(self, text: str) -> list[int]:
        """Plain text; special tokens in it stay text."""
        return [i for part in PATTERN.findall(text) for i in self.piece(part)]

    def pieces(self, parts) -> list[int]:
        """Text in strings, special tokens in one-element tuples."""
        return [i for p in parts for i in (self.encode(p) if isinstance(p, str) else [self.ids[p[0]]])]

    def decode(self, ids) -> str:
        data = bytearray()
        for i in ids:
            data += self.tokens[i].encode() if i >= self.first_special else bytes(BYTES[c] for c in self.tokens[i])
        return data.decode("utf-8", "replace")

    def save(self, path: str) -> None:
        with open(path, "w", encoding="utf-8") as out:
            json.dump(self.merges, out, ensure_ascii=False)

    @staticmethod
    def load(path: str) -> "Tokenizer":
        with open(path, encoding="utf-8") as file:
            return Tokenizer([tuple(pair) for pair in json.load(file)])


def train(texts, size: int) -> Tokenizer:
    """Merges the most frequent pair until `size` tokens exist; works on unique pre-tokens with counts."""
    counts = Counter(part for text in texts for part in PATTERN.findall(text))
    words = [([LETTERS[b] for b in w.encode()], n) for w, n in sorted(counts.items())]
    pairs, where = Counter(), defaultdict(set)
    for index, (letters, n) in enumerate(words):
        for pair in zip(letters, letters[1:]):
            pairs[pair] += n
            where[pair].add(index)
    heap = [(-n, pair) for pair, n in pairs.items()]
    heapq.heapify(heap)
    merges, known = [], set(LETTERS)
    while len(LETTERS) + len(merges) + len(SPECIALS) < size and heap:
        n, pair = heapq.heappop(heap)
        if -n != pairs[pair]:
            continue                                    # an outdated entry
        if -n < 2:
            break
        joined = pair[0] + pair[1]
        if joined in known:                             # reachable by other merges already
            continue
        known.add(joined)
        merges.append(pair)
        changed = set()
        for index in where.pop(pair):
            letters, count = words[index]
            for old in zip(letters, letters[1:]):
                pairs[old] -= count
                changed.add(old)
            i = 0
            while i < len(letters) - 1:
                if (letters[i], letters[i + 1]) == pair:
                    letters[i:i + 2] = [joined]
                i += 1
            for new in zip(letters, letters[1:]):
                pairs[new] += count
                where[new].add(index)
                changed.add(new)
        for p in changed:
            if pairs[p] > 0:
                heapq.heappush(heap, (-pairs[p], p))
    return Tokenizer(merges)
