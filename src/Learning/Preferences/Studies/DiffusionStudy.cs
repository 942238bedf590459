using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Preferences.Studies;

/// <summary>
/// REBEL on a denoising chain whose exact answer is known: does the regression find it, and what is it worth that both samples of a
/// pair start from the same noise?
/// </summary>
public sealed class DiffusionStudy : IStudy
{
    private const int Repeats = 200;

    // Deviations of the four solved moves under independent noise, computed once elsewhere over many repeats.
    private static readonly double[] KnownDeviations = [0.0086, 0.0139, 0.0182, 0.0237];

    public string Name => "diffusion";

    public string Summary => "REBEL on a denoising chain finds the exact tilt; without spread where a pair shares its initial noise";

    public int DefaultSeeds => 10;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var figures = Exact();
        int done = 0;
        var runs = seeds.Select(seed =>
        {
            cancel.ThrowIfCancellationRequested();
            var run = DiffusionRun.Of(Repeats, StudySeeds.Reported(seed));
            progress(++done, seeds.Count);
            return run;
        }).ToArray();
        figures.Add(StudyFigure.Sampled("shared_noise/least_squares/largest_error", [.. runs.Select(r => r.SharedError)],
            new(AtMost: 1e-6)));
        figures.Add(StudyFigure.Sampled("shared_noise/least_squares/residual", [.. runs.Select(r => r.SharedResidual)],
            new(AtMost: 1e-20)));
        figures.Add(StudyFigure.Sampled("independent_noise/least_squares/residual",
            [.. runs.Select(r => r.IndependentResidual)], StudyBar.Near(0.26, 0.03)));
        figures.Add(StudyFigure.Sampled("independent_noise/least_squares/residual_share", [.. runs.Select(r => r.IndependentShare)]));
        for (int k = 0; k < KnownDeviations.Length; k++)
            figures.Add(StudyFigure.Sampled(string.Create(CultureInfo.InvariantCulture,
                $"independent_noise/least_squares/deviation/{k + 1}"),
                [.. runs.Select(r => r.IndependentDeviations[k])], StudyBar.Near(KnownDeviations[k], 0.1 * KnownDeviations[k])));
        figures.Add(StudyFigure.Sampled("sampled_rebel/largest_relative_error", [.. runs.Select(r => r.DescentError)],
            new(AtMost: 0.02)));
        figures.Add(StudyFigure.Sampled("one_step/mean", [.. runs.Select(r => r.OneStep.Mean)], StudyBar.Near(1.0 / 3, 1e-6)));
        figures.Add(StudyFigure.Sampled("one_step/variance", [.. runs.Select(r => r.OneStep.Variance)], StudyBar.Near(1.0 / 6, 1e-6)));
        return new(Name, Summary, seeds, Settings(), figures,
        [
            "The exact tilt moves the mean of every step and nothing else. Tilting the initial noise too would move the sample further, but "
                + "no policy can: that noise belongs to the prompt.",
            "With independent noise the same regression is right on average only: the rewards of a pair differ by what no policy controls.",
        ]);
    }

    private static List<StudyFigure> Exact()
    {
        var chain = DiffusionRun.Chain;
        double[] shifts = chain.ExactShifts(DiffusionRun.Eta, DiffusionRun.Reward), known = [0.048, 0.0648, 0.08064, 0.1008];
        return
        [
            StudyFigure.Exact("exact/largest_error_of_moves", shifts.Zip(known, (a, b) => Math.Abs(a - b)).Max(), new(AtMost: 1e-12)),
            StudyFigure.Exact("exact/mean/before", chain.MeanOfSample(new double[chain.Steps]), StudyBar.Near(0.101800, 5e-7)),
            StudyFigure.Exact("exact/mean/after", chain.MeanOfSample(shifts), StudyBar.Near(0.256418, 5e-7)),
            StudyFigure.Exact("exact/mean/if_the_noise_could_move",
                chain.MeanOfFullTilt(DiffusionRun.Eta, DiffusionRun.Reward), StudyBar.Near(0.366153, 5e-7)),
        ];
    }

    private static Dictionary<string, string> Settings() => new()
    {
        ["chain"] = "K 4, a .6 .7 .8 .9, b .1 -.2 .05 .3, s .2 .3 .4 .5, the last step first; reward 1.5 x0, eta .8",
        ["least squares"] = $"{DiffusionRun.Pairs} pairs, {Repeats} repeats for every seed",
        ["sampled rebel"] = DiffusionRun.Description,
        ["one step"] = "N(0, .25), reward -(a - 1)^2, eta 1: exactly N(1/3, 1/6); least squares on a and a^2 over 64 pairs",
    };
}
