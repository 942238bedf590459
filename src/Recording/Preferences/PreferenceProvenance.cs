namespace Forewarn.Recording;

/// <summary>Where a <see cref="PreferenceRecord"/> comes from.</summary>
/// <param name="Labeled">When, UTC, ISO 8601.</param>
/// <param name="Run">The run whose decision was labeled.</param>
/// <param name="Decision">Index of that decision in its run.</param>
/// <param name="Executed">Mode that the run executed, or -1.</param>
/// <param name="Rung">Level of the ladder that decided.</param>
/// <param name="Columns">Names of the columns <c>D</c> of a plan row, with units.</param>
/// <param name="Representation"><c>absolute</c> or <c>delta</c>.</param>
/// <param name="Frame">Coordinate frame of poses.</param>
/// <param name="RateHz">Plan rows per second.</param>
/// <param name="Models">SHA-256 (hex) per model package name.</param>
/// <param name="Version">Of the program.</param>
public sealed record PreferenceProvenance(
    string Labeled, string Run, long Decision, int Executed, string Rung, IReadOnlyList<string> Columns, string Representation,
    string Frame, double RateHz, IReadOnlyDictionary<string, string> Models, string Version);
