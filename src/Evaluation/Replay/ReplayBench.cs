using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Replay;

/// <summary>What decides again.</summary>
/// <param name="Seeds">For selectors that draw; proposals come from the stream that the record names.</param>
/// <param name="Models">SHA-256 (hex) per package in use.</param>
/// <param name="Selectors">What else is asked about the recorded modes; none of them may look at the truth.</param>
/// <param name="Reader">Reads what narrations claim.</param>
/// <param name="Familiar">What training data looked like.</param>
public sealed record ReplayBench(
    SteeringParts Parts, SteeringOptions Options, SeedStreams Seeds, IReadOnlyDictionary<string, string> Models, INarrator Narrator,
    IReadOnlyList<ISelector> Selectors, INarrationReader Reader, FamiliarRange Familiar);
