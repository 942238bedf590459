namespace Forewarn.Learning.Verifiers;

/// <summary>What a training run of the verifier sees.</summary>
public enum VerifierStage
{
    /// <summary>Generated text only: choices, fits, paraphrases, definitions. Needs no robot data.</summary>
    Text,
    /// <summary>Narrations and questions from latents, with choices mixed in so that they are not forgotten.</summary>
    Joint,
}
