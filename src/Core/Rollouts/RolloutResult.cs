namespace Forewarn.Core;

/// <summary>What a job came to.</summary>
/// <param name="Figures">Numbers, for example a fitness or one return per episode.</param>
/// <param name="Payload">Anything else, in a form that the kind defines.</param>
public sealed record RolloutResult(IReadOnlyList<double> Figures, ReadOnlyMemory<byte> Payload = default)
{
    /// <summary>Number of the job in its batch; the pool sets it.</summary>
    public int Index { get; init; }
}
