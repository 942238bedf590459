namespace Forewarn.RosBridge;

/// <summary>What happened to parameters at once.</summary>
internal readonly record struct ParameterChanges(
    IReadOnlyList<NamedValue> New, IReadOnlyList<NamedValue> Changed, IReadOnlyList<NamedValue> Deleted);
