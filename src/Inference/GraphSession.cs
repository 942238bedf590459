using System.Globalization;
using Forewarn.Core;
using Forewarn.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Forewarn.Inference;

/// <summary>
/// One loaded graph. Runs go through <see cref="GraphBinding"/>s, which own the buffers; several bindings may run at
/// the same time.
/// </summary>
public sealed class GraphSession : IDisposable
{
    private readonly InferenceSession _native;
    private readonly HashSet<GraphBinding> _bindings = [];
    private bool _disposed;

    /// <param name="model">Serialised graph.</param>
    /// <param name="name">Names the graph in messages.</param>
    /// <param name="providers">Shared by the graphs of one package; null = the CPU with one thread.</param>
    /// <exception cref="ForewarnException">No usable model, or a required accelerator is missing.</exception>
    public GraphSession(byte[] model, string name, ProviderSelection? providers = null)
        : this(options => new(model, options), name, providers) { }

    private GraphSession(Func<SessionOptions, InferenceSession> open, string name, ProviderSelection? providers)
    {
        Name = name;
        providers ??= new(RuntimeOptions.Default);
        _native = providers.Open(open, $"graph '{name}'");
        Provider = providers.InUse;
        try
        {
            Inputs = [.. Native.InputNames.Select(n => Describe(n, Native.InputMetadata[n]))];
            Outputs = [.. Native.OutputNames.Select(n => Describe(n, Native.OutputMetadata[n]))];
        }
        catch
        {
            _native.Dispose();
            throw;
        }
    }

    /// <summary>Opens a graph in its file, from where it finds weights that lie in files beside it.</summary>
    /// <inheritdoc cref="GraphSession(byte[], string, ProviderSelection?)"/>
    public static GraphSession Open(string path, string name, ProviderSelection? providers = null) =>
        new(options => new InferenceSession(path, options), name, providers);

    public string Name { get; }

    /// <summary><c>TensorRT</c>, <c>CUDA</c> or <c>CPU</c>.</summary>
    public string Provider { get; }

    public IReadOnlyList<ValueInfo> Inputs { get; }

    public IReadOnlyList<ValueInfo> Outputs { get; }

    /// <exception cref="ObjectDisposedException">The native side must not see a released session.</exception>
    internal InferenceSession Native
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _native;
        }
    }

    /// <summary>Buffers to run the graph with; free axes get their sizes here or by resizing later.</summary>
    public GraphBinding Bind(params ReadOnlySpan<(string Axis, long Size)> sizes)
    {
        var binding = new GraphBinding(this);
        lock (_bindings) _bindings.Add(binding);
        foreach (var (axis, size) in sizes) binding.Resize(axis, size);
        return binding;
    }

    /// <summary>Releases the graph and every binding of it. No run may be in progress.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        GraphBinding[] bindings;
        lock (_bindings) bindings = [.. _bindings];
        foreach (var binding in bindings) binding.Dispose();
        _disposed = true;
        _native.Dispose();
    }

    internal void Forget(GraphBinding binding)
    {
        lock (_bindings) _bindings.Remove(binding);
    }

    private ValueInfo Describe(string name, NodeMetadata metadata)
    {
        var type = (OnnxType)metadata.ElementDataType;
        if (!metadata.IsTensor || !Enum.IsDefined(type))
            throw ForewarnException.Of($"graph '{Name}', value '{name}'",
                $"{metadata.OnnxValueType} of {metadata.ElementDataType}", "a tensor of numbers",
                "Export the graph with numeric tensors at its border.");
        var shape = new Axis[metadata.Dimensions.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            string symbol = metadata.SymbolicDimensions[i];
            if (symbol.Length == 0) symbol = name + ":" + i.ToString(CultureInfo.InvariantCulture);
            shape[i] = metadata.Dimensions[i] >= 0 ? Axis.Fixed(metadata.Dimensions[i]) : Axis.Free(symbol);
        }
        return new(name, type, shape);
    }
}
