using Forewarn.Core;
using Forewarn.Learning.Preferences.Worlds;
using Forewarn.Learning.Studies;
using Forewarn.Learning.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences.Studies;

/// <summary>
/// HyPO on the sparse world by sampled labels and sampled unlabeled answers, in the loop that all offline methods share.
/// </summary>
internal static class CoverageRun
{
    private const int Pairs = 10_000, Batch = 64, Unlabeled = 64, Updates = 1500;
    private const double Rate = 0.1;

    public static string Description { get; } =
        $"{Updates} updates on {Batch} of {Pairs} labels and {Unlabeled} unlabeled answers, AdamW {Rate} with cosine to .02, "
        + "float32; the same for every KL weight";

    /// <returns>The weight where training ends.</returns>
    public static double Weight(double klWeight, SeedStream seed)
    {
        var (world, feature) = (SharedFeaturePolicy.Sparse.World, SharedFeaturePolicy.Sparse.Feature);
        var (start, features) = (new double[1, 3], new double[1, 3, 1]);
        for (int a = 0; a < 3; a++) (start[0, a], features[0, a, 0]) = (Math.Log(world.Reference[a]), feature[a]);
        using var policy = CategoricalPolicy.Linear(start, features);
        using var pairs = Labels(world, seed.Child("labels"));
        var options = new PairOptions
        {
            Batch = Batch,
            Beta = world.Beta,
            Hypo = klWeight > 0 ? new HypoOptions { KlWeight = klWeight, PerPrompt = Unlabeled, Prompts = 1 } : null,
        };
        var objective = new DpoObjective(new DpoOptions { Beta = world.Beta });
        using var task = new PairTask(policy, pairs, objective, options, () => new Dictionary<string, double>());
        var training = new TrainingOptions { Steps = Updates, LearningRate = Rate, WarmupSteps = 0, ClipNorm = 0 };
        StudyTraining.Run(task, training, seed.Child("training"));
        return policy.Parameters.Export("weights")[0];
    }

    // The share of labels is the population's, their order is drawn: were the labels drawn too, DPO's optimum itself would vary by
    // seed.
    private static PairSet Labels(CoverageWorld world, SeedStream seed)
    {
        int first = (int)Math.Round(Pairs * world.FirstPreferred);
        bool[] wins = [.. Enumerable.Range(0, Pairs).Select(i => i < first)];
        seed.Shuffle(wins.AsSpan());
        var choices = new long[2 * Pairs];
        var rewards = new double[2 * Pairs];
        for (int i = 0; i < Pairs; i++)
        {
            (choices[2 * i], choices[2 * i + 1]) = wins[i] ? (0, 1) : (1, 0);
            rewards[2 * i] = 1;
        }
        return new(new SampleBatch(new int[2 * Pairs], tensor(choices).DetachFromDisposeScope()), rewards);
    }
}
