using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Training;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2) on the flat tensor of a
/// <see cref="ParameterStore"/>: six tensor operations per update.
/// </summary>
public sealed class AdamW : IDisposable
{
    private readonly ParameterStore parameters;
    private readonly TrainingOptions options;

    public AdamW(ParameterStore parameters, TrainingOptions options)
    {
        (this.parameters, this.options) = (parameters, options);
        FirstMoment = zeros_like(parameters.Values).DetachFromDisposeScope();
        SecondMoment = zeros_like(parameters.Values).DetachFromDisposeScope();
    }

    /// <summary><c>[N]</c>.</summary>
    public Tensor FirstMoment { get; }

    /// <summary><c>[N]</c>.</summary>
    public Tensor SecondMoment { get; }

    /// <summary>Updates applied so far.</summary>
    public long Updates { get; set; }

    /// <summary>Scales the gradients down to the global norm <paramref name="limit"/> (0 = never).</summary>
    /// <returns>The norm before clipping.</returns>
    public double Clip(double limit)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        double norm = parameters.Gradients.norm().item<float>();
        if (limit > 0 && norm > limit) parameters.Gradients.mul_(limit / norm);
        return norm;
    }

    public void Update(double learningRate)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        Updates++;
        var gradient = parameters.Gradients;
        FirstMoment.mul_(options.Beta1).add_(gradient, 1 - options.Beta1);
        SecondMoment.mul_(options.Beta2).addcmul_(gradient, gradient, 1 - options.Beta2);
        double correction1 = 1 - Math.Pow(options.Beta1, Updates), correction2 = 1 - Math.Pow(options.Beta2, Updates);
        var denominator = SecondMoment.sqrt().mul_(1 / Math.Sqrt(correction2)).add_(options.Epsilon);
        if (options.WeightDecay > 0)
            parameters.Values.addcmul_(parameters.Values, parameters.DecayMask, -learningRate * options.WeightDecay);
        parameters.Values.addcdiv_(FirstMoment, denominator, -learningRate / correction1);
    }

    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }
}
