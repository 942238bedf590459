using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// The chain with a known answer: <c>x_{k-1} = a_k x_k + b_k + s_k e</c> in one dimension and a reward <c>c x_0</c>. The exact
/// tilt <c>p exp(eta c x_0)</c> given <c>x_K</c> keeps every a and s and moves every b.
/// </summary>
/// <param name="a">Slopes by <c>k</c>, <c>[K]</c>; index 0 is the last step, which gives the sample.</param>
/// <param name="b">Offsets, <c>[K]</c>.</param>
/// <param name="s">Deviations, <c>[K]</c>.</param>
public sealed class LinearGaussianChain(double[] a, double[] b, double[] s) : IDenoisingChain
{
    private const string Shift = "shift";

    /// <inheritdoc/>
    public int Steps => a.Length;

    /// <inheritdoc/>
    public int Size => 1;

    /// <inheritdoc/>
    public double Deviation(int step) => s[Index(step)];

    /// <summary>Declares the one parameter that is tuned: what is added to every b, by <c>k</c>, <c>[K]</c>, 0 at first.</summary>
    public ParameterStore Declare(ParameterStore store) => store.AddConstant(Shift, 0, Steps);

    /// <inheritdoc/>
    public Tensor Mean(ParameterStore weights, int step, Tensor x)
    {
        using var scope = NewDisposeScope();
        int k = Index(step);
        return (x * a[k] + b[k] + weights[Shift][k]).MoveToOuterDisposeScope();
    }

    /// <summary>The moves of b under the exact tilt: <c>s_k^2 eta c prod_{j &lt; k} a_j</c>, <c>[K]</c>.</summary>
    public double[] ExactShifts(double eta, double c)
    {
        var shifts = new double[Steps];
        double slope = 1;
        for (int k = 0; k < Steps; k++)
        {
            shifts[k] = s[k] * s[k] * eta * c * slope;
            slope *= a[k];
        }
        return shifts;
    }

    /// <summary>Mean of <c>x_0</c> when <c>x_K</c> is standard normal and every b is moved.</summary>
    public double MeanOfSample(ReadOnlySpan<double> shifts)
    {
        double mean = 0, slope = 1;
        for (int k = 0; k < Steps; k++)
        {
            mean += slope * (b[k] + shifts[k]);
            slope *= a[k];
        }
        return mean;
    }

    /// <summary>Mean of <c>x_0</c> if a policy could also move the noise it starts from: <c>E x_0 + eta c Var x_0</c>.</summary>
    public double MeanOfFullTilt(double eta, double c)
    {
        double variance = 0, slope = 1;
        for (int k = 0; k < Steps; k++)
        {
            variance += slope * slope * s[k] * s[k];
            slope *= a[k];
        }
        return MeanOfSample(new double[Steps]) + eta * c * (variance + slope * slope);
    }

    /// <summary>
    /// The REBEL regression over sampled pairs, solved: the log-ratio difference is linear in the moves, so the least squares
    /// are exact.
    /// </summary>
    /// <param name="sharedNoise">Whether both chains of a pair start from the same <c>x_K</c>.</param>
    /// <returns>The moves <c>[K]</c>, the mean squared residual that is left, and the targets' mean square.</returns>
    public (double[] Shifts, double Residual, double Square) LeastSquares(double eta, double c, int pairs, bool sharedNoise,
        SeedStream seed)
    {
        if (pairs < Steps)
            throw ForewarnException.Of("pairs", $"{pairs}", $"{Steps} or more", "There are as many unknowns as steps.", ExitCode.Usage);
        double[,] inputs = new double[pairs, Steps];
        double[] targets = new double[pairs];
        for (int p = 0; p < pairs; p++)
        {
            double first = seed.NextNormal(), second = sharedNoise ? first : seed.NextNormal();
            for (int k = Steps - 1; k >= 0; k--)
            {
                double e1 = seed.NextNormal(), e2 = seed.NextNormal();
                // d ln N / d shift at the old weights is (x' - m) / s^2 = e / s.
                inputs[p, k] = (e1 - e2) / s[k];
                (first, second) = (a[k] * first + b[k] + s[k] * e1, a[k] * second + b[k] + s[k] * e2);
            }
            targets[p] = eta * c * (first - second);
        }
        using var scope = NewDisposeScope();
        var x = tensor(inputs);
        var y = tensor(targets).unsqueeze(1);
        var solved = linalg.solve(x.t().matmul(x), x.t().matmul(y));
        double residual = (x.matmul(solved) - y).pow(2).mean().ToDouble();
        return (solved.data<double>().ToArray(), residual, y.pow(2).mean().ToDouble());
    }

    private int Index(int step) => Steps - 1 - step;
}
