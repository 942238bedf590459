using Forewarn.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Policies;

/// <summary>Linear least squares with an unpenalized intercept, solved in double precision.</summary>
public static class RidgeFit
{
    /// <summary>Minimizes <c>|Y - [1, X] W|^2 + penalty |W without its first row|^2</c>.</summary>
    /// <param name="inputs"><c>[N, F]</c>.</param>
    /// <param name="outputs"><c>[N, D]</c>.</param>
    /// <param name="penalty">Zero or more.</param>
    /// <returns><c>[1 + F, D]</c> in double precision; the first row is the intercept.</returns>
    public static Tensor Solve(Tensor inputs, Tensor outputs, double penalty)
    {
        if (penalty < 0)
            throw ForewarnException.Of("policy.ridge", $"{penalty}", "0 or more", "The default is 0.01.", ExitCode.Usage);
        using var scope = NewDisposeScope();
        var x = WithOne(inputs.to(ScalarType.Float64));
        var y = outputs.to(ScalarType.Float64);
        var diagonal = full(x.shape[1], penalty, ScalarType.Float64);
        diagonal[0] = 0.0;
        var gram = x.t().matmul(x) + diag(diagonal);
        return linalg.solve(gram, x.t().matmul(y)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The same with an intercept for every group (the within estimator of fixed effects): what sets groups apart cannot be
    /// mistaken for an effect of the inputs. With few samples that mistake is as large as the groups are far apart.
    /// </summary>
    /// <param name="groups">Group of every sample, <c>[N]</c>.</param>
    /// <returns><c>[1 + F, D]</c>; the first row is the intercept of all samples together.</returns>
    public static Tensor SolveWithin(Tensor inputs, Tensor outputs, double penalty, long[] groups)
    {
        using var scope = NewDisposeScope();
        var x = inputs.to(ScalarType.Float64);
        var y = outputs.to(ScalarType.Float64);
        var member = nn.functional.one_hot(tensor(groups), groups.Max() + 1).to(ScalarType.Float64);
        var shares = member / member.sum([0L], keepdim: true).clamp_min(1);
        Tensor Deviation(Tensor values) => values - member.matmul(shares.t().matmul(values));
        var slopes = Solve(Deviation(x), Deviation(y), penalty).narrow(0, 1, x.shape[1]);
        var intercept = (y - x.matmul(slopes)).mean([0], keepdim: true);
        return cat([intercept, slopes], 0).MoveToOuterDisposeScope();
    }

    /// <summary><c>[1, x]</c>: a column of ones before the inputs.</summary>
    /// <param name="inputs"><c>[N, F]</c>.</param>
    /// <returns><c>[N, 1 + F]</c>.</returns>
    public static Tensor WithOne(Tensor inputs)
    {
        using var one = ones(inputs.shape[0], 1, inputs.dtype);
        return cat([one, inputs], 1);
    }
}
