namespace Forewarn.Learning.Verifiers;

/// <summary>What a training run of the verifier sees.</summary>
public enum VerifierStage
{
    /// <summary>Generated text only: choices, fits, paraphrases, definitions. Needs no robot data.</summary>
    Text,
    /// <summary>Narrations and questions from latents, with choices mixed in so that they are not forgotten.</summary>
    Joint,
    /// <summary>Baseline: as <see cref="Joint"/>, from the present's latent and the plan in words instead of its future.</summary>
    Actions,
    /// <summary>Baseline: the choice straight from the latents of all plans, without any narration of them.</summary>
    Direct,
}
