using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Policies;

/// <summary>
/// The trunk of <see cref="DiffusionPolicyNet"/> as an exported graph holds it: scale and shift of every block are a table row
/// per sampled level instead of the output of a time network, so the network knows those levels only and its tables are
/// parameters like all others.
/// </summary>
public sealed class TabledPolicyNet : ICleanPredictor
{
    private readonly HashSet<int> _known;

    /// <param name="levels">The sampled noise levels, highest first.</param>
    public TabledPolicyNet(int size, int hidden, int blocks, IReadOnlyList<int> levels)
    {
        (Size, Hidden, Blocks, Levels) = (size, hidden, blocks, levels);
        _known = [.. levels];
    }

    /// <inheritdoc/>
    public int Size { get; }

    /// <summary>Width of the trunk.</summary>
    public int Hidden { get; }

    /// <summary>Residual blocks.</summary>
    public int Blocks { get; }

    /// <summary>Levels that have table rows.</summary>
    public IReadOnlyList<int> Levels { get; }

    /// <summary>Declares every weight with values by name; a trunk's own tables hold 1 + the modulation's scale.</summary>
    /// <param name="values">Row-major values of a parameter, matrices as <c>[out, in]</c>.</param>
    public ParameterStore Declare(ParameterStore store, Func<string, float[]> values)
    {
        Linear("in", Size, Hidden);
        for (int block = 0; block < Blocks; block++)
        {
            foreach (int level in Levels)
            {
                Add($"{Table(block, level)}.scale", false, Hidden);
                Add($"{Table(block, level)}.shift", false, Hidden);
            }
            Linear($"block{block}.inner", Hidden, Hidden);
            Linear($"block{block}.outer", Hidden, Hidden);
        }
        Linear("head", Hidden, Size);
        return store;

        void Linear(string name, int inputs, int outputs)
        {
            Add($"{name}.weight", true, outputs, inputs);
            Add($"{name}.bias", false, outputs);
        }

        void Add(string name, bool decays, params long[] shape) => store.Add(name, values(name), decays, shape);
    }

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">The level has no table row.</exception>
    public Tensor Clean(ParameterStore weights, int level, Tensor x)
    {
        if (!_known.Contains(level))
            throw ForewarnException.Of("noise level", $"{level}", $"one of {string.Join(", ", Levels)}",
                "A policy that comes from a package knows the levels that it samples, no other.");
        using var scope = NewDisposeScope();
        var h = weights.Linear("in", x);
        for (int block = 0; block < Blocks; block++)
        {
            var y = F.silu(weights.LayerNorm(Table(block, level), h, DiffusionPolicyNet.Epsilon));
            h = h + weights.Linear($"block{block}.outer", F.silu(weights.Linear($"block{block}.inner", y)));
        }
        return weights.Linear("head", F.layer_norm(h, [Hidden], null, null, DiffusionPolicyNet.Epsilon)).MoveToOuterDisposeScope();
    }

    internal static string Table(int block, int level) => $"block{block}.level{level}";
}
