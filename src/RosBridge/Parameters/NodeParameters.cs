using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>
/// The parameters of a node. They are declared before they exist; a file overrides a default and <c>-p</c> overrides a
/// file. Readable from any thread; validators and <see cref="Changed"/> run on the thread that sets.
/// </summary>
public sealed class NodeParameters
{
    private readonly NodeName _node;
    private readonly ILookup<string, RosValue> _overrides;
    private readonly Dictionary<string, (ParameterSpec Spec, RosValue Value)> _declared = [];
    private readonly List<Func<IReadOnlyList<NamedValue>, string?>> _validators = [];
    private readonly Lock _gate = new();

    internal NodeParameters(NodeName node, RosArgs args)
    {
        _node = node;
        _overrides = args.Parameters.Where(one => one.IsFor(node)).ToLookup(one => one.Name, one => one.Value);
    }

    /// <summary>A parameter has a new value; not raised by declarations.</summary>
    public event Action<string, RosValue>? Changed;

    /// <summary>For <c>/parameter_events</c>.</summary>
    internal event Action<ParameterChanges>? Happened;

    public IReadOnlyList<string> Names
    {
        get { lock (_gate) return [.. _declared.Keys.Order(StringComparer.Ordinal)]; }
    }

    /// <summary>Parameters that a file or the command line sets and that nobody has declared: a misspelling, most likely.</summary>
    public IReadOnlyList<string> Undeclared
    {
        get { lock (_gate) return [.. _overrides.Select(group => group.Key).Where(name => !_declared.ContainsKey(name))]; }
    }

    /// <exception cref="ForewarnException">It is not declared.</exception>
    public RosValue this[string name] => TryGet(name, out _, out var value)
        ? value
        : throw ForewarnException.Of($"parameter '{name}'", "no declaration", "one", "Declare it before it is read.");

    /// <summary>Declares a parameter and gives it its first value, which is returned.</summary>
    /// <exception cref="ForewarnException">It is declared already, or an override does not fit the declaration.</exception>
    public RosValue Declare(ParameterSpec spec)
    {
        if (spec.Name.Length == 0) throw ForewarnException.Of("parameter", "no name", "one", "Name it.");
        bool given = _overrides.Contains(spec.Name);
        var value = (given ? _overrides[spec.Name].Last() : spec.Default).For(spec.Kind);
        // A parameter without a default is not set until somebody sets it.
        string? fault = value.Kind == RosValueKind.NotSet && !given ? null
            : spec.Fault(value) ?? Refusal([new(spec.Name, value)]);
        if (fault is not null)
        {
            throw ForewarnException.Of($"parameter '{spec.Name}' of {_node}",
                $"{RosValue.NameOf(value.Kind)} {value} ({fault.TrimEnd('.')})", $"{RosValue.NameOf(spec.Kind)} such as {spec.Default}",
                "Correct it in the parameters file or behind -p.", ExitCode.Usage);
        }

        lock (_gate)
        {
            if (!_declared.TryAdd(spec.Name, (spec, value)))
                throw ForewarnException.Of($"parameter '{spec.Name}' of {_node}", "two declarations", "one", "Take one away.");
        }

        if (value.Kind != RosValueKind.NotSet) Happened?.Invoke(new([new(spec.Name, value)], [], []));
        return value;
    }

    /// <summary>Adds a check of sets that are about to happen: null accepts, else the reason why not.</summary>
    public void AddValidator(Func<IReadOnlyList<NamedValue>, string?> validator)
    {
        lock (_gate) _validators.Add(validator);
    }

    /// <summary>Sets all or none.</summary>
    /// <returns>Null when they are set, else why not, in rclcpp's words.</returns>
    public string? Set(params IReadOnlyList<NamedValue> values)
    {
        values = [.. values.Select(Adapted)];
        if ((Fault(values) ?? Refusal(values)) is { } reason) return reason;
        Apply(values);
        return null;
    }

    /// <exception cref="ForewarnException">It is not declared.</exception>
    public void Undeclare(string name)
    {
        var value = this[name];
        lock (_gate) _declared.Remove(name);
        Happened?.Invoke(new([], [], [new(name, value)]));
    }

    internal bool TryGet(string name, out ParameterSpec spec, out RosValue value)
    {
        lock (_gate)
        {
            bool found = _declared.TryGetValue(name, out var entry);
            (spec, value) = found ? entry : (null!, RosValue.NotSet);
            return found;
        }
    }

    private void Apply(IReadOnlyList<NamedValue> values)
    {
        NamedValue[] kept = [.. values.Where(one => one.Value.Kind != RosValueKind.NotSet)];
        NamedValue[] gone = [.. values.Where(one => one.Value.Kind == RosValueKind.NotSet)];
        lock (_gate)
        {
            // Another thread may have undeclared it meanwhile; then there is nothing to set.
            foreach (var (name, value) in kept) if (_declared.TryGetValue(name, out var entry)) _declared[name] = (entry.Spec, value);
            foreach (var (name, _) in gone) _declared.Remove(name);
        }

        Happened?.Invoke(new([], kept, gone));
        foreach (var (name, value) in kept) Changed?.Invoke(name, value);
    }

    // In the order of rclcpp, which decides what reason is given when several hold.
    private string? Fault(IReadOnlyList<NamedValue> values)
    {
        if (values.Count == 0) return "parameter list cannot be empty";
        foreach (var (name, _) in values)
        {
            if (!TryGet(name, out var spec, out _)) return $"parameter '{name}' cannot be set because it was not declared";
            if (spec.ReadOnly) return $"parameter '{name}' cannot be set because it is read-only";
        }

        foreach (var (name, value) in values)
            if (value.Kind == RosValueKind.NotSet && TryGet(name, out var spec, out _) && !spec.DynamicTyping)
                return "cannot undeclare a statically typed parameter";
        return values.Select(one => TryGet(one.Name, out var spec, out _) ? spec.Fault(one.Value) : null)
            .FirstOrDefault(fault => fault is not null);
    }

    private NamedValue Adapted(NamedValue one) =>
        TryGet(one.Name, out var spec, out _) ? one with { Value = one.Value.For(spec.Kind) } : one;

    private string? Refusal(IReadOnlyList<NamedValue> values)
    {
        Func<IReadOnlyList<NamedValue>, string?>[] validators;
        lock (_gate) validators = [.. _validators];
        return validators.Select(validator => validator(values)).FirstOrDefault(reason => reason is not null);
    }
}
