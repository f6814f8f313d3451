"""Writes GGUF version 3: header, metadata, tensor table, aligned data."""
import struct

import numpy as np

UINT32, FLOAT32, BOOL, STRING, ARRAY, INT32 = 4, 6, 7, 8, 9, 5
F32, Q8_0 = 0, 8
ALIGNMENT = 32


def _string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


class Writer:
    def __init__(self):
        self.metadata: list[bytes] = []
        self.tensors: list[tuple[str, tuple[int, ...], int, bytes]] = []

    def _key(self, key: str, kind: int, value: bytes) -> None:
        self.metadata.append(_string(key) + struct.pack("<I", kind) + value)

    def uint(self, key: str, value: int) -> None:
        self._key(key, UINT32, struct.pack("<I", value))

    def real(self, key: str, value: float) -> None:
        self._key(key, FLOAT32, struct.pack("<f", value))

    def flag(self, key: str, value: bool) -> None:
        self._key(key, BOOL, struct.pack("<B", value))

    def text(self, key: str, value: str) -> None:
        self._key(key, STRING, _string(value))

    def texts(self, key: str, values: list[str]) -> None:
        self._key(key, ARRAY, struct.pack("<IQ", STRING, len(values)) + b"".join(map(_string, values)))

    def ints(self, key: str, values: list[int]) -> None:
        self._key(key, ARRAY, struct.pack("<IQ", INT32, len(values)) + struct.pack(f"<{len(values)}i", *values))

    def tensor(self, name: str, values: np.ndarray, quantize: bool) -> None:
        data = q8_0(values) if quantize else values.astype("<f4").tobytes()
        # GGUF counts dimensions from the fastest-moving one: the reverse of numpy's order.
        self.tensors.append((name, values.shape[::-1], Q8_0 if quantize else F32, data))

    def save(self, path: str) -> None:
        table, offset = b"", 0
        for name, shape, kind, data in self.tensors:
            table += _string(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, offset)
            offset += len(data) + -len(data) % ALIGNMENT
        head = struct.pack("<4sIQQ", b"GGUF", 3, len(self.tensors), len(self.metadata)) + b"".join(self.metadata) + table
        with open(path, "wb") as out:
            out.write(head + b"\0" * (-len(head) % ALIGNMENT))
            for *_, data in self.tensors:
                out.write(data + b"\0" * (-len(data) % ALIGNMENT))


def q8_0(values: np.ndarray) -> bytes:
    """Blocks of 32 values: one float16 scale, then 32 signed bytes."""
    blocks = values.astype(np.float32).reshape(-1, 32)
    scale = np.abs(blocks).max(axis=1) / np.float32(127)
    inverse = np.divide(1, scale, out=np.zeros_like(scale), where=scale > 0)
    scaled = blocks * inverse[:, None]
    codes = (np.sign(scaled) * np.floor(np.abs(scaled) + 0.5)).astype(np.int8)   # halves away from zero, as ggml rounds
    out = np.zeros(len(blocks), dtype=[("scale", "<f2"), ("codes", "i1", 32)])
    out["scale"], out["codes"] = scale, codes
    return out.tobytes()
