using Forewarn.Core;
using Forewarn.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Forewarn.Inference;

/// <summary>
/// Input and output buffers of a graph and the way to run it over them. After the first run with given sizes a run
/// allocates no managed memory. Not for use by several threads at once: give each its own.
/// </summary>
public sealed class GraphBinding : IDisposable
{
    private readonly GraphSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _run = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    private readonly Dictionary<string, long?> _axes = [];
    private readonly Dictionary<string, Slot> _slots = [];
    private readonly Slot[] _order;
    private bool _resized = true;
    private bool _disposed;

    internal GraphBinding(GraphSession session)
    {
        _session = session;
        _binding = session.Native.CreateIoBinding();
        _order = [.. session.Inputs.Select(i => new Slot(i, true)), .. session.Outputs.Select(o => new Slot(o, false))];
        foreach (var slot in _order)
        {
            _slots.Add(slot.Info.Name, slot);
            foreach (var axis in slot.Info.Shape) if (axis.Name != null) _axes.TryAdd(axis.Name, null);
        }
    }

    /// <summary>Sets the size of a free axis wherever the graph names it. Buffers grow when they have to.</summary>
    /// <exception cref="ForewarnException">The graph has no such free axis.</exception>
    public GraphBinding Resize(string axis, long size)
    {
        if (!_axes.TryGetValue(axis, out var old))
            throw ForewarnException.Of($"graph '{_session.Name}', axis '{axis}'",
                _axes.Count == 0 ? "no free axis" : $"the free axes {string.Join(", ", _axes.Keys)}", $"'{axis}'",
                "Use a name the graph declares.");
        if (size < 0)
            throw ForewarnException.Of(
                $"graph '{_session.Name}', axis '{axis}'", $"{size}", "0 or more", "Give a size.");
        if (old == size) return this;
        _axes[axis] = size;
        _resized = true;
        return this;
    }

    /// <summary>Buffer of an input or output, to be filled or read in place.</summary>
    /// <exception cref="ForewarnException">No such value, or a free axis of it has no size yet.</exception>
    public TensorBuffer this[string name] => Ready(Find(name));

    /// <summary>Elements of an input, to be filled in place.</summary>
    public Span<T> Input<T>(string name) where T : unmanaged => this[name].As<T>();

    /// <summary>Elements of an output; valid until the next run.</summary>
    public ReadOnlySpan<T> Output<T>(string name) where T : unmanaged => this[name].As<T>();

    /// <summary>Copies values into an input.</summary>
    /// <exception cref="ForewarnException">The count does not fit the input's shape.</exception>
    public GraphBinding Set<T>(string name, ReadOnlySpan<T> values) where T : unmanaged
    {
        var buffer = this[name];
        if (values.Length != buffer.Length)
            throw ForewarnException.Of($"graph '{_session.Name}', input '{name}'", $"{values.Length} values",
                $"[{string.Join(", ", buffer.Shape.ToArray())}] = {buffer.Length}",
                "Pass a tensor of the declared shape.");
        values.CopyTo(buffer.As<T>());
        return this;
    }

    /// <summary>
    /// Lets an input or output use memory from elsewhere: a cache that is input and output at once, or the output of
    /// another binding. Its shape must be the declared one whenever the graph runs; the owner disposes it.
    /// </summary>
    public GraphBinding Attach(string name, TensorBuffer buffer)
    {
        var slot = Find(name);
        if (buffer.Type != slot.Info.Type)
            throw ForewarnException.Of($"graph '{_session.Name}', value '{name}'", $"a buffer of {buffer.Type.Name()}",
                slot.Info.TypeName, "Attach a buffer of the declared type.");
        if (slot.Owned) slot.Buffer?.Dispose();
        (slot.Buffer, slot.Owned, slot.Bound) = (buffer, false, -1);
        _resized = true;
        return this;
    }

    /// <summary>Makes an output overwrite an input in place: a key-value cache.</summary>
    public GraphBinding Share(string input, string output) => Attach(output, this[input]);

    /// <summary>Runs the graph over the current buffers.</summary>
    /// <param name="deadline">When it fires, the run ends after the operator in progress.</param>
    /// <exception cref="OperationCanceledException">
    /// The deadline fired first. Outputs are undefined; the session and this binding stay usable.
    /// </exception>
    /// <exception cref="ForewarnException">The graph failed.</exception>
    public void Run(CancellationToken deadline = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        deadline.ThrowIfCancellationRequested();
        Prepare();
        var registration = deadline.UnsafeRegister(static run => ((RunOptions)run!).Terminate = true, _run);
        try
        {
            _session.Native.RunWithBinding(_run, _binding);
            if (_session.Provider != "CPU") _binding.SynchronizeBoundOutputs();
        }
        catch (OnnxRuntimeException cause)
        {
            // The flag is honoured between operators; nothing but this text tells it from a failure.
            if (deadline.IsCancellationRequested && cause.Message.Contains("terminate flag", StringComparison.Ordinal))
                throw new OperationCanceledException($"graph '{_session.Name}': the deadline passed.", cause, deadline);
            throw new ForewarnException(
                $"graph '{_session.Name}' failed: {RuntimeMessage.Of(cause)}.", ExitCode.Failed, cause);
        }
        finally
        {
            // Waits for a callback in progress; only then is it safe to clear the flag, which would stop the next run.
            registration.Dispose();
            if (deadline.IsCancellationRequested) _run.Terminate = false;
        }
    }

    /// <summary>Runs over what the buffers hold, so that the first real run meets grown arenas.</summary>
    public GraphBinding WarmUp(int runs = 2)
    {
        for (int i = 0; i < runs; i++) Run();
        return this;
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _session.Forget(this);
        foreach (var slot in _order) if (slot.Owned) slot.Buffer?.Dispose();
        _binding.Dispose();
        _run.Dispose();
    }

    private void Prepare()
    {
        if (!_resized && !AnyReshaped()) return;
        foreach (var slot in _order)
        {
            var buffer = Ready(slot);
            if (slot.Bound == buffer.Version) continue;
            RequireShape(slot, buffer);
            if (slot.IsInput) _binding.BindInput(slot.Info.Name, buffer.Value);
            else _binding.BindOutput(slot.Info.Name, buffer.Value);
            slot.Bound = buffer.Version;
        }
        _resized = false;
    }

    private bool AnyReshaped()
    {
        foreach (var slot in _order) if (slot.Bound != slot.Buffer!.Version) return true;
        return false;
    }

    private TensorBuffer Ready(Slot slot)
    {
        if (slot is { Owned: false, Buffer: not null }) return slot.Buffer;
        if (slot.Buffer != null && !_resized) return slot.Buffer;
        Span<long> shape = stackalloc long[slot.Info.Shape.Count];
        for (int i = 0; i < shape.Length; i++) shape[i] = SizeOf(slot, slot.Info.Shape[i]);
        if (slot.Buffer == null) (slot.Buffer, slot.Owned) = (new(slot.Info.Type, shape), true);
        else slot.Buffer.Reshape(shape);
        return slot.Buffer;
    }

    private void RequireShape(Slot slot, TensorBuffer buffer)
    {
        bool fits = buffer.Shape.Length == slot.Info.Shape.Count;
        for (int i = 0; fits && i < buffer.Shape.Length; i++)
            fits = buffer.Shape[i] == (slot.Info.Shape[i].Name is string axis && _axes[axis] is null
                ? buffer.Shape[i] : SizeOf(slot, slot.Info.Shape[i]));
        if (!fits)
            throw ForewarnException.Of($"graph '{_session.Name}', value '{slot.Info.Name}'",
                $"a buffer [{string.Join(", ", buffer.Shape.ToArray())}]", $"[{string.Join(", ", slot.Info.Shape)}]",
                "Give the attached buffer the declared shape.");
    }

    private long SizeOf(Slot slot, Axis axis) => axis.Name == null
        ? axis.Size
        : _axes[axis.Name] ?? throw ForewarnException.Of($"graph '{_session.Name}', value '{slot.Info.Name}'",
            $"no size for the free axis '{axis.Name}'", "one", "Set it before the buffers are used.");

    private Slot Find(string name) => _slots.TryGetValue(name, out var slot)
        ? slot
        : throw ForewarnException.Of(
            $"graph '{_session.Name}'", $"the values {string.Join(", ", _slots.Keys)}", $"'{name}'",
            "Use a name the graph declares.");

    private sealed class Slot(ValueInfo info, bool isInput)
    {
        public readonly ValueInfo Info = info;
        public readonly bool IsInput = isInput;
        public TensorBuffer? Buffer;
        public bool Owned;
        public int Bound = -1;
    }
}
