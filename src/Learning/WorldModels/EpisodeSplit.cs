namespace Forewarn.Learning.WorldModels;

/// <summary>
/// The one split into training and held-out episodes: every tenth episode is held out, whatever its source.
/// </summary>
public static class EpisodeSplit
{
    public static bool IsHeldOut(int episode) => episode % 10 == 9;

    public static int[] Training(int count) => [.. Enumerable.Range(0, count).Where(e => !IsHeldOut(e))];

    public static int[] HeldOut(int count) => [.. Enumerable.Range(0, count).Where(IsHeldOut)];
}
