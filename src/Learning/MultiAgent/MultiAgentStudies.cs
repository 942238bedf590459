using Forewarn.Learning.Studies;

namespace Forewarn.Learning.MultiAgent;

/// <summary>Every study of learned mediators.</summary>
public static class MultiAgentStudies
{
    public static IReadOnlyList<IStudy> All { get; } = [new MediatorStudy()];
}
