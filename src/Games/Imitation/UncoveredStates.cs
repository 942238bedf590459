namespace Forewarn.Games;

/// <summary>
/// States that an agent reaches by deviating while the others obey the expert, and that demonstrations of the expert never show:
/// what is learned there is chance, whatever the number of demonstrations.
/// </summary>
/// <param name="Steps">
/// For every state, the steps (0 to H - 1) at which it is reached and never shown; empty for the others. <c>[S]</c>.
/// </param>
/// <param name="Share">Largest share of an episode that a deviator spends there.</param>
public sealed record UncoveredStates(IReadOnlyList<IReadOnlyList<int>> Steps, double Share)
{
    private const int Named = 8;

    /// <summary>Numbers of the states concerned.</summary>
    public IReadOnlyList<int> States => [.. Enumerable.Range(0, Steps.Count).Where(s => Steps[s].Count > 0)];

    /// <summary>Names the states; null with full coverage.</summary>
    public string? Warning => States.Count == 0 ? null : FormattableString.Invariant(
        $"MALICE cannot see {States.Count} of {Steps.Count} states where a deviator comes and the expert at that step never: {Names}. ")
        + FormattableString.Invariant($"A deviator may spend {Share:P0} of an episode there. Use BLADES, or demonstrations that start there.");

    public static UncoveredStates Of(MarkovGame game, Mediator expert)
    {
        double[][] shown = GameValues.Occupancy(game, expert);
        var steps = Enumerable.Range(0, game.States).Select(_ => new SortedSet<int>()).ToArray();
        for (int agent = 0; agent < game.Agents; agent++)
        {
            bool[] reached = [.. game.Initial.Select(p => p > 0)];
            for (int h = 0; h < game.Horizon; h++)
            {
                for (int s = 0; s < game.States; s++) if (reached[s] && shown[h][s] == 0) steps[s].Add(h);
                reached = Next(game, expert, agent, h, reached);
            }
        }
        return new([.. steps.Select(s => s.ToArray())], Malice.Uncovered(game, expert, expert));
    }

    private string Names
    {
        get
        {
            string names = string.Join(", ", States.OrderByDescending(s => Steps[s].Count).Take(Named).Select(s => $"state {s} ({Span(Steps[s])})"));
            return States.Count > Named ? $"{names} and {States.Count - Named} more" : names;
        }
    }

    private static string Span(IReadOnlyList<int> steps) => steps.Count == 1 ? $"step {steps[0]}" : $"{steps.Count} steps from {steps[0]} to {steps[^1]}";

    /// <summary>Where an agent can be a step later, whatever it does.</summary>
    private static bool[] Next(MarkovGame game, Mediator expert, int agent, int step, bool[] reached)
    {
        var next = new bool[game.States];
        for (int s = 0; s < game.States; s++)
        {
            if (!reached[s]) continue;
            var shares = expert.At(step, s);
            for (int a = 0; a < shares.Length; a++)
                for (int b = 0; shares[a] > 0 && b < game.Actions.Counts[agent]; b++)
                    foreach (var outcome in game.Next(s, game.Actions.With(a, agent, b)))
                        if (outcome.Probability > 0) next[outcome.State] = true;
        }
        return next;
    }
}
