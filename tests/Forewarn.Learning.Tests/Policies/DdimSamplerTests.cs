using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Policies;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Policies;

public class DdimSamplerTests
{
    private static readonly NoiseSchedule Schedule = new(50);

    [Fact]
    public void PointMassIsReachedExactlyInAnyNumberOfSteps() => Gen.Int[1, 50].Select(Gen.Double[-3, 3]).Sample((steps, mean) =>
    {
        double end = Run(new(Schedule, steps), 0.7, (_, _) => mean);
        return Math.Abs(end - mean) < 1e-12;
    });

    [Fact]
    public void StandardNormalContractsByTheCosinesBetweenTheLevels() => Gen.Int[1, 50].Sample(steps =>
    {
        // For data ~ N(0, 1) the best prediction is sqrt(a) x and each step is a rotation seen from the side.
        var sampler = new DdimSampler(Schedule, steps);
        double wanted = 1.3, angle = Angle(sampler.Steps[0].Level);
        for (int i = 0; i < steps; i++)
        {
            double next = i + 1 < steps ? Angle(sampler.Steps[i + 1].Level) : 0;
            wanted *= Math.Cos(angle - next);
            angle = next;
        }
        return Math.Abs(Run(sampler, 1.3, (level, x) => Math.Sqrt(Schedule.SignalShare(level)) * x) - wanted) < 1e-12;
    });

    [Fact]
    public void ManyStepsConvergeToTheExactFlowOfAGaussian()
    {
        const double Mean = 1.5, Variance = 0.16, Start = -0.8;
        var fine = new NoiseSchedule(4000);
        double a = fine.SignalShare(4000);
        double exact = Mean + Math.Sqrt(Variance) * (Start - Math.Sqrt(a) * Mean) / Math.Sqrt(a * Variance + 1 - a);
        double last = double.MaxValue;
        foreach (int steps in (int[])[20, 200, 4000])
        {
            double error = Math.Abs(Run(new(fine, steps), Start, (level, x) => Best(fine.SignalShare(level), x)) - exact);
            Assert.True(error < last, $"{steps} steps: {error} is not below {last}");
            last = error;
        }
        Assert.True(last < 2e-3, $"error {last}");

        static double Best(double share, double x) =>
            Mean + Variance * Math.Sqrt(share) / (share * Variance + 1 - share) * (x - Math.Sqrt(share) * Mean);
    }

    [Fact]
    public void LevelsFallFromPureNoise()
    {
        var levels = new DdimSampler(Schedule, 10).Steps.Select(s => s.Level).ToArray();
        Assert.Equal([50, 45, 40, 35, 30, 25, 20, 15, 10, 5], levels);
        Assert.Equal(0, new DdimSampler(Schedule, 10).Steps[^1].FromNoisy);
        Assert.Equal(1, new DdimSampler(Schedule, 10).Steps[^1].FromClean);
    }

    [Fact]
    public void TensorChainEqualsTheScalarOne()
    {
        using var scope = NewDisposeScope();
        var sampler = new DdimSampler(Schedule, 10);
        var noise = tensor(new[] { -1.0, 0.2, 2.5 });
        var found = sampler.Sample(noise, (level, x) => tanh(x) * 0.5).data<double>().ToArray();
        double[] start = [-1.0, 0.2, 2.5];
        for (int i = 0; i < 3; i++) Assert.Equal(Run(sampler, start[i], (_, x) => 0.5 * Math.Tanh(x)), found[i], 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(51)]
    public void RefusesMoreStepsThanLevels(int steps) =>
        Assert.Throws<ForewarnException>(() => new DdimSampler(Schedule, steps));

    private static double Angle(int level) => Math.Acos(Math.Sqrt(Schedule.SignalShare(level)));

    private static double Run(DdimSampler sampler, double x, Func<int, double, double> clean)
    {
        foreach (var step in sampler.Steps) x = step.FromClean * clean(step.Level, x) + step.FromNoisy * x;
        return x;
    }
}
