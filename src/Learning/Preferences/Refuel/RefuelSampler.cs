using Forewarn.Core;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// REFUEL's data (Gao et al. 2024, algorithm 1): play to a drawn turn, answer it twice, play both futures out by the policy itself. What went before is
/// shared, so its noise cancels in the difference of the rewards-to-go.
/// </summary>
/// <param name="turns">Turns of an episode at most, <c>H</c>.</param>
public sealed class RefuelSampler<TState, TAnswer>(
    IResettableEpisodes<TState, TAnswer> episodes, int turns, TurnSampling sampling = TurnSampling.Uniform, IEqualityComparer<TAnswer>? same = null)
{
    private readonly IEqualityComparer<TAnswer> _same = same ?? EqualityComparer<TAnswer>.Default;

    /// <returns>Null where the episode was over before the turn, or both answers are the same: nothing to learn from.</returns>
    public RefuelPair<TState, TAnswer>? Draw(SeedStream seed)
    {
        int turn = sampling.Draw(turns, seed.Child("turn"));
        var state = episodes.Start(seed.Child("start"));
        for (int h = 0; h < turn; h++)
        {
            var step = episodes.Execute(state, episodes.Answer(state, seed.Child("roll-in answer", h)), seed.Child("roll-in", h));
            if (step.Over) return null;
            state = step.Next;
        }
        TAnswer first = episodes.Answer(state, seed.Child("answer", 0)), second = episodes.Answer(state, seed.Child("answer", 1));
        return _same.Equals(first, second)
            ? null
            : new(turn, state, first, second, (ToGo(state, first, turn, seed.Child("future", 0)), ToGo(state, second, turn, seed.Child("future", 1))));
    }

    private double ToGo(TState state, TAnswer answer, int turn, SeedStream seed)
    {
        double sum = 0;
        for (int h = turn; ; h++)
        {
            var (next, over, reward) = episodes.Execute(state, answer, seed.Child("step", h));
            sum += reward;
            if (over || h + 1 >= turns) return sum;
            state = next;
            answer = episodes.Answer(state, seed.Child("answer", h));
        }
    }
}
