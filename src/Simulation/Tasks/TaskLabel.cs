using System.Text.Json.Serialization;

namespace Forewarn.Simulation.Tasks;

/// <summary>
/// The truth about one executed plan in the words of its task: how it ended, and what it was like in each of the task's
/// attributes. For data sets and evaluation; no model sees it at run time. Names and values are lower case.
/// </summary>
[JsonConverter(typeof(TaskLabelJson))]
public sealed class TaskLabel : IEquatable<TaskLabel>
{
    private readonly KeyValuePair<string, string>[] _attributes;

    /// <param name="outcome">For example <c>rim</c>, <c>crushed</c>.</param>
    /// <param name="attributes">Every attribute of the task, in its order; for example <c>("speed", "slow")</c>.</param>
    public TaskLabel(string outcome, params IReadOnlyList<(string Name, string Value)> attributes) =>
        (Outcome, _attributes) = (outcome, [.. attributes.Select(a => KeyValuePair.Create(a.Name, a.Value))]);

    public string Outcome { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Attributes => _attributes;

    /// <summary>Value of an attribute; <c>none</c> where the label has none of this name.</summary>
    public string this[string attribute] => _attributes.FirstOrDefault(a => a.Key == attribute).Value ?? None;

    /// <summary>Value of an attribute that does not apply, such as the side of something that has none.</summary>
    public const string None = "none";

    /// <summary>An enumeration's value as labels write it.</summary>
    internal static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>This label with another outcome.</summary>
    public TaskLabel As(string outcome) => new(outcome, [.. _attributes.Select(a => (a.Key, a.Value))]);

    /// <summary>This label with another value of an attribute that it has.</summary>
    public TaskLabel With(string attribute, string value) =>
        new(Outcome, [.. _attributes.Select(a => (a.Key, a.Key == attribute ? value : a.Value))]);

    public bool Equals(TaskLabel? other) =>
        other is not null && Outcome == other.Outcome && _attributes.AsSpan().SequenceEqual(other._attributes);

    public override bool Equals(object? obj) => Equals(obj as TaskLabel);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Outcome);
        foreach (var (_, value) in _attributes) hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>For example <c>rim side=left speed=slow tilt=upright</c>.</summary>
    public override string ToString() => string.Join(' ', _attributes.Select(a => $"{a.Key}={a.Value}").Prepend(Outcome));
}
