using System.Globalization;
using Forewarn.Learning.Imitation.Tabular;
using Forewarn.Learning.Studies;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>
/// How do errors add up over an episode? A learner who errs with a small probability and was never shown how to come back, against one who
/// was.
/// </summary>
public sealed class CompoundingStudy : IStudy
{
    private const double Error = 0.01, SmallError = 1e-7;

    private static readonly (int Horizon, double Cloned)[] Known = [(10, 0.534), (50, 10.896), (100, 37.237), (200, 114.264)];
    private static readonly int[] Horizons = [100, 200, 500, 1000, 2000];

    public string Name => "compounding";

    public string Summary => "cloning pays for errors with the square of the horizon, interaction in proportion to it";

    public int DefaultSeeds => 2;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var figures = new List<StudyFigure>();
        foreach (var (horizon, cloned) in Known)
        {
            figures.Add(StudyFigure.Exact($"T_{horizon}/bc", Cost(horizon, Error, recovers: false), StudyBar.Near(cloned, 5e-4)));
            figures.Add(StudyFigure.Exact($"T_{horizon}/interactive", Cost(horizon, Error, recovers: true), StudyBar.Near(Error * horizon, 1e-9)));
        }
        figures.Add(StudyFigure.Exact("slope/bc", Slope(recovers: false), StudyBar.Near(2, 0.01)));
        figures.Add(StudyFigure.Exact("slope/interactive", Slope(recovers: true), StudyBar.Near(1, 1e-6)));
        progress(1, 1);
        return new(Name, Summary, seeds, new Dictionary<string, string>
        {
            ["error per step"] = Error.ToString(CultureInfo.InvariantCulture),
            ["slopes"] = $"of log cost over log T, T = {string.Join(", ", Horizons)}, error {SmallError.ToString(CultureInfo.InvariantCulture)}",
        }, figures,
        [
            "Expected costs by forward recursion; no chance enters, the seeds are not read.",
            "Closed form of the cloned cost: the sum of 1 - (1 - error)^t for t = 1 to T.",
        ]);
    }

    /// <summary>Expected steps off the path. Off it, who was never shown the way back stays off.</summary>
    internal static double Cost(int horizon, double error, bool recovers)
    {
        var world = new SlipperyPath(horizon);
        var policy = new TabularPolicy(world);
        for (int t = 0; t < horizon; t++)
        {
            policy.Mix(t, SlipperyPath.On, [1 - error, error]);
            policy.Mix(t, SlipperyPath.Off, recovers ? [1 - error, error] : [0, 1]);
        }
        return -policy.Value();
    }

    private static double Slope(bool recovers)
    {
        double[] x = [.. Horizons.Select(t => Math.Log(t))], y = [.. Horizons.Select(t => Math.Log(Cost(t, SmallError, recovers)))];
        double mx = x.Average(), my = y.Average();
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
    }
}
