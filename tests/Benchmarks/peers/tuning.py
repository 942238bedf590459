"""PyTorch's side of the tuning benchmark: one request per line on standard input (JSON), one answer per line.

{"do": "prepare", "compile": true}                 loads weights and batch, finds the fastest form of a step
{"do": "answer", "what": NAME}                     loss and gradient of dpo or rebel at the weights as given
{"do": "time", "what": NAME, "repeats": R}         milliseconds a step, wall and processor
"""
import json
import sys

import numpy as np
import torch
import torch.nn.functional as F

from dialogue import failure, itself, serve, timed
from forms import cost


class Decoder(torch.nn.Module):
    """Llama's block over named parameters; scores of the decided tokens alone."""

    def __init__(self, c, weights, length, grouped):
        super().__init__()
        self.c, self.grouped = c, grouped
        at = 0
        for name, shape in zip(c["names"], c["shapes"]):
            count = int(np.prod(shape))
            part = weights[at:at + count].reshape(shape).clone()
            self.register_parameter(name.replace(".", "_"), torch.nn.Parameter(part))
            at += count
        half = c["size"] // 2
        angle = torch.arange(length, dtype=torch.float64)[:, None] * c["ropeBase"] ** (-torch.arange(half) / half)
        self.register_buffer("cos", torch.cat((angle.cos(), angle.cos()), 1).float())
        self.register_buffer("sin", torch.cat((-angle.sin(), angle.sin()), 1).float())

    def _norm(self, x, name):
        return F.rms_norm(x, (x.shape[-1],), getattr(self, name), self.c["epsilon"])

    def _attend(self, x, i):
        heads, shared, size = self.c["heads"], self.c["kvHeads"], self.c["size"]
        packed = F.linear(self._norm(x, f"layers_{i}_attention_norm"), getattr(self, f"layers_{i}_qkv_weight"))
        packed = packed.view(x.shape[0], x.shape[1], heads + 2 * shared, size).transpose(1, 2)
        turn = packed[:, :heads + shared]
        turned = turn * self.cos + torch.cat((turn[..., size // 2:], turn[..., :size // 2]), -1) * self.sin
        query, key, value = turned[:, :heads], turned[:, heads:], packed[:, heads + shared:]
        if self.grouped:
            seen = F.scaled_dot_product_attention(query, key, value, is_causal=True, enable_gqa=True)
        else:
            key, value = (t.repeat_interleave(heads // shared, 1) for t in (key, value))
            seen = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        return F.linear(seen.transpose(1, 2).flatten(2), getattr(self, f"layers_{i}_out_weight"))

    def forward(self, ids, at, targets):
        """ids [B, S]; log-probability [M] of each target, by the state at its flat position."""
        x = F.embedding(ids, self.embed_weight)
        for i in range(self.c["layers"]):
            x = x + self._attend(x, i)
            gate, up = F.linear(self._norm(x, f"layers_{i}_mlp_norm"), getattr(self, f"layers_{i}_gate_up_weight")).chunk(2, -1)
            x = x + F.linear(F.silu(gate) * up, getattr(self, f"layers_{i}_down_weight"))
        states = self._norm(x, "norm").flatten(0, 1).index_select(0, at)
        return -F.cross_entropy(F.linear(states, self.embed_weight), targets, reduction="none")


class Step:
    """Forward, backward, clipping, AdamW."""

    def __init__(self, peer, grouped, optimizer, compiled=False):
        c = peer.c
        self.peer, self.c = peer, c
        self.net = Decoder(c, peer.weights, peer.ids.shape[1], grouped)
        self.call = torch.compile(self.net, dynamic=False) if compiled else self.net
        self.optimizer = torch.optim.AdamW(self.net.parameters(), lr=c["learningRate"], betas=(c["beta1"], c["beta2"]),
                                           eps=c["adamEpsilon"], weight_decay=0, **optimizer)

    def backward(self, what):
        p = self.peer
        self.optimizer.zero_grad(set_to_none=True)
        decided = self.call(p.ids, p.at, p.targets)
        moved = torch.zeros(p.ids.shape[0]).index_add(0, p.owner, decided) - p.reference
        ratio = moved[0::2] - moved[1::2]
        loss = -F.logsigmoid(self.c["beta"] * ratio).mean() if what == "dpo" else (ratio - self.c["eta"] * p.difference).square().mean()
        loss.backward()
        return loss.item()

    def __call__(self, what):
        self.backward(what)
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), self.c["clip"])
        self.optimizer.step()


class Peer:
    def __init__(self, exchange):
        self.exchange = exchange
        with open(f"{exchange}/tuning.json", encoding="utf-8") as file:
            self.c = json.load(file)
        self.weights, ids, mask = (torch.from_numpy(np.load(f"{exchange}/tuning-{n}.npy")) for n in ("weights", "ids", "mask"))
        # The last decided token is never read.
        self.ids = ids[:, :-1].contiguous()
        row, column = mask.nonzero(as_tuple=True)
        self.owner, self.at, self.targets = row, row * self.ids.shape[1] + column - 1, ids[row, column]
        self.reference = torch.tensor(self.c["reference"], dtype=torch.float32)
        rewards = torch.tensor(self.c["rewards"], dtype=torch.float32)
        self.difference = rewards[0::2] - rewards[1::2]

    def prepare(self, compile=True):
        costs, least = {}, float("inf")
        forms = [(f"{kind}, {name}", grouped, optimizer, kind == "compiled")
                 for kind in ("eager", "compiled") for name, grouped, optimizer in
                 (("repeated keys", False, {}), ("grouped keys", True, {}), ("repeated keys, fused AdamW", False, {"fused": True}),
                  ("repeated keys, foreach AdamW", False, {"foreach": True}))]
        for name, grouped, optimizer, compiled in forms:
            if compiled and (not compile or name != "compiled, repeated keys, fused AdamW"):
                continue
            try:
                step = Step(self, grouped, optimizer, compiled)
                for _ in range(2):
                    step("dpo")
                costs[name] = cost(lambda: step("dpo"), 3)
            except Exception as fault:  # a form that this build lacks must not end the comparison
                costs[name] = failure(fault)
                continue
            print(f"peer: {name}: {costs[name]:.1f} ms", file=sys.stderr, flush=True)
            if costs[name] < least:
                least, self.make = costs[name], lambda g=grouped, o=optimizer, c=compiled: Step(self, g, o, c)
        self.step = self.make()
        return itself({"step": costs})

    def answer(self, what):
        """At the weights as given."""
        step = self.make()
        loss = step.backward(what)
        gradient = torch.cat([p.grad.flatten() for p in step.net.parameters()])
        np.save(f"{self.exchange}/peer-tuning-gradient.npy", gradient.numpy())
        return {"loss": loss}

    def time(self, what, repeats):
        return timed(lambda: self.step(what), repeats)


def main():
    torch.set_num_threads(1)
    serve(Peer(sys.argv[2]))


if __name__ == "__main__":
    main()
