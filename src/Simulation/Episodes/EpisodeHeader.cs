namespace Forewarn.Simulation.Episodes;

/// <summary><c>dataset.json</c>: sizes of the arrays beside it, and how they were made.</summary>
public sealed record EpisodeHeader(
    int Frames, int Cameras, int Size, int StateSize, int PlanSteps, int PlanWidth, string Command, ulong Seed, string Task)
{
    internal int FrameBytes => Cameras * Size * Size * 3;
}
