using System.Runtime.InteropServices;
using Forewarn.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Training;

/// <summary>
/// Named parameters that are views of ONE flat tensor <c>[N]</c>, with gradients that land in one flat tensor too:
/// optimizer, moving average, clipping and checkpoints are a handful of operations whatever the network.
/// </summary>
/// <remarks>
/// Parameters are declared first (<see cref="ParameterLayers"/>), in code order; the first read allocates the flat
/// tensors and closes the declaration.
/// </remarks>
public sealed class ParameterStore : INetworkWeights, IDisposable
{
    private readonly record struct Entry(long[] Shape, long Offset, long Length, bool Decays);

    private readonly SeedStream? seed;
    private readonly Dictionary<string, Entry> entries = [];
    private readonly List<string> names = [];
    private readonly List<float[]> initial = [];
    private readonly Dictionary<string, Tensor> views = [];
    private Tensor? values;
    private Tensor? gradients;
    private Tensor? decayMask;

    /// <param name="seed">Source of the initial weights.</param>
    public ParameterStore(SeedStream seed) => this.seed = seed;

    private ParameterStore(ParameterStore other)
    {
        other.Seal();
        foreach (var name in other.names) entries[name] = other.entries[name];
        (names, Count) = ([.. other.names], other.Count);
    }

    /// <summary>Number of scalars <c>N</c>.</summary>
    public long Count { get; private set; }

    /// <summary>Names in declaration order.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>All parameters, <c>[N]</c>; owned by the store.</summary>
    public Tensor Values => Seal().values!;

    /// <summary>All gradients, <c>[N]</c>; owned by the store.</summary>
    public Tensor Gradients => Seal().gradients!;

    /// <summary>1 where weight decay applies (matrices and kernels), else 0, <c>[N]</c>.</summary>
    public Tensor DecayMask => Seal().decayMask!;

    /// <summary>The parameter of that name: a leaf whose storage is part of <see cref="Values"/>.</summary>
    /// <exception cref="ForewarnException">No parameter has that name.</exception>
    public Tensor this[string name] => Seal().views.TryGetValue(name, out var view)
        ? view
        : throw new ForewarnException(
            $"parameter '{name}': not in this network; it has {names.Count}, the first is '{names.FirstOrDefault()}'.");

    /// <summary>True when the network has a parameter of that name.</summary>
    public bool Contains(string name) => entries.ContainsKey(name);

    /// <summary>Shape of a parameter.</summary>
    public IReadOnlyList<long> ShapeOf(string name) => entries[name].Shape;

    /// <summary>Declares a parameter drawn from a normal distribution.</summary>
    /// <param name="std">Standard deviation; 0 gives zeros.</param>
    /// <param name="decays">Whether weight decay applies.</param>
    public ParameterStore AddNormal(string name, double std, bool decays, params long[] shape)
    {
        var data = new float[Size(shape)];
        if (std > 0)
        {
            var stream = seed!.Child(name);
            for (int i = 0; i < data.Length; i++) data[i] = (float)(std * stream.NextNormal());
        }
        return Add(name, data, decays, shape);
    }

    /// <summary>Declares a parameter with one value everywhere; never decayed.</summary>
    public ParameterStore AddConstant(string name, double value, params long[] shape)
    {
        var data = new float[Size(shape)];
        Array.Fill(data, (float)value);
        return Add(name, data, false, shape);
    }

    /// <summary>Declares a parameter with given initial values, row-major.</summary>
    public ParameterStore Add(string name, float[] data, bool decays, params long[] shape)
    {
        if (values is not null)
            throw new InvalidOperationException($"parameter '{name}' declared after the first use of the store");
        Shape.Require($"parameter '{name}'", data.Length, ("elements", Size(shape)));
        if (!entries.TryAdd(name, new Entry(shape, Count, data.Length, decays)))
            throw new InvalidOperationException($"parameter '{name}' declared twice");
        names.Add(name);
        initial.Add(data);
        Count += data.Length;
        return this;
    }

    /// <summary>A copy of the values of one parameter, row-major, for export.</summary>
    public float[] Export(string name)
    {
        using var flat = this[name].detach();
        return flat.data<float>().ToArray();
    }

    /// <summary>A copy of all values, <c>[N]</c>.</summary>
    public float[] ExportAll() => Values.data<float>().ToArray();

    /// <summary>Overwrites one parameter.</summary>
    public void Import(string name, ReadOnlySpan<float> data)
    {
        var entry = entries[name];
        Shape.Require($"parameter '{name}'", data.Length, ("elements", entry.Length));
        WriteFlat(Values, data, entry.Offset);
    }

    /// <summary>Zero gradients everywhere; the views keep their place in the flat tensor.</summary>
    public void ZeroGradients()
    {
        // In-place operations hand out a second handle to the same tensor; the scope frees it.
        using var scope = NewDisposeScope();
        Gradients.zero_();
    }

    /// <summary>
    /// A store of the same layout and values, without gradients; for moving averages and frozen copies.
    /// </summary>
    public ParameterStore Clone()
    {
        var copy = new ParameterStore(this);
        copy.Allocate(withGradients: false);
        copy.CopyFrom(this);
        return copy;
    }

    /// <summary>Takes the values of a store of the same layout.</summary>
    public void CopyFrom(ParameterStore other)
    {
        if (other.Count != Count)
            throw new ForewarnException($"parameters: found {other.Count} scalars, wanted {Count}.");
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        Values.copy_(other.Values);
    }

    public void Dispose()
    {
        foreach (var view in views.Values) view.Dispose();
        views.Clear();
        values?.Dispose();
        gradients?.Dispose();
        decayMask?.Dispose();
    }

    internal static void WriteFlat(Tensor flat, ReadOnlySpan<float> data, long offset)
    {
        MemoryMarshal.AsBytes(data).CopyTo(flat.bytes[(int)(offset * sizeof(float))..]);
    }

    private static long Size(long[] shape) => shape.Aggregate(1L, (a, b) => a * b);

    private ParameterStore Seal()
    {
        if (values is not null) return this;
        Allocate(withGradients: true);
        for (int i = 0; i < names.Count; i++) WriteFlat(values!, initial[i], entries[names[i]].Offset);
        initial.Clear();
        return this;
    }

    private void Allocate(bool withGradients)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        values = zeros(Count).DetachFromDisposeScope();
        gradients = (withGradients ? zeros(Count) : zeros(0)).DetachFromDisposeScope();
        decayMask = zeros(Count).DetachFromDisposeScope();
        foreach (var name in names)
        {
            var entry = entries[name];
            // detach() drops the view bookkeeping of autograd but keeps the storage: the leaf aliases the flat tensor.
            var view = values.narrow(0, entry.Offset, entry.Length).view(entry.Shape).detach().DetachFromDisposeScope();
            if (withGradients)
            {
                view.requires_grad_(true);
                // A gradient that exists is accumulated into in place, so backward() writes the flat tensor directly.
                view.grad = gradients.narrow(0, entry.Offset, entry.Length).view(entry.Shape).detach();
            }
            if (entry.Decays) decayMask.narrow(0, entry.Offset, entry.Length).fill_(1);
            views[name] = view;
        }
    }
}
