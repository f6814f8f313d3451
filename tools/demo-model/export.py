"""Exports the trained weights: `export.py WORK MODEL.gguf [--f32]`."""
import argparse
import os

import torch

import gguf
from model import ChatGLM
from shape import Shape
from tokenizer import SPECIALS, Tokenizer

NORMAL, CONTROL = 1, 3
MOSTLY_F32, MOSTLY_Q8_0 = 0, 7
TEMPLATE = ("[gMASK]<sop>{% for message in messages %}<|{{ message['role'] }}|>\n{{ message['content'] }}{% endfor %}"
            "{% if add_generation_prompt %}<|assistant|>\n{% endif %}")
DESCRIPTION = ("A demonstration: CodeGeeX4's architecture and prompt format in miniature, trained from scratch on BatchGen's own "
               "synthetic programming tasks. It knows only those tasks. For real work use CodeGeeX4-ALL-9B.")


def load(work: str) -> tuple[ChatGLM, Tokenizer]:
    saved = torch.load(f"{work}/checkpoint.pt", map_location="cpu")
    model = ChatGLM(Shape(**saved["shape"]))
    model.load_state_dict(saved["model"])
    return model.eval(), Tokenizer.load(f"{work}/tokenizer.json")


def metadata(w: gguf.Writer, s: Shape, tok: Tokenizer, parameters: int, quantize: bool) -> None:
    w.text("general.architecture", "chatglm")
    w.text("general.type", "model")
    w.text("general.name", "BatchGen demo")
    w.text("general.description", DESCRIPTION)
    w.text("general.license", "other")
    w.text("general.license.name", "the licence of the BatchGen repository")
    w.text("general.size_label", f"{parameters / 1e6:.1f}M")
    w.texts("general.languages", ["en", "zh"])
    w.uint("general.file_type", MOSTLY_Q8_0 if quantize else MOSTLY_F32)
    w.uint("general.quantization_version", 2)
    w.uint("chatglm.context_length", s.context)
    w.uint("chatglm.embedding_length", s.embd)
    w.uint("chatglm.feed_forward_length", s.ff)
    w.uint("chatglm.block_count", s.layers)
    w.uint("chatglm.attention.head_count", s.heads)
    w.uint("chatglm.attention.head_count_kv", s.kv_heads)
    w.real("chatglm.attention.layer_norm_rms_epsilon", s.norm_eps)
    w.uint("chatglm.rope.dimension_count", s.rot)
    w.real("chatglm.rope.freq_base", s.rope_base)
    w.uint("chatglm.vocab_size", s.vocab)
    w.text("tokenizer.ggml.model", "gpt2")
    w.text("tokenizer.ggml.pre", "chatglm-bpe")
    w.texts("tokenizer.ggml.tokens", tok.tokens)
    w.ints("tokenizer.ggml.token_type", [NORMAL] * tok.first_special + [CONTROL] * len(SPECIALS))
    w.texts("tokenizer.ggml.merges", [f"{a} {b}" for a, b in tok.merges])
    for key, token in (("eos", "<|endoftext|>"), ("eot", "<|user|>"), ("unknown", "<|endoftext|>"), ("padding", "<|endoftext|>"),
                       ("fim_pre", "<|code_prefix|>"), ("fim_suf", "<|code_suffix|>"), ("fim_mid", "<|code_middle|>")):
        w.uint(f"tokenizer.ggml.{key}_token_id", tok.ids[token])
    # llama.cpp warns about an end-of-turn token that is not in its list of known names, unless the
    # token also has another ending role; the separator between files is one, and ends a turn too.
    w.uint("tokenizer.ggml.fim_sep_token_id", tok.ids["<|user|>"])
    w.flag("tokenizer.ggml.add_bos_token", False)
    w.text("tokenizer.chat_template", TEMPLATE)


def tensors(w: gguf.Writer, model: ChatGLM, quantize: bool) -> None:
    """Matrices are quantized; norms and biases stay float32."""
    def add(name, value):
        w.tensor(name, value.detach().numpy(), quantize and value.dim() == 2)

    add("token_embd.weight", model.embed)
    for i, b in enumerate(model.blocks):
        add(f"blk.{i}.attn_norm.weight", b.attn_norm.weight)
        add(f"blk.{i}.attn_qkv.weight", b.qkv)
        add(f"blk.{i}.attn_qkv.bias", b.qkv_bias)
        add(f"blk.{i}.attn_output.weight", b.out)
        add(f"blk.{i}.ffn_norm.weight", b.ffn_norm.weight)
        add(f"blk.{i}.ffn_up.weight", b.up)
        add(f"blk.{i}.ffn_down.weight", b.down)
    add("output_norm.weight", model.norm.weight)
    add("output.weight", model.head)


def export(work: str, path: str, quantize: bool) -> None:
    model, tok = load(work)
    writer = gguf.Writer()
    metadata(writer, model.shape, tok, sum(p.numel() for p in model.parameters()), quantize)
    tensors(writer, model, quantize)
    writer.save(path)
    print(f"{path}: {os.path.getsize(path):,} bytes, {sum(p.numel() for p in model.parameters()):,} parameters")


if __name__ == "__main__":
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("work")
    args.add_argument("path")
    args.add_argument("--f32", action="store_true")
    a = args.parse_args()
    export(a.work, a.path, not a.f32)
