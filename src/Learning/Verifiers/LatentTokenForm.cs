using Forewarn.Core;

namespace Forewarn.Learning.Verifiers;

/// <summary>How the latents of a plan become tokens.</summary>
/// <param name="Steps">Imagined steps <c>H</c>.</param>
/// <param name="Size">Latent size <c>Z</c>.</param>
/// <param name="StepsPerToken">Steps that share one token.</param>
/// <param name="Stats">Standardization, <c>[Z]</c>.</param>
public sealed record LatentTokenForm(int Steps, int Size, int StepsPerToken, ChannelStats Stats)
{
    /// <summary>Tokens per plan <c>P</c>.</summary>
    public int Tokens => Steps / StepsPerToken;
}
