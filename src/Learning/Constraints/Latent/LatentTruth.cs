namespace Forewarn.Learning.Constraints.Latent;

/// <summary>What simulation says about the state behind a latent.</summary>
public enum LatentTruth : byte
{
    /// <summary>Nobody played the fallbacks from it.</summary>
    Unknown,
    /// <summary>Some fallback avoids failure.</summary>
    Safe,
    /// <summary>Not failed yet, but every fallback fails.</summary>
    Doomed,
    /// <summary>In the failure set.</summary>
    Failing,
}
