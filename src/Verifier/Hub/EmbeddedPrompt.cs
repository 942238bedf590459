namespace Forewarn.Verifier.Hub;

/// <summary>A text for a decoder with rows that are no tokens of its own in some places.</summary>
/// <param name="Ids">Tokens; those in the rows' place are whatever they are.</param>
/// <param name="At">Where the rows begin.</param>
/// <param name="Rows"><c>[P, D]</c>; empty where all is text.</param>
public sealed record EmbeddedPrompt(int[] Ids, int At, float[] Rows)
{
    public EmbeddedPrompt(int[] ids) : this(ids, 0, []) { }
}
