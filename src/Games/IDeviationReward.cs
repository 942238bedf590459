namespace Forewarn.Games;

/// <summary>What a deviation is to earn most of. Structs implement it, so that the program's inner loop calls nothing.</summary>
internal interface IDeviationReward
{
    /// <summary>Writes the reward of every joint action, <c>[A]</c>.</summary>
    void Fill(int step, int state, Span<double> rewards);
}

/// <summary>Rewards of a game, whatever the step: <paramref name="table"/> is <c>[S, A]</c>.</summary>
internal readonly struct TableReward(double[] table) : IDeviationReward
{
    public void Fill(int step, int state, Span<double> rewards) => table.AsSpan(state * rewards.Length, rewards.Length).CopyTo(rewards);
}

/// <summary>The same for every joint action: <paramref name="perState"/> is <c>[H][S]</c>.</summary>
internal readonly struct StateReward(double[][] perState) : IDeviationReward
{
    public void Fill(int step, int state, Span<double> rewards) => rewards.Fill(perState[step][state]);
}

/// <summary>Any function of step, state and joint action.</summary>
internal readonly struct FunctionReward(Func<int, int, int, double> reward) : IDeviationReward
{
    public void Fill(int step, int state, Span<double> rewards)
    {
        for (int a = 0; a < rewards.Length; a++) rewards[a] = reward(step, state, a);
    }
}
