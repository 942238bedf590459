namespace Forewarn.Learning.Imitation;

/// <summary>Where a data set of transitions comes from.</summary>
/// <param name="Environment">Name of the task.</param>
/// <param name="Quality">What may be expected of it.</param>
/// <param name="Policy">Package, run or script that acted.</param>
/// <param name="Seed">Root seed of the recording.</param>
/// <param name="Command">Command line that made it.</param>
/// <param name="Returns">The task's return of every episode as it was played to its end, also where the set holds only its beginning.</param>
public sealed record TransitionSetInfo(
    string Environment, DemonstrationQuality Quality, string Policy, ulong Seed, string Command, IReadOnlyList<double> Returns);
