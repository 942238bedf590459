using Forewarn.Core;

namespace Forewarn.Evaluation.Guarding;

/// <summary>One of the guards that are compared, with the limits that hold under each of them.</summary>
public sealed record NamedGuard(string Name, IPlanGuard Guard);
