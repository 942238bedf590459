"""Greedy decoding without a cache, in NumPy and double precision: what every layout of the tiny decoder must say.

usage: decoder_peer.py FOLDER STEPS   (reads weights.json, weights.bin and prompts.json; prints tokens and logits as JSON)
"""
import json
import sys

import numpy as np

folder, steps = sys.argv[1], int(sys.argv[2])
said = json.load(open(f"{folder}/weights.json"))
flat, at, w = np.fromfile(f"{folder}/weights.bin", dtype="<f4").astype(np.float64), 0, {}
for entry in said["names"]:
    w[entry["name"]] = flat[at:at + entry["count"]]
    at += entry["count"]
D, H, G, d, L, eps = (said[k] for k in ("width", "heads", "kv_heads", "head_size", "layers", "epsilon"))


def norm(x, name):
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + eps) * w[name]


def linear(x, name):
    return x @ w[name].reshape(-1, x.shape[-1]).T


def rotate(x):
    angle = np.arange(x.shape[1])[:, None] * 10000.0 ** (-np.arange(d // 2) / (d // 2))
    first, second = x[..., : d // 2], x[..., d // 2:]
    return np.concatenate([first * np.cos(angle) - second * np.sin(angle), second * np.cos(angle) + first * np.sin(angle)], -1)


def heads(x, count):
    return x.reshape(len(x), count, d).transpose(1, 0, 2)


def logits(x):
    late = np.triu(np.ones((len(x), len(x)), bool), 1)
    for i in range(L):
        h = norm(x, f"{i}.attention_norm")
        q, k, v = rotate(heads(linear(h, f"{i}.q"), H)), rotate(heads(linear(h, f"{i}.k"), G)), heads(linear(h, f"{i}.v"), G)
        k, v = np.repeat(k, H // G, 0), np.repeat(v, H // G, 0)
        scores = np.where(late, -np.inf, q @ k.transpose(0, 2, 1) / np.sqrt(d))
        p = np.exp(scores - scores.max(-1, keepdims=True))
        attended = (p / p.sum(-1, keepdims=True) @ v).transpose(1, 0, 2).reshape(len(x), H * d)
        x = x + linear(attended, f"{i}.out")
        h = norm(x, f"{i}.mlp_norm")
        gate = linear(h, f"{i}.gate")
        x = x + linear(gate / (1 + np.exp(-gate)) * linear(h, f"{i}.up"), f"{i}.down")
    return linear(norm(x, "norm"), "head")[-1]


table = w["embed"].reshape(-1, D)
answers = []
for prompt in json.load(open(f"{folder}/prompts.json")):
    x, tokens, last = np.array(prompt, dtype=np.float64).reshape(-1, D), [], []
    for _ in range(steps):
        row = logits(x)
        tokens.append(int(row.argmax()))
        last.append(row.tolist())
        x = np.concatenate([x, table[tokens[-1]][None]])
    answers.append({"tokens": tokens, "logits": last})
print(json.dumps(answers))
