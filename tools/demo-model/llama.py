"""libllama through ctypes, for checks only: tokens, logits and greedy answers of one sequence.

The product has its own binding; this one exists so that the exported file can be compared
with the trainer without it. LLAMA_DIR names the folder of the prebuilt llama.cpp binaries.
"""
import ctypes as c
import glob
import os

import numpy as np


class ModelParams(c.Structure):
    _fields_ = [("devices", c.c_void_p), ("overrides", c.c_void_p), ("n_gpu_layers", c.c_int32), ("split_mode", c.c_int32),
                ("load_mode", c.c_int32), ("lazy_mode", c.c_int32), ("main_gpu", c.c_int32), ("tensor_split", c.c_void_p),
                ("progress", c.c_void_p), ("progress_data", c.c_void_p), ("kv_overrides", c.c_void_p), ("flags", c.c_uint8 * 6)]


class ContextParams(c.Structure):
    _fields_ = [("n_ctx", c.c_uint32), ("n_batch", c.c_uint32), ("n_ubatch", c.c_uint32), ("n_seq_max", c.c_uint32), ("n_rs_seq", c.c_uint32),
                ("n_outputs_max", c.c_uint32), ("n_outputs_max_per_seq", c.c_uint32), ("n_threads", c.c_int32), ("n_threads_batch", c.c_int32),
                ("enums", c.c_int32 * 5), ("floats", c.c_float * 6), ("yarn_orig_ctx", c.c_uint32), ("defrag", c.c_float),
                ("cb_eval", c.c_void_p), ("cb_data", c.c_void_p), ("type_k", c.c_int32), ("type_v", c.c_int32), ("abort", c.c_void_p),
                ("abort_data", c.c_void_p), ("flags", c.c_uint8 * 6), ("samplers", c.c_void_p), ("n_samplers", c.c_size_t), ("other", c.c_void_p)]


class Batch(c.Structure):
    _fields_ = [("n_tokens", c.c_int32), ("token", c.POINTER(c.c_int32)), ("embd", c.c_void_p), ("pos", c.POINTER(c.c_int32)),
                ("n_seq_id", c.POINTER(c.c_int32)), ("seq_id", c.POINTER(c.POINTER(c.c_int32))), ("logits", c.POINTER(c.c_int8))]


LOG = c.CFUNCTYPE(None, c.c_int, c.c_char_p, c.c_void_p)
WARN = 3


class Llama:
    def __init__(self, model: str, threads: int = 2, context: int = 4096):
        folder = os.environ.get("LLAMA_DIR", "")
        found = sorted(glob.glob(f"{folder}/libllama*.so"))
        found = [f for f in found if "common" not in f]
        if not found:
            raise SystemExit("Set LLAMA_DIR to the folder that holds libllama.")
        ggml = c.CDLL(next(f for f in sorted(glob.glob(f"{folder}/libggml*.so")) if "-" not in os.path.basename(f)), mode=c.RTLD_GLOBAL)
        self.lib = lib = c.CDLL(found[0])
        assert (c.sizeof(ModelParams), c.sizeof(ContextParams), c.sizeof(Batch)) == (80, 160, 56)
        self.warnings = []
        self.log = LOG(lambda level, text, _: self.warnings.append(text.decode(errors="replace").strip()) if level >= WARN and level < 5 else None)
        lib.llama_log_set(self.log, None)
        ggml.ggml_backend_load_all_from_path(folder.encode())
        lib.llama_model_default_params.restype = ModelParams
        lib.llama_context_default_params.restype = ContextParams
        lib.llama_batch_init.restype = lib.llama_batch_get_one.restype = Batch
        for name in ("llama_model_load_from_file", "llama_init_from_model", "llama_model_get_vocab", "llama_get_memory"):
            getattr(lib, name).restype = c.c_void_p
        lib.llama_get_logits_ith.restype = c.POINTER(c.c_float)
        lib.llama_model_load_from_file.argtypes = [c.c_char_p, ModelParams]
        lib.llama_init_from_model.argtypes = [c.c_void_p, ContextParams]
        lib.llama_decode.argtypes = [c.c_void_p, Batch]
        lib.llama_batch_free.argtypes = [Batch]
        lib.llama_tokenize.argtypes = [c.c_void_p, c.c_char_p, c.c_int32, c.POINTER(c.c_int32), c.c_int32, c.c_bool, c.c_bool]
        lib.llama_token_to_piece.argtypes = [c.c_void_p, c.c_int32, c.c_char_p, c.c_int32, c.c_int32, c.c_bool]
        lib.llama_memory_clear.argtypes = [c.c_void_p, c.c_bool]
        lib.llama_memory_seq_rm.argtypes = [c.c_void_p, c.c_int32, c.c_int32, c.c_int32]
        lib.llama_memory_seq_rm.restype = c.c_bool
        lib.llama_vocab_is_eog.restype = c.c_bool
        for name in ("llama_model_get_vocab", "llama_get_memory", "llama_vocab_n_tokens"):
            getattr(lib, name).argtypes = [c.c_void_p]
        lib.llama_get_logits_ith.argtypes = lib.llama_vocab_is_eog.argtypes = [c.c_void_p, c.c_int32]
        lib.llama_batch_get_one.argtypes = [c.POINTER(c.c_int32), c.c_int32]
        lib.llama_batch_init.argtypes = [c.c_int32] * 3
        self.model = lib.llama_model_load_from_file(model.encode(), lib.llama_model_default_params())
        if not self.model:
            raise SystemExit(f"llama.cpp refused {model}: {self.warnings}")
        params = lib.llama_context_default_params()
        assert (params.n_batch, params.n_ubatch) == (2048, 512), "another llama.cpp release than the one this was written for"
        params.n_ctx, params.n_threads, params.n_threads_batch = context, threads, threads
        self.context = lib.llama_init_from_model(self.model, params)
        self.vocab = lib.llama_model_get_vocab(self.model)
        self.n_vocab = lib.llama_vocab_n_tokens(self.vocab)
        self.memory = lib.llama_get_memory(self.context)
        self.cached: list[int] = []

    def tokenize(self, text: str, special: bool = False) -> list[int]:
        data = text.encode()
        room = (c.c_int32 * (len(data) + 8))()
        n = self.lib.llama_tokenize(self.vocab, data, len(data), room, len(room), False, special)
        return list(room[:n])

    def text(self, ids: list[int]) -> str:
        """Pieces are bytes and may end inside a character, so they are joined before decoding."""
        room, out = c.create_string_buffer(256), b""
        for i in ids:
            length = self.lib.llama_token_to_piece(self.vocab, i, room, len(room), 0, False)
            out += room.raw[:length]
        return out.decode("utf-8", "replace")

    def logits(self, ids: list[int]) -> np.ndarray:
        """Logits at every position of one prompt."""
        self.lib.llama_memory_clear(self.memory, True)
        self.cached = []
        batch = self.lib.llama_batch_init(len(ids), 0, 1)
        batch.n_tokens = len(ids)
        for i, t in enumerate(ids):
            batch.token[i], batch.pos[i], batch.n_seq_id[i], batch.logits[i] = t, i, 1, 1
            batch.seq_id[i][0] = 0
        if self.lib.llama_decode(self.context, batch) != 0:
            raise RuntimeError("llama_decode failed")
        rows = np.stack([np.ctypeslib.as_array(self.lib.llama_get_logits_ith(self.context, i), (self.n_vocab,)).copy() for i in range(len(ids))])
        self.lib.llama_batch_free(batch)
        return rows

    def greedy(self, ids: list[int], max_tokens: int, stop: set[int]) -> list[int]:
        """The most likely continuation; a prefix shared with the previous prompt is not computed again."""
        keep = 0
        while keep < min(len(ids) - 1, len(self.cached)) and ids[keep] == self.cached[keep]:
            keep += 1
        self.lib.llama_memory_seq_rm(self.memory, 0, keep, -1)
        todo, out = ids[keep:], []
        self.cached = list(ids)
        while True:
            array = (c.c_int32 * len(todo))(*todo)
            if self.lib.llama_decode(self.context, self.lib.llama_batch_get_one(array, len(todo))) != 0:
                raise RuntimeError("llama_decode failed")
            row = np.ctypeslib.as_array(self.lib.llama_get_logits_ith(self.context, -1), (self.n_vocab,))
            token = int(row.argmax())
            if token in stop or len(out) == max_tokens:
                return out
            out.append(token)
            self.cached.append(token)
            todo = [token]
