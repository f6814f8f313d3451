"""The shape of the demo model: llama.cpp's `chatglm` architecture in miniature."""
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Shape:
    vocab: int
    embd: int = 256        # rows are multiples of 256, so that K-quants stay possible
    layers: int = 5
    heads: int = 4
    kv_heads: int = 2
    ff: int = 768
    context: int = 4096
    rope_base: float = 10000.0
    norm_eps: float = 1e-5

    @property
    def head_dim(self) -> int:
        return self.embd // self.heads

    @property
    def rot(self) -> int:
        """Rotary covers half of each head, as in CodeGeeX4."""
        return self.head_dim // 2

    @property
    def kv_width(self) -> int:
        return self.kv_heads * self.head_dim

    def to_dict(self) -> dict:
        return asdict(self)
