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
        {
            int node = 0;
            for (int h = 0; h < world.Bits; h++)
            {
                log[cell] -= BradleyTerry.NegativeLogSigmoid(RoadsWorld.Sign(cell, h) * parameters[First(cell) + node]);
                node = Child(node, cell, h);
            }
        }
        return log;
    }

    public void Backward(double[] parameters, double[] cells, double[] slope)
    {
        Array.Clear(slope);
        for (int cell = 0; cell < cells.Length; cell++)
        {
            int node = 0;
            for (int h = 0; h < world.Bits; h++)
            {
                double sign = RoadsWorld.Sign(cell, h);
                slope[First(cell) + node] += cells[cell] * sign * BradleyTerry.Sigmoid(-sign * parameters[First(cell) + node]);
                node = Child(node, cell, h);
            }
        }
    }

    /// <summary>Prefixes are the nodes of a binary tree per prompt, numbered from its root in levels.</summary>
    private static int Child(int node, int cell, int bit) => 2 * node + 1 + (cell >> bit & 1);

    private int First(int cell) => (cell >> world.Bits) * (world.Answers - 1);
}
