using Forewarn.Core;

namespace Forewarn.Learning.Verifiers;

/// <summary>How the latents of a plan of one task become tokens. Latents of different world models have nothing in common but their sizes.</summary>
/// <param name="Steps">Imagined steps <c>H</c>.</param>
/// <param name="Size">Latent size <c>Z</c>.</param>
/// <param name="StepsPerToken">Steps that share one token.</param>
/// <param name="Stats">Standardization, <c>[Z]</c>.</param>
/// <param name="Task">Whose plans these are; runs from before there were several tasks do not say it.</param>
/// <param name="Projector">Name of the layer, see <see cref="LatentProjector.NameOf"/>.</param>
public sealed record LatentTokenForm(
    int Steps, int Size, int StepsPerToken, ChannelStats Stats, string Task = "cup", string Projector = LatentProjector.Single)
{
    /// <summary>Tokens per plan <c>P</c>.</summary>
    public int Tokens => Steps / StepsPerToken;
}
