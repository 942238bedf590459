namespace Forewarn.Lab.Sweeps;

/// <summary>One training of a sweep.</summary>
/// <param name="Label">Its values, without the seed: points of one label differ in their seed alone.</param>
/// <param name="Folder">Name of its folder.</param>
/// <param name="Words">Command with values and seed.</param>
internal sealed record SweepPoint(string Label, ulong Seed, string Folder, IReadOnlyList<string> Words);
