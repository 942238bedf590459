using Forewarn.Core;

namespace Forewarn.Learning.Verifiers;

/// <summary>The plans of all episodes in words.</summary>
/// <param name="Form">How they are written.</param>
/// <param name="Texts"><c>[E]</c>, all with words of the same lengths.</param>
public sealed record WrittenPlans(PlanText Form, IReadOnlyList<string> Texts);
