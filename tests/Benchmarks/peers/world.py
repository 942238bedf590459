"""The world model: observe and imagine (mean and sampled rollouts), as PyTorch writes them."""
import torch
import torch.nn.functional as F

from onnx_weights import Weights


class Transition(torch.nn.Module):
    """One imagined step: next h and z, and the members' disagreement."""

    def __init__(self, w):
        super().__init__()
        keep = self.register_buffer
        for part in ("input.latent", "gru.gates", "prior.hidden"):
            weight, bias = w.linear(part)
            keep(part.replace(".", "_"), weight)
            keep(part.replace(".", "_") + "_bias", bias)
        for part in ("input.norm", "gru.norm", "prior.norm"):
            keep(part.replace(".", "_"), w[part + ".weight"])
            keep(part.replace(".", "_") + "_bias", w[part + ".bias"])
        keep("members", w["prior.out.weight"])
        keep("members_bias", w["prior.out.bias"])
        self.epsilon = float(w.epsilon("gru.norm.weight"))
        self.count = int(self.members.shape[0])
        self.width = int(self.members.shape[1])

    def next_h(self, h, z, action):
        x = F.linear(z, self.input_latent, self.input_latent_bias) + action
        x = F.silu(F.layer_norm(x, x.shape[-1:], self.input_norm, self.input_norm_bias, self.epsilon))
        sums = F.linear(torch.cat((x, h), -1), self.gru_gates, self.gru_gates_bias)
        sums = F.layer_norm(sums, sums.shape[-1:], self.gru_norm, self.gru_norm_bias, self.epsilon)
        reset, candidate, update = sums.chunk(3, -1)
        return torch.lerp(h, torch.tanh(torch.sigmoid(reset) * candidate), torch.sigmoid(update - 1))

    def forward(self, h, z, action, noise):
        h = self.next_h(h, z, action)
        x = F.linear(h, self.prior_hidden, self.prior_hidden_bias).view(-1, self.count, self.width)
        x = F.silu(F.layer_norm(x, x.shape[-1:], self.prior_norm, self.prior_norm_bias, self.epsilon)).transpose(0, 1)
        means, deviations = torch.baddbmm(self.members_bias, x, self.members).chunk(2, -1)
        deviation = (torch.sigmoid(deviations * 0.5) * 2 + 0.1).mean(0)
        mean = means.mean(0)
        gap = means - mean
        return h, mean + deviation * noise, (gap * gap).mean(2).mean(0).sqrt()


class Imagination(torch.nn.Module):
    """start [1, Z], actions [H, K, rows * A], noise [H, K, z] to latents [K, H, Z] and disagreement [K, H]."""

    def __init__(self, w, step):
        super().__init__()
        self.step = step
        self.action = w.linear("input.action")[0]
        self.mean, self.inverse = w["plan.mean"], w["plan.inverse_std"]
        self.delta = w["delta.inverse_std"]
        self.deterministic = int(w["gru.gates.bias"].shape[0]) // 3

    def forward(self, start, actions, noise):
        count, width = actions.shape[1], self.delta.shape[0]
        features = [(actions - self.mean) * self.inverse]
        rows = actions.split(width, -1)
        features += [(after - before) * self.delta for before, after in zip(rows, rows[1:])]
        inputs = F.linear(torch.cat(features, -1), self.action)
        h, z = start.expand(count, -1).split((self.deterministic, start.shape[1] - self.deterministic), 1)
        latents, disagreement = [], []
        for t in range(actions.shape[0]):
            h, z, gap = self.step(h, z, inputs[t], noise[t])
            latents.append(torch.cat((h, z), -1))
            disagreement.append(gap)
        return torch.stack(latents, 1), torch.stack(disagreement, 1)


class Observation(torch.nn.Module):
    """front, wrist [1, S, S, 3] bytes and state [1, S] to the posterior mean [1, Z]; nothing happened before."""

    def __init__(self, w, transition):
        super().__init__()
        self.w, self.transition = w, transition
        self.shrink = [(w[n + ".rows"], w[n + ".columns"]) for n in ("front", "wrist", "detail") if n + ".rows" in w.names()]
        self.mean_image = w["mean_image"]
        first = w.readers("encoder.conv0.weight", "Conv")[0].input[0]
        self.gain = w.factor_of(first)
        self.convolutions = []
        while f"encoder.conv{len(self.convolutions)}.weight" in w.names():
            name = f"encoder.conv{len(self.convolutions)}"
            self.convolutions.append((w[name + ".weight"], w[name + ".bias"]))
        self.code, self.state = self._dense("encoder.code"), self._dense("encoder.state")
        self.observation = w.linear("posterior.observation")[0]
        self.hidden, self.out = w.linear("posterior.hidden"), w.linear("posterior.out")
        self.epsilon = float(w.epsilon("posterior.norm.weight"))

    def _dense(self, name):
        return (*self.w.linear(name), self.w[name + ".norm.weight"], self.w[name + ".norm.bias"],
                float(self.w.epsilon(name + ".norm.weight")))

    @staticmethod
    def _run(x, layer):
        weight, bias, scale, shift, epsilon = layer
        x = F.linear(x, weight, bias)
        return F.silu(F.layer_norm(x, x.shape[-1:], scale, shift, epsilon))

    def forward(self, front, wrist, state):
        front, wrist = (p.permute(0, 3, 1, 2).float() for p in (front, wrist))
        parts = [(rows @ p @ columns).round() for p, (rows, columns) in zip((front, wrist, wrist), self.shrink)]
        x = (torch.cat(parts, 1) * (1 / 255) - self.mean_image) * self.gain
        for weight, bias in self.convolutions:
            x = F.silu(F.conv2d(x, weight, bias, 2, 1))
        code = self._run(x.flatten(1), self.code)
        standard = (state - self.w["state.mean"]) * self.w["state.inverse_std"]
        seen = F.linear(torch.cat((code, self._run(standard, self.state)), -1), self.observation)
        h = self.transition.next_h(self.w["h0"], self.w["z0"], self.w["no_action"])
        x = F.linear(h, *self.hidden) + seen
        x = F.silu(F.layer_norm(x, x.shape[-1:], self.w["posterior.norm.weight"], self.w["posterior.norm.bias"], self.epsilon))
        return torch.cat((h, F.linear(x, *self.out).chunk(2, -1)[0]), -1)


class World:
    """The package's functions; `step` is the transition in the form that this machine runs fastest."""

    def __init__(self, folder):
        self.imagine_weights = Weights(f"{folder}/imagine.onnx")
        observe = Weights(f"{folder}/observe.onnx")
        self.transition = Transition(self.imagine_weights).eval()
        self.observe = Observation(observe, self.transition)
        self.use(self.transition)

    def use(self, step):
        self.imagine = Imagination(self.imagine_weights, step)
