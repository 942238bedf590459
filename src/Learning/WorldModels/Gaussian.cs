using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.WorldModels;

/// <summary>A diagonal Gaussian; mean and standard deviation share one shape <c>[.., z]</c>.</summary>
public readonly record struct Gaussian(Tensor Mean, Tensor Std)
{
    /// <summary>
    /// Cuts network outputs <c>[.., 2z]</c>; the deviation is <c>2 sigmoid(x/2) + 0.1</c>, between 0.1 and 2.1.
    /// </summary>
    public static Gaussian FromOutputs(Tensor x)
    {
        var halves = x.chunk(2, -1);
        return new(halves[0], 2 * (halves[1] * 0.5).sigmoid() + 0.1);
    }

    /// <param name="noise">Standard normal, shaped like the mean.</param>
    public Tensor Sample(Tensor noise) => Mean + Std * noise;

    /// <summary>The same distribution without gradients.</summary>
    public Gaussian Detach() => new(Mean.detach(), Std.detach());
}
