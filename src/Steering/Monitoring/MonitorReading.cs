namespace Forewarn.Steering;

/// <summary>What a monitor says at one frame of a running plan.</summary>
/// <param name="Frame">From 0, the observation before the plan's first row.</param>
/// <param name="Likelihood">That the wish will be fulfilled, 0..1; NaN when there is no answer.</param>
/// <param name="Text">Why; empty when there is no answer.</param>
/// <param name="Alarm">Whether the alarm stands; it stays for the rest of the plan.</param>
/// <param name="Blind">Frames in a row without an answer, this one included.</param>
/// <param name="Fault">Why there is no answer, in one line; null when there is one.</param>
/// <param name="Milliseconds">From the call to the answer.</param>
public sealed record MonitorReading(
    int Frame, double Likelihood, string Text, bool Alarm, int Blind, string? Fault, double Milliseconds);
