namespace Forewarn.Core;

/// <summary>Outcome of one environment step.</summary>
/// <param name="Reward">Task reward of this step.</param>
/// <param name="Terminated">The task itself ended (success, failure): no bootstrapping beyond it.</param>
/// <param name="Truncated">A time limit ended the episode: bootstrap from the last state.</param>
public readonly record struct StepResult(double Reward, bool Terminated, bool Truncated);
