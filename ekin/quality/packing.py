"""Write a network as ONNX: weights as 8-bit integers, products summed in integers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn
from torch.onnx import TensorProtoDataType

from ekin.quality.encoder import PAD
from ekin.quality.transformer import Network

LEVELS: Final = 64
"""Steps from zero to the largest value of a row."""
TINY: Final = 1e-8
LINEAR: Final = "qkv", "ao", "fi", "fo"


def pack(network: Network) -> None:
    """Turn the weights of a network into 8-bit integers; it can be written and run, and learns no more."""
    network.words = _PackedTable(network.words.weight.data)
    for layer in network.layers:
        for name in LINEAR:
            setattr(layer, name, _PackedLinear(getattr(layer, name)))


def export(network: nn.Module, path: Path, gives: dict[str, dict[int, str]]) -> None:
    """Write a network that reads rows of tokens as ONNX; `gives` names its answer and the axes that vary."""
    ids, axes = torch.tensor([[0, 5, 6], [0, 7, PAD]]), {"ids": {0: "lines", 1: "tokens"}} | gives
    options = {"input_names": ["ids"], "output_names": list(gives), "dynamic_axes": axes, "opset_version": 17}
    torch.onnx.export(network.eval(), (ids,), path, dynamo=False, do_constant_folding=False, **options)


class _Packed(nn.Module):
    """A matrix as 8-bit integers with a scale for each row, and what it stands for."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=TINY) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("packed", (weight / scale).round().to(torch.int8))


class _PackedLinear(_Packed):
    def __init__(self, linear: nn.Linear) -> None:
        super().__init__(linear.weight.data)
        self.packed, self.scale, self.bias = self.packed.T.contiguous(), self.scale.T.contiguous(), linear.bias

    def forward(self, x: Tensor) -> Tensor:
        return _IntegerProduct.apply(x, self.packed, self.scale) + self.bias


class _IntegerProduct(torch.autograd.Function):
    """Product of rows and a packed matrix, summed in integers: a third of the time of float32.

    Each row of the left side is rounded by a step of its own, so that a line gets the same answer alone and in any batch, and
    to 7 bits: pairs of products then fit the 16 bits in which older processors add them.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, packed: Tensor, scale: Tensor) -> Tensor:
        step = x.abs().amax(-1, keepdim=True).clamp(min=TINY) / LEVELS
        return ((x / step + (LEVELS + 0.5)).floor() - LEVELS) @ packed.float() * step * scale

    @staticmethod
    def symbolic(g: Any, x: Any, packed: Any, scale: Any) -> Any:
        def constant(value: float, kind: torch.dtype = torch.float32) -> Any:
            return g.op("Constant", value_t=torch.tensor(value, dtype=kind))

        largest = g.op("Max", g.op("ReduceMax", g.op("Abs", x), axes_i=[-1], keepdims_i=1), constant(TINY))
        step = g.op("Mul", largest, constant(1 / LEVELS))
        levels = g.op("Cast", g.op("Add", g.op("Div", x, step), constant(LEVELS + 0.5)), to_i=TensorProtoDataType.UINT8)
        sums = g.op("MatMulInteger", levels, packed, constant(LEVELS, torch.uint8))
        return g.op("Mul", g.op("Mul", g.op("Cast", sums, to_i=TensorProtoDataType.FLOAT), step), scale)


class _PackedTable(_Packed):
    def forward(self, ids: Tensor) -> Tensor:
        return self.packed[ids].float() * self.scale[ids]
