using System.Globalization;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>Does the optimizer of the critics take the steps that its definition asks for?</summary>
public sealed class OptimisticAdamStudy : IStudy
{
    private const double Rate = 1e-3, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private static readonly (string Name, double[] Gradients, double[] Known)[] Traces =
    [
        ("steady", [1, 1, 1], [-0.00199999937, -0.00325586233, -0.00439739960]),
        ("turning", [1, -1, 2], [-0.00199999937, -0.00115059964, -0.00219226603]),
    ];

    public string Name => "optimistic-adam";

    public string Summary => "optimistic Adam in single precision follows its definition";

    public int DefaultSeeds => 2;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var figures = new List<StudyFigure>();
        foreach (var (name, gradients, known) in Traces)
        {
            double[] defined = Defined(gradients), shipped = Shipped(gradients);
            for (int i = 0; i < known.Length; i++)
            {
                figures.Add(StudyFigure.Exact($"{name}/step_{i + 1}/definition", defined[i], StudyBar.Near(known[i], 6e-12)));
                // A float near .002 has a spacing of 2.3e-10.
                figures.Add(StudyFigure.Exact($"{name}/step_{i + 1}/shipped", shipped[i], StudyBar.Near(known[i], 1e-9)));
            }
        }
        progress(1, 1);
        return new(Name, Summary, seeds, new Dictionary<string, string>
        {
            ["rate"] = Rate.ToString(CultureInfo.InvariantCulture),
            ["gradients"] = string.Join("; ", Traces.Select(t => $"{t.Name}: {string.Join(", ", t.Gradients)}")),
        }, figures, ["The definition in double precision to the eleventh digit; the shipped one computes in floats. The seeds are not read."]);
    }

    /// <summary>Parameter after every step, in doubles: <c>x += eta m / (sqrt v + eps)</c>, moments, <c>x -= 2 eta m / (sqrt v + eps)</c>.</summary>
    internal static double[] Defined(double[] gradients)
    {
        double x = 0, m = 0, v = 0;
        return [.. gradients.Select((g, i) =>
        {
            double eta = Rate * Math.Sqrt(1 - Math.Pow(Beta2, i + 1)) / (1 - Math.Pow(Beta1, i + 1));
            x += eta * m / (Math.Sqrt(v) + Epsilon);
            (m, v) = (Beta1 * m + (1 - Beta1) * g, Beta2 * v + (1 - Beta2) * g * g);
            return x -= 2 * eta * m / (Math.Sqrt(v) + Epsilon);
        })];
    }

    private static double[] Shipped(double[] gradients)
    {
        var adam = new FlatAdam(1, Beta1, Beta2, Epsilon, optimistic: true);
        float[] x = [0];
        return [.. gradients.Select(g =>
        {
            adam.Update(x, [(float)g], Rate);
            return (double)x[0];
        })];
    }
}
