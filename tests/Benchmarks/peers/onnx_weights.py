"""Weights and constants of an exported graph, read from the file that the robot process runs."""
import numpy as np
import onnx
import torch
from onnx import numpy_helper


class Weights:
    """Initializers by name, as tensors, and the constants that the exporter wrote beside them."""

    def __init__(self, path):
        graph = onnx.load(path).graph
        self._nodes = list(graph.node)
        for node in graph.node:
            for attribute in node.attribute:
                if attribute.name == "body":
                    self._nodes += attribute.g.node
        self._values = {}
        for i in graph.initializer:
            value = torch.from_numpy(np.array(numpy_helper.to_array(i)))
            # Weights that are stored in half precision are computed with in floats.
            self._values[i.name.removesuffix(".half")] = value.float() if value.dtype == torch.float16 else value

    def __getitem__(self, name):
        return self._values[name]

    def names(self):
        return self._values.keys()

    def linear(self, name):
        """Weight [out, in] as torch.nn.functional.linear wants it, and the bias or None."""
        return self[name + ".weight_t"].t().contiguous(), self._values.get(name + ".bias")

    def epsilon(self, scale):
        """Epsilon of the normalization that scales by this initializer."""
        node = next(n for n in self._nodes if "Normalization" in n.op_type and scale in n.input)
        return next(a.f for a in node.attribute if a.name == "epsilon")

    def readers(self, value, op):
        """Nodes of one kind that read a value."""
        return [n for n in self._nodes if n.op_type == op and value in n.input]

    def results(self, op):
        """What the nodes of one kind give, in the order of the graph."""
        return [n.output[0] for n in self._nodes if n.op_type == op]

    def factor(self, value):
        """The constant that a value is multiplied by."""
        return self._constant(self.readers(value, "Mul")[0])

    def product(self, value):
        """A value's product with a constant: the constant and the name of the product."""
        node = self.readers(value, "Mul")[0]
        return self._constant(node), node.output[0]

    def maker(self, value):
        return next(n for n in self._nodes if value in n.output)

    def output_of(self, initializer):
        """Result of the node that reads an initializer."""
        return next(n for n in self._nodes if initializer in n.input).output[0]

    def _constant(self, node):
        return next(float(self._values[i]) for i in node.input if i in self._values and self._values[i].ndim == 0)

    def factor_of(self, value):
        """The constant inside the product that made a value."""
        return self._constant(self.maker(value))
