namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>
/// What one exact step of each way of training on episodes does to the log-odds of answer 0 at every decision, <c>[S]</c>. The exact
/// minimizer of the squared loss adds <c>eta</c> times the difference of the rewards-to-go, as each way measures it.
/// </summary>
public static class MultiTurnStep
{
    /// <summary>REFUEL: every decision, what follows drawn by the present policy. This is soft policy iteration.</summary>
    public static double[] Refuel(DecisionGraph graph, double[] logits, double eta) =>
        Added(logits, graph.Advantages(Probabilities(logits)), eta);

    /// <summary>Every decision, but what follows comes from the policy of the start, as in a fixed data set.</summary>
    public static double[] StartFutures(DecisionGraph graph, double[] logits, double eta) => Added(logits, graph.Advantages(graph.Start), eta);

    /// <summary>
    /// REBEL with the whole episode as one long answer, where no two ways lead to the same decision: every path gets
    /// <c>π ∝ π exp(eta R)</c>. Without noise it has REFUEL's fixed point.
    /// </summary>
    public static double[] Trajectory(DecisionGraph graph, double[] logits, double eta)
    {
        double[] first = Probabilities(logits), next = [.. logits], soft = new double[graph.Decisions];
        for (int s = graph.Decisions - 1; s >= 0; s--)
        {
            double zero = Tilt(s, 0), one = Tilt(s, 1);
            next[s] += zero - one;
            soft[s] = Distribution.LogSumExp([Math.Log(first[s]) + zero, Math.Log(1 - first[s]) + one]);
        }
        return next;

        double Tilt(int s, int answer) => eta * graph.Pay[s][answer] + (graph.Next[s][answer] is >= 0 and var to ? soft[to] : 0);
    }

    /// <summary>REBEL on the last decision only, as tuning on the last turn of logged episodes does.</summary>
    public static double[] LastTurn(DecisionGraph graph, double[] logits, double eta)
    {
        double[] next = [.. logits];
        next[^1] += eta * graph.Advantages(Probabilities(logits))[^1];
        return next;
    }

    /// <summary>
    /// REFUEL where one pair of log-odds serves all decisions: the regression weighs each decision by how often the present policy
    /// meets it.
    /// </summary>
    public static double SharedRefuel(DecisionGraph graph, double logit, double eta)
    {
        double[] first = Same(graph, logit), visits = graph.Visits(first);
        return logit + eta * Distribution.Mean(visits, graph.Advantages(first)) / visits.Sum();
    }

    /// <summary>The last turn only, where the same log-odds then act at all decisions.</summary>
    public static double SharedLastTurn(DecisionGraph graph, double logit, double eta) =>
        logit + eta * graph.Advantages(Same(graph, logit))[^1];

    /// <summary>
    /// Log-odds above the start at which DPO ends on pairs of the last decision, labeled by Bradley-Terry on their rewards.
    /// </summary>
    public static double LastTurnDpo(DecisionGraph graph, double beta) => graph.Advantages(graph.Start)[^1] / beta;

    public static double[] Probabilities(double[] logits) => Array.ConvertAll(logits, Distribution.Sigmoid);

    /// <summary>Probability of answer 0 where one logit serves all decisions, <c>[S]</c>.</summary>
    public static double[] Same(DecisionGraph graph, double logit) =>
        [.. Enumerable.Repeat(Distribution.Sigmoid(logit), graph.Decisions)];

    private static double[] Added(double[] logits, double[] advantages, double eta) =>
        [.. logits.Select((z, s) => z + eta * advantages[s])];
}
