using Forewarn.Core;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Episodes that can be gone on with from any state they were in, twice and differently: what REFUEL needs. States are values; nothing that is done
/// to one changes another. A simulator restores a saved state, a world model a latent; a log can only look for a like state,
/// and what it finds is biased (see <c>ResetSource</c>).
/// </summary>
/// <typeparam name="TState">All that the future depends on.</typeparam>
/// <typeparam name="TAnswer">What is decided at a turn: a plan, a text, a choice.</typeparam>
public interface IResettableEpisodes<TState, TAnswer>
{
    /// <summary>State of the first turn.</summary>
    TState Start(SeedStream seed);

    /// <summary>Draws an answer of the present policy.</summary>
    TAnswer Answer(TState state, SeedStream seed);

    /// <summary>Carries an answer out.</summary>
    /// <returns>State of the next turn, or that the episode is over; and what was earned on the way.</returns>
    (TState Next, bool Over, double Reward) Execute(TState state, TAnswer answer, SeedStream seed);
}
