namespace Forewarn.Steering;

/// <summary>The answer of a stage, or why there is none.</summary>
internal sealed record StageResult<T>(T? Value, string? Fault) where T : class;
