namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>Where fork and bowl are at one instant.</summary>
/// <param name="Along">Fork's center from the bowl's along the axis of its ears, m.</param>
/// <param name="Across">The same across; positive is the bowl's left.</param>
/// <param name="Above">Height of the fork's feet above the bowl's, m.</param>
/// <param name="BowlX">Position of the bowl in the base frame, m.</param>
/// <param name="BowlTilt">Angle between the bowl's axis and the vertical, rad.</param>
internal readonly record struct ForkInBowl(double Along, double Across, double Above, double BowlX, double BowlY, double BowlTilt);
