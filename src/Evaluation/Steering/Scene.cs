using Forewarn.Core;

namespace Forewarn.Evaluation.Steering;

/// <summary>One scene with everything that selectors may use.</summary>
public sealed record Scene(ObservationHistory History, Candidates Modes, Candidates FirstSamples)
{
    public Candidates Of(CandidateSet set) => set == CandidateSet.Modes ? Modes : FirstSamples;
}
