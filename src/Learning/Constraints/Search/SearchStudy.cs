using Forewarn.Core;
using Forewarn.Learning.Constraints.Constrained;
using Forewarn.Learning.Constraints.Safety;
using Forewarn.Learning.Studies;
using Forewarn.Reachability.ClosedForms;
using Forewarn.Simulation.Tasks.Control.Dubins;

namespace Forewarn.Learning.Constraints.Search;

/// <summary>Does a search fail less often on its way to a reward if its constraint is the learned one, not the failure set alone?</summary>
public sealed class SearchStudy : IStudy
{
    private const double Limit = 0, Level = 3, Alpha = 0.005;
    private const int Calibration = 20_000;
    private static readonly DubinsDisc Car = new(DubinsCourse.Speed, DubinsCourse.TurnRate, DubinsCourse.Radius);
    private static readonly SafetyCriticOptions Critic = new() { Steps = 6_000 };
    private static readonly PpoLagrangianOptions Options = new()
    {
        Steps = 200_000,
        Ppo = new()
        {
            Environments = 16, RollOutSteps = 128, Hidden = [64, 64], LearningRate = 1e-3, Lambda = 0.97, ValueWeight = 0.25, ValueClip = 0, LogStd = -0.5,
            ReplayCapacity = 1,
        },
    };

    /// <summary>Factors on the gains of the price that are tried, on other runs than the reported ones.</summary>
    private static readonly double[] Scales = [0.2, 0.4, 0.8];

    private static readonly PidGains Gains = new(0.05, 5e-3, 0.1);
    private const int TuningRuns = 3;

    private static readonly string[] Arms = ["failure_set", "learned", "tube"];

    public string Name => "constrained-search";

    public string Summary => "policy search under a learned tube enters the failure set less often per unit of reward reached than under the failure set alone";

    public int DefaultSeeds => 10;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        double[] scales = Tuned(cancel);
        var runs = StudyRuns.Named(seeds, (seed, stop) => Seed(scales, StudySeeds.Reported(seed), seed, stop), progress, cancel);
        return new(Name, Summary, seeds,
            new Dictionary<string, string>
            {
                ["car"] = $"{Car}", ["course"] = $"spot at {DubinsCourse.SpotX} m, within {DubinsCourse.SpotRadius} m",
                ["search"] = $"{Options}", ["hidden"] = string.Join(", ", Options.Ppo.Hidden),
                ["gains"] = $"{string.Join(", ", Arms.Select((arm, a) => $"{arm} {scales[a]}"))} of {Gains}: each arm's best of {string.Join(", ", Scales)}"
                    + $" on {TuningRuns} other runs", ["cost_limit"] = $"{Limit}", ["level"] = $"{Level}",
                ["critic"] = $"{Critic with { Seed = 0 }}", ["calibration"] = $"{Calibration} drawn states, alpha {Alpha}",
            },
            [.. runs.Select(r => StudyFigure.Sampled(r.Name, r.PerSeed, Bar(r.Name)))],
            [
                "Every arm has the gains of the price that suit it best; a larger set costs more per visit, so equal gains are not equal prices.",
                "Every arm sees the same seeds, starts, first weights and other settings; a step into its set costs 1.",
                "An entry is a step that ends in the disc and did not start there; the car drives on through it.",
                "Entries per unit are those of the whole search over the mean return of its last tenth.",
            ]);
    }

    private static StudyBar? Bar(string name) =>
        name is "failure_set_less_learned/entries_per_unit" or "failure_set_less_tube/entries_per_unit" ? new(AtLeast: 0) : null;

    private static PpoLagrangianOptions Scaled(double scale) => Options with
    {
        Gains = new(scale * Gains.Proportional, scale * Gains.Integral, scale * Gains.Derivative),
    };

    /// <summary>Every arm's best factor on the gains, on runs that are not reported.</summary>
    private static double[] Tuned(CancellationToken cancel)
    {
        var sets = Enumerable.Range(1, TuningRuns).Select(run => Sets(StudySeeds.Tuning(run), StudySeeds.Tuning(run).Key, cancel)).ToArray();
        return [.. Arms.Select((_, a) => Scales.MinBy(scale => Enumerable.Range(1, TuningRuns).Average(run =>
            PerUnit(Search(sets[run - 1][a], scale, StudySeeds.Tuning(run), cancel)))))];
    }

    private static WatchedOutcome Search(Predicate<ReadOnlySpan<float>> set, double scale, SeedStream stream, CancellationToken cancel) =>
        WatchedSearch.Run(Scaled(scale), () => new DubinsCourse(), new(set, Failure), Limit, Level, stream.Child("search"), cancel);

    /// <summary>What the arms forbid, in their order.</summary>
    private static Predicate<ReadOnlySpan<float>>[] Sets(SeedStream stream, ulong seed, CancellationToken cancel) =>
        [Failure, Learned(stream.Child("critic"), seed, cancel), s => Car.Value(s[0], s[1], Math.Atan2(s[3], s[2])) <= 0];

    private static bool Failure(ReadOnlySpan<float> s) => DubinsCourse.IsInside(s[0], s[1]);

    private static IEnumerable<(string Name, double Value)> Seed(IReadOnlyList<double> scales, SeedStream stream, ulong seed, CancellationToken cancel)
    {
        WatchedOutcome[] outcomes = [.. Sets(stream, seed, cancel).Select((set, a) => Search(set, scales[a], stream, cancel))];
        for (int a = 0; a < Arms.Length; a++)
            foreach (var (name, value) in Figures(outcomes[a])) yield return ($"{Arms[a]}/{name}", value);
        for (int a = 1; a < Arms.Length; a++)
        {
            yield return ($"failure_set_less_{Arms[a]}/entries_per_unit", PerUnit(outcomes[0]) - PerUnit(outcomes[a]));
            yield return ($"failure_set_less_{Arms[a]}/entries_to_level", outcomes[0].EntriesToLevel - outcomes[a].EntriesToLevel);
            yield return ($"failure_set_less_{Arms[a]}/return", outcomes[0].Return - outcomes[a].Return);
        }
    }

    private static IEnumerable<(string Name, double Value)> Figures(WatchedOutcome outcome) =>
    [
        ("entries_per_unit", PerUnit(outcome)), ("entries", outcome.Entries), ("return", outcome.Return), ("late_entries_per_episode", outcome.LateEntries),
        ("reached_level", outcome.Reached ? 1 : 0), ("steps_to_level", outcome.StepsToLevel), ("entries_to_level", outcome.EntriesToLevel),
    ];

    /// <summary>A search that has earned next to nothing has not failed for a reward: its entries count in full.</summary>
    private static double PerUnit(WatchedOutcome outcome) => outcome.Entries / Math.Max(1, outcome.Return);

    /// <summary>What a safety critic that was trained on drawn transitions calls lost, at its calibrated margin.</summary>
    private static Predicate<ReadOnlySpan<float>> Learned(SeedStream draws, ulong seed, CancellationToken cancel)
    {
        var problem = new DubinsProblem(Car, Half: 1.8);
        var critic = new SafetyCritic(problem, Critic with { Seed = seed });
        while (!critic.IsDone)
        {
            cancel.ThrowIfCancellationRequested();
            critic.Advance();
        }
        var state = new double[3];
        var lost = new List<double>();
        for (int i = 0; i < Calibration; i++)
        {
            problem.Draw(state, draws);
            if (Car.Value(state[0], state[1], state[2]) <= 0) lost.Add(critic.Value(state));
        }
        double margin = SafetyCalibration.Margin(lost, Alpha);
        return s => critic.Value([s[0], s[1], Math.Atan2(s[3], s[2])]) <= margin;
    }
}
