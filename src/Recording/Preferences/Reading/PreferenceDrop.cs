namespace Forewarn.Recording;

/// <summary>A row that is not used.</summary>
/// <param name="Line">Number of the line, from 1.</param>
/// <param name="Detail">What was found, for people.</param>
public sealed record PreferenceDrop(int Line, PreferenceFault Reason, string Detail);
