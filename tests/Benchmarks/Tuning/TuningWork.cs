using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using static TorchSharp.torch;

namespace Forewarn.Benchmarks.Tuning;

/// <summary>One step of offline preference tuning on the default decoder, as <c>tune</c> runs it.</summary>
internal sealed class TuningWork : IDisposable
{
    public const int Pairs = 8, LongestPrompt = 48, ShortestPrompt = 40, LongestAnswer = 24, ShortestAnswer = 8;
    public const double Beta = 0.1, Eta = 1, LearningRate = 1e-6;

    private readonly PairSet _pairs;
    private readonly Dictionary<string, (PairTask Task, AdamW Optimizer)> _works = [];
    private long _step;

    public TuningWork(SeedStream seed)
    {
        set_num_threads(1);
        Decoder = DecoderOptions.Default;
        Parameters = DecoderNet.Declare(new ParameterStore(seed.Child("weights")), Decoder);
        var draw = seed.Child("prompts");
        int[] Words(int least, int most) =>
            [.. Enumerable.Range(0, least + draw.Next(most - least + 1)).Select(_ => PromptTokens.None + 1 + draw.Next(Decoder.Vocabulary - PromptTokens.None - 1))];
        var prompts = Enumerable.Range(0, Pairs).Select(_ => new TokenPrompt(Words(ShortestPrompt, LongestPrompt))).ToArray();
        Policy = new(Parameters, Decoder, prompts, new() { MaxAnswer = LongestAnswer, End = PromptTokens.End });
        _pairs = new(
            Policy.Batch([.. Enumerable.Range(0, 2 * Pairs).Select(i => (i / 2, (int[])[.. Words(ShortestAnswer, LongestAnswer - 1), PromptTokens.End]))]),
            [.. Enumerable.Range(0, Pairs).SelectMany(_ => (double[])[1 + draw.NextDouble(), draw.NextDouble()])]);
        Training = new() { LearningRate = LearningRate };
        Add("dpo", new DpoObjective(new() { Beta = Beta }));
        Add("rebel", new RebelPairObjective(Eta));
        ReferenceLogProb = PairTask.LogProb(Policy, _pairs.Samples, Parameters);
        // Away from the reference, where both losses have a gradient that depends on it.
        var noise = seed.Child("moved");
        var moved = Parameters.ExportAll();
        foreach (ref float w in moved.AsSpan()) w += 0.002f * (float)noise.NextNormal();
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        Parameters.Values.copy_(tensor(moved));
    }

    public DecoderOptions Decoder { get; }

    public ParameterStore Parameters { get; }

    public TokenPolicy Policy { get; }

    public TrainingOptions Training { get; }

    public SampleBatch Samples => _pairs.Samples;

    public double[] Rewards => _pairs.Rewards;

    /// <summary>Of every sample, <c>[2 Pairs]</c>.</summary>
    public double[] ReferenceLogProb { get; }

    /// <summary>Forward, backward, clipping and AdamW.</summary>
    public void Step(string what)
    {
        var (task, optimizer) = _works[what];
        task.Step(_step++, new SeedStream(0));
        optimizer.Clip(Training.ClipNorm);
        optimizer.Update(LearningRate);
    }

    /// <summary>Loss and gradient <c>[N]</c> at the present weights, which stay.</summary>
    public (double Loss, float[] Gradient) Gradient(string what)
    {
        double loss = _works[what].Task.Step(0, new SeedStream(0))["loss"];
        return (loss, Parameters.Gradients.data<float>().ToArray());
    }

    public void Dispose()
    {
        foreach (var (task, optimizer) in _works.Values)
        {
            task.Dispose();
            optimizer.Dispose();
        }
        _pairs.Dispose();
        Policy.Dispose();
        Parameters.Dispose();
    }

    private void Add(string name, IPairObjective objective) => _works[name] =
        (new(Policy, _pairs, objective, new() { Batch = Pairs, Beta = Beta }, () => new Dictionary<string, double>()), new(Parameters, Training));
}
