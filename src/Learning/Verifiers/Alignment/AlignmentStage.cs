namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>What of an aligned verifier is trained.</summary>
public enum AlignmentStage
{
    /// <summary>The projector from latents to tokens alone; the language model stays as it is.</summary>
    Projector,

    /// <summary>The projector and low-rank adapters beside the language model's matrices.</summary>
    Adapters,
}
