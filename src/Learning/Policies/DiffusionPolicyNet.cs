using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Policies;

/// <summary>
/// Predicts the clean plan from a noised one. The trunk (residual blocks with layer normalization, modulated by the
/// noise level only) never sees the scene, which enters by <see cref="PlanBasis"/> alone: it moves and turns a plan but cannot
/// choose its mode. A trunk that reads the scene learns "this scene, that mode" by heart from one demonstration per scene.
/// </summary>
public sealed class DiffusionPolicyNet(DiffusionPolicyOptions options, int size) : ICleanPredictor
{
    internal const double Epsilon = 1e-5;
    private const int TimeFrequencies = 32;
    private const int TimeWidth = 128;
    private const double TimeRange = 40;

    // Standard deviations of the weights relative to 1 / sqrt(fan-in); branches start small beside the skip.
    private const double Gain = 0.58;
    private const double BranchGain = 0.17;

    /// <summary><c>D</c>.</summary>
    public int Size => size;

    public DiffusionPolicyOptions Options => options;

    /// <summary>Declares every weight.</summary>
    public ParameterStore Declare(ParameterStore store)
    {
        int hidden = options.Hidden;
        store.AddLinear("time1", 2 * TimeFrequencies, TimeWidth, Gain).AddLinear("time2", TimeWidth, TimeWidth, Gain)
            .AddLinear("in", size, hidden, Gain);
        for (int block = 0; block < options.Blocks; block++)
        {
            store.AddLinear($"block{block}.modulation", TimeWidth, 2 * hidden, BranchGain)
                .AddLinear($"block{block}.inner", hidden, hidden, Gain)
                .AddLinear($"block{block}.outer", hidden, hidden, BranchGain);
        }
        return store.AddLinear("head", hidden, size, BranchGain);
    }

    /// <param name="x">Noised plans, <c>[B, D]</c>.</param>
    /// <param name="levels">Noise level of each, <c>[B]</c>, 0 to <see cref="DiffusionPolicyOptions.Levels"/>.</param>
    /// <returns>Predicted clean plans, <c>[B, D]</c>.</returns>
    public Tensor Clean(ParameterStore store, Tensor x, Tensor levels)
    {
        using var scope = NewDisposeScope();
        var h = store.Linear("in", x);
        var time = Time(store, levels);
        for (int block = 0; block < options.Blocks; block++)
        {
            var (scale, shift) = Modulation(store, block, time);
            var y = F.silu(Normalized(h) * scale + shift);
            h = h + store.Linear($"block{block}.outer", F.silu(store.Linear($"block{block}.inner", y)));
        }
        return store.Linear("head", Normalized(h)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Clean(ParameterStore weights, int level, Tensor x)
    {
        using var levels = full(x.shape[0], (float)level);
        return Clean(weights, x, levels);
    }

    /// <summary>Scale and shift of every block at one level, <c>[hidden]</c> each: constants of an exported graph.</summary>
    public IReadOnlyList<(float[] Scale, float[] Shift)> Modulations(ParameterStore store, int level)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var time = Time(store, tensor((float)level).view(1));
        var list = new (float[], float[])[options.Blocks];
        for (int block = 0; block < list.Length; block++)
        {
            var (scale, shift) = Modulation(store, block, time);
            list[block] = (scale.contiguous().data<float>().ToArray(), shift.contiguous().data<float>().ToArray());
        }
        return list;
    }

    private static (Tensor Scale, Tensor Shift) Modulation(ParameterStore store, int block, Tensor time)
    {
        var parts = store.Linear($"block{block}.modulation", time).chunk(2, 1);
        return (1 + parts[0], parts[1]);
    }

    private Tensor Time(ParameterStore store, Tensor levels)
    {
        var frequencies = exp(arange(TimeFrequencies, ScalarType.Float32) * (-Math.Log(1000) / (TimeFrequencies - 1)));
        var angle = (levels / options.Levels).unsqueeze(1) * TimeRange * frequencies;
        var code = cat([sin(angle), cos(angle)], 1);
        return F.silu(store.Linear("time2", F.silu(store.Linear("time1", code))));
    }

    private Tensor Normalized(Tensor h) => F.layer_norm(h, [options.Hidden], null, null, Epsilon);
}
