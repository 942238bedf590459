namespace Forewarn.Games;

/// <summary>
/// How a learned mediator compares with the one it imitates, exactly. A value gap of zero says nothing about the regret gap: where nobody goes while all
/// obey, a learner may recommend anything, and a deviator goes there.
/// </summary>
/// <param name="ValueGap">Largest loss of an agent while all obey, against the expert.</param>
/// <param name="Gap">Regret of the learner less that of the expert; negative where the learner is the more robust.</param>
public sealed record RegretGap(double ValueGap, double Gap, Regret Learner, Regret Expert)
{
    public static RegretGap Of(MarkovGame game, Mediator expert, Mediator learner, DeviationClass kind = DeviationClass.Swap)
    {
        double[] before = GameValues.Of(game, expert), after = GameValues.Of(game, learner);
        Regret own = Regret.Of(game, learner, kind), theirs = Regret.Of(game, expert, kind);
        return new(before.Zip(after, (a, b) => a - b).Max(), own.Value - theirs.Value, own, theirs);
    }
}
