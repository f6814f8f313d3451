"""The numbers that define the shipped model's corpus, and the stream of its examples."""
import random

from tasks import draw

EXAMPLES, HELD, VOCABULARY, SEED = 420_000, 2_000, 2560, 1


def training_examples(seed: int = SEED, count: int = EXAMPLES):
    """The same examples in the same order for the same seed."""
    rng = random.Random(f"{seed}/train")
    for _ in range(count):
        yield draw(rng)
