using System.Text.Json;
using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Workloads;
using Forewarn.Core;

namespace Forewarn.Benchmarks.Peers;

/// <summary>The inputs that both sides compute on, and the comparison of what they made of them.</summary>
internal sealed class Exchange
{
    private readonly SteeringWorkload _work;
    private readonly string _folder;
    private readonly int[] _taught;
    private readonly float[] _logits;

    public Exchange(SteeringWorkload work, string folder)
    {
        (_work, _folder) = (work, folder);
        Directory.CreateDirectory(folder);
        using var words = new DecoderWork(work.Verifier, work.Rollout);
        _taught = Taught();
        _logits = words.Teach(_taught);
        Write();
    }

    /// <summary>Differences of everything that is timed; a narration or a mode that differs counts as 1.</summary>
    public IReadOnlyList<AgreementRow> Compare(string peer, JsonElement answer)
    {
        var sampled = SteeringWorkload.Wait(_work.WorldModel.ImagineAsync(_work.Start, _work.Modes, _work.NoiseSeed, default));
        float[] plans = Read("plans");
        var kept = answer.GetProperty("modes").EnumerateArray().Select(e => e.GetInt32()).ToArray();
        int size = _work.Proposals.Steps * _work.Proposals.Spec.Width;
        float[] modes = [.. kept.SelectMany(i => plans.AsSpan(i * size, size).ToArray())];
        double[] scores = [.. answer.GetProperty("scores").EnumerateArray().Select(e => e.GetDouble())];
        var decision = _work.Decision;
        return
        [
            Row("proposed plans", _work.Proposals.Values, plans),
            Row("clustered modes", decision.Modes!.Values, modes),
            Row("observed latent", _work.Start.Values, Read("start")),
            Row("imagined latents, sampled", sampled.Values, Read("imagined")),
            Row("members' disagreement", sampled.Disagreement, Read("disagreement")),
            Row("decoder logits, teacher-forced", _logits, Read("logits")),
            new(peer, "narrations", Same(_work.Narrations, answer.GetProperty("narrated")) ? 0 : 1),
            new(peer, "log-probability of narrations", Difference([.. _work.Narrations.Select(n => (float)n.LogProbability)],
                [.. answer.GetProperty("chances").EnumerateArray().Select(e => e.GetSingle())])),
            new(peer, "narrations of the decision", Same(decision.Narrations, answer.GetProperty("said")) ? 0 : 1),
            new(peer, "scores of the decision", scores.Length == decision.Scores.Length
                ? scores.Zip(decision.Scores, (a, b) => Math.Abs(a - b)).Max() : 1),
        ];

        AgreementRow Row(string what, float[] ours, float[] theirs) => new(peer, what, Difference(ours, theirs));
    }

    private static double Difference(ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs)
    {
        if (ours.Length != theirs.Length) return 1;
        double gap = 0, scale = 0;
        for (int i = 0; i < ours.Length; i++)
        {
            if (!float.IsFinite(theirs[i])) return 1;
            gap = Math.Max(gap, Math.Abs((double)ours[i] - theirs[i]));
            scale = Math.Max(scale, Math.Abs(ours[i]));
        }
        return gap / scale;
    }

    private bool Same(IReadOnlyList<Narration> ours, JsonElement theirs) =>
        ours.Select(n => n.Text).SequenceEqual(theirs.EnumerateArray().Select(row =>
            _work.Verifier.Tokenizer.Decode(row.EnumerateArray().Select(id => id.GetInt32())).Trim()));

    /// <summary>Tokens of the real narrations, as many of each as the shortest has, <c>[S, K]</c>.</summary>
    private int[] Taught()
    {
        var said = _work.Narrations.Select(n => _work.Verifier.Tokenizer.EncodeWords(n.Text)).ToArray();
        return [.. Enumerable.Range(0, said.Min(s => s.Count)).SelectMany(t => said.Select(s => s[t]))];
    }

    private float[] Read(string name) => NpyFile.ReadFloats(Path.Combine(_folder, $"peer-{name}.npy"));

    private string At(string name) => Path.Combine(_folder, name + ".npy");

    private void Write()
    {
        var seen = _work.History.Latest;
        foreach (var frame in seen.Images) NpyFile.Write<byte>(At(frame.Camera), frame.Rgb, 1, frame.Height, frame.Width, 3);
        NpyFile.Write<float>(At("state"), seen.State, 1, seen.State.Length);
        int width = _work.Policy.Integer("noiseWidth"), n = _work.Options.Proposals, k = _work.Modes.Count;
        NpyFile.Write<float>(At("noise"), Normal(_work.ProposalSeed, n * width), n, width);
        NpyFile.Write<float>(At("start"), _work.Start.Values, 1, _work.Start.Size);
        int h = _work.Rollout.Steps, step = _work.WorldModel.RowsPerStep * _work.Modes.Spec.Width, z = _work.World.Integer("stochastic");
        var actions = new float[h * k * step];
        for (int t = 0; t < h; t++)
            for (int i = 0; i < k; i++)
                _work.Modes.Plan(i).Slice(t * step, step).CopyTo(actions.AsSpan((t * k + i) * step));
        NpyFile.Write<float>(At("actions"), actions, h, k, step);
        NpyFile.Write<float>(At("sampled"), Normal(_work.NoiseSeed, h * k * z), h, k, z);
        NpyFile.Write<float>(At("latents"), _work.Rollout.Values, k, h, _work.Rollout.Size);
        NpyFile.Write<long>(At("taught"), [.. _taught.Select(i => (long)i)], _taught.Length / k, k);
        File.WriteAllText(Path.Combine(_folder, "words.json"), JsonSerializer.Serialize(Words()));
    }

    private Dictionary<string, object> Words()
    {
        var (model, words) = (_work.Verifier, _work.Verifier.Tokenizer);
        return new()
        {
            ["kvHeads"] = model.Decoder.Layout.KvHeads,
            ["headSize"] = model.Decoder.Layout.HeadSize,
            ["latentTokens"] = model.LatentTokens,
            ["narrationTokens"] = model.NarrationTokens,
            ["plan"] = words.Special("<plan>"),
            ["narrate"] = words.Special("<narrate>"),
            ["end"] = words.Special("<end>"),
            ["none"] = words.Special("<none>"),
            ["answer"] = words.Special("<answer>"),
            ["letters"] = Enumerable.Range(0, model.MaxOptions).Select(i => words.Special($"<{(char)('A' + i)}>")).ToArray(),
            ["wish"] = (int[])[words.Special("<wish>"), .. words.EncodeWords(model.Lexicon.Read(_work.Wish)), words.Special("<means>")],
            ["steps"] = _work.Proposals.Steps,
            ["rowsPerStep"] = _work.WorldModel.RowsPerStep,
            ["radius"] = _work.Options.Radius,
            ["modes"] = _work.Options.Modes,
            ["permutations"] = _work.Options.Permutations,
        };
    }

    private static float[] Normal(SeedStream seed, int count)
    {
        var values = new float[count];
        seed.FillNormal(values);
        return values;
    }
}
