using Forewarn.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>
/// The coordinates in which the policy diffuses. A plan seen from the object and scaled per column is a linear function of
/// the scene plus a residual; the residual's principal components, whitened, are the <c>D</c> numbers that are noised:
/// <c>plan = frame(offset + scale * ([1, regressors] Mean + x Components))</c>. Frame and mean move and turn a plan and
/// bring it from its start to the object; the numbers that are left say which mode it is.
/// </summary>
public sealed class PlanBasis
{
    // A direction this small (in columns scaled to [-1, 1]) is numerical noise; whitening would blow it up.
    private const double NullDirection = 1e-3;

    // Groups and mean are found in turn; they settle after two or three rounds.
    private const int GroupRounds = 4;

    private PlanBasis(PlanBasisNumbers numbers) => Numbers = numbers;

    /// <summary>Everything, for storage.</summary>
    public PlanBasisNumbers Numbers { get; }

    /// <summary>Rows of a plan, <c>T</c>.</summary>
    public int Steps => Numbers.Steps;

    /// <summary>Offset and scale per column, <c>[A]</c> each: the middle and half the range of the demonstrations.</summary>
    public ChannelStats Columns => Numbers.Columns;

    /// <summary>Null when plans stay in the base frame; then the regressors are the feature itself.</summary>
    public PlanFrame? Frame => Numbers.Frame;

    /// <summary>Ridge regression of the scaled plan on <c>[1, regressors]</c>: <c>[1 + R, T A]</c>.</summary>
    public float[] Mean => Numbers.Mean;

    /// <summary>Whitened directions, each times its standard deviation: <c>[D, T A]</c>.</summary>
    public float[] Components => Numbers.Components;

    /// <summary><c>F</c>.</summary>
    public int FeatureSize => Numbers.FeatureSize;

    /// <summary>Share of the residual's variance that the kept components hold, 0 to 1.</summary>
    public double Explained => Numbers.Explained;

    /// <summary>Variance of the scaled plans that the scene does not explain, as a share of all of it.</summary>
    public double ResidualShare => Numbers.ResidualShare;

    public int PlanSize => Steps * Columns.Mean.Length;

    /// <summary><c>D</c>, the number of diffused numbers.</summary>
    public int Size => Components.Length / PlanSize;

    /// <param name="plans"><c>[N, T A]</c> in physical units.</param>
    /// <param name="features"><c>[N, F]</c>.</param>
    /// <param name="width"><c>A</c>, columns of a plan.</param>
    /// <param name="frame">Sees plans from the object; null leaves them in the base frame.</param>
    /// <exception cref="ForewarnException">Too few plans, or plans that do not differ.</exception>
    public static PlanBasis Fit(Tensor plans, Tensor features, int width, DiffusionPolicyOptions options, PlanFrame? frame = null)
    {
        using var scope = NewDisposeScope();
        long count = plans.shape[0], size = plans.shape[1];
        if (count < 2 || size % width != 0 || features.shape[0] != count)
            throw ForewarnException.Of("demonstrations", $"plans [{count}, {size}], features [{features.shape[0]}]",
                $"at least two plans of rows of {width}, one feature each", "Collect demonstrations first.");
        if (frame is not null) plans = frame.ToObject(plans, features, width);
        var columns = ColumnStats(plans, width);
        var scaled = Scaled(plans, columns).to(ScalarType.Float64);
        var regressors = Regressors(features, frame);
        var withOne = RidgeFit.WithOne(regressors.to(ScalarType.Float64));
        var mean = RidgeFit.Solve(regressors, scaled, options.Ridge);
        for (int round = 0; round < GroupRounds && frame is not null; round++)
        {
            var groups = PlanGroups.Of(scaled - withOne.matmul(mean), (int)Math.Clamp(count / 4, 1, options.Groups));
            mean = RidgeFit.SolveWithin(regressors, scaled, options.Ridge, groups);
        }
        var residual = scaled - withOne.matmul(mean);
        var (_, singular, directions) = linalg.svd(residual, fullMatrices: false);
        var spread = (singular / Math.Sqrt(count)).data<double>().ToArray();
        double total = spread.Sum(s => s * s);
        int kept = 0;
        double held = 0;
        while (kept < Math.Min(options.MaxComponents, spread.Length) && spread[kept] > NullDirection
            && held < options.Explained * total)
        {
            held += spread[kept] * spread[kept];
            kept++;
        }
        if (kept == 0)
            throw ForewarnException.Of("demonstrations", "plans that do not differ from each other", "several modes",
                "Collect demonstrations with more than one script.");
        var components = directions.narrow(0, 0, kept) * tensor(spread[..kept]).unsqueeze(1);
        double all = (scaled - scaled.mean([0], keepdim: true)).pow(2).sum().ToDouble() / count;
        return new(new PlanBasisNumbers((int)(size / width), (int)features.shape[1], columns, Floats(mean), Floats(components),
            held / total, total / all, frame));
    }

    /// <exception cref="ForewarnException">The sizes disagree.</exception>
    public static PlanBasis From(PlanBasisNumbers numbers)
    {
        int size = numbers.Steps * numbers.Columns.Mean.Length;
        int regressors = numbers.Frame is null ? numbers.FeatureSize : 2 * numbers.FeatureSize;
        Shape.Require("basis.mean", numbers.Mean.Length, ("1 + R", 1 + regressors), ("T A", size));
        Shape.Require("basis.components", numbers.Components.Length, ("D", numbers.Components.Length / Math.Max(1, size)), ("T A", size));
        return new(numbers);
    }

    /// <summary>Plans to the numbers that are diffused.</summary>
    /// <param name="plans"><c>[N, T A]</c> in physical units.</param>
    /// <param name="features"><c>[N, F]</c>.</param>
    /// <returns><c>[N, D]</c>, zero mean and unit variance over the demonstrations.</returns>
    public Tensor Whiten(Tensor plans, Tensor features)
    {
        using var scope = NewDisposeScope();
        var directions = ComponentTensor();
        var squared = directions.pow(2).sum(1);
        if (Frame is not null) plans = Frame.ToObject(plans, features, Columns.Mean.Length);
        var residual = Scaled(plans, Columns) - MeanPlan(features);
        return (residual.matmul(directions.t()) / squared).MoveToOuterDisposeScope();
    }

    /// <summary>Diffused numbers back to plans.</summary>
    /// <param name="numbers"><c>[N, D]</c>.</param>
    /// <param name="features"><c>[N, F]</c> or <c>[1, F]</c> for all.</param>
    /// <returns><c>[N, T A]</c> in physical units.</returns>
    public Tensor Plans(Tensor numbers, Tensor features)
    {
        using var scope = NewDisposeScope();
        var scaled = numbers.matmul(ComponentTensor()) + MeanPlan(features);
        int width = Columns.Mean.Length;
        var rows = scaled.view(-1, Steps, width) * tensor(Columns.Std) + tensor(Columns.Mean);
        var plans = rows.view(-1, PlanSize);
        return (Frame is null ? plans.alias() : Frame.ToBase(plans, features, width)).MoveToOuterDisposeScope();
    }

    private static Tensor Regressors(Tensor features, PlanFrame? frame) =>
        frame is null ? features.alias() : PlanFrame.Regressors(features);

    /// <summary>Scaled plan of the scene alone, <c>[N, T A]</c>.</summary>
    private Tensor MeanPlan(Tensor features) =>
        RidgeFit.WithOne(Regressors(features, Frame)).matmul(tensor(Mean).view(-1, PlanSize));

    private Tensor ComponentTensor() => tensor(Components).view(-1, PlanSize);

    private static float[] Floats(Tensor values) => values.to(ScalarType.Float32).contiguous().data<float>().ToArray();

    private static ChannelStats ColumnStats(Tensor plans, int width)
    {
        using var scope = NewDisposeScope();
        var rows = plans.reshape(-1, width);
        var low = rows.amin(0L);
        var high = rows.amax(0L);
        return new(Floats((low + high) / 2), Floats(((high - low) / 2).clamp_min(1e-3)));
    }

    private static Tensor Scaled(Tensor plans, ChannelStats columns)
    {
        using var scope = NewDisposeScope();
        var rows = plans.view(plans.shape[0], -1, columns.Mean.Length);
        return ((rows - tensor(columns.Mean)) / tensor(columns.Std)).reshape(plans.shape).MoveToOuterDisposeScope();
    }
}
