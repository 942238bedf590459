using Forewarn.Core;

namespace Forewarn.Learning.InverseRl.Evolution;

/// <summary>What an evolution strategy climbs. Asked from several threads at once; the answer depends on the arguments alone.</summary>
public interface IFitness
{
    /// <param name="values">Parameters of one member, <c>[P]</c>.</param>
    /// <param name="seed">Randomness of the evaluation; both members of a pair get the same.</param>
    /// <returns>More is better; must be finite.</returns>
    double Of(ReadOnlySpan<float> values, SeedStream seed);

    /// <summary>As a kind of job whose parameters are a member and whose one figure is its fitness.</summary>
    IRolloutKind AsKind() =>
        new RolloutKind("fitness", (job, _) => new RolloutResult([Of(job.Parameters.Span, new SeedStream(job.Seed))]));
}
