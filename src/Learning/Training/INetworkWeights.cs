using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Training;

/// <summary>Weights by name, whoever holds them: trained, frozen, or frozen with something small that is trained beside them.</summary>
public interface INetworkWeights
{
    /// <summary>The weights of that name; owned by the holder.</summary>
    Tensor this[string name] { get; }

    bool Contains(string name);

    /// <summary>A copy of the values of one parameter, row-major, for export.</summary>
    float[] Export(string name);

    /// <summary><c>x Wᵀ + b</c> of <c>name.weight [out, in]</c> and, where there is one, <c>name.bias [out]</c>.</summary>
    /// <param name="x"><c>[.., in]</c>.</param>
    /// <returns><c>[.., out]</c>.</returns>
    Tensor Linear(string name, Tensor x) => Contains($"{name}.bias")
        ? F.linear(x, this[$"{name}.weight"], this[$"{name}.bias"])
        : F.linear(x, this[$"{name}.weight"]);
}
