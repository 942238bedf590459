namespace Forewarn.RosBridge;

/// <summary>The state of one named part, published with the others. Any thread may write it.</summary>
public sealed class DiagnosticEntry
{
    private readonly TimeProvider _time;
    private readonly Action<DiagnosticEntry>? _refresh;
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private DiagnosticLevel _level = DiagnosticLevel.Stale;
    private string _message = "nothing was reported yet";
    private long _said;

    internal DiagnosticEntry(string name, TimeProvider time, TimeSpan? staleAfter, Action<DiagnosticEntry>? refresh) =>
        (Name, _time, StaleAfter, _refresh) = (name, time, staleAfter, refresh);

    public string Name { get; }

    /// <summary>Silence after which the part counts as stale; null for never.</summary>
    public TimeSpan? StaleAfter { get; }

    /// <summary>Key and value shown below the state.</summary>
    public string this[string key]
    {
        set { lock (_gate) _values[key] = value; }
    }

    public void Set(DiagnosticLevel level, string message)
    {
        lock (_gate) (_level, _message, _said) = (level, message, _time.GetTimestamp());
    }

    internal (DiagnosticLevel Level, string Message, KeyValuePair<string, string>[] Values) Read()
    {
        _refresh?.Invoke(this);
        lock (_gate)
        {
            bool stale = _level != DiagnosticLevel.Stale && StaleAfter is { } most && _time.GetElapsedTime(_said) > most;
            return stale ? (DiagnosticLevel.Stale, $"silent; last: {_message}", [.. _values]) : (_level, _message, [.. _values]);
        }
    }
}
