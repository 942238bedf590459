namespace Forewarn.Learning.Preferences;

/// <summary>Two answers at the same state with what each future earned.</summary>
/// <param name="Turn">From 0.</param>
/// <param name="ToGo">Rewards from this turn to the end, under the policy that drew both answers.</param>
public sealed record RefuelPair<TState, TAnswer>(int Turn, TState State, TAnswer First, TAnswer Second, (double First, double Second) ToGo);
