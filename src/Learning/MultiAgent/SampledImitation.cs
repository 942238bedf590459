using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Learning.MultiAgent;

/// <summary>
/// Imitation of a mediator from drawn recommendations: round by round the source says what there is to learn from, and the model
/// is fitted to all of it. The learner with the least loss that the source can tell is kept.
/// </summary>
public sealed class SampledImitation(IRecommendationSource source, IMediatorModel model, SeedStream seed)
{
    /// <summary>Rounds done.</summary>
    public int Rounds { get; private set; }

    /// <summary>The learner of the next round.</summary>
    public Mediator Last { get; private set; } = model.AsMediator();

    /// <summary>The learner with the least loss so far; the start before the first round.</summary>
    public Mediator Best { get; private set; } = model.AsMediator();

    /// <summary>Its loss.</summary>
    public double Loss { get; private set; } = double.PositiveInfinity;

    public void Round()
    {
        model.Fit(source.Round(Last, seed.Child("round", Rounds)));
        Rounds++;
        Last = model.AsMediator();
        double loss = source.Loss(Last);
        if (loss <= Loss) (Loss, Best) = (loss, Last);
    }
}
