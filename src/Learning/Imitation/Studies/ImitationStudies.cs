using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>Every study of imitation and inverse reinforcement learning, in the order in which they are listed.</summary>
public static class ImitationStudies
{
    /// <summary>Known answers alone, seconds each: <c>bench il-exact</c> runs them all.</summary>
    public static IReadOnlyList<IStudy> Exact { get; } =
    [
    ];

    /// <summary>Trained policies, minutes each.</summary>
    public static IReadOnlyList<IStudy> Trained { get; } =
    [
        new Guitar.BeamStudy(),
    ];
}
