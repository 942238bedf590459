"""Logits of a decoder of Llama's form from its folder, in NumPy and double precision: config.json, safetensors, and nothing of ours.

usage: llama_peer.py FOLDER   (reads prompts.json there, lists of token ids; prints the last position's logits of each as JSON)
"""
import glob
import json
import sys

import numpy as np

folder = sys.argv[1]
config = json.load(open(f"{folder}/config.json"))
config = config.get("text_config", config)
w = {}
for path in sorted(glob.glob(f"{folder}/*.safetensors")):
    data = open(path, "rb").read()
    size = int.from_bytes(data[:8], "little")
    for name, entry in json.loads(data[8:8 + size]).items():
        if name != "__metadata__":
            begin, end = (8 + size + o for o in entry["data_offsets"])
            w[name] = np.frombuffer(data[begin:end], "<f4").astype(np.float64).reshape(entry["shape"])
prefix = next(n for n in w if n.endswith("embed_tokens.weight"))[:-len("embed_tokens.weight")]
H, G, L = config["num_attention_heads"], config["num_key_value_heads"], config["num_hidden_layers"]
d = config.get("head_dim", config["hidden_size"] // H)
frequency = config["rope_theta"] ** (-2.0 * np.arange(d // 2) / d)
scaling = config.get("rope_scaling")
if scaling:
    wave = 2 * np.pi / frequency
    low = scaling["original_max_position_embeddings"] / scaling["low_freq_factor"]
    high = scaling["original_max_position_embeddings"] / scaling["high_freq_factor"]
    smooth = (scaling["original_max_position_embeddings"] / wave - scaling["low_freq_factor"]) / (scaling["high_freq_factor"] - scaling["low_freq_factor"])
    blended = (1 - smooth) * frequency / scaling["factor"] + smooth * frequency
    frequency = np.where(wave > low, frequency / scaling["factor"], np.where(wave < high, frequency, blended))


def norm(x, name):
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + config["rms_norm_eps"]) * w[name]


def linear(x, name):
    return x @ w[name + ".weight"].T + w.get(name + ".bias", 0)


def rotate(x):
    angle = np.arange(x.shape[1])[:, None] * frequency
    first, second = x[..., : d // 2], x[..., d // 2:]
    return np.concatenate([first * np.cos(angle) - second * np.sin(angle), second * np.cos(angle) + first * np.sin(angle)], -1)


def logits(ids):
    x = w[prefix + "embed_tokens.weight"][ids]
    late = np.triu(np.ones((len(ids), len(ids)), bool), 1)
    for i in range(L):
        at = f"{prefix}layers.{i}."
        h = norm(x, at + "input_layernorm.weight")
        q, k, v = (linear(h, at + f"self_attn.{c}_proj").reshape(len(ids), n, d).transpose(1, 0, 2) for c, n in (("q", H), ("k", G), ("v", G)))
        k, v = np.repeat(rotate(k), H // G, 0), np.repeat(v, H // G, 0)
        scores = np.where(late, -np.inf, rotate(q) @ k.transpose(0, 2, 1) / np.sqrt(d))
        p = np.exp(scores - scores.max(-1, keepdims=True))
        x = x + linear((p / p.sum(-1, keepdims=True) @ v).transpose(1, 0, 2).reshape(len(ids), H * d), at + "self_attn.o_proj")
        h = norm(x, at + "post_attention_layernorm.weight")
        gate = linear(h, at + "mlp.gate_proj")
        x = x + linear(gate / (1 + np.exp(-gate)) * linear(h, at + "mlp.up_proj"), at + "mlp.down_proj")
    head = next((n for n in w if n.endswith("lm_head.weight")), prefix + "embed_tokens.weight")
    return norm(x, prefix + "norm.weight")[-1] @ w[head].T


print(json.dumps([logits(ids).tolist() for ids in json.load(open(f"{folder}/prompts.json"))]))
