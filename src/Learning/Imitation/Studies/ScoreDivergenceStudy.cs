using System.Globalization;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>The diffusion score divergence between Gaussians: closed forms, quadrature and known values side by side.</summary>
public sealed class ScoreDivergenceStudy : IStudy
{
    private static readonly Row[] Rows =
    [
        new("means_1_apart", 0, 1, 1, 1, 100, 0.741804, 0.150146, 0.741804),
        new("means_1_apart", 0, 1, 1, 1, 1000, 0.275513, 0.082056, 0.275513),
        new("means_1_apart", 0, 1, 1, 1, 5000, 0.120690, 0.036705, 0.120690),
        new("narrow_2_apart", 0, 0.25, 2, 0.25, 100, 25.003913, 2.642031, 0.514531),
        new("narrow_2_apart", 0, 0.25, 2, 0.25, 1000, 7.984183, 1.030412, 0.173053),
        new("narrow_2_apart", 0, 0.25, 2, 0.25, 5000, 3.414154, 0.459856, 0.074902),
        new("wide_for_narrow", 0, 1, 0, 0.25, 1000, 0.977874, 0.090742, null),
        new("narrow_for_wide", 0, 0.25, 0, 1, 1000, 0.312525, 0.040918, null),
    ];

    public string Name => "score-divergence";

    public string Summary => "the diffusion score divergence of Gaussians is what closed form and quadrature both give";

    public int DefaultSeeds => 2;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var figures = new List<StudyFigure>();
        double worst = 0;
        for (int i = 0; i < Rows.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var row = Rows[i];
            GaussianScores closed = GaussianScores.ByClosedForm(row.Learner, row.Expert, row.Steps),
                summed = GaussianScores.ByQuadrature(row.Learner, row.Expert, row.Steps);
            string name = $"{row.Name}/N_{row.Steps}";
            figures.Add(StudyFigure.Exact($"{name}/divergence", summed.Divergence, StudyBar.Near(row.Divergence, 6e-7)));
            figures.Add(StudyFigure.Exact($"{name}/reward_gap", summed.RewardGap, StudyBar.Near(row.RewardGap, 6e-7)));
            if (row.Loss is { } loss) figures.Add(StudyFigure.Exact($"{name}/least_loss", summed.LeastLoss, StudyBar.Near(loss, 6e-7)));
            worst = Math.Max(worst, Math.Max(Math.Abs(closed.Divergence / summed.Divergence - 1),
                Math.Max(Math.Abs(closed.RewardGap / summed.RewardGap - 1), Math.Abs(closed.LeastLoss / summed.LeastLoss - 1))));
            progress(i + 1, Rows.Length);
        }
        figures.Add(StudyFigure.Exact("closed_form_and_quadrature/largest_relative_difference", worst, new(AtMost: 1e-9)));
        return new(Name, Summary, seeds, new Dictionary<string, string>
        {
            ["noise"] = "linear schedule, beta 1e-4 to .02 over N steps",
            ["quadrature"] = GaussianScores.Nodes.ToString(CultureInfo.InvariantCulture) + " nodes over 10 deviations to both sides, every step",
        }, figures,
        [
            "divergence: mean squared difference of the scores on the learner's diffused states; reward_gap weights it by 1 - alpha_bar.",
            "least_loss: what the best noise predictor leaves on the learner's states. The seeds are not read.",
        ]);
    }

    private sealed record Row(
        string Name, double LearnerMean, double LearnerVariance, double ExpertMean, double ExpertVariance, int Steps,
        double Divergence, double RewardGap, double? Loss)
    {
        public (double Mean, double Variance) Learner => (LearnerMean, LearnerVariance);

        public (double Mean, double Variance) Expert => (ExpertMean, ExpertVariance);
    }
}
