"""Cheap tests of the generator, the tokenizer, the writer and the judge: `python3 -m unittest` in this folder."""
import random
import unittest

import numpy as np

import gguf
import judge
import tasks
import tokenizer
from families import FUNCTIONS
from naming import canonical
from render import fenced, function_code


def held_prompts(count):
    rng = random.Random(3)
    return [tasks.draw(rng, held=True, maker=tasks.write_function).detail["query"] for _ in range(count)]


class GeneratorTests(unittest.TestCase):
    def test_same_seed_gives_the_same_examples(self):
        first, second = ([tasks.prompt_key(tasks.draw(random.Random(5))) for _ in range(2)] for _ in range(2))
        self.assertEqual(first, second)

    def test_held_out_prompts_never_occur_in_training(self):
        rng = random.Random(4)
        trained = {tasks.draw(rng, maker=tasks.write_function).detail["query"] for _ in range(5000)}
        self.assertFalse(trained & set(held_prompts(300)))

    def test_every_family_has_all_languages_and_two_phrasings(self):
        for family in FUNCTIONS.values():
            self.assertEqual(set(family.body), {"python", "csharp", "javascript"})
            self.assertGreaterEqual(min(len(family.en), len(family.zh)), 2, family.name)
        self.assertGreaterEqual(len(FUNCTIONS), 100)

    def test_infilled_code_joins_to_the_whole(self):
        rng = random.Random(6)
        for _ in range(200):
            e = tasks.draw(rng, maker=tasks.infilling)
            whole = e.detail["prefix"] + e.answer + e.detail["suffix"]
            if e.language == "python":
                compile(whole, "joined", "exec")


class TokenizerTests(unittest.TestCase):
    def test_text_survives_encoding(self):
        rng = random.Random(7)
        texts = [tasks.draw(rng).answer for _ in range(300)]
        tok = tokenizer.train(texts, 600)
        for text in texts + ["数字 and 🙂\t\r\n  x", "<|assistant|> stays text"]:
            self.assertEqual(tok.decode(tok.encode(text)), text)
        self.assertNotIn(tok.ids["<|assistant|>"], tok.encode("<|assistant|>"))


class WriterTests(unittest.TestCase):
    def test_q8_0_is_close_to_its_values(self):
        values = np.random.default_rng(1).normal(size=(4, 256)).astype(np.float32)
        blocks = np.frombuffer(gguf.q8_0(values), dtype=[("scale", "<f2"), ("codes", "i1", 32)])
        restored = blocks["scale"].astype(np.float32)[:, None] * blocks["codes"]
        self.assertLess(np.abs(restored.reshape(values.shape) - values).max(), 0.02)

    def test_zeros_quantize_to_zeros(self):
        self.assertEqual(set(gguf.q8_0(np.zeros((1, 32)))), {0})


class JudgeTests(unittest.TestCase):
    def setUp(self):
        self.family = FUNCTIONS["add_numbers"]
        self.names = canonical(self.family, {})

    def test_right_code_passes_and_wrong_code_fails(self):
        for language in ("python", "javascript"):
            right = function_code(self.family, self.names, language)
            self.assertTrue(judge.function_passes(right, self.family, self.names, language)[0])
            self.assertFalse(judge.function_passes(right.replace("+", "-"), self.family, self.names, language)[0])

    def test_endless_code_is_stopped(self):
        self.assertFalse(judge.function_passes("while True: pass", self.family, self.names, "python")[0])

    def test_code_is_taken_from_the_first_fence(self):
        self.assertEqual(judge.code_of("Here:\n" + fenced("x = 1", "python")), "x = 1")
        self.assertIsNone(judge.code_of("no code"))


if __name__ == "__main__":
    unittest.main()
