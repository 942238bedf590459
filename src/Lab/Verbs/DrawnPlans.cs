using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Preferences.Diagnosis;
using Forewarn.Policy;
using Forewarn.Recording;

namespace Forewarn.Lab.Verbs;

/// <summary>What a policy package draws for the observations of preference records.</summary>
internal static class DrawnPlans
{
    private const int Observations = 64, PerObservation = 8;

    /// <param name="model">Name or folder of a package.</param>
    /// <returns>Eight plans for each of at most 64 different prompts; the same noise for every package.</returns>
    /// <exception cref="ForewarnException">No policy, or the records' pictures or plans do not fit it.</exception>
    public static IReadOnlyList<PlanSample> Of(
        Home home, string model, IReadOnlyList<PreferenceRecord> records, int planNumbers, ulong seed, CancellationToken cancel)
    {
        using var package = ModelPackage.Load(home.Package(model), ModelKind.Policy);
        using var policy = new PolicyProposer(package);
        if (policy.Steps * policy.Spec.Width != planNumbers)
            throw ForewarnException.Of($"policy '{model}'", $"plans of {policy.Steps} x {policy.Spec.Width} numbers",
                $"the records' {planNumbers}", "Name the policy that the file's plans came from, or one tuned from it.", ExitCode.Usage);
        PreferenceRecord[] prompts = [.. records.Where(r => r.Observations.Count > 0).DistinctBy(r => r.PromptHash)];
        var samples = new List<PlanSample>();
        int count = Math.Min(Observations, prompts.Length);
        for (int i = 0; i < count; i++)
        {
            var record = prompts[(int)((long)i * prompts.Length / count)];
            var drawn = policy.ProposeAsync(new([.. record.Observations.Select(Seen)], record.Actions), PerObservation,
                new SeedStreams(seed).Stream("draws", i), cancel).AsTask().GetAwaiter().GetResult();
            for (int k = 0; k < drawn.Count; k++) samples.Add(new([.. drawn.Plan(k).ToArray().Select(v => (double)v)]));
        }
        return samples;
    }

    private static Observation Seen(PreferenceObservation o) =>
        new([.. o.Images.Select(Frame)], o.State, TimeSpan.FromSeconds(o.Stamp));

    private static CameraFrame Frame(PreferencePicture image)
    {
        var picture = PngReader.Decode(image.Png);
        return new(image.Camera, picture.Height, picture.Width, picture.ToRgb());
    }
}
