namespace Forewarn.Learning.Preferences.Roads;

/// <summary>
/// Policies that write an answer token by token, <c>ln π(y|x) = Σ_h ln π(y_h | x, y_&lt;h)</c>, with a free logit at every prefix:
/// the token form of the table. Its parameters are neither those of a table nor linear in the scores.
/// </summary>
public sealed class TokenPolicy(RoadsWorld world) : IPolicyClass
{
    public string Name => "token by token";

    /// <summary>A logit per prompt and prefix, <c>P (Y - 1)</c>.</summary>
    public int Dimension => RoadsWorld.Prompts * (world.Answers - 1);

    public double[] LogProbs(double[] parameters)
    {
        var log = new double[world.Reward.Length];
        for (int cell = 0; cell < log.Length; cell++)
            foreach (var (node, sign) in Path(cell)) log[cell] -= BradleyTerry.NegativeLogSigmoid(sign * parameters[node]);
        return log;
    }

    public void Backward(double[] parameters, double[] cells, double[] slope)
    {
        Array.Clear(slope);
        for (int cell = 0; cell < cells.Length; cell++)
        {
            foreach (var (node, sign) in Path(cell))
                slope[node] += cells[cell] * sign * BradleyTerry.Sigmoid(-sign * parameters[node]);
        }
    }

    /// <summary>The prefixes of an answer, as nodes of its prompt's binary tree, and the token taken at each.</summary>
    private IEnumerable<(int Node, double Sign)> Path(int cell)
    {
        int x = cell >> world.Bits, y = cell & world.Answers - 1, node = 1;
        for (int h = 0; h < world.Bits; h++)
        {
            yield return (x * (world.Answers - 1) + node - 1, RoadsWorld.Sign(y, h));
            node = 2 * node + (y >> h & 1);
        }
    }
}
