"""The verifier: projector, decoder with key-value cache, narration and choice, as PyTorch writes them."""
import torch
import torch.nn.functional as F

from onnx_weights import Weights


class Decoder(torch.nn.Module):
    """Llama's block. Caches are [2, layers, B, kvHeads, M, size]: keys and values of every layer."""

    def __init__(self, w, kv_heads, size):
        super().__init__()
        self.kv_heads, self.size = kv_heads, size
        keep = self.register_buffer
        self.layers = sum(n.endswith(".qkv.weight_t") for n in w.names())
        for i in range(self.layers):
            for part in ("qkv", "out", "gate_up", "down"):
                keep(f"{part}{i}", w.linear(f"layers.{i}.{part}")[0])
            for part in ("attention_norm", "mlp_norm"):
                keep(f"{part}{i}", w[f"layers.{i}.{part}.weight"])
        keep("norm", w["norm.weight"])
        keep("head", w.linear("head")[0])
        # The two halves beside each other, so that a rotation is two products.
        keep("cosines", torch.cat((w["rotary.cos"], w["rotary.cos"]), 1))
        keep("sines", torch.cat((-w["rotary.sin"], w["rotary.sin"]), 1))
        self.heads = int(self.out0.shape[1]) // size
        self.groups = self.heads // kv_heads
        self.epsilon = float(w.epsilon("norm.weight"))

    def cache(self, rows, capacity):
        return torch.zeros(2, self.layers, rows, self.kv_heads, capacity, self.size)

    def _norm(self, x, scale):
        return F.rms_norm(x, (x.shape[-1],), scale, self.epsilon)

    def _rotate(self, x, cos, sin):
        half = self.size // 2
        return x * cos + torch.cat((x[..., half:], x[..., :half]), -1) * sin

    def _mlp(self, i, x):
        gate, up = F.linear(self._norm(x, getattr(self, f"mlp_norm{i}")), getattr(self, f"gate_up{i}")).chunk(2, -1)
        return x + F.linear(F.silu(gate) * up, getattr(self, f"down{i}"))

    def _qkv(self, i, x, cos, sin):
        """Query [B, heads, S, size], key and value [B, kvHeads, S, size], rotated."""
        packed = F.linear(self._norm(x, getattr(self, f"attention_norm{i}")), getattr(self, f"qkv{i}"))
        packed = packed.view(x.shape[0], x.shape[1], -1, self.size).transpose(1, 2)
        turned = self._rotate(packed[:, :self.heads + self.kv_heads], cos, sin)
        return turned[:, :self.heads], turned[:, self.heads:], packed[:, self.heads + self.kv_heads:]

    def prompt(self, x, cache, past, last_only=True):
        """x [B, S, D] behind `past` shared positions; fills the cache; logits [B, V] of the last position or all."""
        count = x.shape[1]
        cos, sin = self.cosines[past:past + count], self.sines[past:past + count]
        mask = None
        if past > 0:
            mask = torch.ones(count, past + count, dtype=torch.bool).tril(past)
        for i in range(self.layers):
            query, key, value = self._qkv(i, x, cos, sin)
            cache[0, i, :, :, past:past + count] = key
            cache[1, i, :, :, past:past + count] = value
            keys, values = (cache[n, i, :, :, :past + count].repeat_interleave(self.groups, 1) for n in (0, 1))
            seen = F.scaled_dot_product_attention(query, keys, values, attn_mask=mask, is_causal=mask is None)
            x = x + F.linear(seen.transpose(1, 2).flatten(2), getattr(self, f"out{i}"))
            if last_only and i == self.layers - 1:
                x = x[:, -1:]
            x = self._mlp(i, x)
        logits = F.linear(self._norm(x, self.norm), self.head)
        return logits[:, 0] if last_only else logits

    def forward(self, x, cache, past: int):
        """One token per row, x [B, 1, D]; the query heads of a group are the rows of one small attention."""
        rows = x.shape[0]
        cos, sin = self.cosines[past:past + 1], self.sines[past:past + 1]
        for i in range(self.layers):
            query, key, value = self._qkv(i, x, cos, sin)
            cache[0, i, :, :, past] = key[:, :, 0]
            cache[1, i, :, :, past] = value[:, :, 0]
            seen = F.scaled_dot_product_attention(
                query.reshape(rows, self.kv_heads, self.groups, self.size),
                cache[0, i, :, :, :past + 1], cache[1, i, :, :, :past + 1])
            x = x + F.linear(seen.reshape(rows, 1, -1), getattr(self, f"out{i}"))
            x = self._mlp(i, x)
        return F.linear(self._norm(x, self.norm), self.head)[:, 0]


class StaticStep(torch.nn.Module):
    """The same step with shapes that never change (whole cache, masked), which is what torch.compile wants."""

    def __init__(self, decoder, capacity):
        super().__init__()
        self.decoder = decoder
        positions = torch.arange(capacity)
        self.register_buffer("masks", (positions[None] <= positions[:, None]))

    def forward(self, x, cache, at):
        """at int64 [1]: the position to write."""
        d = self.decoder
        rows = x.shape[0]
        cos, sin, mask = d.cosines.index_select(0, at), d.sines.index_select(0, at), self.masks.index_select(0, at)
        for i in range(d.layers):
            query, key, value = d._qkv(i, x, cos, sin)
            keys, values = cache[0, i], cache[1, i]
            keys.index_copy_(2, at, key)
            values.index_copy_(2, at, value)
            scores = query.reshape(rows, d.kv_heads, d.groups, d.size) @ keys.transpose(2, 3) * d.size ** -0.5
            share = torch.softmax(scores.masked_fill(~mask, float("-inf")), -1)
            x = x + F.linear((share @ values).reshape(rows, 1, -1), getattr(d, f"out{i}"))
            x = d._mlp(i, x)
        return F.linear(d._norm(x, d.norm), d.head)[:, 0]


class Verifier:
    """Narrates and chooses. `step(x, cache, past)` runs one token in the form that this machine runs fastest."""

    def __init__(self, folder, words):
        project, embed = Weights(f"{folder}/projector.onnx"), Weights(f"{folder}/embed_tokens.onnx")
        self.mean, self.inverse = project["latents.mean"], project["latents.inverse_std"]
        self.projector = project.linear("projector")
        self.embed = embed["embed.weight"]
        self.words = words
        self.decoder = Decoder(Weights(f"{folder}/decoder.onnx"), words["kvHeads"], words["headSize"]).eval()
        self.prefill, self.step = self.decoder.prompt, self.decoder
        self.plan, self.narrate_token = self.embed[words["plan"]], self.embed[words["narrate"]]
        self.length = words["latentTokens"] + 2
        self.capacity = self.length + words["narrationTokens"]
        self._wish = None

    def project(self, latents):
        """[K, H, Z] to the prompt's embeddings [K, P + 2, D]."""
        standard = (latents - self.mean) * self.inverse
        rows = F.linear(standard.view(latents.shape[0], self.words["latentTokens"], -1), *self.projector)
        ends = [e.expand(latents.shape[0], 1, -1) for e in (self.plan, self.narrate_token)]
        return torch.cat((ends[0], rows, ends[1]), 1)

    def narrate(self, latents):
        """Greedy narrations of K plans: token ids and mean log-probability."""
        count, end = latents.shape[0], self.words["end"]
        cache = self.decoder.cache(count, self.capacity)
        logits = self.prefill(self.project(latents), cache, 0)
        said, sums, done = [], torch.zeros(count), torch.zeros(count, dtype=torch.bool)
        for t in range(self.words["narrationTokens"]):
            chance, token = torch.log_softmax(logits, -1).max(-1)
            token = torch.where(done, end, token)
            sums += torch.where(done, 0.0, chance)
            said.append(token)
            done = done | (token == end)
            if t + 1 == self.words["narrationTokens"] or bool(done.all()):
                break
            logits = self.step(self.embed[token].unsqueeze(1), cache, self.length + t)
        rows = torch.stack(said, 1).tolist()
        rows = [row[:row.index(end) + 1] if end in row else row for row in rows]
        return rows, [float(s) / len(row) for s, row in zip(sums, rows)]

    def teach(self, latents, ids):
        """Logits [1 + S, K, V] of the prompts' last position and of given tokens [S, K] behind them, in one pass."""
        x = torch.cat((self.project(latents), self.embed[ids.t()]), 1)
        logits = self.prefill(x, self.decoder.cache(x.shape[0], x.shape[1]), 0, last_only=False)
        return logits[:, self.length - 1:].transpose(0, 1)

    def score(self, options, orders):
        """Probabilities of the options and of none, averaged over presentation orders, behind the remembered wish."""
        words, end = self.words, self.words["end"]
        if self._wish is None:
            ids = torch.tensor(words["wish"])
            self._wish = self.decoder.cache(1, len(ids))
            self.prefill(self.embed[ids].unsqueeze(0), self._wish, 0)
        past = self._wish.shape[4]
        spoken = [[i for i in option if i != end] for option in options]
        rows = []
        for order in orders:
            row = []
            for slot, option in enumerate(order):
                row += [*spoken[option], words["letters"][slot]]
            rows.append([*row, words["none"], words["answer"]])
        ids = torch.tensor(rows)
        cache = self.decoder.cache(len(orders), past + ids.shape[1])
        cache[..., :past, :] = self._wish
        logits = self.prefill(self.embed[ids], cache, past)
        offered = logits[:, [*words["letters"][:len(options)], words["none"]]]
        shares, mean = torch.softmax(offered.double(), -1).tolist(), [0.0] * (len(options) + 1)
        for order, row in zip(orders, shares):
            for slot, option in enumerate(order):
                mean[option] += row[slot] / len(orders)
            mean[-1] += row[-1] / len(orders)
        return mean
