namespace Forewarn.Evaluation.Replay;

/// <summary>What a recorded session decided with.</summary>
/// <param name="Seed">Root seed of the proposals.</param>
/// <param name="Models">Identity (SHA-256, hex) of every package, by package name.</param>
/// <param name="Config">The configuration as YAML.</param>
public sealed record RecordedSession(string Version, ulong Seed, IReadOnlyDictionary<string, string> Models, string Config);
