using Forewarn.Learning.Studies;
using Forewarn.Reachability.ClosedForms;

namespace Forewarn.Learning.Constraints.Safety;

/// <summary>How near does a learned safety critic come to the tube that is known in closed form?</summary>
public sealed class SafetyCriticStudy : IStudy
{
    private const double Alpha = 0.005;
    private const int Calibration = 40_000;
    private static readonly DubinsDisc Car = new(1, 1.25, 0.5);
    private static readonly SafetyCriticOptions Options = new() { Steps = 16_000 };

    private static readonly (string Name, StudyBar? Bar)[] Names =
    [
        ("overlap_with_tube", new(AtLeast: 0.93)), ("unsafe_called_safe", new(AtMost: 0.01)), ("mean_error_m", null),
        ("uncalibrated/overlap_with_tube", null), ("uncalibrated/unsafe_called_safe", null), ("margin_m", null),
    ];

    public string Name => "safety-critic";

    public string Summary => "a safety critic trained on transitions finds the Dubins car's tube, and calibrated it calls almost no lost state safe";

    public int DefaultSeeds => 5;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var runs = StudyRuns.Of(1, seeds, (_, seed, stop) => Seed(seed, stop), progress, cancel)[0];
        return new(Name, Summary, seeds,
            new Dictionary<string, string>
            {
                ["car"] = $"{Car}", ["critic"] = $"{Options with { Seed = 0 }}", ["probes"] = "51 x 51 x 40 within 1.1 m",
                ["calibration"] = $"{Calibration} drawn states, alpha {Alpha}",
            },
            [.. Names.Select((name, f) => StudyFigure.Sampled(name.Name, [.. runs.Select(r => r[f])], name.Bar))],
            ["Unsafe called safe is the share of the closed form's tube whose learned value exceeds the margin.",
             "The closed form is continuous, the critic sees the car every 0.05 s: between two looks it comes nearer by less than a millimeter."]);
    }

    private static double[] Seed(ulong seed, CancellationToken cancel)
    {
        var problem = new DubinsProblem(Car);
        var critic = new SafetyCritic(problem, Options with { Seed = seed });
        while (!critic.IsDone)
        {
            cancel.ThrowIfCancellationRequested();
            critic.Advance();
        }
        var draws = StudySeeds.Reported(seed).Child("calibration");
        var state = new double[3];
        var lost = new List<double>();
        for (int i = 0; i < Calibration; i++)
        {
            problem.Draw(state, draws);
            if (Car.Value(state[0], state[1], state[2]) <= 0) lost.Add(critic.Value(state));
        }
        double margin = SafetyCalibration.Margin(lost, Alpha);
        var (overlap, missed, error) = Probe(critic, margin);
        var (bareOverlap, bareMissed, _) = Probe(critic, 0);
        return [overlap, missed, error, bareOverlap, bareMissed, margin];
    }

    private static (double Overlap, double Missed, double Error) Probe(SafetyCritic critic, double margin)
    {
        int both = 0, either = 0, missed = 0, lost = 0, count = 0;
        double error = 0;
        for (int i = 0; i < 51; i++)
            for (int j = 0; j < 51; j++)
                for (int k = 0; k < 40; k++, count++)
                {
                    double x = 2.2 * i / 50 - 1.1, y = 2.2 * j / 50 - 1.1, heading = 2 * Math.PI * k / 40;
                    double wanted = Car.Value(x, y, heading), found = critic.Value([x, y, heading]);
                    bool truly = wanted <= 0, called = found <= margin;
                    error += Math.Abs(wanted - found);
                    if (truly) lost++;
                    if (truly && called) both++;
                    if (truly || called) either++;
                    if (truly && !called) missed++;
                }
        return ((double)both / either, (double)missed / lost, error / count);
    }
}
