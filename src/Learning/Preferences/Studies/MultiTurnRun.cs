using Forewarn.Core;
using Forewarn.Learning.Preferences.Worlds;
using Forewarn.Learning.Studies;
using Forewarn.Learning.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences.Studies;

/// <summary>
/// Iterations of data and regression on episodes of several decisions: play to a drawn decision, reset to it, answer it anew, play both
/// on to the end, and fit the log-ratios to the differences of the rewards-to-go in the loop that all offline methods share.
/// </summary>
internal static class MultiTurnRun
{
    public const int Pairs = 512, Iterations = 6;
    public const double Eta = 4;
    private const int Updates = 60;
    private const double Rate = 0.2;

    public static string Description { get; } =
        $"{Iterations} iterations of {Pairs} resets (last turn: at that turn), eta {Eta}; {Updates} updates each on all pairs, "
        + $"AdamW {Rate} with cosine to .02";

    /// <summary>Which decisions are tuned, and by whom the future is played.</summary>
    public enum Way
    {
        Refuel,
        StartFutures,
        LastTurn,
    }

    /// <returns>Exact return of the policy before the first iteration and after each, <c>[Iterations + 1]</c>.</returns>
    public static double[] Returns(DecisionGraph graph, Way way, SeedStream seed)
    {
        var start = new double[graph.Decisions, 2];
        double[] logits = graph.StartLogits();
        for (int s = 0; s < logits.Length; s++) start[s, 0] = logits[s];
        using var policy = new CategoricalPolicy(start);
        var returns = new List<double> { graph.Return(First(policy)) };
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            Iterate(graph, policy, way, seed.Child("iteration", iteration));
            returns.Add(graph.Return(First(policy)));
        }
        return [.. returns];
    }

    /// <summary>
    /// Variance of what is regressed on at the first decision when a coin flip before it pays <paramref name="bonus"/> or nothing: the
    /// whole episode carries the noise of two flips, the reset shares one flip, which cancels.
    /// </summary>
    public static (double Refuel, double Trajectory) TargetVariance(DecisionGraph graph, double bonus, SeedStream seed)
    {
        const int pairs = 20_000;
        double[] refuel = new double[pairs], trajectory = new double[pairs];
        for (int i = 0; i < pairs; i++)
        {
            double shared = Flip();
            refuel[i] = shared + Play() - (shared + Play());
            trajectory[i] = Flip() + Play() - (Flip() + Play());
        }
        return (Variance(refuel), Variance(trajectory));

        double Flip() => bonus * seed.Next(2);
        double Play() => graph.Play(graph.Start, 0, seed).ToGo;
    }

    private static void Iterate(DecisionGraph graph, CategoricalPolicy policy, Way way, SeedStream seed)
    {
        using var pairs = Draw(graph, policy, way, seed.Child("play"));
        if (pairs is null) return;
        var options = new TrainingOptions { Steps = Updates, LearningRate = Rate, WarmupSteps = 0, ClipNorm = 0 };
        using var task = new PairTask(
            policy, pairs, new RebelPairObjective(Eta), new PairOptions { Batch = pairs.Count }, () => new Dictionary<string, double>());
        StudyTraining.Run(task, options, seed.Child("training"));
    }

    // Null where no reset gave two different answers. Both graphs have one decision per turn, so a state is its turn.
    private static PairSet? Draw(DecisionGraph graph, CategoricalPolicy policy, Way way, SeedStream seed)
    {
        var sampler = new RefuelSampler<int, int>(new GraphEpisodes(graph, First(policy)), graph.Decisions);
        int last = graph.Decisions - 1, resets = way == Way.LastTurn ? Pairs * graph.Decisions : Pairs;
        var (prompts, choices, rewards) = (new List<int>(), new List<long>(), new List<double>());
        for (int i = 0; i < resets; i++)
        {
            var pair = sampler.Draw(seed.Child("reset", i));
            if (pair is null || (way == Way.LastTurn && pair.Turn != last)) continue;
            var (a, b) = pair.ToGo;
            if (way == Way.StartFutures) (a, b) = (Otherwise(pair.State, pair.First), Otherwise(pair.State, pair.Second));
            prompts.AddRange([pair.State, pair.State]);
            choices.AddRange(a >= b ? [pair.First, pair.Second] : [pair.Second, pair.First]);
            rewards.AddRange([Math.Max(a, b), Math.Min(a, b)]);
        }
        if (prompts.Count == 0) return null;
        var samples = new SampleBatch([.. prompts], tensor(choices.ToArray()).DetachFromDisposeScope());
        return new(samples, [.. rewards], PairTask.LogProb(policy, samples, policy.Parameters));

        double Otherwise(int state, int answer) => graph.Play(graph.Start, state, seed, answer).ToGo;
    }

    private static double[] First(CategoricalPolicy policy) => [.. policy.Probabilities().Select(p => p[0])];

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
