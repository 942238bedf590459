namespace Forewarn.Evaluation.Resets;

/// <summary>One pair under one wish: rewards-to-go in the simulator, and what a source makes of them.</summary>
/// <param name="Scene">Cluster of the resampling.</param>
/// <param name="True">Of both sides.</param>
/// <param name="Guessed">Of both sides, per source.</param>
internal sealed record ResetQuestion(
    int Scene, int Replan, bool SameMode, (double First, double Second) True, IReadOnlyList<(double First, double Second)> Guessed);
