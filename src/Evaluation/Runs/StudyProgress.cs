namespace Forewarn.Evaluation.Runs;

/// <summary>How far a study is. <paramref name="Left"/> is null until the first new scene is done.</summary>
public sealed record StudyProgress(int Done, int Total, TimeSpan Elapsed, TimeSpan? Left);
