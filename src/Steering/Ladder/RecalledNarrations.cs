using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>Narrations carried over from an earlier decision; modes that none fits are closed in the report.</summary>
internal sealed record RecalledNarrations(IReadOnlyList<Narration> Narrations, GuardReport Guard);
