namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>
/// Preferences that no reward can express: <c>Wins[i][j]</c> is the share in which answer i is preferred to answer j, and they may go in
/// a circle. The target is the minimax winner (von Neumann), which nothing beats on average.
/// </summary>
/// <param name="Wins"><c>[K][K]</c> with <c>Wins[i][j] + Wins[j][i] = 1</c>.</param>
public sealed record IntransitiveGame(double[][] Wins)
{
    /// <summary>Three answers in a circle of unequal strengths; the minimax winner is (2, 3, 4) / 9.</summary>
    public static IntransitiveGame Circle { get; } = new([[0.5, 0.9, 0.2], [0.1, 0.5, 0.7], [0.8, 0.3, 0.5]]);

    public int Answers => Wins.Length;

    /// <summary>How often each answer wins against a mixture, <c>[K]</c>.</summary>
    public double[] Against(double[] opponent) => [.. Wins.Select(row => Distribution.Mean(opponent, row))];

    /// <summary>Win rate against the opponent that suits it least.</summary>
    public double WorstCase(double[] mixture) => 1 - Against(mixture).Max();

    /// <summary><c>max_i w(i, p) - min_j w(p, j)</c>: 0 at the minimax winner alone.</summary>
    public double DualGap(double[] mixture) => Against(mixture).Max() - WorstCase(mixture);

    /// <summary>
    /// The minimax winner, where every answer has a part in it: all win one half against it.
    /// </summary>
    public double[] MinimaxWinner()
    {
        // K - 1 equations "answer i wins as often as answer K - 1", and the probabilities sum to one.
        int n = Answers;
        var matrix = new double[n, n];
        var right = new double[n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n - 1; i++) matrix[i, j] = Wins[i][j] - Wins[n - 1][j];
            matrix[n - 1, j] = 1;
        }
        right[n - 1] = 1;
        return LinearSystem.Solve(matrix, right);
    }

    /// <summary>Bradley-Terry strengths with mean zero that fit the shares best when all pairs are equally frequent, <c>[K]</c>.</summary>
    public double[] BradleyTerry(int steps = 5000, double rate = 0.5)
    {
        var strength = new double[Answers];
        for (int step = 0; step < steps; step++)
        {
            var gradient = new double[Answers];
            for (int i = 0; i < Answers; i++)
                for (int j = 0; j < Answers; j++) gradient[i] += Wins[i][j] - Distribution.Sigmoid(strength[i] - strength[j]);
            for (int i = 0; i < Answers; i++) strength[i] += rate * gradient[i];
        }
        return strength;
    }

    /// <summary>Exact REBEL steps whose reward is the win rate against the present policy itself, from the uniform policy.</summary>
    /// <returns>Mean of the policies played, and where the play stands after the last step; <c>[K]</c> each.</returns>
    public (double[] Average, double[] Last) SelfPlay(double eta, int steps)
    {
        double[] policy = [.. Enumerable.Repeat(1.0 / Answers, Answers)];
        var sum = new double[Answers];
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < Answers; i++) sum[i] += policy[i];
            policy = Distribution.Tilted(policy, [.. Against(policy).Select(w => eta * w)]);
        }
        return ([.. sum.Select(s => s / steps)], policy);
    }
}
