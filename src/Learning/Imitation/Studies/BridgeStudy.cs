using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.Imitation.Tabular;
using Forewarn.Learning.Studies;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>
/// Where should a learner search who cannot do what the expert does? Exact search from the expert's states against search from states
/// that a playable way visits.
/// </summary>
public sealed class BridgeStudy : IStudy
{
    private const int SampledHorizon = 50, Trials = 200;

    private static readonly int[] Horizons = [10, 20, 50, 100];
    private static readonly double[] Shares = [0, 0.001, 0.01, 0.1, 0.5, 1];
    private static readonly (double Share, int Draws)[] Samples = [(0.05, 50), (0.05, 200), (0.2, 10), (0.2, 50), (0.5, 10)];

    public string Name => "bridge";

    public string Summary => "search from states of a playable way finds it; from those of an expert who cannot be copied it does not";

    public int DefaultSeeds => 10;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var figures = new List<StudyFigure>();
        foreach (int horizon in Horizons) figures.AddRange(Table(new(horizon)));
        figures.AddRange(Sweep(new(SampledHorizon)));
        int done = 0;
        foreach (var (share, draws) in Samples)
        {
            double[] found = [.. seeds.Select(seed =>
            {
                cancel.ThrowIfCancellationRequested();
                double fraction = Found(new(SampledHorizon), share, draws, StudySeeds.Reported(seed).Child("draws", draws));
                progress(++done, Samples.Length * seeds.Count);
                return fraction;
            })];
            // Every one of the T - 1 decisions on the bridge must be hit at least once.
            double known = Math.Pow(1 - Math.Pow(1 - share, draws), SampledHorizon - 1);
            string name = string.Create(CultureInfo.InvariantCulture, $"sampled/share_{share}/draws_{draws}");
            figures.Add(StudyFigure.Sampled($"{name}/found", found));
            figures.Add(StudyFigure.Sampled($"{name}/found_less_known", [.. found.Select(f => f - known)], StudyBar.Near(0, 0.05)));
        }
        return new(Name, Summary, seeds, Settings(), figures,
        [
            "Search has exact values; only where it searches differs. States it never starts from act by chance.",
            "With expert resets the bridge is chosen for the .9 + .45 + .225 + .. that chance earns there, and then left to chance.",
            "With exact search any share of offline resets suffices; with few draws per step the share matters, as the known answer says.",
        ]);
    }

    private static IEnumerable<StudyFigure> Table(TightropeOrBridge world)
    {
        int horizon = world.Horizon;
        string name = $"T_{horizon}";
        TabularPolicy expert = TabularPolicy.Of(world, world.Expert), detour = TabularPolicy.Of(world, world.Detour);
        double[][] rope = expert.Visits(), bridge = detour.Visits();
        yield return StudyFigure.Exact($"{name}/expert", expert.Value(), StudyBar.Near(horizon, 1e-9));
        yield return StudyFigure.Exact($"{name}/bc", TabularCloning.Of(expert, TightropeOrBridge.LearnerActions).Value(), StudyBar.Near(1, 1e-9));
        yield return StudyFigure.Exact($"{name}/expert_resets", Value(world, rope), StudyBar.Near(horizon == 10 ? 1.798 : 1.800, 5e-4));
        yield return StudyFigure.Exact($"{name}/offline_resets", Value(world, bridge), StudyBar.Near(0.9 * horizon, 1e-9));
        yield return StudyFigure.Exact(
            $"{name}/mixed_resets", Value(world, TabularResets.Mixture(rope, bridge, 0.5)), StudyBar.Near(0.9 * horizon, 1e-9));
        var chance = TabularPolicy.Uniform(world, TightropeOrBridge.LearnerActions);
        chance.Choose(0, world.Start, 1);
        yield return StudyFigure.Exact(
            $"{name}/no_resets/log2_of_tries", -Math.Log2(chance.Visits()[horizon][world.Bridge(horizon)]), StudyBar.Near(horizon - 1, 1e-9));
    }

    private static IEnumerable<StudyFigure> Sweep(TightropeOrBridge world)
    {
        double[][] rope = TabularPolicy.Of(world, world.Expert).Visits(), bridge = TabularPolicy.Of(world, world.Detour).Visits();
        foreach (double share in Shares)
            yield return StudyFigure.Exact(string.Create(CultureInfo.InvariantCulture, $"T_{world.Horizon}/offline_share_{share}"),
                Value(world, TabularResets.Mixture(rope, bridge, share)), StudyBar.Near(share == 0 ? 1.8 : 45, 5e-4));
    }

    /// <summary>How often search from few drawn states still finds the whole bridge.</summary>
    internal static double Found(TightropeOrBridge world, double share, int draws, SeedStream seed)
    {
        double[][] resets = TabularResets.Mixture(
            TabularPolicy.Of(world, world.Expert).Visits(), TabularPolicy.Of(world, world.Detour).Visits(), share);
        int found = 0;
        for (int i = 0; i < Trials; i++)
            if (Value(world, TabularResets.Sampled(resets, draws, seed.Child("trial", i))) > 0.9 * world.Horizon - 1e-9) found++;
        return (double)found / Trials;
    }

    private static double Value(TightropeOrBridge world, double[][] resets) =>
        Psdp.Search(world, resets, TightropeOrBridge.LearnerActions).Value();

    private static Dictionary<string, string> Settings() => new()
    {
        ["world"] = "start, rope and bridge of T steps, pit; the learner has two of three actions",
        ["search"] = "policy search by dynamic programming, exact values",
        ["sampled"] = $"T = {SampledHorizon}, {Trials} trials per seed; draws per step from the mixture of expert and offline states",
    };
}
