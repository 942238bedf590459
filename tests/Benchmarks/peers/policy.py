"""The policy: pictures and noise to plans, sampling steps unrolled as in the exported graph."""
import torch
import torch.nn.functional as F

from onnx_weights import Weights


class Policy(torch.nn.Module):
    """front, wrist [1, S, S, 3] bytes and noise [N, D] to plans [N, T * A]."""

    GROUPS = 4

    def __init__(self, path):
        super().__init__()
        w = self.w = Weights(path)
        self.eyes = [self._eye(camera) for camera in ("front", "wrist")]
        self.pose, self.into, self.head = w.linear("eye.pose"), w.linear("in"), w.linear("head")
        self.hidden = int(self.into[0].shape[0])
        self.blocks = []
        while f"block{len(self.blocks)}.inner.weight_t" in w.names():
            name = f"block{len(self.blocks)}"
            self.blocks.append((w.linear(name + ".inner"), w.linear(name + ".outer")))
        levels = sorted({int(n.split(".level")[1].split(".")[0]) for n in w.names() if ".level" in n}, reverse=True)
        self.levels = [[(w[f"block{b}.level{level}.weight"], w[f"block{b}.level{level}.bias"])
                        for b in range(len(self.blocks))] for level in levels]
        self.epsilon = float(w.epsilon("head.norm.weight"))
        self.mixes = self._mixes()
        clip = w.maker(w.results("Clip")[0])
        self.clamp = float(w[clip.input[2]])

    def _eye(self, camera):
        w, layers = self.w, []
        for layer in (1, 2, 3):
            name = f"eye.{camera}.conv{layer}"
            norm = (w[f"eye.{camera}.norm{layer}.weight"], w[f"eye.{camera}.norm{layer}.bias"]) if layer < 3 else None
            layers.append((w[name + ".weight"], w[name + ".bias"], norm, w[name + ".weight"].shape[2] // 2))
        sharpness = w.factor(w.output_of(f"eye.{camera}.conv3.weight"))
        grid = next(w[n] for n in w.names() if n.startswith("grid"))
        return layers, sharpness, grid

    def _mixes(self):
        """Per sampling step: shares of the clean prediction and of the plan so far; the last takes the prediction."""
        mixes = []
        for clean in self.w.results("Clip")[:-1]:
            share, product = self.w.product(clean)
            other = next(i for i in self.w.readers(product, "Add")[0].input if i != product)
            mixes.append((share, self.w.factor_of(other)))
        return [*mixes, (1.0, 0.0)]

    def _keypoints(self, picture, eye):
        layers, sharpness, grid = eye
        x = picture.permute(0, 3, 1, 2).float() * (1 / 255)
        for index, (weight, bias, norm, padding) in enumerate(layers):
            x = F.conv2d(x, weight, bias, 2 if index == 0 else 1, padding)
            if norm is not None:
                x = F.silu(F.group_norm(x, self.GROUPS, *norm))
        return (torch.softmax(x.flatten(2) * sharpness, -1) @ grid).flatten(1)

    def forward(self, front, wrist, noise):
        keypoints = [self._keypoints(p, eye) for p, eye in zip((front, wrist), self.eyes)]
        feature = F.linear(torch.cat(keypoints, 1), *self.pose)
        x = noise
        for modulations, (clean_share, noisy_share) in zip(self.levels, self.mixes):
            h = F.linear(x, *self.into)
            for (inner, outer), (scale, shift) in zip(self.blocks, modulations):
                y = F.silu(F.layer_norm(h, (self.hidden,), scale, shift, self.epsilon))
                h = h + F.linear(F.silu(F.linear(y, *inner)), *outer)
            normalized = F.layer_norm(h, (self.hidden,), None, None, self.epsilon)
            clean = F.linear(normalized, *self.head).clamp(-self.clamp, self.clamp)
            x = clean if noisy_share == 0 else clean * clean_share + x * noisy_share
        return self._plans(feature, x)

    def _plans(self, feature, x):
        """Whitened numbers to plans seen from the object, and back to the base frame."""
        w, position, direction = self.w, feature[:, :2], feature[:, 2:]
        one = torch.ones_like(feature[:, :1])
        scene = torch.cat((one, feature, position * direction, position * direction.flip(1)), 1)
        plans = torch.addmm(scene @ w["plan.mean"], x, w["plan.components"])
        plans = plans * w["plan.columns.std"] + w["plan.columns.mean"]
        yaw = torch.atan2(direction[:, 1:], direction[:, :1])
        place = position * w["frame.position.std"] + w["frame.position.mean"]
        frame = torch.cat((one, torch.cos(yaw), torch.sin(yaw), place, yaw), 1)
        shift = frame @ w["frame.shift"]
        turn = (frame @ w["frame.turn"]).view(shift.shape[1], -1)
        plans = (plans.view(len(x), -1, shift.shape[1]) @ turn + shift).flatten(1)
        return torch.where(plans < w["plan.close_below"], 0.0, plans)
