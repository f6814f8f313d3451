"""CodeGeeX4's network in PyTorch, computing what llama.cpp computes for `chatglm`.

A batch is one shared prefix (the system part of the prompt) and many rows that continue
it. The prefix is computed once; every row attends to it and to itself only, which equals
running prefix + row for each row, at a fraction of the tokens.
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

from shape import Shape


class RMSNorm(nn.Module):
    def __init__(self, width: int, eps: float):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps) * self.weight


def linear(x, weight, bias=None):
    """bf16 inside: on CPUs with AVX512-BF16 it is four times as fast as float32."""
    if x.dtype != weight.dtype:
        weight = weight.to(x.dtype)
        bias = None if bias is None else bias.to(x.dtype)
    return F.linear(x, weight, bias)


def rotate(x, cos, sin, rot: int):
    """llama.cpp's NORM rope: neighbours (2i, 2i+1) turn together, on the first `rot` dims."""
    turned, kept = x[..., :rot], x[..., rot:]
    a, b = turned[..., 0::2], turned[..., 1::2]
    turned = torch.stack((a * cos - b * sin, a * sin + b * cos), dim=-1).flatten(-2)
    return torch.cat((turned, kept), dim=-1)


class Block(nn.Module):
    def __init__(self, s: Shape):
        super().__init__()
        self.s = s
        self.attn_norm = RMSNorm(s.embd, s.norm_eps)
        self.ffn_norm = RMSNorm(s.embd, s.norm_eps)
        self.qkv = nn.Parameter(torch.randn(s.embd + 2 * s.kv_width, s.embd) / math.sqrt(s.embd))
        self.qkv_bias = nn.Parameter(torch.zeros(s.embd + 2 * s.kv_width))
        self.out = nn.Parameter(torch.zeros(s.embd, s.embd))
        self.up = nn.Parameter(torch.randn(2 * s.ff, s.embd) / math.sqrt(s.embd))
        self.down = nn.Parameter(torch.zeros(s.embd, s.ff))

    def forward(self, x, batch, dtype):
        x = x + linear(self.attend(self.attn_norm(x).to(dtype), batch), self.out).float()
        gate, up = linear(self.ffn_norm(x).to(dtype), self.up).chunk(2, dim=-1)
        return x + linear(F.silu(gate) * up, self.down).float()

    def attend(self, x, batch):
        s, group = self.s, self.s.heads // self.s.kv_heads
        p, b, n = batch.prefix, batch.rows, batch.length
        qkv = linear(x, self.qkv, self.qkv_bias)
        q, k, v = qkv.split((s.embd, s.kv_width, s.kv_width), dim=-1)
        q = rotate(q.view(-1, s.heads, s.head_dim), batch.cos, batch.sin, s.rot)
        k = rotate(k.reshape(-1, s.kv_heads, s.head_dim), batch.cos, batch.sin, s.rot)
        v = v.reshape(-1, s.kv_heads, s.head_dim)
        q = (q * (s.head_dim ** -0.5)).view(-1, s.kv_heads, group, s.head_dim)

        parts = []
        kp = k[:p].transpose(0, 1)                                          # kv, p, d
        vp = v[:p].transpose(0, 1)
        if p:
            qp = q[:p].permute(1, 2, 0, 3).reshape(s.kv_heads, group * p, s.head_dim)
            score = (qp @ kp.transpose(1, 2)).view(s.kv_heads, group, p, p) + batch.prefix_mask
            mixed = score.softmax(-1).view(s.kv_heads, group * p, p) @ vp
            parts.append(mixed.view(s.kv_heads, group, p, -1).permute(2, 0, 1, 3).reshape(p, s.embd))

        qr = q[p:].view(b, n, s.kv_heads, group, s.head_dim).permute(2, 0, 3, 1, 4)  # kv,b,g,n,d
        kr = k[p:].view(b, n, s.kv_heads, s.head_dim).permute(2, 0, 1, 3)            # kv,b,n,d
        vr = v[p:].view(b, n, s.kv_heads, s.head_dim).permute(2, 0, 1, 3)
        qr = qr.reshape(s.kv_heads, b, group * n, s.head_dim)
        own = (qr @ kr.transpose(2, 3)).view(s.kv_heads, b, group, n, n) + batch.row_mask
        own = own.view(s.kv_heads, b, group * n, n)
        if p:
            before = (qr.view(s.kv_heads, -1, s.head_dim) @ kp.transpose(1, 2)).view(s.kv_heads, b, group * n, p)
            weight = torch.cat((before, own), dim=-1).softmax(-1)
            mixed = weight[..., p:] @ vr
            mixed = mixed + (weight[..., :p].reshape(s.kv_heads, -1, p) @ vp).view_as(mixed)
        else:
            mixed = own.softmax(-1) @ vr
        mixed = mixed.view(s.kv_heads, b, group, n, s.head_dim).permute(1, 3, 0, 2, 4)
        parts.append(mixed.reshape(b * n, s.embd))
        return torch.cat(parts) if p else parts[0]


class Batch:
    """Tokens of one shared prefix and the rows behind it, with their masks and rotations."""

    def __init__(self, shape: Shape, prefix, rows, dtype, device="cpu"):
        self.prefix, (self.rows, self.length) = len(prefix), rows.shape
        self.tokens = torch.cat((prefix, rows.reshape(-1))).to(device)
        own = torch.arange(self.length) + self.prefix
        position = torch.cat((torch.arange(self.prefix), own.repeat(self.rows))).to(device)
        turn = shape.rope_base ** (-torch.arange(0, shape.rot, 2, device=device).float() / shape.rot)
        angle = position[:, None].float() * turn
        self.cos = angle.cos()[:, None, :].to(dtype)
        self.sin = angle.sin()[:, None, :].to(dtype)
        self.prefix_mask = self.causal(self.prefix, dtype, device)
        self.row_mask = self.causal(self.length, dtype, device)

    @staticmethod
    def causal(n, dtype, device):
        return torch.full((n, n), float("-inf"), device=device).triu(1).to(dtype)


class ChatGLM(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.embed = nn.Parameter(torch.randn(shape.vocab, shape.embd) * 0.5)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = RMSNorm(shape.embd, shape.norm_eps)
        self.head = nn.Parameter(torch.randn(shape.vocab, shape.embd) * 0.02)

    def forward(self, batch: Batch, wanted=None, dtype=torch.float32):
        """Logits at the `wanted` flat positions (all when None)."""
        x = self.embed[batch.tokens]
        for block in self.blocks:
            x = block(x, batch, dtype)
        if wanted is not None:
            x = x[wanted]
        return linear(self.norm(x).to(dtype), self.head).float()
