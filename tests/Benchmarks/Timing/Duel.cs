namespace Forewarn.Benchmarks.Timing;

/// <summary>
/// Times contestants in turn, round after round and in reversed order every other round, so that a load or a clock that
/// drifts meets all of them alike.
/// </summary>
public static class Duel
{
    private const double RoundMs = 40;
    private const int WarmUpRounds = 3;

    /// <returns><c>[contestant][round]</c>.</returns>
    public static Cost[][] Fight(IReadOnlyList<Contestant> contestants, int rounds)
    {
        int[] repeats = [.. contestants.Select(Repeats)];
        var costs = contestants.Select(_ => new Cost[rounds]).ToArray();
        for (int round = -WarmUpRounds; round < rounds; round++)
        {
            for (int turn = 0; turn < contestants.Count; turn++)
            {
                int i = round % 2 == 0 ? turn : contestants.Count - 1 - turn;
                var cost = contestants[i].Time(repeats[i]);
                if (round >= 0) costs[i][round] = cost;
            }
        }
        return costs;
    }

    private static int Repeats(Contestant contestant)
    {
        contestant.Time(20);
        return Math.Clamp((int)Math.Ceiling(RoundMs / contestant.Time(5).Cpu), 1, 1000);
    }
}
