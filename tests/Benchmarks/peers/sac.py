"""PyTorch's side of the imitation benchmark: one request per line on standard input (JSON), one answer per line.

{"do": "prepare", "compile": true}                 loads weights and batches, finds the fastest form of an update
{"do": "answer", "what": NAME}                     losses and gradients of the first update of the networks called NAME
{"do": "time", "what": NAME, "repeats": R}         milliseconds an update, wall and processor
"""
import json
import sys

import numpy as np
import torch
import torch.nn.functional as F

from dialogue import failure, itself, serve, timed
from forms import cost

LOG_TAU_HALF = 0.9189385332046727


def split(flat, sizes):
    """Weights [in, out] and bias [out] of every layer of a flat array."""
    layers, at = [], 0
    for wide, narrow in zip(sizes, sizes[1:]):
        weight = flat[at:at + wide * narrow].reshape(wide, narrow)
        at += wide * narrow
        layers.append((weight, flat[at:at + narrow]))
        at += narrow
    return layers


class Single:
    """One network; parameters as torch's own linear layer keeps them."""

    def __init__(self, flat, sizes):
        self.parameters = [p for weight, bias in split(flat, sizes) for p in (weight.t().clone(memory_format=torch.contiguous_format), bias.clone())]

    def __call__(self, x, parameters=None):
        p = parameters or self.parameters
        for i in range(0, len(p) - 2, 2):
            x = F.relu(F.linear(x, p[i], p[i + 1]))
        return F.linear(x, p[-2], p[-1])

    @staticmethod
    def flat(tensors):
        return [torch.cat([t.t().flatten() if t.dim() == 2 else t.flatten() for t in tensors])]


class Apart:
    """Both critics, one after the other."""

    def __init__(self, flats, sizes):
        self.nets = [Single(f, sizes) for f in flats]
        self.parameters = [p for n in self.nets for p in n.parameters]

    def __call__(self, x, parameters=None):
        p = parameters or self.parameters
        half = len(p) // 2
        return torch.stack((self.nets[0](x, p[:half]), self.nets[1](x, p[half:])))

    @staticmethod
    def flat(tensors):
        half = len(tensors) // 2
        return Single.flat(tensors[:half]) + Single.flat(tensors[half:])


class Together:
    """Both critics as one batched product per layer."""

    def __init__(self, flats, sizes):
        layers = [split(f, sizes) for f in flats]
        self.parameters = [torch.stack([one[i][k] for one in layers]).view(2, -1 if k == 0 else 1, sizes[i + 1]).clone()
                           for i in range(len(sizes) - 1) for k in (0, 1)]

    def __call__(self, x, parameters=None):
        p = parameters or self.parameters
        x = x.expand(2, *x.shape)
        for i in range(0, len(p) - 2, 2):
            x = F.relu(torch.baddbmm(p[i + 1], x, p[i]))
        return torch.baddbmm(p[-1], x, p[-2])

    @staticmethod
    def flat(tensors):
        return [torch.cat([t[i].flatten() for t in tensors]) for i in (0, 1)]


class Update:
    """Critics, actor and temperature by one optimizer each of critics and of the rest; targets follow."""

    def __init__(self, work, twins, optimizer, compiled=False):
        c, self.work = work, work
        self.actor = Single(c["actor"], c["actorSizes"])
        self.critics, self.targets = (twins(c["critics"], c["criticSizes"]) for _ in range(2))
        self.log_temperature = torch.tensor(float(np.log(c["temperature"])))
        for p in (*self.actor.parameters, *self.critics.parameters, self.log_temperature):
            p.requires_grad_(True)
        make = lambda parameters: torch.optim.Adam(parameters, lr=c["learningRate"], **optimizer)
        self.critic_step = make(self.critics.parameters)
        self.actor_step = make([*self.actor.parameters, self.log_temperature])
        form = (lambda f: torch.compile(f, dynamic=False)) if compiled else (lambda f: f)
        self.target, self.critic_loss, self.actor_loss = form(self._target), form(self._critic_loss), form(self._actor_loss)

    def _sample(self, states, noise):
        mean, log_std = self.actor(states).chunk(2, 1)
        log_std = log_std.clamp(-20, 2)
        action = torch.tanh(mean + log_std.exp() * noise)
        log = -0.5 * noise.square() - log_std - LOG_TAU_HALF - torch.log(1 - action.square() + 1e-6)
        return action, log.sum(1, keepdim=True)

    def _target(self, temperature, noise):
        w = self.work
        action, log = self._sample(w["next"], noise)
        value = self.targets(torch.cat((w["next"], action), 1)).amin(0) - temperature * log
        return w["rewards"] + w["gamma"] * w["continues"] * value

    def _critic_loss(self, target):
        return 0.5 * (self.critics(self.work["pairs"]) - target).square().mean((1, 2)).sum()

    def _actor_loss(self, temperature, noise):
        action, log = self._sample(self.work["states"], noise)
        frozen = [p.detach() for p in self.critics.parameters]
        value = self.critics(torch.cat((self.work["states"], action), 1), frozen).amin(0)
        return (temperature * log - value).mean(), log.detach().mean()

    def __call__(self, first=None, second=None):
        w = self.work
        shape = w["actions"].shape
        with torch.no_grad():
            temperature = self.log_temperature.exp()
            target = self.target(temperature, torch.randn(shape) if first is None else first)
        critic_loss = self.critic_loss(target)
        self.critic_step.zero_grad(set_to_none=True)
        critic_loss.backward()
        self.critic_step.step()
        actor_loss, log = self.actor_loss(temperature, torch.randn(shape) if second is None else second)
        self.actor_step.zero_grad(set_to_none=True)
        actor_loss.backward()
        # The temperature's loss is -log(alpha) (log pi + target entropy): its gradient is that number.
        self.log_temperature.grad = -(log + w["targetEntropy"])
        self.actor_step.step()
        with torch.no_grad():
            torch._foreach_lerp_(self.targets.parameters, self.critics.parameters, w["tau"])
        return critic_loss, actor_loss


class Peer:
    def __init__(self, exchange):
        self.exchange = exchange
        with open(f"{exchange}/sac.json", encoding="utf-8") as file:
            self.works = json.load(file)
        for name, work in self.works.items():
            for key in ("actor", "first", "second", "states", "actions", "next", "rewards", "continues"):
                work[key] = self._read(f"sac-{name}-{key}")
            work["critics"] = [self._read(f"sac-{name}-critic{i}") for i in (0, 1)]
            work["pairs"] = torch.cat((work["states"], work["actions"]), 1)
        self.made, self.updates = {}, {}

    def _read(self, name):
        return torch.from_numpy(np.load(f"{self.exchange}/{name}.npy"))

    def prepare(self, compile=True):
        forms = {}
        for name, work in self.works.items():
            costs, least = {}, float("inf")
            for twins in (Apart, Together):
                for label, optimizer in (("Adam", {}), ("foreach Adam", {"foreach": True}), ("fused Adam", {"fused": True})):
                    for compiled in (False, True):
                        if compiled and (not compile or label != "fused Adam"):
                            continue
                        form = f"critics {twins.__name__.lower()}, {label}{', compiled' if compiled else ''}"
                        try:
                            update = Update(work, twins, optimizer, compiled)
                            for _ in range(20):
                                update()
                            costs[form] = cost(update, 20)
                        except Exception as fault:  # a form that this build lacks must not end the comparison
                            costs[form] = failure(fault)
                            continue
                        if costs[form] < least:
                            least, self.updates[name] = costs[form], update
                            self.made[name] = lambda w=work, t=twins, o=optimizer, c=compiled: Update(w, t, o, c)
            forms[name] = costs
            print(f"peer: {name}: {costs}", file=sys.stderr, flush=True)
        return itself(forms)

    def answer(self, what):
        """The first update, from the weights as given and with the noise as given; in the form that is timed."""
        work, update = self.works[what], self.made[what]()
        critic_loss, actor_loss = update(work["first"], work["second"])
        gradients = {"actor": Single.flat([p.grad for p in update.actor.parameters])[0]}
        for i, g in enumerate(update.critics.flat([p.grad for p in update.critics.parameters])):
            gradients[f"critic{i}"] = g
        for key, value in gradients.items():
            np.save(f"{self.exchange}/peer-sac-{key}.npy", value.numpy())
        return {"criticLoss": critic_loss.item(), "actorLoss": actor_loss.item(), "logTemperature": update.log_temperature.item()}

    def time(self, what, repeats):
        return timed(self.updates[what], repeats)


def main():
    torch.set_num_threads(1)
    serve(Peer(sys.argv[2]))


if __name__ == "__main__":
    main()
