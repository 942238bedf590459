using Forewarn.Learning.Imitation.Studies.Retraining;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>Every study of imitation and inverse reinforcement learning, in the order in which they are listed.</summary>
public static class ImitationStudies
{
    /// <summary>Known answers alone, seconds each: <c>bench il-exact</c> runs them all.</summary>
    public static IReadOnlyList<IStudy> Exact { get; } =
    [
        new GridShapingStudy(),
        new ShapingInvarianceStudy(),
        new BridgeStudy(),
        new CompoundingStudy(),
        new ScoreDivergenceStudy(),
        new BlindDiscriminatorStudy(),
        new RegulatorStudy(),
        new OptimisticAdamStudy(),
    ];

    /// <summary>Trained policies, minutes each.</summary>
    public static IReadOnlyList<IStudy> Trained { get; } =
    [
        new IrlPlusPlusStudy(),
        new EvilStudy(),
        new Guitar.BeamStudy(),
        new Smiling.OrbitStudy(),
        new Smiling.SwingUpStudy(),
    ];
}
