"""PyTorch's side of the benchmark: one request per line on standard input (JSON), one answer per line on standard output.

{"do": "prepare", "compile": true}                 loads the packages, finds the fastest form of every function
{"do": "answer"}                                   computes everything once, writes it for comparison
{"do": "time", "what": NAME, "repeats": R}         milliseconds a call, wall and processor, of imagine, narrate or decide
"""
import json
import sys

import numpy as np
import torch

from clustering import modes
from dialogue import itself, serve, timed
from forms import COMPILED, PLAIN, fastest
from policy import Policy
from verifier import StaticStep, Verifier
from world import World


class Peer:
    def __init__(self, models, exchange):
        self.models, self.exchange = models, exchange
        with open(f"{exchange}/words.json", encoding="utf-8") as file:
            self.words = json.load(file)
        self.forms = {}

    def _read(self, name):
        return torch.from_numpy(np.load(f"{self.exchange}/{name}.npy"))

    def _write(self, name, tensor):
        np.save(f"{self.exchange}/peer-{name}.npy", tensor.contiguous().numpy())

    def prepare(self, compile=True):
        self.compiling = COMPILED if compile else PLAIN
        self.front, self.wrist, self.state = (self._read(n) for n in ("front", "wrist", "state"))
        self.noise, self.start, self.actions = (self._read(n) for n in ("noise", "start", "actions"))
        self.sampled, self.latents, self.taught = (self._read(n) for n in ("sampled", "latents", "taught"))
        policy = Policy(f"{self.models}/cup-policy/propose.onnx").eval()
        self.world = World(f"{self.models}/cup-world")
        self.verifier = Verifier(f"{self.models}/cup-verifier", self.words)
        self.propose = fastest("propose", policy, (self.front, self.wrist, self.noise), self.forms)
        self.observe = fastest("observe", self.world.observe, (self.front, self.wrist, self.state), self.forms)
        self._prepare_imagination()
        self._prepare_narration()
        return itself(self.forms)

    def _prepare_imagination(self):
        count, inputs = self.actions.shape[1], (self.start, self.actions, self.sampled)
        deterministic = self.world.imagine.deterministic
        first = (torch.zeros(count, deterministic), self.sampled[0], torch.zeros(count, deterministic), self.sampled[0])
        step = fastest("imagine, one step", self.world.transition, first, self.forms, 50, self.compiling)
        self.world.use(step)
        by_steps = self.world.imagine
        self.world.use(self.world.transition)
        whole = self.world.imagine
        self.imagine = fastest("imagine, whole", whole, inputs, self.forms)
        by_steps = fastest("imagine, step by step", by_steps, inputs, self.forms, forms=("eager",))
        costs = {n: self._least(n) for n in ("imagine, whole", "imagine, step by step")}
        if costs["imagine, step by step"] < costs["imagine, whole"]:
            self.imagine = by_steps

    def _least(self, name):
        return min(c for c in self.forms[name].values() if isinstance(c, float))

    def _prepare_narration(self):
        v, count = self.verifier, self.latents.shape[0]
        prompt, cache = v.project(self.latents), v.decoder.cache(count, v.capacity)
        token, at = prompt[:, :1].contiguous(), torch.tensor([v.length])
        eager = fastest("narrate, one token", v.decoder, (token, cache, v.length), self.forms, 20, ("eager",))
        static = fastest("narrate, one token, masked cache", StaticStep(v.decoder, v.capacity), (token, cache, at), self.forms,
                         20, self.compiling)
        v.step = eager
        if self._least("narrate, one token, masked cache") < self._least("narrate, one token"):
            positions = torch.arange(v.capacity).split(1)
            v.step = lambda x, cache, past: static(x, cache, positions[past])

        class Prompt(torch.nn.Module):
            def forward(self, x, cache):
                return v.decoder.prompt(x, cache, 0)

        made = fastest("narrate, prompt", Prompt(), (prompt, cache), self.forms, 10)
        v.prefill = lambda x, cache, past, last_only=True: (
            made(x, cache) if past == 0 and last_only and x.shape == prompt.shape else v.decoder.prompt(x, cache, past, last_only))

    def decide(self):
        """Propose, cluster, observe and imagine, narrate, choose; equal narrations are one option."""
        w = self.words
        plans = self.propose(self.front, self.wrist, self.noise)
        kept = modes(plans.view(plans.shape[0], w["steps"], -1).numpy(), w["radius"], w["modes"])
        start = self.observe(self.front, self.wrist, self.state)
        rows = plans[kept].view(len(kept), w["steps"] // w["rowsPerStep"], -1).transpose(0, 1).contiguous()
        zeros = torch.zeros(rows.shape[0], rows.shape[1], self.sampled.shape[2])
        latents, _ = self.imagine(start, rows, zeros)
        said, _ = self.verifier.narrate(latents)
        texts = list(dict.fromkeys(map(tuple, said)))
        count = len(texts)
        orders = min(count, w["permutations"])
        shifts = [p * count // orders for p in range(orders)]
        chances = self.verifier.score(texts, [[(slot + s) % count for slot in range(count)] for s in shifts])
        sizes = {t: sum(tuple(row) == t for row in said) for t in texts}
        scores = [chances[texts.index(tuple(row))] / sizes[tuple(row)] for row in said] + [chances[-1]]
        return plans, kept, start, said, scores

    def answer(self):
        plans, kept, start, said, scores = self.decide()
        latents, disagreement = self.imagine(self.start, self.actions, self.sampled)
        for name, value in {"plans": plans, "start": start, "imagined": latents, "disagreement": disagreement,
                            "logits": self.verifier.teach(self.latents, self.taught)}.items():
            self._write(name, value)
        narrated, chances = self.verifier.narrate(self.latents)
        return {"modes": kept, "said": said, "scores": scores, "narrated": narrated, "chances": chances}

    def time(self, what, repeats):
        call = {"imagine": lambda: self.imagine(self.start, self.actions, self.sampled),
                "narrate": lambda: self.verifier.narrate(self.latents), "decide": self.decide}[what]
        return timed(call, repeats)


def main():
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    peer = Peer(*sys.argv[1:3])
    with torch.inference_mode():
        serve(peer)


if __name__ == "__main__":
    main()
