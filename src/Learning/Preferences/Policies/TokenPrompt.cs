namespace Forewarn.Learning.Preferences;

/// <summary>What a <see cref="TokenPolicy"/> answers.</summary>
/// <param name="Ids">Token ids <c>[S]</c>, at least one: the state at the last is asked for the first token of the answer.</param>
public sealed record TokenPrompt(params int[] Ids)
{
    /// <summary>Positions whose embedding comes from <see cref="Latents"/> in place of the token there, <c>[P]</c>.</summary>
    public int[] Slots { get; init; } = [];

    /// <summary>Numbers of every slot, <c>[P, Z]</c> row-major: embeddings, or what the policy's projector makes embeddings of.</summary>
    public float[] Latents { get; init; } = [];

    /// <summary>Tokens that an answer may have, among which probabilities sum to one; null where all may stand.</summary>
    public int[]? Answers { get; init; }

    /// <summary>Most tokens of an answer to this prompt; null for the policy's own limit.</summary>
    public int? MaxAnswer { get; init; }
}
