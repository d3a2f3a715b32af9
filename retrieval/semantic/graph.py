"""The encoder as a graph that onnxruntime runs (the one importer of onnx).

A BERT encoder (Devlin et al. 2019): in each layer attention of all tokens to all, then a feed-forward network, each
added to what came in and normalised. The matrices stay in the four bits they are stored in: onnxruntime widens them as
it multiplies, which is exact, and of a short text faster than reading wide ones. Of several texts, whose tokens attend
to none of another, they are widened once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper

from retrieval.semantic.weights import BLOCK, INPUT, OUTPUT, SIZES, TOGETHER

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from retrieval.semantic.weights import Bytes, Weights

_OWN = "com.microsoft"  # onnxruntime's own operators
_WIDE = 1  # accuracy level: what is multiplied stays in single precision
_OPSET, _IR = 18, 9
_made: Callable[..., NodeProto] = helper.make_node


def graph(weights: Weights) -> bytes:
    """Return the serialised graph from embedded tokens (1 × L × hidden) to their states (1 × L × hidden).

    They are those of `TOGETHER` texts, one after the other; `SIZES` is how many each has, 0 for none.
    """
    made = _Graph(weights)
    states = INPUT
    for layer in range(weights.shape.layers):
        states = made.layer(f"l{layer}.", states)
    made.nodes.append(helper.make_node("Identity", [states], [OUTPUT]))
    size: list[str | int | None] = [1, "L", weights.shape.hidden]
    whole = helper.make_graph(
        made.nodes,
        "encoder",
        [
            helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, size),
            helper.make_tensor_value_info(SIZES, TensorProto.INT64, [TOGETHER]),
        ],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, size)],
        made.constants,
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_OWN, 1)]
    serialised: bytes = helper.make_model(whole, opset_imports=opsets, ir_version=_IR).SerializeToString()
    return serialised


@dataclass(frozen=True, slots=True)
class _Graph:
    """Nodes and constants so far; what is called `x.w` in the weights is the matrix of x, `x.b` what is added."""

    weights: Weights
    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)

    def layer(self, name: str, states: str) -> str:
        """Add one layer of the encoder behind `states`; returns what comes out of it."""
        shape = self.weights.shape
        seen = self._linear(f"{name}ao", self._attention(name, states), shape.hidden)
        states = self._normalised(f"{name}aln", seen, states)
        inner = self._node("Gelu", f"{name}gelu", self._linear(f"{name}fi", states, shape.hidden))
        return self._normalised(f"{name}oln", self._linear(f"{name}fo", inner, shape.inner), states)

    def _attention(self, name: str, states: str) -> str:
        """Add the attention of each text to itself."""
        shape = self.weights.shape
        of_texts = []
        for part in "qkv":
            whole = self._linear(f"{name}{part}", states, shape.hidden)
            of_texts.append([f"{whole}.{text}" for text in range(TOGETHER)])
            self.nodes.append(helper.make_node("Split", [whole, SIZES], of_texts[-1], axis=1))
        seen = [
            self._node("MultiHeadAttention", f"{name}attention.{text}", *given, num_heads=shape.heads)
            for text, given in enumerate(zip(*of_texts, strict=True))
        ]
        together = f"{name}attention"
        self.nodes.append(helper.make_node("Concat", seen, [together], axis=1))
        return together

    def _linear(self, name: str, given: str, width: int) -> str:
        """Add `given` (… × width) times the transposed matrix, plus its bias."""
        blocks = self.weights.blocks(f"{name}.w", width)
        # The codes as onnxruntime has them: of two neighbours in a byte, the first is the low half.
        packed: Bytes = blocks.codes[..., 0::2] | (blocks.codes[..., 1::2] << np.uint8(4))
        codes = self._constant(f"{name}.codes", packed)
        scales = self._constant(f"{name}.scales", blocks.scales.ravel())
        bias = self._constant(f"{name}.b", self.weights.plain(f"{name}.b"))
        size = {"K": width, "N": len(blocks.scales), "bits": 4, "block_size": BLOCK, "accuracy_level": _WIDE}
        return self._node("MatMulNBits", name, given, codes, scales, "", "", bias, **size)

    def _normalised(self, name: str, given: str, before: str) -> str:
        """Add the layer normalisation of `given` plus what was there `before`."""
        scale, shift = (
            self._constant(f"{name}.{part}", self.weights.plain(f"{name}.{part}")) for part in "wb"
        )
        epsilon = self.weights.shape.epsilon
        return self._node("SkipLayerNormalization", name, given, before, scale, shift, epsilon=epsilon)

    def _node(self, operator: str, name: str, *inputs: str, **settings: float) -> str:
        self.nodes.append(_made(operator, inputs, [name], name, domain=_OWN, **settings))
        return name

    def _constant(self, name: str, numbers: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(numbers), name))
        return name
