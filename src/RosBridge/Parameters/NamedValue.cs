namespace Forewarn.RosBridge;

/// <summary>A parameter and the value it has or is to have.</summary>
public readonly record struct NamedValue(string Name, RosValue Value);
