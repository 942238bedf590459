using Forewarn.Recording;

namespace Forewarn.Evaluation.Preferences;

/// <summary>The labeled pairs of one scene, ties included, in the order in which they were picked.</summary>
internal sealed record ScenePairs(int Scene, IReadOnlyList<PreferenceRecord> Pairs);
