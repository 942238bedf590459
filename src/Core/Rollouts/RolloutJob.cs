namespace Forewarn.Core;

/// <summary>One piece of work, self-contained.</summary>
/// <param name="Seed">Root of everything random in it. Jobs may share a seed, as the two of an antithetic pair do.</param>
/// <param name="Parameters">For example a policy's weights, <c>[P]</c>.</param>
/// <param name="Payload">Anything else, in a form that the kind defines.</param>
public sealed record RolloutJob(ulong Seed, ReadOnlyMemory<float> Parameters = default, ReadOnlyMemory<byte> Payload = default);
