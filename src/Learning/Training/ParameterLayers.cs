using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Training;

/// <summary>
/// The few layers every network here is made of: a declaration (<c>Add…</c>) and the matching forward function, both
/// by name. Weights are normal with standard deviation <c>gain / sqrt(fan-in)</c>, biases zero.
/// </summary>
public static class ParameterLayers
{
    /// <summary><c>name.weight [out, in]</c> and <c>name.bias [out]</c>.</summary>
    public static ParameterStore AddLinear(
        this ParameterStore store, string name, long inputs, long outputs, double gain = 1, bool bias = true)
    {
        store.AddNormal($"{name}.weight", gain / Math.Sqrt(inputs), true, outputs, inputs);
        return bias ? store.AddConstant($"{name}.bias", 0, outputs) : store;
    }

    /// <summary><c>name.scale [width]</c> = 1 and <c>name.shift [width]</c> = 0.</summary>
    public static ParameterStore AddLayerNorm(this ParameterStore store, string name, long width) =>
        store.AddConstant($"{name}.scale", 1, width).AddConstant($"{name}.shift", 0, width);

    /// <summary><c>name.weight [out, in, k, k]</c> and <c>name.bias [out]</c>.</summary>
    public static ParameterStore AddConv(
        this ParameterStore store, string name, long inputs, long outputs, long kernel, double gain = 1.4) =>
        store.AddNormal($"{name}.weight", gain / Math.Sqrt(inputs * kernel * kernel), true, outputs, inputs, kernel,
            kernel)
            .AddConstant($"{name}.bias", 0, outputs);

    /// <summary>
    /// <c>name.weight [in, out, k, k]</c> and <c>name.bias [out]</c>; fan-in counts the taps of one output pixel.
    /// </summary>
    public static ParameterStore AddConvTranspose(
        this ParameterStore store, string name, long inputs, long outputs, long kernel, long stride,
            double gain = 1.4) =>
        store.AddNormal($"{name}.weight", gain * stride / Math.Sqrt(inputs * kernel * kernel), true, inputs, outputs,
            kernel, kernel)
            .AddConstant($"{name}.bias", 0, outputs);

    /// <summary><c>name.weight [count, width]</c>, never decayed.</summary>
    public static ParameterStore AddEmbedding(this ParameterStore store, string name, long count, long width,
        double std = 0.02) =>
        store.AddNormal($"{name}.weight", std, false, count, width);

    /// <summary><c>[.., in]</c> to <c>[.., out]</c>.</summary>
    public static Tensor Linear(this ParameterStore store, string name, Tensor x) => ((INetworkWeights)store).Linear(name, x);

    /// <summary>Normalizes the last axis.</summary>
    public static Tensor LayerNorm(this ParameterStore store, string name, Tensor x, double epsilon = 1e-3) =>
        F.layer_norm(x, [x.shape[^1]], store[$"{name}.scale"], store[$"{name}.shift"], epsilon);

    /// <summary><c>[B, in, y, x]</c> to <c>[B, out, y', x']</c>.</summary>
    public static Tensor Conv(this ParameterStore store, string name, Tensor x, long stride = 1, long padding = 0) =>
        F.conv2d(x, store[$"{name}.weight"], store[$"{name}.bias"], [stride, stride], [padding, padding]);

    /// <summary><c>[B, in, y, x]</c> to <c>[B, out, y', x']</c>, upsampling.</summary>
    public static Tensor ConvTranspose(this ParameterStore store, string name, Tensor x, long stride, long padding) =>
        F.conv_transpose2d(x, store[$"{name}.weight"], store[$"{name}.bias"], [stride, stride], [padding, padding]);

    /// <summary>int64 <c>[..]</c> to <c>[.., width]</c>.</summary>
    public static Tensor Embedding(this ParameterStore store, string name, Tensor ids)
    {
        var table = store[$"{name}.weight"];
        return table.index_select(0, ids.reshape(-1)).view([.. ids.shape, table.shape[1]]);
    }
}
