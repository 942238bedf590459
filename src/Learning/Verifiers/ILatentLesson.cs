using Forewarn.Core;

namespace Forewarn.Learning.Verifiers;

/// <summary>What a stage teaches from latents, beside the text that every stage goes on with.</summary>
internal interface ILatentLesson
{
    /// <summary>Adds the gradients of one update.</summary>
    void Step(SeedStream seed, Dictionary<string, double> figures);

    /// <summary>Held-out figures.</summary>
    IReadOnlyDictionary<string, double> Evaluate();
}
